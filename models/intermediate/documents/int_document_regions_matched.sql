with documents as (
    select * from {{ ref('stg_documents') }}
),

places as (
    select * from {{ ref('int_document_places_found') }}
),

counted as (
    select
        document_id,
        mention_order,
        count(*) as candidate_count,
        min(region_code) as region_code,
        min(form_type) as form_type,
        max(case when is_unsure then 1 else 0 end) as unsure_count,
        min(case when is_valid then 1 else 0 end) as is_valid
    from places
    group by document_id, mention_order
),

-- The title may only choose among the places that the publisher's name leaves open.
common as (
    select
        publishers.document_id,
        count(*) as candidate_count,
        min(publishers.region_code) as region_code
    from places as publishers
    inner join places as titles
        on
            publishers.document_id = titles.document_id
            and publishers.region_code = titles.region_code
            and titles.mention_order = 2
    where publishers.mention_order = 1
    group by publishers.document_id
),

final as (
    select
        documents.document_id,
        case
            when publishers.candidate_count = 1 then publishers.region_code
            when publishers.candidate_count > 1 and common.candidate_count = 1 then common.region_code
            when publishers.candidate_count is null and titles.candidate_count = 1 then titles.region_code
        end as region_code,
        case
            when publishers.candidate_count = 1 and publishers.form_type = 'path' then 'full_path'
            when publishers.candidate_count = 1 and publishers.form_type = 'province' then 'name_with_province'
            when publishers.candidate_count = 1 then 'name_unique'
            when publishers.candidate_count > 1 and common.candidate_count = 1 then 'name_with_province'
            when publishers.candidate_count is null and titles.candidate_count = 1 and titles.form_type = 'path' then 'full_path'
            when publishers.candidate_count is null and titles.candidate_count = 1 and titles.form_type = 'province'
                then 'name_with_province'
            when publishers.candidate_count is null and titles.candidate_count = 1 then 'name_unique'
            else 'unresolved'
        end as region_basis,
        case
            when publishers.candidate_count = 1 and (publishers.form_type = 'short' or publishers.unsure_count = 1) then 'low'
            when publishers.candidate_count = 1 and publishers.is_valid = 0 then 'low'
            when publishers.candidate_count = 1 then 'high'
            when publishers.candidate_count > 1 and common.candidate_count = 1 then 'medium'
            when publishers.candidate_count is null and titles.candidate_count = 1
                then case when titles.form_type = 'short' or titles.unsure_count = 1 or titles.is_valid = 0 then 'low' else 'medium' end
        end as region_confidence
    from documents
    left join counted as publishers on documents.document_id = publishers.document_id and publishers.mention_order = 1
    left join counted as titles on documents.document_id = titles.document_id and titles.mention_order = 2
    left join common on documents.document_id = common.document_id
)

select * from final
