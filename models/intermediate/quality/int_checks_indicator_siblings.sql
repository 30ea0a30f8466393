with

int_indicators_described as (

    select * from {{ ref('int_indicators_described') }}

),

-- Shares only: numbers of persons or times are each project's own.
shared_values as (

    select
        *,
        target_base_value as shared_value,
        '指标值' as shared_kind
    from int_indicators_described
    where value_type = 'percent' and indicator_name is not null
    union all
    select
        *,
        baseline_base_value as shared_value,
        '上年完成值' as shared_kind
    from int_indicators_described
    where value_type = 'percent' and baseline_dimension = 'ratio' and indicator_name is not null

),

shared_counts as (

    select
        region_code,
        fiscal_year,
        agency_text,
        horizon,
        level2_code,
        folded_name,
        shared_kind,
        shared_value,
        count(distinct project_id) as project_count,
        sum(count(distinct project_id)) over (
            partition by region_code, fiscal_year, agency_text, horizon, level2_code, folded_name, shared_kind
        ) as sibling_count
    from shared_values
    group by region_code, fiscal_year, agency_text, horizon, level2_code, folded_name, shared_kind, shared_value

),

common_values as (

    select
        region_code,
        fiscal_year,
        agency_text,
        horizon,
        level2_code,
        folded_name,
        shared_kind,
        max(shared_value) as common_value
    from shared_counts
    where project_count * 2 > sibling_count and project_count >= 2
    group by region_code, fiscal_year, agency_text, horizon, level2_code, folded_name, shared_kind

),

siblings as (

    select
        'R49' as rule_id,
        shared_values.document_id,
        shared_values.project_id,
        shared_values.indicator_target_id as fact_id,
        shared_values.indicator_subject || '，' || shared_values.shared_kind
        || coalesce('与其他项目的同名指标（' || {{ format_number('common_values.common_value') }} || '%）比较', '') as subject,
        common_values.common_value as expected_value,
        shared_values.shared_value as actual_value,
        'equal' as relation,
        case when common_values.common_value is null then 'no other project has the indicator, or most differ' end as reason
    from shared_values
    left join common_values
        on
            coalesce(shared_values.region_code, '') = coalesce(common_values.region_code, '')
            and coalesce(shared_values.fiscal_year, 0) = coalesce(common_values.fiscal_year, 0)
            and shared_values.agency_text = common_values.agency_text
            and shared_values.horizon = common_values.horizon
            and coalesce(shared_values.level2_code, '') = coalesce(common_values.level2_code, '')
            and shared_values.folded_name = common_values.folded_name
            and shared_values.shared_kind = common_values.shared_kind

),

checked as (

    select
        *,
        'fct_indicator_targets' as fact_table,
        0 as tolerance
    from siblings

),

final as (

    {{ judge_checks('checked', relation='relation') }}

)

select * from final
