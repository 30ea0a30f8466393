{%- set layers = [
    ('stg_project_fundings', 'int_project_fundings_converted', '项目资金'),
    ('stg_indicator_rows', 'int_indicators_described', '绩效指标'),
    ('stg_narrative_claims', 'int_narrative_claims_matched', '文字说明数字')
] -%}
with

{% for staged, derived, _ in layers %}
{{ staged }} as (

    select * from {{ ref(staged) }}

),

{{ derived }} as (

    select * from {{ ref(derived) }}

),

{% endfor %}
stg_budget_cells as (

    select * from {{ ref('stg_budget_cells') }}

),

int_budget_lines_classified as (

    select * from {{ ref('int_budget_lines_classified') }}

),

counted as (

    {% for staged, derived, label in layers %}
    select
        document_id,
        '{{ label }}' as subject,
        1 as expected_value,
        0 as actual_value
    from {{ staged }}
    union all
    select
        document_id,
        '{{ label }}' as subject,
        0 as expected_value,
        1 as actual_value
    from {{ derived }}
    union all
    {% endfor %}
    select
        document_id,
        '预算表行' as subject,
        1 as expected_value,
        0 as actual_value
    from stg_budget_cells
    group by document_id, budget_line_id
    union all
    select
        document_id,
        '预算表行' as subject,
        0 as expected_value,
        1 as actual_value
    from int_budget_lines_classified
    group by document_id, table_number, side, row_number

),

checked as (

    select
        'R66' as rule_id,
        document_id,
        cast(null as {{ dbt.type_string() }}) as project_id,
        'dim_documents' as fact_table,
        document_id as fact_id,
        subject || '行数' as subject,
        sum(expected_value) as expected_value,
        sum(actual_value) as actual_value,
        0 as tolerance,
        cast(null as {{ dbt.type_string() }}) as reason
    from counted
    group by document_id, subject

),

final as (

    {{ judge_checks('checked') }}

)

select * from final
