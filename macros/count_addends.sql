{% macro count_addends(columns) -%}
    {#- How many amount columns of one row print something other than 0. -#}
    ({% for column in columns %}case when coalesce({{ column }}, 0) <> 0 then 1 else 0 end{{ ' + ' if not loop.last }}{% endfor %})
{%- endmacro %}
