{% macro target_number_pattern() -%}
    {#- A printed number without its sign; thousands separators only where they stand right, so that 3,5 is no number. -#}
    (?:[1-9][0-9]{0,2}(?:,[0-9][0-9][0-9])+|[1-9][0-9]*|0)(?:[.][0-9]+)?
{%- endmacro %}
