with budgets as (
    select * from {{ ref('int_project_budgets_summed') }}
),

beneficiaries as (
    select * from {{ ref('int_beneficiaries_resolved') }}
),

prices as (
    select * from {{ ref('int_project_prices_listed') }}
),

periods as (
    select * from {{ ref('int_covered_periods_read') }}
),

origins as (
    select * from {{ ref('int_funding_origins_read') }}
),

-- The recipients that one project counts in one unit.
recipients as (
    select
        *,
        count(*) over (partition by project_id, horizon) as group_count
    from beneficiaries
    where is_primary and people_role = 'beneficiary' and counted_unit in ('person', 'household', 'organisation')
),

-- Months: as the form counts them, or as the period in its name has them; a price a month may be paid in counted payments.
money as (
    select
        budgets.project_budget_id,
        budgets.project_id,
        budgets.horizon,
        budgets.document_id,
        budgets.region_code,
        budgets.fiscal_year,
        budgets.page_number,
        budgets.line_number,
        budgets.table_number,
        budgets.row_number,
        budgets.total_amount_cny,
        budgets.total_text,
        budgets.applied_unit,
        budgets.unit_basis,
        coalesce(budgets.printed_step_cny, 0) / 2 as money_slack,
        origins.funding_origin_level,
        case when periods.has_covered_months then periods.covered_months end as covered_months,
        prices.payment_count,
        prices.payment_text,
        prices.payment_target_id,
        prices.price_target_id,
        prices.price_type,
        prices.price_cny,
        prices.price_step_cny,
        prices.price_text,
        prices.price_bound,
        coalesce(prices.has_no_period, false) as has_no_period,
        coalesce(prices.price_count, 0) as price_count,
        coalesce(
            prices.month_count,
            case when periods.has_covered_months then periods.covered_months end,
            case when prices.price_type like '%_month' and prices.payment_count <= 12 then prices.payment_count end
        ) as month_count,
        case
            when prices.month_count is not null then prices.month_text
            when periods.has_covered_months and periods.covered_months is not null then periods.covered_period_text
            when prices.price_type like '%_month' and prices.payment_count <= 12 then prices.payment_text
        end as month_text,
        case
            when prices.month_count is not null then prices.month_target_id
            when periods.has_covered_months and periods.covered_months is not null then budgets.project_id
            when prices.price_type like '%_month' and prices.payment_count <= 12 then prices.payment_target_id
        end as month_source_id,
        case
            when prices.month_count is not null then 'months_counted'
            when periods.has_covered_months and periods.covered_months is not null then 'period_in_name'
            when prices.price_type like '%_month' and prices.payment_count <= 12 then 'payments_counted'
        end as month_basis
    from budgets
    left join prices on budgets.project_id = prices.project_id and budgets.horizon = prices.horizon
    inner join origins on budgets.project_id = origins.project_id
    left join periods on budgets.project_id = periods.project_id and budgets.horizon = 'annual'
    where budgets.total_amount_cny > 0 and coalesce(budgets.form_type, '') = 'project_targets'
),

-- One row a denominator; `times` is what people are multiplied with. The calendar's four quarters or twelve months only serve to
-- check a price: no amount is computed with them.
denominators as (
    {%- for type, times, times_text, times_id, times_basis, condition in [
        ('per_beneficiary', '1', 'null', 'null', "'none'", 'true'),
        (
            'per_beneficiary_month', 'coalesce(money.month_count, 12)', 'money.month_text', 'money.month_source_id',
            "coalesce(money.month_basis, 'calendar')",
            "money.month_count > 0 or (money.price_type in ('per_person_month', 'per_household_month') and money.horizon = 'annual')"
        ),
    ] %}
    select
        money.*,
        '{{ type }}' as unit_cost_type,
        recipients.counted_unit,
        recipients.low_count,
        recipients.high_count,
        recipients.bound_type,
        recipients.count_text as denominator_text,
        recipients.project_beneficiary_id as denominator_id,
        recipients.conflict_type,
        recipients.has_shared_people,
        recipients.group_count,
        cast({{ times }} as decimal(28, 8)) as times,
        cast({{ times_text }} as {{ dbt.type_string() }}) as times_text,
        cast({{ times_id }} as {{ dbt.type_string() }}) as times_id,
        {{ times_basis }} as times_basis
    from money
    inner join recipients on money.project_id = recipients.project_id and money.horizon = recipients.horizon
    where {{ condition }}
    union all
    {%- endfor %}
    {%- for type, unit, times, times_text, times_id, times_basis, condition in [
        (
            'per_installment', 'payment', 'coalesce(money.payment_count, 4)', 'money.payment_text', 'money.payment_target_id',
            "case when money.payment_count is not null then 'payments_counted' else 'calendar' end",
            "money.payment_count > 0 or (money.price_type = 'per_quarter' and money.horizon = 'annual')"
        ),
        (
            'per_month', 'month', 'coalesce(money.month_count, 12)', 'money.month_text', 'money.month_source_id',
            "coalesce(money.month_basis, 'calendar')",
            "money.month_basis in ('months_counted', 'period_in_name')"
            ~ " or (money.price_type = 'per_month' and money.month_count is null and money.horizon = 'annual')"
        ),
    ] %}
    select
        money.*,
        '{{ type }}' as unit_cost_type,
        '{{ unit }}' as counted_unit,
        cast(1 as decimal(28, 8)) as low_count,
        cast(1 as decimal(28, 8)) as high_count,
        'exact' as bound_type,
        cast(null as {{ dbt.type_string() }}) as denominator_text,
        cast(null as {{ dbt.type_string() }}) as denominator_id,
        cast(null as {{ dbt.type_string() }}) as conflict_type,
        false as has_shared_people,
        1 as group_count,
        cast({{ times }} as decimal(28, 8)) as times,
        case when {{ times_basis }} != 'calendar' then {{ times_text }} end as times_text,
        case when {{ times_basis }} != 'calendar' then {{ times_id }} end as times_id,
        {{ times_basis }} as times_basis
    from money
    where {{ condition }}
    {%- if not loop.last %}
    union all
    {%- endif %}
    {%- endfor %}
),

final as (
    select
        *,
        coalesce(denominator_id, 'none') as denominator_key
    from denominators
)

select * from final
