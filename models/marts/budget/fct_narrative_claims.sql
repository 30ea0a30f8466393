with claims as (
    select * from {{ ref('int_narrative_claims_matched') }}
),

published as (
    select * from {{ ref('int_documents_published') }}
),

outcomes as (
    select * from {{ ref('int_checks_outcomes') }}
),

final as (
    select
        claims.narrative_claim_id,
        claims.section_text as section,
        claims.subject_text,
        claims.kind,
        claims.amount_cny,
        claims.ratio,
        claims.value,
        claims.value_text,
        claims.unit_text,
        claims.direction,
        claims.comparison_basis,
        claims.comparison_text,
        claims.sentence_text,
        claims.matched_table,
        claims.matched_id,
        claims.matched_column,
        claims.region_code,
        claims.fiscal_year,
        claims.document_id,
        claims.page_number,
        claims.line_number,
        cast(null as integer) as table_number,
        cast(null as integer) as row_number,
        coalesce(outcomes.check_outcome, 'unchecked') as check_outcome
    from claims
    inner join published on claims.document_id = published.document_id
    left join outcomes
        on
            outcomes.fact_table = 'fct_narrative_claims'
            and claims.narrative_claim_id = outcomes.fact_id
)

select * from final
