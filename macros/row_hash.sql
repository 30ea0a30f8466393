{% macro row_hash(columns) -%}
    {#- A number that tells rows apart: equal values, nulls among them, give the same one. Rarely do others, and it differs by engine. -#}
    {{ adapter.dispatch('row_hash')(columns) }}
{%- endmacro %}

{% macro default__row_hash(columns) -%}
    hash({% for column in columns %}cast({{ column }} as {{ dbt.type_string() }}){{ ', ' if not loop.last }}{% endfor %})
{%- endmacro %}

{#- Spark's passes nulls over. -#}
{% macro spark__row_hash(columns) -%}
    xxhash64(
        {%- for column in columns -%}
            coalesce(cast({{ column }} as {{ dbt.type_string() }}), 'null') {{- ', ' if not loop.last }}
        {%- endfor -%}
    )
{%- endmacro %}
