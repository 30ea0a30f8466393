{% macro target_figure_pattern(has_calendar=true) -%}
    {#-
      A figure in text that fold_target_comparators has folded: sign, number or range, unit, closing sign. Inside a sentence a
      number needs a unit or a sign to count as a figure.
    -#}
    {%- set number = target_number_pattern() -%}
    {%- set unit = target_unit_pattern(has_calendar) -%}
    [∑≥≤=><≈~]*−?{{ number }}(?:{{ unit }}?[-~至到]{{ number }})?(?:{{ unit }}[↑↓∽]?|[↑↓∽])
{%- endmacro %}
