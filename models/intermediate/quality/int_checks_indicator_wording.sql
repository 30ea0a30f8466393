{#-
  What one row of a form says against itself. Each rule: when it does not apply (the first reason that holds), what is a
  defect, and the words that name it.
-#}
{%- set figures = "value_type in ('numeric', 'percent', 'range')" -%}
{%- set foreign_dimensions = "
    case name_measure
        when 'rate' then dimension <> 'ratio' and dimension not in ('multiple', 'score')
        when 'event' then dimension in ('person', 'household', 'ratio', 'duration', 'area', 'length') or dimension like 'currency%'
        when 'person' then dimension <> 'person'
        when 'person_event' then dimension not in ('person_event', 'event')
        when 'amount' then dimension not like 'currency%'
        when 'duration' then dimension not in ('duration', 'event')
        when 'area' then dimension <> 'area'
        when 'length' then dimension <> 'length'
        when 'item' then dimension in ('person', 'person_event', 'event', 'household', 'ratio', 'duration')
            or dimension like 'currency%'
    end" -%}
{%- set plain_figure = has_match('folded_target', '^[0-9.,]+[^0-9]{0,4}$') -%}
{%- set outer_figure = has_match('folded_target', '^[0-9.,]+|[0-9.,]+[^0-9]{0,3}$') -%}
{%- set rules = [
    ('R46',
        [("not " ~ figures ~ " or value_type is null", 'the target is no figure'),
            ("name_measure is null", 'the name does not say what is counted'),
            ("dimension is null", 'the unit is not known'),
            ("comparator is null and not " ~ outer_figure, 'the target is a sentence with other figures')],
        foreign_dimensions,
        "'名称要求按' || name_measure_zh || '填，指标值却以“' || unit_text || '”为单位'"),
    ('R52',
        [("basis_text is null", 'no basis is printed'),
            (has_match("basis_text", '历史|上年|往年|以前年度') ~ " = false", 'the basis is not history'),
            ("not has_baselines", 'the document prints no prior-year value')],
        "baseline_text is null",
        "'设置依据为“' || basis_text || '”，上年完成值空白'"),
    ('R53',
        [("scoring_rule_text is null", 'no scoring rule is printed'),
            ("value_type is null or value_type in ('text', 'date')", 'the kind of the target is not known')],
        "value_type = 'qualitative' and " ~ has_match('scoring_rule_text', '比例')
        ~ " or value_type <> 'qualitative' and " ~ has_match('scoring_rule_text', '等级|定性'),
        "'赋分规则为“' || scoring_rule_text || '”，与' || case value_type when 'qualitative' then '定性' else '定量' end || '的指标值不符'"),
    ('R100',
        [("not " ~ figures ~ " or value_type is null", 'the target is no figure'),
            ("folded_name is null", 'the indicator has no name'),
            ("coalesce(dimension, '') <> 'ratio'", 'the target is no percentage')],
        "not is_measured and not is_growth and not is_falling",
        "'名称未写明是什么的百分比'"),
    ('R101',
        [("not " ~ figures ~ " or value_type is null", 'the target is no figure'),
            ("value_type = 'range' or not " ~ plain_figure ~ " and comparator is null", 'the target is a range or a sentence'),
            ("not has_comparators", 'the document seldom prints a comparator'),
            ("target_value = 0", 'nothing is less than nothing')],
        "comparator is null",
        "'未写“≥”“≤”“=”等符号，本文件其他指标均有'"),
    ('R102',
        [("target_text is null", 'no target is printed'),
            ("not is_counted and coalesce(name_measure, '') not in ('rate', 'event', 'person', 'person_event', 'amount', 'item')",
                'the name does not ask for a number'),
            ("scale_type = 'not_applicable'", 'the target says that it does not apply')],
        "value_type in ('qualitative', 'text') and not "
        ~ has_match('folded_target', '[0-9]|全部|全覆盖|全额|足额|百分|全面覆盖|应[一-龥]尽|[一二三四五六七八九十百千万两]+[%个次人名户件项场期批台套]|零|不发生|无'),
        "'名称要求填数字，指标值只有文字'"),
    ('R103',
        [("value_type is null or value_type <> 'numeric'", 'the target is no number'),
            ("is_no_unit or folded_name is null", 'a bare number is complete'),
            (has_match("folded_name", '数([(].*)?$|人次|[(][^()]+[)]$'), 'the name gives the unit')],
        "unit_text is null",
        "'数字后没有计量单位'"),
    ('R106',
        [("target_text is null", 'no target is printed')],
        "coalesce(folded_target = folded_name, false) or coalesce(scale_type = 'not_applicable', false)
            or value_type in ('qualitative', 'text') and length(folded_target) >= 2
            and folded_name like '%' || folded_target || '%'
            and coalesce(scale_type, '') not in ('timeliness', 'compliance', 'quality_grade')
            or coalesce(" ~ has_match("folded_name", '(无|没有|不产生|不涉及)(直接)?(经济|社会|生态)?(效益|影响)$') ~ ", false)",
        "'该行没有可考核的内容'"),
    ('R113',
        [("baseline_text is null or target_text is null", 'no prior-year value is printed'),
            ("baseline_value is null and baseline_scale_type is null", 'the prior-year value is not read'),
            ("value_type is null or value_type in ('text', 'date')", 'the kind of the target is not known')],
        "value_type = 'qualitative' and (baseline_value is not null or baseline_scale_type <> scale_type)
            or value_type <> 'qualitative' and (baseline_value is null or baseline_dimension <> dimension)",
        "'上年完成值为“' || baseline_text || '”，与指标值不是同一口径'"),
    ('R114',
        [("coalesce(level1_code, '') <> 'cost' and coalesce(level2_code, '') <> 'timeliness'", 'the category may be stated in words'),
            ("target_text is null or value_type is null", 'no target is printed'),
            ("scale_type = 'not_applicable'", 'the target says that it does not apply')],
        "value_type in ('qualitative', 'text') and not " ~ has_match('folded_target', '[0-9一二三四五六七八九十百零两]|[年月季周日天]|不超|应[一-龥]尽|当'),
        "case when level1_code = 'cost' then '成本指标没有金额或比率' else '时效指标没有日期、天数或比率' end"),
    ('R115',
        [("coalesce(dimension, '') not in ('ratio', 'currency')", 'the target is no percentage and no money')],
        has_match("folded_target", '[0-9](个?百分比|百分之|percent)') ~ " or dimension = 'currency' and unit_text <> other_unit_text",
        "case dimension when 'ratio' then '百分号写成了文字“' || unit_text || '”' else '同一金额在本表另以“' || other_unit_text || '”为单位' end"),
] -%}
with

int_indicators_described as (

    select * from {{ ref('int_indicators_described') }}

),

documents as (

    select
        document_id,
        count(baseline_text) > 0 as has_baselines,
        -- A document whose figures mostly carry a comparator leaves one out by mistake.
        count(comparator) >= 3
        and count(comparator) >= sum(case when value_type in ('numeric', 'percent') then 1 else 0 end) * 0.6 as has_comparators
    from int_indicators_described
    group by document_id

),

amount_units as (

    select
        project_id,
        horizon,
        target_base_value,
        max(unit_text) as other_unit_text
    from int_indicators_described
    where dimension = 'currency'
    group by project_id, horizon, target_base_value

),

indicators as (

    select
        int_indicators_described.*,
        documents.has_baselines,
        documents.has_comparators,
        amount_units.other_unit_text
    from int_indicators_described
    inner join documents on int_indicators_described.document_id = documents.document_id
    left join amount_units
        on
            int_indicators_described.dimension = 'currency'
            and int_indicators_described.project_id = amount_units.project_id
            and int_indicators_described.horizon = amount_units.horizon
            and int_indicators_described.target_base_value = amount_units.target_base_value

),

{{ apply_rules(rules, 'indicators') }}

final as (

    {{ judge_checks('checked') }}

)

select * from final
