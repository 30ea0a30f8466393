{% macro fold_class_name(text) -%}
    {#- The name of a budget class for comparing: 其他社会保障和就业支出 and 其他社会保障和就业, 维修（护）费 and 维修(护)费 are the same. -#}
    regexp_replace(regexp_replace({{ fold_name(text) }}, '[(][类款项][)]$', ''), '(?:支出|费用|费)+$', '')
{%- endmacro %}
