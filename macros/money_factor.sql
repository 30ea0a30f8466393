{% macro money_factor(unit) -%}
    {#- How many yuan a printed unit of money stands for; null for anything else. -#}
    case {{ unit }}
        when '元' then 1
        when '千元' then 1000
        when '万' then 10000
        when '万元' then 10000
        when '百万元' then 1000000
        when '千万元' then 10000000
        when '亿' then 100000000
        when '亿元' then 100000000
    end
{%- endmacro %}
