with expenses as (
    select * from {{ ref('sum_three_public_expenses') }}
),

facts as (
    select * from {{ ref('fct_three_public_expenses') }}
),

final as (
    select
        expenses.budget_line_id,
        expenses.region_name,
        expenses.agency_id,
        expenses.agency_name,
        expenses.total_amount_cny,
        expenses.overseas_amount_cny,
        expenses.reception_amount_cny,
        expenses.vehicle_purchase_amount_cny,
        expenses.vehicle_operation_amount_cny,
        expenses.prior_year_total_amount_cny,
        expenses.prior_year_basis,
        cast(expenses.total_amount_cny - expenses.prior_year_total_amount_cny as decimal(18, 2)) as change_amount_cny,
        cast(
            (expenses.total_amount_cny - expenses.prior_year_total_amount_cny) / nullif(expenses.prior_year_total_amount_cny, 0)
            as decimal(18, 6)
        ) as computed_change_ratio,
        facts.change_ratio as stated_change_ratio,
        facts.change_ratio_text as stated_change_text,
        case
            when expenses.prior_year_total_amount_cny is null then '未公开上年数 no figure of the year before is printed'
            when expenses.prior_year_total_amount_cny = 0 then '上年数为零，无法计算增减率 the year before is zero'
        end as not_available_text,
        expenses.region_code,
        expenses.fiscal_year,
        expenses.document_id,
        expenses.page_number,
        expenses.line_number,
        expenses.table_number,
        expenses.row_number,
        expenses.check_outcome
    from expenses
    inner join facts on expenses.budget_line_id = facts.budget_line_id and facts.phase in ('budget', 'initial_budget')
)

select * from final
