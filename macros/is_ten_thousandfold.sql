{% macro is_ten_thousandfold(amount, other_amount) -%}
    {#- Whether one amount is the other times 10,000, so that 元 and 万元 are mixed up; half a percent allows for rounding. -#}
    (
        abs({{ amount }} - 10000 * {{ other_amount }}) <= 50 * abs({{ other_amount }})
        or abs(10000 * {{ amount }} - {{ other_amount }}) <= 50 * abs({{ amount }})
    )
    and {{ amount }} <> 0
    and {{ other_amount }} <> 0
{%- endmacro %}
