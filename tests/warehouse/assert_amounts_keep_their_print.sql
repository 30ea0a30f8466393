-- Every amount of a mart is a printed figure of its own row times the unit it was read in: nothing was altered on the way.
{%- set concepts = [
    'total', 'basic', 'project', 'personnel', 'operating', 'prior_carryover', 'fiscal_appropriation', 'general_public_budget',
    'government_fund', 'state_capital', 'education_fee', 'business_income', 'operating_income', 'affiliated_remittance',
    'superior_subsidy', 'other_income', 'non_fiscal_surplus', 'next_year_carryover', 'overseas', 'reception', 'vehicle_total',
    'vehicle_purchase', 'vehicle_operation', 'prior_year_total'
] %}
{%- set phases = ['initial', 'adjusted', 'executed'] %}
with

funding_prints as (

    select
        document_id || '-p' || form_number || '-' || horizon || '-f' || funding_number as project_funding_id,
        {{ to_number('amount_text') }} as figure
    from {{ source('raw', 'project_fundings') }}

),

cell_prints as (

    select
        document_id || '-t' || table_number || '-' || side || '-r' || row_number as budget_line_id,
        {{ to_number(without_money_unit('value_text')) }} as figure,
        {{ money_factor(printed_money_unit('value_text', 'column_path')) }} as own_factor
    from {{ source('raw', 'budget_cells') }}

),

line_amounts as (

    {% for concept in concepts %}
    select
        fct_budget_lines.document_id || '-t' || fct_budget_lines.table_number || '-' || fct_budget_lines.side || '-r'
        || fct_budget_lines.row_number as budget_line_id,
        fct_budget_lines.document_id,
        '{{ concept }}' as concept,
        fct_budget_lines.{{ concept }}_amount_cny as amount_cny,
        units.factor
    from {{ ref('fct_budget_lines') }} as fct_budget_lines
    inner join {{ ref('dim_units') }} as units
        on fct_budget_lines.applied_unit = units.unit_name
    where fct_budget_lines.{{ concept }}_amount_cny is not null
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

executions as (

    {% for phase in phases %}
    select
        facts.document_id,
        facts.project_execution_id || ' {{ phase }}' as place,
        facts.{{ phase }}_amount_cny as amount_cny,
        {{ to_number('printed.' ~ phase ~ '_text') }} as figure,
        units.factor
    from {{ ref('fct_project_executions') }} as facts
    inner join {{ source('raw', 'project_executions') }} as printed
        on
            facts.project_execution_id
            = printed.document_id || '-p' || printed.form_number || '-e' || printed.execution_number
    inner join {{ ref('dim_units') }} as units
        on facts.applied_unit = units.unit_name
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

altered_executions as (

    select
        document_id,
        'fct_project_executions' as mart,
        place
    from executions
    where
        figure is not null
        and (
            amount_cny is null
            or abs(cast(figure as double) * cast(factor as double) - cast(amount_cny as double)) > 0.006
        )

),

altered_lines as (

    select
        line_amounts.document_id,
        'fct_budget_lines' as mart,
        line_amounts.budget_line_id || ' ' || line_amounts.concept as place
    from line_amounts
    left join cell_prints
        on
            line_amounts.budget_line_id = cell_prints.budget_line_id
            and abs(
                cast(cell_prints.figure as double) * cast(coalesce(cell_prints.own_factor, line_amounts.factor) as double) - cast(line_amounts.amount_cny as double)
            ) <= 0.006
    where cell_prints.budget_line_id is null

),

altered_fundings as (

    select
        fct_project_fundings.document_id,
        'fct_project_fundings' as mart,
        fct_project_fundings.project_funding_id as place
    from {{ ref('fct_project_fundings') }} as fct_project_fundings
    inner join funding_prints
        on fct_project_fundings.project_funding_id = funding_prints.project_funding_id
    inner join {{ ref('dim_units') }} as units
        on fct_project_fundings.applied_unit = units.unit_name
    where
        funding_prints.figure is not null
        and (
            fct_project_fundings.amount_cny is null
            or abs(
                cast(funding_prints.figure as double) * cast(units.factor as double)
                - cast(fct_project_fundings.amount_cny as double)
            ) > 0.006
        )

)

select * from altered_lines
union all
select * from altered_fundings
union all
select * from altered_executions
