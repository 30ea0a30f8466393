with passages as (
    select * from {{ ref('stg_narrative_passages') }}
),

documents as (
    select * from {{ ref('int_documents_identified') }}
),

published as (
    select * from {{ ref('int_documents_published') }}
),

outcomes as (
    select * from {{ ref('int_checks_outcomes') }}
),

final as (
    select
        passages.narrative_passage_id,
        passages.role,
        passages.section_text,
        passages.passage_text,
        documents.region_code,
        documents.fiscal_year,
        passages.document_id,
        passages.page_number,
        passages.line_number,
        cast(null as integer) as table_number,
        cast(null as integer) as row_number,
        coalesce(outcomes.check_outcome, 'unchecked') as check_outcome
    from passages
    inner join documents on passages.document_id = documents.document_id
    inner join published on passages.document_id = published.document_id
    left join outcomes
        on
            outcomes.fact_table = 'fct_narrative_passages'
            and passages.narrative_passage_id = outcomes.fact_id
)

select * from final
