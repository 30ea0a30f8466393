{#- A join of texts read once each costs less than to store every column of every row. -#}
{{ config(materialized='view') }}

with targets as (
    select * from {{ ref('int_indicator_targets_categorised') }}
),

parsed_values as (
    select * from {{ ref('int_target_values_parsed') }}
),

final as (
    select
        targets.*,
        parsed_values.value_type,
        parsed_values.comparator,
        parsed_values.target_low,
        parsed_values.target_high,
        parsed_values.unit_text as target_unit_text,
        parsed_values.unit_id,
        parsed_values.target_low_base,
        parsed_values.target_high_base,
        parsed_values.base_unit,
        parsed_values.dimension,
        parsed_values.qualitative_grade
    from targets
    left join parsed_values
        on
            targets.target_text = parsed_values.target_text
            and coalesce(targets.unit_text, '') = coalesce(parsed_values.unit_column_text, '')
            and coalesce(targets.comparator_text, '') = coalesce(parsed_values.comparator_column_text, '')
            and coalesce(targets.measured_dimension, '') = coalesce(parsed_values.measured_dimension, '')
)

select * from final
