with documents as (
    select * from {{ ref('int_documents_identified') }}
),

published as (
    select * from {{ ref('int_documents_published') }}
),

editions as (
    select * from {{ ref('int_document_editions_compared') }}
),

rejections as (
    select * from {{ ref('stg_rejections') }}
),

-- What the loaders remember of the releases before this one.
earlier as (
    select * from {{ source('ingest', 'releases') }}
),

released_documents as (
    select * from {{ source('ingest', 'released_documents') }}
),

numbered as (
    select coalesce(max(release_number), 0) + 1 as release_number
    from earlier
),

changed as (
    select
        sum(case when released_documents.document_id is null then 1 else 0 end) as added_count,
        sum(case when documents.document_id is null then 1 else 0 end) as removed_count
    from documents
    full outer join released_documents on documents.document_id = released_documents.document_id
),

counted as (
    select
        {{ join_texts('documents.document_id', "','") }} as document_ids,
        count(*) as document_count,
        count(published.document_id) as published_count,
        sum(case when editions.is_current and published.document_id is null then 1 else 0 end) as held_count
    from documents
    inner join editions on documents.document_id = editions.document_id
    left join published on documents.document_id = published.document_id
),

rejected as (
    select count(*) as rejected_count
    from rejections
),

current_release as (
    select
        {{ surrogate_key(['counted.document_ids', "'" ~ var('code_version') ~ "'"]) }} as release_id,
        cast(numbered.release_number as integer) as release_number,
        cast('{{ run_started_at.strftime("%Y-%m-%d %H:%M:%S") }}' as timestamp) as built_at,
        '{{ var("code_version") }}' as code_version,
        '{{ var("contract_version") }}' as contract_version,
        cast(counted.document_count as integer) as document_count,
        cast(counted.published_count as integer) as published_document_count,
        cast(counted.held_count as integer) as held_document_count,
        cast(rejected.rejected_count as integer) as rejected_document_count,
        cast(coalesce(changed.added_count, 0) as integer) as added_document_count,
        cast(coalesce(changed.removed_count, 0) as integer) as removed_document_count,
        true as is_current
    from counted
    cross join rejected
    cross join numbered
    cross join changed
),

earlier_releases as (
    select
        release_id,
        release_number,
        built_at,
        code_version,
        contract_version,
        document_count,
        published_document_count,
        held_document_count,
        rejected_document_count,
        added_document_count,
        removed_document_count,
        false as is_current
    from earlier
),

final as (
    select * from current_release
    union all
    select * from earlier_releases
)

select * from final
