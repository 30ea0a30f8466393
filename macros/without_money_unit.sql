{% macro without_money_unit(text) -%}
    {#- A printed figure, folded, without the unit of money after it. -#}
    regexp_replace(
        {{ fold_text(text) }},
        '([0-9])([百千]?[万亿]?元|[万亿])([)]?)$',
        '{{ group_reference(1) }}{{ group_reference(3) }}'
    )
{%- endmacro %}
