{% macro rewrite_text(text, rules) -%}
    {#-
      The text after a list of rewriting rules, applied in order, each to every match. A rule is a pattern and its replacement;
      $1 to $9 in a replacement stand for the pattern's groups, $0 for all of it, which is much faster.
    -#}
    {%- set ns = namespace(sql=text) -%}
    {%- for pattern, replacement in rules -%}
        {%- set references = namespace(text=replacement) -%}
        {%- for number in range(10) -%}
            {%- set references.text = references.text | replace('$' ~ number, group_reference(number) | trim) -%}
        {%- endfor -%}
        {%- set ns.sql -%}
            regexp_replace({{ ns.sql }}, '{{ quote_pattern(pattern) }}', '{{ references.text }}'{{ global_replace() }})
        {%- endset -%}
    {%- endfor -%}
    {{ ns.sql }}
{%- endmacro %}
