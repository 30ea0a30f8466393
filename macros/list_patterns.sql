{% macro list_patterns(seed, seed_column) -%}
    {#-
      The distinct values of a seed's column as quoted literals, read while a query is made; none before the seed is loaded. A query that
      lists them is to refer to the seed, so that dbt loads it first.
    -#}
    {%- set literals = [] -%}
    {%- if execute -%}
        {%- set relation = adapter.get_relation(target.database, 'seeds', seed) -%}
        {%- if relation is not none -%}
            {%- for row in run_query('select distinct ' ~ seed_column ~ ' from ' ~ relation ~ ' order by 1') -%}
                {%- if row[0] is not none -%}
                    {%- do literals.append("'" ~ quote_pattern(dbt.escape_single_quotes(row[0])) ~ "'") -%}
                {%- endif -%}
            {%- endfor -%}
        {%- endif -%}
    {%- endif -%}
    {{ return(literals) }}
{%- endmacro %}
