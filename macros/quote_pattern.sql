{% macro quote_pattern(pattern) -%}
    {#-
      A regular expression (RE2 and Java syntax in common, no backslashes) as the text between the quotes of a literal. Java takes a
      bracket inside a class for a class of its own and && for what two have in common, so Spark gets them escaped. Its lines end at
      signs that are like any other here: (?d) lets \n alone end a line, and the end is that of the text.
    -#}
    {{ adapter.dispatch('quote_pattern')(pattern) }}
{%- endmacro %}

{% macro default__quote_pattern(pattern) -%}{{ pattern }}{%- endmacro %}

{% macro spark__quote_pattern(pattern) -%}
    {%- set ns = namespace(text='(?d)', members=none) -%}
    {%- for character in pattern -%}
        {%- if ns.members is none -%}
            {%- set ns.members = '' if character == '[' else none -%}
            {%- set ns.text = ns.text ~ ('\\\\z' if character == '$' else character) -%}
        {%- else -%}
            {%- set closes = character == ']' and ns.members not in ('', '^') -%}
            {%- set ns.text = ns.text ~ ('\\\\' if character in '[&' else '') ~ character -%}
            {%- set ns.members = none if closes else ns.members ~ character -%}
        {%- endif -%}
    {%- endfor -%}
    {{ ns.text }}
{%- endmacro %}
