{% macro whole_target_figure_pattern() -%}
    {#- A whole cell that is one figure or range; years, months and days are left out, for they may be a date. -#}
    {%- set figure = target_number_pattern() ~ target_unit_pattern(false) ~ '?' -%}
    ^[≥≤=><≈~]*[+-]?{{ figure }}(?:[-~至到]{{ figure }})?[↑↓∽]?$
{%- endmacro %}
