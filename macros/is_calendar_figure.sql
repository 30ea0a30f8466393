{% macro is_calendar_figure(figure, measured_dimension) -%}
    {#-
      Whether a number without a unit is a date: 2022-2023 always, 2023 or 20231231 or 2023.12 where a date is wanted,
      2023.12 also where nothing is.
    -#}
    {%- set year = '(?:19|20)[0-9][0-9]' -%}
    (
        {{ has_match(figure, '^' ~ year ~ '[-~至到]' ~ year ~ '$') }}
        or {{ measured_dimension }} is null and {{ has_match(figure, '^' ~ year ~ '[.](?:0[1-9]|1[0-2])$') }}
        or {{ measured_dimension }} = 'date'
        and {{ has_match(figure, '^' ~ year ~ '(?:[.]?(?:0[1-9]|1[0-2])(?:[0-3][0-9])?)?$') }}
    )
{%- endmacro %}
