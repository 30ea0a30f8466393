{% macro publisher_core(name) -%}
    {#- A publisher's name without 中共 before it, and without the scope behind it: （本级）, （机关）, （汇总）. -#}
    regexp_replace(
        regexp_replace({{ name }}, '[（(](部门)?(本级|机关|汇总|合并|单位)[）)]$|本级$', ''{{ global_replace() }}),
        '^中共', ''{{ global_replace() }}
    )
{%- endmacro %}
