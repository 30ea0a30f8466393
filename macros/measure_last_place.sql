{% macro measure_last_place(value) -%}
    {#- One unit of a figure's last decimal place that is not zero: 1 for 9300, 0.01 for 61.62. At most four places. -#}
    case
        when {{ value }} = round({{ value }}, 0) then cast(1 as decimal(28, 8))
        when {{ value }} = round({{ value }}, 1) then cast(0.1 as decimal(28, 8))
        when {{ value }} = round({{ value }}, 2) then cast(0.01 as decimal(28, 8))
        when {{ value }} = round({{ value }}, 3) then cast(0.001 as decimal(28, 8))
        when {{ value }} is not null then cast(0.0001 as decimal(28, 8))
    end
{%- endmacro %}
