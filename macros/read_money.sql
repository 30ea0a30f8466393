{% macro read_money(text) -%}
    {#- The figure of a printed amount, with or without a unit of its own: 50, 50万, 1,200.50 元. Null for anything else. -#}
    coalesce(
        {{ to_number(text) }},
        {{ to_number(first_match(fold_text(text), '^(-?[0-9][0-9,]*([.][0-9]+)?)(亿元|亿|百万元|万元|万|千元|元)$')) }}
    )
{%- endmacro %}
