{% macro surrogate_key_text(columns) -%}
    {#- What `surrogate_key` digests: where this differs, so does the key. -#}
    {%- for column in columns -%}
        coalesce(cast({{ column }} as {{ dbt.type_string() }}), '') {{- " || '|' || " if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
