{#-
  Document by document, figures add up to the same in raw, in the model that reads them, and in the mart. Where a figure is read
  from print: name, raw table, its figure, the model and its figure. Where a mart hands on what a model has read: both, and columns.
-#}
{%- set line_amounts = [
    'total_amount_cny', 'basic_amount_cny', 'project_amount_cny', 'personnel_amount_cny', 'operating_amount_cny',
    'prior_carryover_amount_cny', 'fiscal_appropriation_amount_cny', 'general_public_budget_amount_cny',
    'government_fund_amount_cny', 'state_capital_amount_cny', 'education_fee_amount_cny', 'business_income_amount_cny',
    'operating_income_amount_cny', 'affiliated_remittance_amount_cny', 'superior_subsidy_amount_cny', 'other_income_amount_cny',
    'non_fiscal_surplus_amount_cny', 'next_year_carryover_amount_cny', 'overseas_amount_cny', 'reception_amount_cny',
    'vehicle_total_amount_cny', 'vehicle_purchase_amount_cny', 'vehicle_operation_amount_cny', 'prior_year_total_amount_cny'
] -%}
{%- set handed_on = [
    ('int_project_budgets_summed', 'fct_project_budgets', ['total_amount_cny', 'components_amount_cny']),
    ('int_indicator_targets_parsed', 'fct_indicator_targets',
        ['target_low', 'target_high', 'target_low_base', 'target_high_base', 'weight', 'baseline_value']),
    ('int_project_executions_converted', 'fct_project_executions',
        ['initial_amount_cny', 'adjusted_amount_cny', 'executed_amount_cny', 'weight', 'score']),
    ('int_indicator_results_valued', 'fct_indicator_results', ['actual_value', 'weight', 'score']),
    ('int_narrative_claims_matched', 'fct_narrative_claims', ['amount_cny', 'ratio', 'value']),
    ('int_budget_lines_classified', 'fct_budget_lines', line_amounts),
    ('int_department_tasks_converted', 'fct_department_tasks',
        ['total_amount_cny', 'fiscal_appropriation_amount_cny', 'other_funds_amount_cny'])
] -%}
{%- set weight = to_number(first_match('weight_text', '([0-9.]+)')) -%}
{%- set is_share = "kind = 'share' and unit_text in ('%', '％')" -%}
{%- set read_figures = [
    ('fundings', source('raw', 'project_fundings'), to_number('amount_text'), 'true',
        ref('int_project_fundings_converted'), 'printed_value', to_number('amount_text') ~ ' is not null'),
    ('weights', source('raw', 'indicator_rows'), weight, 'true', ref('int_indicator_targets_parsed'), 'weight', 'true'),
    ('claims', source('raw', 'narrative_claims'), to_number('value_text'), 'true',
        ref('int_narrative_claims_matched'), 'value', to_number('value_text') ~ ' is not null'),
    ('shares', source('raw', 'narrative_claims'), to_number('value_text'), is_share,
        ref('int_narrative_claims_matched'), 'ratio * 100', is_share),
    ('scores', source('raw', 'indicator_results'), to_number('score_text'), 'true',
        ref('int_indicator_results_valued'), 'score', 'true'),
    ('execution scores', source('raw', 'project_executions'), to_number('score_text'), 'true',
        ref('int_project_executions_converted'), 'score', 'true')
] -%}
with

published as (

    select * from {{ ref('int_documents_published') }}

),

raw_totals as (

    select
        document_id,
        max({{ to_number('amount_text') }}) as figure
    from {{ source('raw', 'project_fundings') }}
    where funding_source = 'total'
    group by document_id, form_number, horizon

),

figures as (

    select
        'totals' as quantity,
        document_id,
        figure as first_figure,
        0 as second_figure
    from raw_totals
    where document_id in (select published.document_id from published)
    union all
    select
        'totals' as quantity,
        document_id,
        0 as first_figure,
        {{ to_number('total_text') }} as second_figure
    from {{ ref('fct_project_budgets') }}
    union all
    select
        'cells' as quantity,
        cells.document_id,
        try_cast(
            cast({{ to_number(without_money_unit('cells.value_text')) }} as decimal(20, 6))
            * coalesce(
                {{ money_factor(printed_money_unit('cells.value_text', 'cells.column_path')) }}, resolved_tables.unit_factor
            ) as decimal(18, 2)
        ) as first_figure,
        0 as second_figure
    from {{ source('raw', 'budget_cells') }} as cells
    inner join {{ ref('int_budget_tables_resolved') }} as resolved_tables
        on cells.document_id = resolved_tables.document_id and cells.table_number = resolved_tables.table_number
    union all
    select
        'cells' as quantity,
        resolved_tables.document_id,
        0 as first_figure,
        cells.amount_cny as second_figure
    from {{ ref('int_budget_cells_converted') }} as cells
    inner join {{ ref('int_budget_tables_resolved') }} as resolved_tables on cells.budget_table_id = resolved_tables.budget_table_id
    {%- for quantity, raw_table, raw_figure, raw_filter, model, figure, filter in read_figures %}
    union all
    select
        '{{ quantity }}' as quantity,
        document_id,
        {{ raw_figure }} as first_figure,
        0 as second_figure
    from {{ raw_table }}
    where {{ raw_filter }}
    union all
    select
        '{{ quantity }}' as quantity,
        document_id,
        0 as first_figure,
        {{ figure }} as second_figure
    from {{ model }}
    where {{ filter }}
    {%- endfor %}
    {%- for model, mart, columns in handed_on %}
    {%- for column in columns %}
    union all
    select
        '{{ mart }}.{{ column }}' as quantity,
        document_id,
        {{ column }} as first_figure,
        0 as second_figure
    from {{ ref(model) }}
    where
        document_id in (select published.document_id from published)
        {%- if mart == 'fct_department_tasks' %}
        and not is_total
        {%- endif %}
    union all
    select
        '{{ mart }}.{{ column }}' as quantity,
        document_id,
        0 as first_figure,
        {{ column }} as second_figure
    from {{ ref(mart) }}
    {%- endfor %}
    {%- endfor %}

)

select
    quantity,
    document_id,
    sum(first_figure) as first_sum,
    sum(second_figure) as second_sum
from figures
group by quantity, document_id
having abs(coalesce(sum(first_figure), 0) - coalesce(sum(second_figure), 0)) > 0.000001
