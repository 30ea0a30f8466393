with int_budget_totals_listed as (

    select * from {{ ref('int_budget_totals_listed') }}

),

int_revenues_united as (

    select * from {{ ref('int_revenues_united') }}

),

final as (

    select distinct
        int_budget_totals_listed.document_id,
        int_budget_totals_listed.agency_id,
        int_budget_totals_listed.phase
    from int_budget_totals_listed
    inner join int_revenues_united
        on
            int_budget_totals_listed.document_id = int_revenues_united.document_id
            and int_budget_totals_listed.statement = int_revenues_united.statement
            and int_budget_totals_listed.agency_id = int_revenues_united.agency_id
            and int_budget_totals_listed.phase = int_revenues_united.phase
    where
        int_budget_totals_listed.side = 'revenue'
        and int_budget_totals_listed.statement in ('department_revenue', 'revenue_expenditure_summary')
        and int_revenues_united.revenue_source = 'general_public_budget'
        and int_revenues_united.amount_cny = int_budget_totals_listed.total_amount_cny

)

select * from final
