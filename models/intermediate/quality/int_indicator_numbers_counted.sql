with

int_indicators_described as (

    select * from {{ ref('int_indicators_described') }}

),

-- Persons, households and times in their base unit, other things in the unit they are printed in. A floor may be exceeded.
counted as (

    select
        project_id,
        dimension as counted,
        count(distinct target_base_value) as value_count,
        max(target_base_value) as counted_value,
        max(case when comparator in ('>=', '>') then 1 else 0 end) = 1 as has_floor,
        max(case when value_type = 'range' or comparator = '~' then 1 else 0 end) = 1 as is_vague
    from int_indicators_described
    where
        horizon = 'annual'
        and level2_code = 'quantity'
        and dimension in ('person', 'household', 'event')
        and target_base_value > 0
    group by project_id, dimension

    union all

    select
        project_id,
        unit_text as counted,
        count(distinct target_value) as value_count,
        max(target_value) as counted_value,
        max(case when comparator in ('>=', '>') then 1 else 0 end) = 1 as has_floor,
        max(case when value_type = 'range' or comparator = '~' then 1 else 0 end) = 1 as is_vague
    from int_indicators_described
    where
        horizon = 'annual'
        and level2_code = 'quantity'
        and dimension not in ('person', 'household', 'event', 'currency', 'ratio')
        and target_value > 0
    group by project_id, unit_text

),

final as (

    select * from counted

)

select * from final
