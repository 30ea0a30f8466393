{% macro null_if_dash(text) -%}
    {#- Print as text, trimmed; null for a blank and for the dashes and slashes that publishers print for "nothing". -#}
    case
        when {{ has_match(text, '^[ 　]*[-—–－/／*]*[ 　]*$') }} then null
        else regexp_replace({{ text }}, '^[ 　]+|[ 　]+$', ''{{ global_replace() }})
    end
{%- endmacro %}
