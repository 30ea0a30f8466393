{% macro printed_figures() -%}
    {#-
      CTEs of what raw prints as money, each text read once: `amounts_read` of fundings, `values_read` of budget cells, with the unit that
      a figure prints itself, and `column_paths` with the unit that their column prints.
    -#}
amounts_read as (

    select
        amount_text,
        {{ to_number('amount_text') }} as figure
    from (
        select distinct amount_text
        from {{ source('raw', 'project_fundings') }}
    ) as amount_texts

),

values_read as (

    select
        value_text,
        {{ to_number(without_money_unit('value_text')) }} as figure,
        {{ figure_money_unit('value_text') }} as figure_unit,
        {{ money_factor(figure_money_unit('value_text')) }} as own_factor
    from (
        select distinct value_text
        from {{ source('raw', 'budget_cells') }}
    ) as value_texts

),

column_paths as (

    select
        column_path,
        {{ money_factor(column_money_unit('column_path')) }} as own_factor
    from (
        select distinct column_path
        from {{ source('raw', 'budget_cells') }}
    ) as paths

)
{%- endmacro %}
