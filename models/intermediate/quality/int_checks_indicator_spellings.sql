with

int_indicators_described as (

    select * from {{ ref('int_indicators_described') }}

),

-- Which sign a figure carries and under which category it stands should not change from project to project either.
attributes as (

    select
        *,
        comparator as attribute,
        '比较符号' as attribute_kind
    from int_indicators_described
    where value_type in ('numeric', 'percent') and comparator is not null and indicator_name is not null
    union all
    select
        *,
        level2_text as attribute,
        '二级指标' as attribute_kind
    from int_indicators_described
    where level2_code is not null and level2_text is not null and indicator_name is not null

),

attribute_counts as (

    select
        region_code,
        fiscal_year,
        agency_text,
        horizon,
        folded_name,
        attribute_kind,
        attribute,
        count(distinct project_id) as project_count,
        sum(count(distinct project_id)) over (
            partition by region_code, fiscal_year, agency_text, horizon, folded_name, attribute_kind
        ) as sibling_count
    from attributes
    group by region_code, fiscal_year, agency_text, horizon, folded_name, attribute_kind, attribute

),

common_attributes as (

    select
        region_code,
        fiscal_year,
        agency_text,
        horizon,
        folded_name,
        attribute_kind,
        max(attribute) as common_attribute
    from attribute_counts
    where project_count * 3 >= sibling_count * 2 and project_count >= 2
    group by region_code, fiscal_year, agency_text, horizon, folded_name, attribute_kind

),

marked as (

    select
        'R49' as rule_id,
        attributes.document_id,
        attributes.project_id,
        attributes.indicator_target_id as fact_id,
        attributes.indicator_subject || '，' || attributes.attribute_kind || '为“' || attributes.attribute
        || coalesce('”，其他项目的同名指标为“' || common_attributes.common_attribute, '') || '”' as subject,
        0 as expected_value,
        case when attributes.attribute = common_attributes.common_attribute then 0 else 1 end as actual_value,
        'equal' as relation,
        case when common_attributes.common_attribute is null then 'no other project has the indicator, or most differ' end as reason
    from attributes
    left join common_attributes
        on
            coalesce(attributes.region_code, '') = coalesce(common_attributes.region_code, '')
            and coalesce(attributes.fiscal_year, 0) = coalesce(common_attributes.fiscal_year, 0)
            and attributes.agency_text = common_attributes.agency_text
            and attributes.horizon = common_attributes.horizon
            and attributes.folded_name = common_attributes.folded_name
            and attributes.attribute_kind = common_attributes.attribute_kind

),

checked as (

    select
        *,
        'fct_indicator_targets' as fact_table,
        0 as tolerance
    from marked

),

final as (

    {{ judge_checks('checked', relation='relation') }}

)

select * from final
