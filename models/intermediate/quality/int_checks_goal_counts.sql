with

int_goal_figures_listed as (

    select * from {{ ref('int_goal_figures_listed') }}

),

int_indicators_described as (

    select * from {{ ref('int_indicators_described') }}

),

figures as (

    select
        *,
        case figure_kind when 'person' then '人' when 'event' then '次' else '人次' end as figure_unit,
        count(*) over (partition by project_goal_id, figure_kind) as same_kind_count
    from int_goal_figures_listed
    where figure_kind in ('person', 'event', 'person_event')

),

indicators as (

    select
        *,
        dimension as figure_kind
    from int_indicators_described
    where
        value_type = 'numeric'
        and dimension in ('person', 'household', 'event', 'person_event')

),

-- One number of its kind on both sides is the same thing; several may be parts.
kinds as (

    select
        project_id,
        horizon,
        figure_kind,
        count(distinct target_base_value) as value_count,
        max(target_base_value) as target_value,
        max(indicator_subject) as indicator_subject
    from indicators
    where figure_kind in ('person', 'event', 'person_event')
    group by project_id, horizon, figure_kind

),

counts as (

    select
        figures.project_goal_id,
        figures.figure_number,
        figures.document_id,
        figures.project_id,
        figures.goal_subject || '“' || figures.printed_text || figures.figure_unit || '”与指标“' || kinds.indicator_subject || '”' as subject,
        figures.figure_value as expected_value,
        kinds.target_value as actual_value,
        figures.figure_step / 2 + case when figures.figure_words = '' then 0 else figures.figure_value * 0.05 end as tolerance,
        'equal' as relation,
        case
            when figures.same_kind_count > 1 then 'the goal has several such numbers'
            when kinds.value_count > 1 then 'the form has several such indicators'
        end as reason
    from figures
    inner join kinds
        on
            figures.project_id = kinds.project_id
            and figures.horizon = kinds.horizon
            and figures.figure_kind = kinds.figure_kind

),

-- A large number that stands in both places, counted in another unit.
other_units as (

    select
        figures.project_goal_id,
        figures.figure_number,
        max(figures.document_id) as document_id,
        max(figures.project_id) as project_id,
        max(
            figures.goal_subject || '“' || figures.printed_text || figures.figure_unit || '”与指标“' || indicators.indicator_subject || '”，计量单位不同'
        ) as subject,
        0 as expected_value,
        1 as actual_value,
        0 as tolerance,
        'equal' as relation,
        max(case when kinds.project_id is not null then 'an indicator counts the same thing' end) as reason
    from figures
    inner join indicators
        on
            figures.project_id = indicators.project_id
            and figures.horizon = indicators.horizon
            and figures.figure_value = indicators.target_base_value
    left join kinds
        on
            figures.project_id = kinds.project_id
            and figures.horizon = kinds.horizon
            and figures.figure_kind = kinds.figure_kind
    where
        figures.figure_value >= 100
        and figures.figure_kind in ('person', 'event', 'person_event')
        and indicators.figure_kind in ('person', 'household', 'event', 'person_event')
        and figures.figure_kind <> indicators.figure_kind
    group by figures.project_goal_id, figures.figure_number

),

unioned as (

    select * from counts
    union all
    select * from other_units

),

checked as (

    select
        *,
        'R50' as rule_id,
        'fct_project_goals' as fact_table,
        project_goal_id as fact_id
    from unioned

),

final as (

    {{ judge_checks('checked', relation='relation') }}

)

select * from final
