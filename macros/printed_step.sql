{% macro printed_step(text) -%}
    {#-
      One unit of a figure's last printed place, in the figure's own unit: 0.01 for 2,495.56, 1 for 1200. Half of it is how far
      the printed figure may stand from the exact one. Null where the text is no figure.
    -#}
    case
        when {{ to_number(text) }} is null then null
        when {{ has_match(text, '[.][0-9]{4,}') }} then cast(0.0001 as decimal(28, 8))
        when {{ has_match(text, '[.][0-9]{3}') }} then cast(0.001 as decimal(28, 8))
        when {{ has_match(text, '[.][0-9]{2}') }} then cast(0.01 as decimal(28, 8))
        when {{ has_match(text, '[.][0-9]') }} then cast(0.1 as decimal(28, 8))
        else cast(1 as decimal(28, 8))
    end
{%- endmacro %}
