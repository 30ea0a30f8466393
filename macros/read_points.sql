{% macro read_points(text) -%}
    {#- A printed weight or score as decimal: 45, 45分 or 45%. Null for a dash, or anything that is not one plain figure. -#}
    {{ to_number(first_match(fold_text(text), '^(-?[0-9][0-9,]*([.][0-9]+)?)[分%]?$')) }}
{%- endmacro %}
