{% macro keep_total_figures(figures) -%}
    {#- The figures of a list (see list_target_figures) that are marked as a total. -#}
    {{ rewrite_text(figures, [['([^;]*∑[^;]*;)|[^;]*;', '$1']]) }}
{%- endmacro %}
