with

int_indicators_described as (

    select * from {{ ref('int_indicators_described') }}

),

-- Which sign a figure carries and under which category it stands should not change from project to project either.
marks as (

    select
        *,
        comparator as printed_mark,
        '比较符号' as mark_kind
    from int_indicators_described
    where value_type in ('numeric', 'percent') and comparator is not null and indicator_name is not null
    union all
    select
        *,
        level2_text as printed_mark,
        '二级指标' as mark_kind
    from int_indicators_described
    where level2_code is not null and level2_text is not null and indicator_name is not null

),

mark_counts as (

    select
        region_code,
        fiscal_year,
        agency_text,
        horizon,
        folded_name,
        mark_kind,
        printed_mark,
        count(distinct project_id) as project_count,
        sum(count(distinct project_id)) over (
            partition by region_code, fiscal_year, agency_text, horizon, folded_name, mark_kind
        ) as sibling_count
    from marks
    group by region_code, fiscal_year, agency_text, horizon, folded_name, mark_kind, printed_mark

),

common_marks as (

    select
        region_code,
        fiscal_year,
        agency_text,
        horizon,
        folded_name,
        mark_kind,
        max(printed_mark) as common_mark
    from mark_counts
    where project_count * 3 >= sibling_count * 2 and project_count >= 2
    group by region_code, fiscal_year, agency_text, horizon, folded_name, mark_kind

),

judged as (

    select
        'R49' as rule_id,
        marks.document_id,
        marks.project_id,
        marks.indicator_target_id as fact_id,
        marks.indicator_subject || '，' || marks.mark_kind || '为“' || marks.printed_mark
        || coalesce('”，其他项目的同名指标为“' || common_marks.common_mark, '') || '”' as subject,
        0 as expected_value,
        case when marks.printed_mark = common_marks.common_mark then 0 else 1 end as actual_value,
        'equal' as relation,
        case when common_marks.common_mark is null then 'no other project has the indicator, or most differ' end as reason
    from marks
    left join common_marks
        on
            coalesce(marks.region_code, '') = coalesce(common_marks.region_code, '')
            and coalesce(marks.fiscal_year, 0) = coalesce(common_marks.fiscal_year, 0)
            and marks.agency_text = common_marks.agency_text
            and marks.horizon = common_marks.horizon
            and marks.folded_name = common_marks.folded_name
            and marks.mark_kind = common_marks.mark_kind

),

checked as (

    select
        *,
        'fct_indicator_targets' as fact_table,
        0 as tolerance
    from judged

),

final as (

    {{ judge_checks('checked', relation='relation') }}

)

select * from final
