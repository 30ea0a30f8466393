{% macro printed_money_unit(value_text, column_path) -%}
    {#- The unit of money that a figure prints itself (12.5万元), or its column (金额（万元）); null where neither does. -#}
    coalesce({{ figure_money_unit(value_text) }}, {{ column_money_unit(column_path) }})
{%- endmacro %}
