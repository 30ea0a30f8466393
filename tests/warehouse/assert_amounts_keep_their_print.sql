-- Every amount of a mart is a printed figure of its own row times the unit it was read in: nothing was altered on the way.
{%- set concepts = [
    'total', 'basic', 'project', 'personnel', 'operating', 'prior_carryover', 'fiscal_appropriation', 'general_public_budget',
    'government_fund', 'state_capital', 'education_fee', 'business_income', 'operating_income', 'affiliated_remittance',
    'superior_subsidy', 'other_income', 'non_fiscal_surplus', 'next_year_carryover', 'overseas', 'reception', 'vehicle_total',
    'vehicle_purchase', 'vehicle_operation', 'prior_year_total'
] %}
{%- set phases = ['initial', 'adjusted', 'executed'] %}
with

{{ printed_figures() }},

funding_prints as (

    select
        concat(fundings.document_id, '-p', fundings.form_number, '-', fundings.horizon, '-f', fundings.funding_number)
            as project_funding_id,
        amounts_read.figure
    from {{ source('raw', 'project_fundings') }} as fundings
    inner join amounts_read on fundings.amount_text = amounts_read.amount_text

),

cell_prints as (

    select
        cells.document_id,
        cells.table_number,
        cells.side,
        cells.row_number,
        cast(values_read.figure as double) as figure,
        case when values_read.figure_unit is null then column_paths.own_factor else values_read.own_factor end as own_factor
    from {{ source('raw', 'budget_cells') }} as cells
    inner join values_read on cells.value_text = values_read.value_text
    left join column_paths on cells.column_path = column_paths.column_path

),

line_amounts as (

    {% for concept in concepts %}
    select
        document_id,
        table_number,
        side,
        row_number,
        '{{ concept }}' as concept,
        cast({{ concept }}_amount_cny as double) as amount_cny,
        applied_unit
    from {{ ref('fct_budget_lines') }}
    where {{ concept }}_amount_cny is not null
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

measured_amounts as (

    select
        line_amounts.*,
        cast(units.factor as double) as factor
    from line_amounts
    inner join {{ ref('dim_units') }} as units
        on line_amounts.applied_unit = units.unit_name

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
        measured_amounts.document_id,
        'fct_budget_lines' as mart,
        measured_amounts.document_id || '-t' || measured_amounts.table_number || '-' || measured_amounts.side || '-r'
        || measured_amounts.row_number || ' ' || measured_amounts.concept as place
    from measured_amounts
    left join cell_prints
        on
            measured_amounts.document_id = cell_prints.document_id
            and measured_amounts.table_number = cell_prints.table_number
            and measured_amounts.side = cell_prints.side
            and measured_amounts.row_number = cell_prints.row_number
            and abs(cell_prints.figure * coalesce(cell_prints.own_factor, measured_amounts.factor) - measured_amounts.amount_cny)
            <= 0.006
    where cell_prints.document_id is null

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
