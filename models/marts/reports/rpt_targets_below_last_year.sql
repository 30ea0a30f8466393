with targets as (
    select * from {{ ref('sum_indicator_targets') }}
),

printed as (
    select * from {{ ref('fct_indicator_targets') }}
),

indicators as (
    select * from {{ ref('dim_indicators') }}
),

units as (
    select * from {{ ref('dim_units') }}
),

joined as (
    select
        targets.*,
        printed.indicator_confidence,
        printed.baseline_unit_text,
        indicators.polarity,
        printed.baseline_value_base,
        coalesce(units.dimension = baseline_units.dimension and printed.baseline_value_base is not null, false)
        and coalesce(targets.target_low_base, targets.target_high_base) is not null as is_one_dimension
    from targets
    inner join printed on targets.indicator_target_id = printed.indicator_target_id
    left join units on targets.unit_id = units.unit_id
    left join units as baseline_units on printed.baseline_unit_id = baseline_units.unit_id
    left join indicators on printed.indicator_id = indicators.indicator_id
    where targets.baseline_text is not null
),

-- In the base unit of one dimension (5.76万人 and 57600人), or in one unit that the list of units does not know.
measured as (
    select
        *,
        case when is_one_dimension then target_low_base else target_low end as compared_low,
        case when is_one_dimension then target_high_base else target_high end as compared_high,
        case when is_one_dimension then baseline_value_base else baseline_value end as compared_baseline,
        case when is_one_dimension then base_unit else unit_text end as compared_unit,
        case
            when value_type is null then 'target_blank'
            when value_type in ('qualitative', 'text', 'date') then 'target_not_a_number'
            when baseline_value is null then 'baseline_not_a_number'
            when is_one_dimension or unit_text = baseline_unit_text then null
            when unit_text is null or baseline_unit_text is null then 'no_unit_printed'
            else 'different_units'
        end as value_reason
    from joined
),

-- The figure is the floor, the ceiling, or the fixed number; a range moves only if all of it lies on one side.
moved as (
    select
        *,
        case
            when value_reason is not null then null
            when coalesce(compared_high, compared_low) < compared_baseline then 'lower'
            when coalesce(compared_low, compared_high) > compared_baseline then 'higher'
            when coalesce(compared_low, compared_high) = coalesce(compared_high, compared_low) then 'same'
            else 'around'
        end as movement
    from measured
),

judged as (
    select
        *,
        case
            when value_reason is not null then value_reason
            when polarity is null then 'polarity_unknown'
            when polarity = 'neutral' then 'polarity_neutral'
            when movement = 'around' then 'range_around_baseline'
            when polarity = 'higher_is_better' and compared_low is null and movement <> 'lower' then 'ceiling_only'
            when polarity = 'lower_is_better' and compared_high is null and movement <> 'higher' then 'floor_only'
        end as unavailable_reason
    from moved
),

final as (
    select
        indicator_target_id,
        project_id,
        indicator_id,
        project_name,
        region_name,
        department_agency_name,
        implementing_agency_name,
        level2_code,
        indicator_name,
        indicator_confidence,
        polarity,
        target_text,
        baseline_text,
        case when value_reason is null then compared_low end as compared_low,
        case when value_reason is null then compared_high end as compared_high,
        case when value_reason is null then compared_baseline end as compared_baseline,
        case when value_reason is null then compared_unit end as compared_unit_text,
        movement,
        case
            when unavailable_reason is not null then 'not_judged'
            when movement = 'same' then 'as_good'
            when (polarity = 'higher_is_better') = (movement = 'higher') then 'better'
            else 'worse'
        end as assessment,
        unavailable_reason,
        region_code,
        fiscal_year,
        document_id,
        page_number,
        line_number,
        table_number,
        row_number,
        check_outcome
    from judged
)

select * from final
