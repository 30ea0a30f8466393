{% macro indicator_evidence(indicator_name, target_text) -%}
    {#- An indicator and its target as one text, in which words are looked for; null where both are blank. -#}
    nullif(coalesce({{ indicator_name }}, '') || ':' || coalesce({{ target_text }}, ''), ':')
{%- endmacro %}
