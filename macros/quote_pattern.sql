{% macro quote_pattern(pattern) -%}
    {#-
      A regular expression (RE2 and Java syntax in common, no backslashes) as the text between the quotes of a literal. Java takes a
      bracket inside a class for a class of its own, so Spark gets it escaped.
    -#}
    {{ adapter.dispatch('quote_pattern')(pattern) }}
{%- endmacro %}

{% macro default__quote_pattern(pattern) -%}{{ pattern }}{%- endmacro %}

{% macro spark__quote_pattern(pattern) -%}
    {%- set ns = namespace(text='', members=none) -%}
    {%- for character in pattern -%}
        {%- if ns.members is none -%}
            {%- set ns.members = '' if character == '[' else none -%}
            {%- set ns.text = ns.text ~ character -%}
        {%- else -%}
            {%- set closes = character == ']' and ns.members not in ('', '^') -%}
            {%- set ns.text = ns.text ~ ('\\\\' if character == '[' else '') ~ character -%}
            {%- set ns.members = none if closes else ns.members ~ character -%}
        {%- endif -%}
    {%- endfor -%}
    {{ ns.text }}
{%- endmacro %}
