with facts as (
    select * from {{ ref('int_indicator_results_valued') }}
),

published as (
    select * from {{ ref('int_documents_published') }}
),

outcomes as (
    select * from {{ ref('int_checks_outcomes') }}
),

final as (
    select
        facts.indicator_target_id,
        facts.project_id,
        facts.horizon,
        facts.indicator_number,
        facts.actual_text,
        facts.actual_value,
        facts.completion_ratio_text,
        facts.weight,
        facts.score,
        facts.deviation_text,
        'final_accounts' as phase,
        facts.region_code,
        facts.fiscal_year,
        facts.document_id,
        facts.page_number,
        facts.line_number,
        facts.table_number,
        facts.row_number,
        coalesce(outcomes.check_outcome, 'unchecked') as check_outcome
    from facts
    inner join published on facts.document_id = published.document_id
    left join outcomes
        on
            outcomes.fact_table = 'fct_indicator_results'
            and facts.indicator_target_id = outcomes.fact_id
)

select * from final
