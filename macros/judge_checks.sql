{% macro judge_checks(rows, relation='equal') -%}
    {#-
      The outcome of every row of a CTE with rule_id, document_id, project_id, fact_table, fact_id, subject, expected_value,
      actual_value, tolerance and reason. A reason that is not null, or a value that is missing, makes the check not applicable.
      relation: equal, at_most or at_least (of the actual value against the expected one), or the column that holds one of them.
    -#}
    {%- set fixed = relation in ('equal', 'at_most', 'at_least') -%}
    {#- Decimal arithmetic to eight places: a difference equal to the tolerance passes, whatever type the figures came in. -#}
    {%- set expected = 'cast(' ~ rows ~ '.expected_value as decimal(28, 8))' -%}
    {%- set actual = 'cast(' ~ rows ~ '.actual_value as decimal(28, 8))' -%}
    {%- set slack = 'cast(' ~ rows ~ '.tolerance as decimal(28, 8))' -%}
    {%- set side = "'" ~ relation ~ "'" if fixed else rows ~ '.' ~ relation -%}
    select
        {{ rows }}.rule_id,
        {{ rows }}.document_id,
        {{ rows }}.project_id,
        {{ rows }}.fact_table,
        {{ rows }}.fact_id,
        {{ rows }}.subject,
        {{ expected }} as expected_value,
        {{ actual }} as actual_value,
        cast({{ actual }} - {{ expected }} as decimal(28, 8)) as difference,
        {{ slack }} as tolerance,
        case
            when {{ rows }}.reason is not null then 'not_applicable'
            when {{ rows }}.expected_value is null or {{ rows }}.actual_value is null then 'not_applicable'
            when {{ side }} = 'at_most' and {{ actual }} <= {{ expected }} + {{ slack }} then 'pass'
            when {{ side }} = 'at_least' and {{ actual }} >= {{ expected }} - {{ slack }} then 'pass'
            when
                {{ side }} = 'equal'
                and abs({{ actual }} - {{ expected }}) <= {{ slack }}
                then 'pass'
            else 'fail'
        end as outcome,
        case
            when {{ rows }}.reason is not null then {{ rows }}.reason
            when {{ rows }}.expected_value is null or {{ rows }}.actual_value is null then 'a figure is missing'
        end as reason
    from {{ rows }}
{%- endmacro %}
