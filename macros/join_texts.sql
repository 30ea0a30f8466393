{% macro join_texts(text, delimiter) -%}
    {#- The texts of a group in their order, joined; nulls are left out. The adapter's own way leaves the order to chance on Spark. -#}
    {{ adapter.dispatch('join_texts')(text, delimiter) }}
{%- endmacro %}

{% macro default__join_texts(text, delimiter) -%}
    {{ dbt.listagg(text, delimiter, 'order by ' ~ text) }}
{%- endmacro %}

{% macro spark__join_texts(text, delimiter) -%}
    listagg({{ text }}, {{ delimiter }}) within group (order by {{ text }})
{%- endmacro %}
