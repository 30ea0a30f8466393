with expenses as (
    select * from {{ ref('sum_three_public_expenses') }}
),

facts as (
    select * from {{ ref('fct_three_public_expenses') }}
),

-- What the same agency disclosed a year earlier, in the same scope; told by one row alone.
last_years as (
    select
        region_code,
        agency_id,
        reporting_scope,
        fiscal_year + 1 as fiscal_year,
        min(total_amount_cny) as total_amount_cny
    from expenses
    where agency_id is not null
    group by region_code, agency_id, reporting_scope, fiscal_year
    having count(*) = 1
),

compared as (
    select
        expenses.*,
        coalesce(expenses.prior_year_total_amount_cny, last_years.total_amount_cny) as before_amount_cny,
        case
            when expenses.prior_year_total_amount_cny is not null then expenses.prior_year_basis
            when last_years.total_amount_cny is not null then 'last_disclosure'
        end as before_basis
    from expenses
    left join last_years
        on
            expenses.region_code = last_years.region_code
            and expenses.agency_id = last_years.agency_id
            and expenses.reporting_scope = last_years.reporting_scope
            and expenses.fiscal_year = last_years.fiscal_year
),

final as (
    select
        compared.budget_line_id,
        compared.region_name,
        compared.agency_id,
        compared.agency_name,
        compared.total_amount_cny,
        compared.overseas_amount_cny,
        compared.reception_amount_cny,
        compared.vehicle_purchase_amount_cny,
        compared.vehicle_operation_amount_cny,
        compared.before_amount_cny as prior_year_total_amount_cny,
        compared.before_basis as prior_year_basis,
        cast(compared.total_amount_cny - compared.before_amount_cny as decimal(18, 2)) as change_amount_cny,
        cast(
            (compared.total_amount_cny - compared.before_amount_cny) / nullif(compared.before_amount_cny, 0) as decimal(18, 6)
        ) as computed_change_ratio,
        facts.change_ratio as stated_change_ratio,
        facts.change_ratio_text as stated_change_text,
        case
            when compared.before_amount_cny is null then '未公开上年数 no figure of the year before is printed or loaded'
            when compared.before_amount_cny = 0 then '上年数为零，无法计算增减率 the year before is zero'
        end as not_available_text,
        compared.region_code,
        compared.fiscal_year,
        compared.document_id,
        compared.page_number,
        compared.line_number,
        compared.table_number,
        compared.row_number,
        compared.check_outcome
    from compared
    inner join facts on compared.budget_line_id = facts.budget_line_id
)

select * from final
