with facts as (
    select * from {{ ref('int_project_executions_converted') }}
),

published as (
    select * from {{ ref('int_documents_published') }}
),

outcomes as (
    select * from {{ ref('int_checks_outcomes') }}
),

final as (
    select
        facts.project_execution_id,
        facts.project_id,
        facts.funding_source,
        facts.label_text,
        facts.initial_amount_cny,
        facts.adjusted_amount_cny,
        facts.executed_amount_cny,
        facts.execution_ratio,
        facts.printed_execution_ratio,
        facts.weight,
        facts.score,
        facts.declared_unit,
        facts.applied_unit,
        facts.unit_basis,
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
            outcomes.fact_table = 'fct_project_executions'
            and facts.project_execution_id = outcomes.fact_id
)

select * from final
