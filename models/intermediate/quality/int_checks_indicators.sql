with

indicators as (

    select * from {{ ref('int_indicators_described') }}

),

stg_project_forms as (

    select * from {{ ref('stg_project_forms') }}

),

-- A whole weight is exact; one with decimals may be rounded by half its last place.
weight_sums as (

    select
        indicators.document_id,
        indicators.project_id,
        indicators.horizon,
        max(stg_project_forms.project_name) as project_name,
        sum(indicators.weight) as weight_sum,
        sum(case
            when indicators.weight = round(indicators.weight, 0) then 0
            else {{ measure_last_place('indicators.weight') }} / 2
        end) as tolerance
    from indicators
    left join stg_project_forms
        on indicators.project_id = stg_project_forms.project_id
    where indicators.weight is not null
    group by indicators.document_id, indicators.project_id, indicators.horizon

),

weights as (

    select
        'R40' as rule_id,
        document_id,
        project_id,
        'dim_projects' as fact_table,
        project_id as fact_id,
        coalesce(project_name, '（无项目名称）') || '，' || {{ label_horizon('horizon') }} || '指标分值权重合计' as subject,
        case when abs(weight_sum - 90) < abs(weight_sum - 100) then 90 else 100 end as expected_value,
        weight_sum as actual_value,
        tolerance,
        cast(null as {{ dbt.type_string() }}) as reason
    from weight_sums

),

-- A floor under a cost: a least amount of money to spend. A saving may well have a floor.
cost_floors as (

    select
        'R44' as rule_id,
        document_id,
        project_id,
        'fct_indicator_targets' as fact_table,
        indicator_target_id as fact_id,
        indicator_subject as subject,
        0 as expected_value,
        case when comparator in ('>=', '>') then 1 else 0 end as actual_value,
        0 as tolerance,
        case
            when dimension is null or dimension not like 'currency%' then 'the target is not an amount of money'
            when {{ has_match('folded_name', '节约|节省|降低|压减|压缩|减少|减轻|下降') }} then 'the indicator measures a saving'
        end as reason
    from indicators
    where
        level1_code = 'cost'
        and comparator is not null

),

column_defects as (

    select
        *,
        case
            when folded_name is null or folded_name = '' then '缺三级指标名称'
            when
                {{ has_match(
                    'folded_name',
                    '^(产出|效益|成本|满意度|数量|质量|时效|(经济|社会|生态环境)成本|(经济|社会|生态)效益|可持续影响|服务对象满意度)指标$'
                ) }}
                then '三级指标名称是上级指标的名称'
            when was_shifted then '所在列与同表其他行不一致'
        end as column_defect
    from indicators

),

columns_in_place as (

    select
        'R45' as rule_id,
        document_id,
        project_id,
        'fct_indicator_targets' as fact_table,
        indicator_target_id as fact_id,
        indicator_subject || coalesce('（' || column_defect || '）', '') as subject,
        0 as expected_value,
        case when column_defect is null then 0 else 1 end as actual_value,
        0 as tolerance,
        cast(null as {{ dbt.type_string() }}) as reason
    from column_defects

),

checked as (

    select * from weights
    union all
    select * from cost_floors
    union all
    select * from columns_in_place

),

final as (

    {{ judge_checks('checked') }}

)

select * from final
