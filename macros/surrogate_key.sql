{% macro surrogate_key(columns) -%}
    {#- A stable key over several columns: the same values give the same key in every build and on every engine. -#}
    md5({{ surrogate_key_text(columns) }})
{%- endmacro %}
