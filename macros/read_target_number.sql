{% macro read_target_number(text) -%}
    {#- A number that target_number_pattern has matched as decimal(28,8): its separators removed, − read as a minus. -#}
    try_cast(replace(replace({{ text }}, ',', ''), '−', '-') as decimal(28, 8))
{%- endmacro %}
