with budgets as (
    select * from {{ ref('int_project_budgets_summed') }}
),

published as (
    select * from {{ ref('int_documents_published') }}
),

outcomes as (
    select * from {{ ref('int_checks_outcomes') }}
),

final as (
    select
        budgets.project_budget_id,
        budgets.project_id,
        budgets.form_type,
        budgets.horizon,
        budgets.total_amount_cny,
        cast(budgets.fiscal_appropriation_amount_cny as decimal(18, 2)) as fiscal_appropriation_amount_cny,
        cast(budgets.other_funds_amount_cny as decimal(18, 2)) as other_funds_amount_cny,
        cast(budgets.carryover_amount_cny as decimal(18, 2)) as carryover_amount_cny,
        cast(budgets.basic_amount_cny as decimal(18, 2)) as basic_amount_cny,
        cast(budgets.project_amount_cny as decimal(18, 2)) as project_amount_cny,
        budgets.components_amount_cny,
        case
            when budgets.total_amount_cny is not null and budgets.components_amount_cny is not null
                then abs(budgets.total_amount_cny - budgets.components_amount_cny) <= budgets.tolerance_cny
        end as is_reconciled,
        budgets.declared_unit,
        budgets.applied_unit,
        budgets.unit_basis,
        budgets.total_text,
        'budget' as phase,
        budgets.region_code,
        budgets.fiscal_year,
        budgets.document_id,
        budgets.page_number,
        budgets.line_number,
        budgets.table_number,
        budgets.row_number,
        coalesce(outcomes.check_outcome, 'unchecked') as check_outcome
    from budgets
    inner join published on budgets.document_id = published.document_id
    left join outcomes
        on
            outcomes.fact_table = 'fct_project_budgets'
            and budgets.project_budget_id = outcomes.fact_id
)

select * from final
