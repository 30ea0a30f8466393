{% macro own_unit(name, publisher_name) -%}
    {#- A unit for comparison: blank where it is the publisher itself, with or without the county before either name. -#}
    case
        when {{ publisher_core(name) }} = {{ publisher_core(publisher_name) }} then ''
        when length({{ name }}) >= 4 and {{ publisher_core(publisher_name) }} like '%' || {{ publisher_core(name) }} then ''
        when length({{ publisher_name }}) >= 4 and {{ publisher_core(name) }} like '%' || {{ publisher_core(publisher_name) }} then ''
        else coalesce({{ fold_text(name) }}, '')
    end
{%- endmacro %}
