{% macro target_figure_pattern() -%}
    {#-
      A figure inside a folded sentence: sign, number or range, unit, closing sign. A number needs a unit or a sign to count. It is
      taken with every digit, comma and point that touches it; target_number_pattern then tells whether it is one number.
    -#}
    {%- set number = '[0-9][0-9.,]*' -%}
    {%- set unit = target_unit_pattern() -%}
    [∑≥≤=><≈~]*−?{{ number }}(?:{{ unit }}?[-~至到]{{ number }})?(?:{{ unit }}[↑↓∽]?|[↑↓∽])
{%- endmacro %}
