{% macro fill_template(template, values) -%}
    {#- A text with its placeholders replaced: values is a list of (placeholder, SQL expression); a null value shows as ?. -#}
    {%- for placeholder, value in values %}replace({% endfor -%}
    {{ template }}
    {%- for placeholder, value in values %}, '{{ placeholder }}', coalesce({{ value }}, '?')){% endfor -%}
{%- endmacro %}
