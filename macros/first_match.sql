{% macro first_match(text, pattern, group=1) -%}
    {#- The text of one group of a regular expression's first match; null where nothing, or an empty text, was matched. -#}
    nullif(regexp_extract({{ text }}, '{{ quote_pattern(pattern) }}', {{ group }}), '')
{%- endmacro %}
