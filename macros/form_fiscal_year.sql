{% macro form_fiscal_year(form_text, document_year) -%}
    {#- The budget year a form prints, else its document's. -#}
    coalesce(try_cast({{ first_match(form_text, '((19|20)[0-9][0-9])') }} as integer), {{ document_year }})
{%- endmacro %}
