{% macro have_one_unit(figures) -%}
    {#- Whether the figures of a list (see list_target_figures) are all counted in one unit, whatever its magnitude. -#}
    {%- set units = rewrite_text(figures, [['[^;名位人]*[名位人]', '人'], ['[∑≥≤=><≈~↑↓∽−0-9.,百千万亿-]', '']]) -%}
    replace({{ units }}, {{ first_match(units, '^[^;]*;', 0) }}, '') = ''
{%- endmacro %}
