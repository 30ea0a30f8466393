{% macro fold_chinese_numerals(text) -%}
    {#- Digits for a number in words up to 99 that is a whole cell with its unit (不少于三次), or a percentage (百分之九十以上). -#}
    {%- set numeral = '[一二两三四五六七八九十]{1,3}' -%}
    {%- set counted = numeral ~ '(?:次|人次?|个(?:月|工作日|小时)?|名|场次?|套|台|家|户|件|项|份|天|年|万?元|批次?|辆|处|篇|册|条|小时)' -%}
    {%- set before = '(?:每(?:年|月|周|季度?))?[≥≤=><~]?(?:不少于|不低于|不超过|不多于|至少|最多|约)?' -%}
    case
        when {{ has_match(text, '[0-9]') }} then {{ text }}
        when {{ has_match(text, '百分之一?百|百分百') }} then {{ rewrite_text(text, [['百分之一?百|百分百', '100%']]) }}
        when {{ has_match(text, '百分之' ~ numeral ~ '|^' ~ before ~ counted ~ '(?:及?以[上下内]|之?内|左右)?$') }}
            then {{ rewrite_text("translate(" ~ text ~ ", '一二两三四五六七八九', '1223456789')", [
                ['([1-9])十([1-9])', '$1$2'],
                ['([1-9])十', '$10'],
                ['十([1-9])', '1$1'],
                ['十', '10'],
            ]) }}
        else {{ text }}
    end
{%- endmacro %}
