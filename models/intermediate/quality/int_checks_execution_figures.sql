{%- set amounts = [('initial', '年初预算数'), ('adjusted', '全年预算数'), ('executed', '全年执行数')] -%}
with

int_project_executions_converted as (

    select * from {{ ref('int_project_executions_converted') }}

),

int_indicator_results_valued as (

    select * from {{ ref('int_indicator_results_valued') }}

),

-- A cell for a figure that prints something else: 约3万, 见附件.
texts as (

    {% for amount, label in amounts %}
    select
        document_id,
        project_id,
        'fct_project_executions' as fact_table,
        project_execution_id as fact_id,
        label_text || '，{{ label }}：' as cell_label,
        {{ null_if_dash(amount ~ '_text') }} as printed_text,
        {{ read_money(amount ~ '_text') }} as figure
    from int_project_executions_converted
    union all
    {% endfor %}
    select
        document_id,
        project_id,
        'fct_project_executions' as fact_table,
        project_execution_id as fact_id,
        label_text || '，执行率：' as cell_label,
        {{ null_if_dash('ratio_text') }} as printed_text,
        {{ to_number(first_match(fold_text('ratio_text'), '^(-?[0-9][0-9,]*([.][0-9]+)?)%?$')) }} as figure
    from int_project_executions_converted
    {% for text, label in [('weight', '分值'), ('score', '得分')] %}
    union all
    select
        document_id,
        project_id,
        'fct_project_executions' as fact_table,
        project_execution_id as fact_id,
        label_text || '，{{ label }}：' as cell_label,
        {{ null_if_dash(text ~ '_text') }} as printed_text,
        {{ text }} as figure
    from int_project_executions_converted
    union all
    select
        document_id,
        project_id,
        'fct_indicator_results' as fact_table,
        indicator_target_id as fact_id,
        '第' || indicator_number || '项指标，{{ label }}：' as cell_label,
        {{ null_if_dash(text ~ '_text') }} as printed_text,
        {{ text }} as figure
    from int_indicator_results_valued
    {% endfor %}

),

figures as (

    select
        'R61' as rule_id,
        document_id,
        project_id,
        fact_table,
        fact_id,
        cell_label || printed_text as subject,
        1 as expected_value,
        case when figure is null then 0 else 1 end as actual_value,
        0 as tolerance,
        cast(null as {{ dbt.type_string() }}) as reason
    from texts
    where printed_text is not null

),

final as (

    {{ judge_checks('figures') }}

)

select * from final
