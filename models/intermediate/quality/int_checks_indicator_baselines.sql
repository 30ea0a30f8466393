{#- Judgement: a figure that has doubled or halved in a year needs a second look. -#}
{%- set jump = 2 -%}
with

int_indicators_described as (

    select * from {{ ref('int_indicators_described') }}

),

indicators as (

    select
        *,
        -- 100 % is the most that a share can reach, so a fixed share aims high; a fixed number of persons is what there is.
        case
            when is_falling then 'lower'
            when level1_code = 'cost' or comparator in ('<=', '<') then null
            when comparator in ('>=', '>') or dimension = 'ratio' or level2_code = 'quantity' then 'higher'
        end as direction,
        value_type in ('numeric', 'percent') and dimension = baseline_dimension as has_comparable_baseline
    from int_indicators_described

),

prior_years as (

    select
        'R48' as rule_id,
        document_id,
        project_id,
        indicator_target_id as fact_id,
        indicator_subject || coalesce('（上年完成值' || baseline_text || '）', '') as subject,
        case when has_comparable_baseline then baseline_base_value end as expected_value,
        target_base_value as actual_value,
        case when direction = 'lower' then 'at_most' else 'at_least' end as relation,
        case
            when baseline_text is null then 'no prior-year value is printed'
            when not coalesce(has_comparable_baseline, false) then 'target and prior-year value are not of one dimension'
            when direction is null then 'neither more nor less is better'
        end as reason
    from indicators

),

jumps as (

    select
        'R118' as rule_id,
        document_id,
        project_id,
        indicator_target_id as fact_id,
        indicator_subject || coalesce('（上年完成值' || baseline_text || '）', '') as subject,
        case
            when target_base_value < baseline_base_value then baseline_base_value / {{ jump }}
            else baseline_base_value * {{ jump }}
        end as expected_value,
        target_base_value as actual_value,
        case when target_base_value < baseline_base_value then 'at_least' else 'at_most' end as relation,
        case
            when baseline_text is null then 'no prior-year value is printed'
            when not coalesce(has_comparable_baseline, false) then 'target and prior-year value are not of one dimension'
            when dimension = 'ratio' or coalesce(baseline_base_value, 0) <= 0 then 'a share, or a prior-year value of 0'
        end as reason
    from indicators

),

unioned as (

    select * from prior_years
    union all
    select * from jumps

),

checked as (

    select
        *,
        'fct_indicator_targets' as fact_table,
        0 as tolerance
    from unioned

),

final as (

    {{ judge_checks('checked', relation='relation') }}

)

select * from final
