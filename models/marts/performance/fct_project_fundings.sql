with fundings as (
    select * from {{ ref('int_project_fundings_converted') }}
),

published as (
    select * from {{ ref('int_documents_published') }}
),

outcomes as (
    select * from {{ ref('int_checks_outcomes') }}
),

final as (
    select
        fundings.project_funding_id,
        fundings.project_id,
        fundings.horizon,
        fundings.funding_source,
        fundings.amount_cny,
        fundings.amount_text,
        fundings.declared_unit,
        fundings.applied_unit,
        'budget' as phase,
        fundings.region_code,
        fundings.fiscal_year,
        fundings.document_id,
        fundings.page_number,
        fundings.line_number,
        fundings.table_number,
        fundings.row_number,
        coalesce(outcomes.check_outcome, budget_outcomes.check_outcome, 'unchecked') as check_outcome
    from fundings
    inner join published on fundings.document_id = published.document_id
    left join outcomes
        on
            outcomes.fact_table = 'fct_project_fundings'
            and fundings.project_funding_id = outcomes.fact_id
    -- a part is proved, or put in doubt, with the sum it belongs to
    left join outcomes as budget_outcomes
        on
            budget_outcomes.fact_table = 'fct_project_budgets'
            and fundings.project_id || '-' || fundings.horizon = budget_outcomes.fact_id
    where fundings.is_leaf
)

select * from final
