{% macro holds_somewhere(last, condition) -%}
    {#- Whether a condition holds for some `text_place` from 1 to a last one; false where there is no last one, or it is less than 1. -#}
    {{ adapter.dispatch('holds_somewhere')(last, condition) }}
{%- endmacro %}

{% macro default__holds_somewhere(last, condition) -%}
    coalesce(len(list_filter(range(1, {{ last }} + 1), lambda text_place: {{ condition }})) > 0, false)
{%- endmacro %}

{#- A sequence to less than 1 counts down there. -#}
{% macro spark__holds_somewhere(last, condition) -%}
    coalesce(exists(case when {{ last }} >= 1 then sequence(1, {{ last }}) else array() end, text_place -> {{ condition }}), false)
{%- endmacro %}
