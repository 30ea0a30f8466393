{% macro matches_listed_pattern(text, pattern, seed, seed_column) -%}
    {#-
      `matches_pattern` for a pattern of a seed's column. DuckDB compiles a pattern that it meets in a column once a row, and one that
      stands in the query once: so the seed's patterns are written into the query. Another pattern is matched all the same.
    -#}
    {{ adapter.dispatch('matches_listed_pattern')(text, pattern, seed, seed_column) }}
{%- endmacro %}

{% macro default__matches_listed_pattern(text, pattern, seed, seed_column) -%}
    case {{ pattern }}
        {%- for listed in list_patterns(seed, seed_column) %}
        when {{ listed }} then regexp_matches({{ text }}, {{ listed }})
        {%- endfor %}
        else {{ matches_pattern(text, pattern) }}
    end
{%- endmacro %}

{% macro spark__matches_listed_pattern(text, pattern, seed, seed_column) -%}
    {{ matches_pattern(text, pattern) }}
{%- endmacro %}
