{% macro figure_money_unit(value_text) -%}
    {#- The unit of money that a figure prints itself (12.5万元); null where it prints none. -#}
    {{ first_match(fold_text(value_text), '[0-9]([百千]?[万亿]?元|[万亿])[)]?$') }}
{%- endmacro %}
