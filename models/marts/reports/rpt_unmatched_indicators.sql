with targets as (
    select * from {{ ref('fct_indicator_targets') }}
),

units as (
    select
        unit_id,
        dimension
    from {{ ref('dim_units') }}
),

conformed as (
    select * from {{ ref('int_indicator_names_conformed') }}
),

classed as (
    select
        targets.*,
        units.dimension,
        {{ target_value_class('units.dimension', 'targets.target_low', 'targets.target_high') }} as value_class
    from targets
    left join units on targets.unit_id = units.unit_id
    where targets.indicator_id is null and targets.indicator_name is not null
),

final as (
    select
        {{ surrogate_key(['conformed.folded_name', 'classed.level2_code', 'classed.dimension', 'classed.value_class']) }}
            as unmatched_indicator_id,
        conformed.folded_name as indicator_name,
        classed.level2_code,
        classed.dimension,
        classed.value_class,
        max(conformed.verdict) as nearest_reason,
        max(conformed.nearest_indicator_id) as nearest_indicator_id,
        min(classed.target_text) as sample_target_text,
        min(classed.indicator_target_id) as sample_indicator_target_id,
        cast(count(*) as integer) as target_count,
        cast(count(distinct classed.region_code) as integer) as region_count
    from classed
    inner join conformed
        on
            classed.indicator_name = conformed.indicator_name
            and coalesce(classed.level2_code, '') = conformed.level2_key
            and coalesce(classed.dimension, '') = conformed.dimension_key
            and classed.value_class = conformed.value_class
    group by conformed.folded_name, classed.level2_code, classed.dimension, classed.value_class
)

select * from final
