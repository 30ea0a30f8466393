{% macro has_doubled_word(text, longest) -%}
    {#-
      Whether two or four Chinese characters are printed twice in a row (活动活动) within the first characters of a text. Two
      equal characters (人人) are language, not a slip, and so are 点对点对接 and 一帮一帮扶.
    -#}
    (
        {%- for start in range(1, longest) %}
        substr({{ text }}, {{ start }}, 2) = substr({{ text }}, {{ start + 2 }}, 2)
        and {{ has_match('substr(' ~ text ~ ', ' ~ start ~ ', 2)', '^[丁-龥][一-龥]$') }}
        and not {{ has_match('substr(' ~ text ~ ', ' ~ start ~ ', 2)', '[对把帮比盯挨接连管]$') }}
        and substr({{ text }}, {{ start }}, 1) <> substr({{ text }}, {{ start + 1 }}, 1)
        or substr({{ text }}, {{ start }}, 4) = substr({{ text }}, {{ start + 4 }}, 4)
        and {{ has_match('substr(' ~ text ~ ', ' ~ start ~ ', 4)', '^[一-龥]{4}$') }}
        {%- if not loop.last %} or {% endif -%}
        {%- endfor -%}
    )
{%- endmacro %}
