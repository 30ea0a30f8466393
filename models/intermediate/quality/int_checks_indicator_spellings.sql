{%- set kinds = [
    ('comparator', '比较符号', "value_type in ('numeric', 'percent')"),
    ('level2_text', '二级指标', 'level2_code is not null'),
    ('unit_text', '计量单位', "value_type = 'numeric'"),
    ('basis_text', '指标值设置依据', 'level2_code is not null'),
    ('scoring_rule_text', '赋分规则', 'level2_code is not null'),
    ('evidence_text', '佐证资料', 'level2_code is not null')
] -%}
with

int_indicators_described as (

    select * from {{ ref('int_indicators_described') }}

),

kinds as (

    {% for _, mark_kind, _ in kinds -%}
    select '{{ mark_kind }}' as mark_kind
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

-- Which sign a figure carries and under which category it stands should not change from project to project either, nor what it
-- rests on and how it is scored. An indicator of another dimension has the name by chance, or because the name is cut off.
printed as (

    select
        int_indicators_described.*,
        kinds.mark_kind,
        case kinds.mark_kind
            {%- for column, mark_kind, condition in kinds %}
            when '{{ mark_kind }}' then case when {{ condition }} then {{ column }} end
            {%- endfor %}
        end as printed_mark,
        coalesce(int_indicators_described.dimension, '') as counted_in
    from int_indicators_described
    cross join kinds

),

marks as (

    select * from printed
    where printed_mark is not null and indicator_name is not null

),

mark_counts as (

    select
        region_code,
        fiscal_year,
        agency_text,
        horizon,
        folded_name,
        counted_in,
        mark_kind,
        printed_mark,
        count(distinct project_id) as project_count
    from marks
    group by region_code, fiscal_year, agency_text, horizon, folded_name, counted_in, mark_kind, printed_mark

),

-- Two thirds of the projects print the same.
common_marks as (

    select
        region_code,
        fiscal_year,
        agency_text,
        horizon,
        folded_name,
        counted_in,
        mark_kind,
        max_by(printed_mark, project_count) as common_mark
    from mark_counts
    group by region_code, fiscal_year, agency_text, horizon, folded_name, counted_in, mark_kind
    having max(project_count) * 3 >= sum(project_count) * 2 and max(project_count) >= 2

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
            and marks.counted_in = common_marks.counted_in
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
