with measures as (
    select * from {{ ref('int_agency_measures_read') }}
),

published as (
    select * from {{ ref('int_documents_published') }}
),

outcomes as (
    select * from {{ ref('int_checks_outcomes') }}
),

final as (
    select
        measures.agency_measure_id,
        measures.measure,
        measures.agency_id,
        measures.value,
        measures.unit_text,
        measures.value_text,
        measures.subject_text,
        measures.narrative_claim_id,
        measures.is_consistent,
        measures.region_code,
        measures.fiscal_year,
        measures.document_id,
        measures.page_number,
        measures.line_number,
        cast(null as integer) as table_number,
        cast(null as integer) as row_number,
        coalesce(outcomes.check_outcome, claim_outcomes.check_outcome, 'unchecked') as check_outcome
    from measures
    inner join published on measures.document_id = published.document_id
    left join outcomes
        on
            outcomes.fact_table = 'fct_agency_measures'
            and measures.agency_measure_id = outcomes.fact_id
    left join outcomes as claim_outcomes
        on
            claim_outcomes.fact_table = 'fct_narrative_claims'
            and measures.narrative_claim_id = claim_outcomes.fact_id
)

select * from final
