{% macro strip_formula_guard(text) -%}
    {#- A cell of a CSV file without the apostrophe that keeps a spreadsheet from taking it for a formula. -#}
    case when substr({{ text }}, 1, 1) = '''' then substr({{ text }}, 2) else {{ text }} end
{%- endmacro %}
