with indicators as (
    select * from {{ ref('int_indicators_described') }}
),

-- What a price is for: one recipient, one recipient in a month, one payment, a month or a quarter of the whole.
named as (
    select
        *,
        case
            when dimension in ('currency_per_person', 'currency_per_person_year') then 'per_person'
            when dimension in ('currency_per_household', 'currency_per_household_year') then 'per_household'
            when dimension = 'currency_per_organisation' then 'per_organisation'
            when dimension = 'currency_per_person_month' then 'per_person_month'
            when dimension = 'currency_per_household_month' then 'per_household_month'
            when dimension = 'currency_per_person_visit' then 'per_person_payment'
            when dimension = 'currency_per_event' then 'per_payment'
            when dimension = 'currency_per_month' then 'per_month'
            when dimension = 'currency_per_quarter' then 'per_quarter'
            when dimension != 'currency' or level1_code != 'cost' then null
            when {{ has_match('folded_name', '标准|人均|每人|户均|每户|单价|均价') }} then null
            when is_occasion then 'per_payment'
            when is_quarterly then 'per_quarter'
            when is_monthly then 'per_month'
        end as price_type,
        dimension in ('currency_per_person', 'currency_per_household') as has_no_period
    from indicators
    where value_type = 'numeric' and target_base_value > 0
),

-- Payments that the form counts itself: 发放补助次数 12次. Meetings, trainings and inspections pay nothing.
payments as (
    select
        project_id,
        horizon,
        count(distinct target_base_value) as value_count,
        max(target_base_value) as payment_count,
        min(target_text) as payment_text,
        min(indicator_target_id) as payment_target_id,
        max(case when coalesce(comparator, '=') != '=' then 1 else 0 end) = 1 as is_bounded
    from named
    where
        dimension = 'event'
        and level2_code = 'quantity'
        and {{ has_match('folded_name', '发放|拨付|支付|补助|补贴|补差|缴费|缴纳|入账|代缴') }}
        and not {{ has_match('folded_name', '培训|会议|检查|宣传|活动|服务|巡查|监测|报告') }}
    group by project_id, horizon
),

month_counts as (
    select
        project_id,
        horizon,
        count(distinct target_base_value) as value_count,
        max(target_base_value) as month_count,
        min(target_text) as month_text,
        min(indicator_target_id) as month_target_id
    from named
    where
        dimension = 'duration'
        and {{ has_match('unit_text', '月$') }}
        and level2_code = 'quantity'
        and coalesce(comparator, '=') = '='
    group by project_id, horizon
),

prices as (
    select
        *,
        row_number() over (partition by project_id, horizon order by indicator_number) as price_number,
        count(*) over (partition by project_id, horizon) as price_count,
        cast(target_base_value as double) / cast(target_value as double) * cast({{ measure_last_place('target_value') }} as double)
            as price_step_cny
    from named
    where price_type is not null
),

keys as (
    select
        project_id,
        horizon
    from payments
    union distinct
    select
        project_id,
        horizon
    from month_counts
    union distinct
    select
        project_id,
        horizon
    from prices
),

final as (
    select
        keys.project_id,
        keys.horizon,
        case when payments.value_count = 1 and not payments.is_bounded then payments.payment_count end as payment_count,
        payments.payment_text,
        payments.payment_target_id,
        case when month_counts.value_count = 1 then month_counts.month_count end as month_count,
        month_counts.month_text,
        month_counts.month_target_id,
        prices.indicator_target_id as price_target_id,
        prices.price_type,
        cast(prices.target_base_value as decimal(28, 8)) as price_cny,
        try_cast(prices.price_step_cny as decimal(28, 8)) as price_step_cny,
        prices.target_text as price_text,
        case
            when prices.comparator in ('>=', '>') then 'at_least'
            when prices.comparator in ('<=', '<') then 'at_most'
            when prices.comparator = '~' then 'about'
            when prices.price_type is not null then 'exact'
        end as price_bound,
        prices.has_no_period,
        coalesce(prices.price_count, 0) as price_count
    from keys
    left join payments on keys.project_id = payments.project_id and keys.horizon = payments.horizon
    left join month_counts on keys.project_id = month_counts.project_id and keys.horizon = month_counts.horizon
    left join prices on keys.project_id = prices.project_id and keys.horizon = prices.horizon and prices.price_number = 1
)

select * from final
