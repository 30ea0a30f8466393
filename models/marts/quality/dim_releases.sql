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

counted as (
    select
        {{ dbt.listagg('documents.document_id', "','", 'order by documents.document_id') }} as document_ids,
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

final as (
    select
        {{ surrogate_key(['counted.document_ids', "'" ~ var('code_version') ~ "'"]) }} as release_id,
        cast('{{ run_started_at.strftime("%Y-%m-%d %H:%M:%S") }}' as timestamp) as built_at,
        '{{ var("code_version") }}' as code_version,
        '{{ var("contract_version") }}' as contract_version,
        cast(counted.document_count as integer) as document_count,
        cast(counted.published_count as integer) as published_document_count,
        cast(counted.held_count as integer) as held_document_count,
        cast(rejected.rejected_count as integer) as rejected_document_count
    from counted
    cross join rejected
)

select * from final
