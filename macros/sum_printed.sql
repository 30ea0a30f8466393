{% macro sum_printed(columns) -%}
    {#- The sum of amount columns of one row, a blank counting as nothing; null where all are blank. -#}
    case
        when coalesce({{ columns | join(', ') }}) is not null
            then {% for column in columns %}coalesce({{ column }}, 0){{ ' + ' if not loop.last }}{% endfor %}
    end
{%- endmacro %}
