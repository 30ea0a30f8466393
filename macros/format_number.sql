{% macro format_number(value) -%}
    {#- A number as people write it, without trailing zeros: 84.5, 1200. Null stays null. -#}
    regexp_replace(cast(cast({{ value }} as decimal(28, 8)) as {{ dbt.type_string() }}), '[.]?0+$', '')
{%- endmacro %}
