{#- Judgement: prices and numbers of persons are rounded, so the product may be off by one percent. -#}
{%- set tolerance_ratio = 0.01 -%}
with

int_indicators_described as (

    select * from {{ ref('int_indicators_described') }}

),

counts as (

    select * from {{ ref('int_indicator_numbers_counted') }}

),

int_project_budgets_summed as (

    select * from {{ ref('int_project_budgets_summed') }}

),

-- A price for each of a thing (万元/台) is multiplied with the number of that thing, counted in the same unit.
described as (

    select
        *,
        dimension like 'currency_per_%' and {{ has_match('unit_text', '^[^/]+/[^/0-9人名户次年月日天周季]+$') }} as is_per_thing
    from int_indicators_described

),

-- counted: what the price is multiplied with. first_times and second_times: how often it may fall due in a year.
prices as (

    select
        *,
        count(*) over (partition by project_id) as price_count,
        case
            when dimension like 'currency_per_person%' then 'person'
            when dimension = 'currency_per_household' then 'household'
            when dimension = 'currency_per_event' then 'event'
            when dimension = 'currency' and is_occasion then 'event'
            when is_per_thing then split_part(unit_text, '/', 2)
            else 'none'
        end as counted,
        case
            when dimension like 'currency_per%_month' or dimension = 'currency' and is_monthly then 12
            when dimension like 'currency_per%_quarter' or dimension = 'currency' and is_quarterly then 4
            else 1
        end as first_times,
        dimension like 'currency_per%_month' as is_per_month,
        dimension in ('currency_per_person', 'currency_per_household') as has_no_period
    from described
    where
        horizon = 'annual'
        and value_type = 'numeric'
        and target_base_value > 0
        and (
            is_per_thing
            or dimension in ('currency_per_household', 'currency_per_event')
            or {{ has_match('dimension', '^currency_per_(person)?_?(month|quarter|year)?$') }}
            or dimension = 'currency' and level1_code = 'cost' and (is_occasion or is_quarterly or is_monthly)
            and not {{ has_match('folded_name', '标准|人均|每人|户均|每户|单价|均价') }}
        )

),

other_costs as (

    select
        int_indicators_described.project_id,
        count(*) as cost_count
    from int_indicators_described
    left join prices on int_indicators_described.indicator_target_id = prices.indicator_target_id
    where
        int_indicators_described.level1_code = 'cost'
        and int_indicators_described.dimension like 'currency%'
        and prices.indicator_target_id is null
    group by int_indicators_described.project_id

),

multiplied as (

    select
        prices.*,
        int_project_budgets_summed.total_amount_cny,
        int_project_budgets_summed.unit_basis,
        counts.counted_value,
        coalesce(counts.value_count, 0) as value_count,
        coalesce(counts.has_floor, false) as has_floor,
        coalesce(counts.is_vague, false) as is_vague,
        coalesce(other_costs.cost_count, 0) as other_cost_count,
        case
            when prices.is_per_month and payments.value_count = 1 and payments.counted_value < 12 then payments.counted_value
        end as second_times,
        prices.target_base_value * case when prices.counted = 'none' then 1 else counts.counted_value end as amount_once_cny
    from prices
    left join int_project_budgets_summed
        on
            prices.project_id = int_project_budgets_summed.project_id
            and prices.horizon = int_project_budgets_summed.horizon
    left join counts
        on
            prices.project_id = counts.project_id
            and prices.counted = counts.counted
    left join counts as payments
        on
            prices.project_id = payments.project_id
            and payments.counted = 'event'
    left join other_costs on prices.project_id = other_costs.project_id

),

chosen as (

    select
        *,
        case
            when
                second_times is not null
                and abs(amount_once_cny * second_times - total_amount_cny) < abs(amount_once_cny * first_times - total_amount_cny)
                then second_times
            else first_times
        end as times
    from multiplied

),

-- A floor under the price or the number only says that the money must reach so far.
checked as (

    select
        'R42' as rule_id,
        document_id,
        project_id,
        'fct_indicator_targets' as fact_table,
        indicator_target_id as fact_id,
        indicator_subject
        || case counted
            when 'none' then ''
            else
                ' × ' || coalesce({{ format_number('counted_value') }}, '?')
                || case counted when 'person' then '人' when 'household' then '户' when 'event' then '次' else counted end
        end
        || case times when 1 then '' else ' × ' || {{ format_number('times') }} end
        || case
            when amount_once_cny * times > total_amount_cny * {{ 1 + tolerance_ratio }} then '，高于项目资金'
            when amount_once_cny * times < total_amount_cny * {{ 1 - tolerance_ratio }} then '，低于项目资金'
            else ''
        end as subject,
        total_amount_cny as expected_value,
        amount_once_cny * times as actual_value,
        total_amount_cny * {{ tolerance_ratio }} as tolerance,
        case
            when has_floor or is_per_thing or comparator in ('>=', '>') or has_no_period or other_cost_count > 0 then 'at_most'
            else 'equal'
        end as relation,
        case
            when coalesce(total_amount_cny, 0) = 0 then 'the funding is not printed'
            when unit_basis = 'unknown' then 'the unit of the funding is not known'
            when price_count > 1 then 'several prices share the funding'
            when counted <> 'none' and value_count = 0 then 'the form counts nothing that has this price'
            when counted <> 'none' and value_count > 1 then 'the form has several such numbers'
            when is_vague or comparator = '~' then 'the number is a range'
            when counted in ('none', 'event') and amount_once_cny * times * 2 < total_amount_cny then 'it may be one person''s'
            when has_floor and comparator in ('<=', '<') then 'a ceiling times a floor proves nothing'
        end as reason
    from chosen

),

final as (

    {{ judge_checks('checked', relation='relation') }}

)

select * from final
