{% macro is_valid_in(relation, fiscal_year) -%}
    {#-
      Whether a row of a code list is valid in a year. A row without a last year is valid to the end of the list, and nothing is
      claimed of the years after that.
    -#}
    {{ relation }}.valid_from_year <= {{ fiscal_year }}
    and coalesce({{ relation }}.valid_to_year, {{ var('code_lists_end_year', 2024) }}) >= {{ fiscal_year }}
{%- endmacro %}
