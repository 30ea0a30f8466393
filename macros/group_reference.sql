{% macro group_reference(number) -%}
    {#- How a replacement names a matched group. -#}
    {{ adapter.dispatch('group_reference')(number) }}
{%- endmacro %}

{% macro default__group_reference(number) -%}{{ '\\' ~ number }}{%- endmacro %}

{% macro spark__group_reference(number) -%}{{ '$' ~ number }}{%- endmacro %}
