{% macro surrogate_key(columns) -%}
    {#- A stable key over several columns: the same values give the same key in every build and on every engine. -#}
    md5({{ surrogate_key_text(columns) }})
{%- endmacro %}

{% macro surrogate_key_text(columns) -%}
    {#- What `surrogate_key` digests: where this differs, so does the key. -#}
    {%- for column in columns -%}
        coalesce(cast({{ column }} as {{ dbt.type_string() }}), '') {{- " || '|' || " if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
