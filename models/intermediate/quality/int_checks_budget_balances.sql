with int_budget_totals_listed as (

    select * from {{ ref('int_budget_totals_listed') }}

),

two_sides as (

    select
        expenditures.document_id,
        expenditures.budget_line_id as fact_id,
        {{ name_budget_row('expenditures') }} as row_subject,
        revenues.total_amount_cny as revenue_amount_cny,
        expenditures.total_amount_cny as expenditure_amount_cny,
        revenues.year_total_amount_cny as year_revenue_amount_cny,
        expenditures.year_total_amount_cny as year_expenditure_amount_cny,
        (revenues.printed_step_cny + expenditures.printed_step_cny) / 2 as tolerance,
        coalesce(revenues.reason, expenditures.reason) as reason
    from int_budget_totals_listed as revenues
    inner join int_budget_totals_listed as expenditures on revenues.budget_table_id = expenditures.budget_table_id and revenues.phase = expenditures.phase
    where revenues.side = 'revenue' and expenditures.side = 'expenditure'

),

balances as (

    select
        'R14' as rule_id,
        document_id,
        fact_id,
        row_subject || '与收入总计' as subject,
        revenue_amount_cny as expected_value,
        expenditure_amount_cny as actual_value,
        tolerance,
        reason
    from two_sides

    union all

    select
        'R14' as rule_id,
        document_id,
        fact_id,
        row_subject || '一方的本年支出与本年收入' as subject,
        year_revenue_amount_cny as expected_value,
        year_expenditure_amount_cny as actual_value,
        tolerance,
        case
            when reason is not null then reason
            when year_revenue_amount_cny <> revenue_amount_cny or year_expenditure_amount_cny <> expenditure_amount_cny
                then 'an amount is carried over'
        end as reason
    from two_sides
    where year_revenue_amount_cny is not null and year_expenditure_amount_cny is not null

),

reasoned as (

    select
        *,
        cast(null as {{ dbt.type_string() }}) as project_id,
        'fct_budget_lines' as fact_table
    from balances

),

final as (

    {{ judge_checks('reasoned') }}

)

select * from final
