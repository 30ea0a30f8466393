{% macro printed_money_unit(value_text, column_path) -%}
    {#- The unit of money that a figure prints itself (12.5万元), or its column (金额（万元）); null where neither does. -#}
    coalesce(
        {{ first_match(fold_text(value_text), '[0-9]([百千]?[万亿]?元|[万亿])[)]?$') }},
        {{ first_match(fold_text(column_path), '[(](?:单位:)?(?:人民币)?([百千]?[万亿]?元)[)]$') }}
    )
{%- endmacro %}
