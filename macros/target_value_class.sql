{% macro target_value_class(dimension, target_low, target_high) -%}
    {#- measured: a figure with a unit; bare: a figure without one; words: no figure. -#}
    case
        when {{ dimension }} is not null then 'measured'
        when coalesce({{ target_low }}, {{ target_high }}) is not null then 'bare'
        else 'words'
    end
{%- endmacro %}
