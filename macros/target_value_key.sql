{% macro target_value_key(target_text, unit_text, comparator_text, measured_dimension) -%}
    {#- Key of int_target_values_parsed: the printed cells that are read, and the dimension that is looked for. -#}
    coalesce({{ target_text }}, '') || '|' || coalesce({{ unit_text }}, '') || '|' || coalesce({{ comparator_text }}, '')
    || '|' || coalesce({{ measured_dimension }}, '')
{%- endmacro %}
