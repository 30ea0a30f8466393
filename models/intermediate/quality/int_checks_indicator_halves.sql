{#- Judgement: two figures that are not repeated prove that targets of several years were planned for themselves. -#}
{%- set fewest_figures = 2 -%}
{%- set larger_funding = 1.2 -%}
with

int_indicators_described as (

    select * from {{ ref('int_indicators_described') }}

),

int_project_budgets_summed as (

    select * from {{ ref('int_project_budgets_summed') }}

),

-- Most forms have targets of the year alone.
longer_forms as (

    select distinct project_id
    from {{ ref('int_indicators_described') }}
    where horizon <> 'annual'

),

indicators as (

    select
        int_indicators_described.*,
        {{ fold_name('int_indicators_described.indicator_name') }} as whole_name_folded
    from int_indicators_described
    inner join longer_forms on int_indicators_described.project_id = longer_forms.project_id

),

-- Forms with two horizons side by side print both halves of an indicator in one row.
halves as (

    select
        project_id,
        document_id,
        line_number,
        table_number,
        row_number,
        max(case when horizon = 'annual' then indicator_target_id end) as annual_id,
        max(case when horizon = 'annual' then indicator_name end) as annual_name,
        max(case when horizon <> 'annual' then indicator_name end) as other_name,
        max(case when horizon = 'annual' then whole_name_folded end) as annual_folded,
        max(case when horizon <> 'annual' then whole_name_folded end) as other_folded,
        count(*) as row_count,
        max(case when horizon = 'annual' then 1 else 0 end) + max(case when horizon <> 'annual' then 1 else 0 end) as half_count
    from indicators
    group by project_id, document_id, line_number, table_number, row_number

),

rows_named as (

    select
        'R110' as rule_id,
        document_id,
        project_id,
        'fct_indicator_targets' as fact_table,
        annual_id as fact_id,
        '年度“' || annual_name || '”，同一行另一半为“' || other_name || '”' as subject,
        0 as expected_value,
        case when annual_folded = other_folded then 0 else 1 end as actual_value,
        0 as tolerance,
        cast(null as {{ dbt.type_string() }}) as reason
    from halves
    where
        half_count = 2
        and row_count = 2
        and annual_name is not null
        and other_name is not null

),

-- Both halves of a row with a number of one dimension; shares may well stay as they are.
figures as (

    select
        project_id,
        line_number,
        row_number,
        max(case when horizon = 'annual' then target_base_value end) as annual_value,
        max(case when horizon <> 'annual' then target_base_value end) as other_value
    from indicators
    where
        value_type in ('numeric', 'range')
        and coalesce(dimension, '') <> 'ratio'
        and indicator_name is not null
    group by project_id, line_number, row_number, whole_name_folded
    having count(*) = 2 and count(distinct horizon) = 2

),

half_counts as (

    select
        project_id,
        count(*) as figure_count,
        sum(case when annual_value = other_value then 1 else 0 end) as equal_count
    from figures
    where annual_value is not null and other_value is not null
    group by project_id

),

funding as (

    select
        project_id,
        max(document_id) as document_id,
        max(coalesce(project_name, '（无项目名称）')) as form_subject,
        max(case when horizon = 'annual' then total_amount_cny end) as annual_cny,
        max(case when horizon <> 'annual' then total_amount_cny end) as other_cny
    from int_project_budgets_summed
    group by project_id

),

horizons as (

    select
        'R144' as rule_id,
        funding.document_id,
        funding.project_id,
        'dim_projects' as fact_table,
        funding.project_id as fact_id,
        funding.form_subject || '：' || half_counts.figure_count || '项数量和金额指标' as subject,
        1 as expected_value,
        case when half_counts.equal_count = half_counts.figure_count then 0 else 1 end as actual_value,
        0 as tolerance,
        case
            when half_counts.figure_count < {{ fewest_figures }} then 'too few figures stand in both halves'
            when coalesce(funding.annual_cny, 0) = 0 or coalesce(funding.other_cny, 0) = 0 then 'the money of one half is not printed'
            when funding.other_cny < funding.annual_cny * {{ larger_funding }} then 'both halves have about the same money'
        end as reason
    from half_counts
    inner join funding on half_counts.project_id = funding.project_id

),

checked as (

    select * from rows_named
    union all
    select * from horizons

),

final as (

    {{ judge_checks('checked') }}

)

select * from final
