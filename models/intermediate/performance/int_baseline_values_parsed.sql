with int_target_values_parsed as (
    select * from {{ ref('int_target_values_parsed') }}
),

final as (
    select
        target_text as baseline_text,
        case when value_type in ('numeric', 'percent') then coalesce(target_low, target_high) end as baseline_value,
        case when value_type in ('numeric', 'percent') then unit_text end as baseline_unit_text,
        case when value_type in ('numeric', 'percent') then unit_id end as baseline_unit_id,
        case when value_type in ('numeric', 'percent') then coalesce(target_low_base, target_high_base) end as baseline_value_base
    from int_target_values_parsed
    where unit_column_text is null and comparator_column_text is null and measured_dimension is null
)

select * from final
