{%- set same_name = 'indicators.project_id, indicators.horizon, indicators.folded_name' -%}
with

int_indicators_described as (
    select * from {{ ref('int_indicators_described') }}
),

indicator_category_aliases as (
    select * from {{ ref('indicator_category_aliases') }}
),

level1_codes as (
    select
        alias,
        min(code) as level1_printed_code
    from indicator_category_aliases
    where level = 'level1'
    group by alias
    having count(distinct code) = 1
),

bounded_rates as (
    select
        'R47' as rule_id,
        document_id,
        project_id,
        indicator_target_id as fact_id,
        indicator_subject as subject,
        case when target_base_value < 0 then 0 else 100 end as expected_value,
        target_base_value as actual_value,
        case when target_base_value < 0 then 'at_least' else 'at_most' end as relation,
        case
            when not is_bounded_rate then 'the share may exceed 100 %'
            when is_growth or {{ has_match('folded_target', '提高|提升|增长|增加|同比|比上年') }} then 'the target is a change'
        end as reason
    from int_indicators_described
    where
        dimension = 'ratio'
        and is_rate
),

-- Few rows share their name with another row of the same project: only these are looked at one against the other.
shared_names as (
    select
        project_id,
        horizon,
        folded_name,
        min(dimension) <> max(dimension) as has_dimensions
    from int_indicators_described
    where indicator_name is not null
    group by project_id, horizon, folded_name
    having count(*) > 1
),

namesakes as (
    select
        indicators.indicator_target_id,
        case
            when row_number() over (partition by {{ same_name }} order by indicators.indicator_number) = 1 then 0
            when count(*) over (partition by {{ same_name }}, indicators.level2_code) > 1 then 1
            when count(*) over (partition by {{ same_name }}, indicators.folded_target) > 1 then 1
            when shared_names.has_dimensions then 1
            else 0
        end as is_repeat
    from int_indicators_described as indicators
    inner join shared_names
        on
            indicators.project_id = shared_names.project_id
            and coalesce(indicators.horizon, '') = coalesce(shared_names.horizon, '')
            and coalesce(indicators.folded_name, '') = coalesce(shared_names.folded_name, '')
    where indicators.indicator_name is not null
),

repeats as (
    select
        'R104' as rule_id,
        indicators.document_id,
        indicators.project_id,
        indicators.indicator_target_id as fact_id,
        indicators.indicator_subject as subject,
        0 as expected_value,
        coalesce(namesakes.is_repeat, 0) as actual_value,
        'equal' as relation,
        cast(null as {{ dbt.type_string() }}) as reason
    from int_indicators_described as indicators
    left join namesakes on indicators.indicator_target_id = namesakes.indicator_target_id
    where indicators.indicator_name is not null
),

-- The form of 2015 has 成本 under 产出; many local forms print 满意度 under 效益.
levels as (
    select
        'R105' as rule_id,
        int_indicators_described.document_id,
        int_indicators_described.project_id,
        int_indicators_described.indicator_target_id as fact_id,
        int_indicators_described.indicator_subject
        || '（' || int_indicators_described.level1_text || ' → ' || int_indicators_described.level2_text || '）' as subject,
        0 as expected_value,
        case
            when level1_codes.level1_printed_code = int_indicators_described.level1_code then 0
            when level1_codes.level1_printed_code = 'output' and int_indicators_described.level1_code = 'cost' then 0
            when level1_codes.level1_printed_code = 'benefit' and int_indicators_described.level1_code = 'satisfaction' then 0
            else 1
        end as actual_value,
        'equal' as relation,
        case when int_indicators_described.level2_code is null then 'the category is not known' end as reason
    from int_indicators_described
    inner join level1_codes on {{ fold_text('int_indicators_described.level1_text') }} = level1_codes.alias
    where int_indicators_described.level2_text is not null
),

-- Fewer is better for some (投诉次数), but not of those who are paid (死亡抚恤金补贴人数); a quota (限额, 控制在) is a ceiling by
-- nature.
quantities as (
    select
        *,
        coalesce(
            comparator in ('<=', '<')
            and dimension in ('person', 'household', 'person_event')
            and (not is_falling or {{ has_match('folded_name', '(补助|补贴|抚恤金|慰问|救助|发放|领取|享受|受益)[^率]*人(数|次|员数)') }})
            and not {{ has_match('folded_name', '控制|限|编制|超|人均|占') }},
            false
        ) as is_ceiling
    from int_indicators_described
    where level2_code = 'quantity'
),

outputs as (
    select
        'R117' as rule_id,
        document_id,
        project_id,
        indicator_target_id as fact_id,
        indicator_subject || case
            when restates_funding then '（数量指标填的是项目资金数）'
            when is_ceiling then '（产出数量写成了上限）'
            else ''
        end as subject,
        0 as expected_value,
        case when restates_funding or is_ceiling then 1 else 0 end as actual_value,
        'equal' as relation,
        cast(null as {{ dbt.type_string() }}) as reason
    from quantities
),

unioned as (
    select * from bounded_rates
    union all
    select * from repeats
    union all
    select * from levels
    union all
    select * from outputs
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
