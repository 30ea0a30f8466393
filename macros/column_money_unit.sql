{% macro column_money_unit(column_path) -%}
    {#- The unit of money that a column's heading prints (金额（万元）); null where it prints none. -#}
    {{ first_match(fold_text(column_path), '[(](?:单位:)?(?:人民币)?([百千]?[万亿]?元)[)]$') }}
{%- endmacro %}
