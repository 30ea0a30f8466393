{% macro spark__listagg(measure, delimiter_text, order_by_clause, limit_num) -%}
    {#-
      What `dbt.listagg` becomes on Spark: the adapter's own way leaves the order to chance, which Spark 4 need not.
    -#}
    {%- if limit_num -%}
        {{ exceptions.raise_compiler_error('listagg with a limit is not written for Spark') }}
    {%- endif -%}
    listagg({{ measure }}, {{ delimiter_text }}){% if order_by_clause %} within group ({{ order_by_clause }}){% endif %}
{%- endmacro %}
