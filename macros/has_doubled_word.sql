{% macro has_doubled_word(text, longest) -%}
    {#-
      Whether two or four Chinese characters are printed twice in a row (活动活动) within the first characters of a text. Two
      equal characters (人人) are language, not a slip, and so are 点对点对接 and 一帮一帮扶.
    -#}
    {%- set here = "substr(" ~ text ~ ", text_place, 2)" -%}
    {%- set long_here = "substr(" ~ text ~ ", text_place, 4)" -%}
    {%- set condition -%}
        {{ here }} = substr({{ text }}, text_place + 2, 2)
        and {{ has_match(here, '^[丁-龥][一-龥]$') }}
        and not {{ has_match(here, '[对把帮比盯挨接连管]$') }}
        and substr({{ text }}, text_place, 1) <> substr({{ text }}, text_place + 1, 1)
        or {{ long_here }} = substr({{ text }}, text_place + 4, 4)
        and {{ has_match(long_here, '^[一-龥]{4}$') }}
    {%- endset -%}
    {{ holds_somewhere('least(length(' ~ text ~ ') - 3, ' ~ (longest - 1) ~ ')', condition) }}
{%- endmacro %}
