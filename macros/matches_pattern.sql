{% macro matches_pattern(text, pattern) -%}
    {#- Whether a regular expression held in a column matches anywhere in the text; `has_match` is for a written one. -#}
    {{ adapter.dispatch('matches_pattern')(text, pattern) }}
{%- endmacro %}

{% macro default__matches_pattern(text, pattern) -%}
    regexp_matches({{ text }}, {{ pattern }})
{%- endmacro %}

{% macro spark__matches_pattern(text, pattern) -%}
    ({{ text }} rlike concat('(?d)', {{ pattern }}))
{%- endmacro %}
