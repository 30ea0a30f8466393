{% macro has_match(text, pattern) -%}
    {#- Whether a regular expression (RE2 and Java syntax in common, no backslashes) matches anywhere in the text. -#}
    {{ adapter.dispatch('has_match')(text, pattern) }}
{%- endmacro %}

{% macro default__has_match(text, pattern) -%}
    regexp_matches({{ text }}, '{{ quote_pattern(pattern) }}')
{%- endmacro %}

{% macro spark__has_match(text, pattern) -%}
    ({{ text }} rlike '{{ quote_pattern(pattern) }}')
{%- endmacro %}
