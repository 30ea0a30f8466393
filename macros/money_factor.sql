{% macro money_factor(text) -%}
    {#- The yuan in one of the unit that an amount is printed with (50万: 10000); null where it is printed without one. -#}
    case {{ first_match(fold_text(text), '^-?[0-9][0-9,.]*(亿|百万|万|千|)元?$') }}
        when '亿' then 100000000
        when '百万' then 1000000
        when '万' then 10000
        when '千' then 1000
        else case when {{ has_match(fold_text(text), '^-?[0-9][0-9,.]*元$') }} then 1 end
    end
{%- endmacro %}
