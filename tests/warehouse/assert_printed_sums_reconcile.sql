{#-
  Document by document, figures add up to the same in raw, in the model that reads them, and in the mart. Each relation is read once,
  its figures added up side by side; texts that many rows print are read as numbers once each.
-#}
{%- set line_amounts = [
    'total_amount_cny', 'basic_amount_cny', 'project_amount_cny', 'personnel_amount_cny', 'operating_amount_cny',
    'prior_carryover_amount_cny', 'fiscal_appropriation_amount_cny', 'general_public_budget_amount_cny',
    'government_fund_amount_cny', 'state_capital_amount_cny', 'education_fee_amount_cny', 'business_income_amount_cny',
    'operating_income_amount_cny', 'affiliated_remittance_amount_cny', 'superior_subsidy_amount_cny', 'other_income_amount_cny',
    'non_fiscal_surplus_amount_cny', 'next_year_carryover_amount_cny', 'overseas_amount_cny', 'reception_amount_cny',
    'vehicle_total_amount_cny', 'vehicle_purchase_amount_cny', 'vehicle_operation_amount_cny', 'prior_year_total_amount_cny'
] -%}
{#- Model, mart, and the columns that the one hands on to the other. -#}
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
{%- set is_share = "kind = 'share' and unit_text in ('%', '％')" -%}
{%- set value = to_number('value_text') -%}
{#- What is compared together, relation, quantity, its figure, and whether that is printed (or read from print). -#}
{%- set readings = [
    ('fct_project_budgets', 'raw_totals', 'totals', 'figure', true),
    ('fct_project_budgets', ref('fct_project_budgets') | string, 'totals', to_number('total_text'), false),
    ('cells', 'raw_cells', 'cells', 'amount_cny', true),
    ('cells', 'converted_cells', 'cells', 'amount_cny', false),
    ('fundings', 'raw_fundings', 'fundings', 'figure', true),
    ('fundings', 'converted_fundings', 'fundings', 'printed_value', false),
    ('fct_indicator_targets', 'raw_weights', 'weights', 'figure', true),
    ('fct_indicator_targets', ref('int_indicator_targets_parsed') | string, 'weights', 'weight', false),
    ('fct_narrative_claims', source('raw', 'narrative_claims') | string, 'claims', value, true),
    ('fct_narrative_claims', ref('int_narrative_claims_matched') | string, 'claims',
        'case when ' ~ value ~ ' is not null then value end', false),
    ('fct_narrative_claims', source('raw', 'narrative_claims') | string, 'shares',
        'case when ' ~ is_share ~ ' then ' ~ value ~ ' end', true),
    ('fct_narrative_claims', ref('int_narrative_claims_matched') | string, 'shares',
        'case when ' ~ is_share ~ ' then ratio * 100 end', false),
    ('fct_indicator_results', source('raw', 'indicator_results') | string, 'scores', to_number('score_text'), true),
    ('fct_indicator_results', ref('int_indicator_results_valued') | string, 'scores', 'score', false),
    ('fct_project_executions', source('raw', 'project_executions') | string, 'execution scores', to_number('score_text'), true),
    ('fct_project_executions', ref('int_project_executions_converted') | string, 'execution scores', 'score', false)
] -%}
{#- Of these the marts hold published documents alone. -#}
{%- set published_quantities = ['totals'] -%}
{%- for model, mart, columns in handed_on -%}
{%- for column in columns -%}
{%- set figure = 'case when not is_total then ' ~ column ~ ' end' if mart == 'fct_department_tasks' else column -%}
{%- do readings.append((mart, ref(model) | string, mart ~ '.' ~ column, figure, true)) -%}
{%- do readings.append((mart, ref(mart) | string, mart ~ '.' ~ column, column, false)) -%}
{%- do published_quantities.append(mart ~ '.' ~ column) -%}
{%- endfor -%}
{%- endfor -%}
{%- set families = readings | groupby(0) -%}
{%- set tolerance = '0.000001' %}
with

published as (

    select * from {{ ref('int_documents_published') }}

),

resolved_tables as (

    select
        budget_table_id,
        document_id,
        table_number,
        unit_factor
    from {{ ref('int_budget_tables_resolved') }}

),

{{ printed_figures() }},

weights as (

    select
        weight_text,
        {{ to_number(first_match('weight_text', '([0-9.]+)')) }} as figure
    from (
        select distinct weight_text
        from {{ source('raw', 'indicator_rows') }}
    ) as weight_texts

),

raw_fundings as (

    select
        fundings.document_id,
        fundings.form_number,
        fundings.horizon,
        fundings.funding_source,
        amounts_read.figure
    from {{ source('raw', 'project_fundings') }} as fundings
    inner join amounts_read on fundings.amount_text = amounts_read.amount_text

),

converted_fundings as (

    select
        fundings.document_id,
        fundings.printed_value
    from {{ ref('int_project_fundings_converted') }} as fundings
    inner join amounts_read on fundings.amount_text = amounts_read.amount_text
    where amounts_read.figure is not null

),

raw_totals as (

    select
        document_id,
        max(figure) as figure
    from raw_fundings
    where funding_source = 'total'
    group by document_id, form_number, horizon

),

raw_weights as (

    select
        indicator_rows.document_id,
        weights.figure
    from {{ source('raw', 'indicator_rows') }} as indicator_rows
    inner join weights on indicator_rows.weight_text = weights.weight_text

),

factors as (

    select unit_factor as factor
    from resolved_tables
    union
    select own_factor as factor
    from values_read
    union
    select own_factor as factor
    from column_paths

),

value_amounts as (

    select
        values_read.value_text,
        factors.factor,
        try_cast(cast(values_read.figure as decimal(20, 6)) * factors.factor as decimal(18, 2)) as amount_cny
    from values_read
    cross join factors
    where values_read.figure is not null

),

measured_cells as (

    select
        cells.document_id,
        cells.value_text,
        coalesce(
            case when values_read.figure_unit is null then column_paths.own_factor else values_read.own_factor end,
            resolved_tables.unit_factor
        ) as factor
    from {{ source('raw', 'budget_cells') }} as cells
    inner join resolved_tables
        on cells.document_id = resolved_tables.document_id and cells.table_number = resolved_tables.table_number
    left join values_read on cells.value_text = values_read.value_text and values_read.figure_unit is not null
    left join column_paths on cells.column_path = column_paths.column_path

),

raw_cells as (

    select
        measured_cells.document_id,
        value_amounts.amount_cny
    from measured_cells
    inner join value_amounts
        on measured_cells.value_text = value_amounts.value_text and measured_cells.factor = value_amounts.factor

),

converted_cells as (

    select
        resolved_tables.document_id,
        cells.amount_cny
    from {{ ref('int_budget_cells_converted') }} as cells
    inner join resolved_tables on cells.budget_table_id = resolved_tables.budget_table_id

),

{% for family, family_readings in families -%}
{%- set quantities = family_readings | map(attribute=2) | unique | list %}

{{ family }}_compared as (

    select
        {%- for _ in quantities %}
        sum(printed_{{ loop.index }}) as printed_{{ loop.index }},
        sum(read_{{ loop.index }}) as read_{{ loop.index }},
        {%- endfor %}
        document_id
    from (
        {%- for relation, figures in family_readings | groupby(1) %}
        select
            {%- for quantity in quantities %}
            {%- set number = loop.index %}
            {%- for side, is_printed in [('printed', true), ('read', false)] %}
            {%- set figure = figures | selectattr(2, 'equalto', quantity) | selectattr(4, 'equalto', is_printed) | map(attribute=3) | first %}
            {{ 'sum(' ~ figure ~ ')' if figure else 0 }} as {{ side }}_{{ number }},
            {%- endfor %}
            {%- endfor %}
            document_id
        from {{ relation }}
        group by document_id
        {{ 'union all' if not loop.last }}
        {%- endfor %}
    ) as sides
    group by document_id
    having
    {%- for _ in quantities %}
        {{ 'or ' if not loop.first }}abs(coalesce(sum(printed_{{ loop.index }}), 0) - coalesce(sum(read_{{ loop.index }}), 0)) > {{ tolerance }}
    {%- endfor %}

),
{%- endfor %}

differing as (
    {%- for family, family_readings in families %}
    {%- set is_last = loop.last %}
    {%- for quantity in family_readings | map(attribute=2) | unique %}
    select
        '{{ quantity }}' as quantity,
        document_id,
        printed_{{ loop.index }} as first_sum,
        read_{{ loop.index }} as second_sum
    from {{ family }}_compared
    {%- if quantity in published_quantities %}
    where document_id in (select published.document_id from published)
    {%- endif %}
    {{ 'union all' if not (loop.last and is_last) }}
    {%- endfor %}
    {%- endfor %}

)

select
    quantity,
    document_id,
    first_sum,
    second_sum
from differing
where abs(coalesce(first_sum, 0) - coalesce(second_sum, 0)) > {{ tolerance }}
