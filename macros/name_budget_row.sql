{% macro name_budget_row(relation) -%}
    {#- How a finding names a row of a budget table: title, code, name. -#}
    coalesce({{ relation }}.title_text, '') || '“' || coalesce({{ relation }}.full_code || ' ', '') || coalesce({{ relation }}.row_name, '') || '”'
{%- endmacro %}
