{% macro agency_code(text) -%}
    {#- The local code printed with an agency: 601-某局, [202002]某中心, 某局 111. Null where none is printed. -#}
    coalesce(
        {{ first_match(fold_text(text), '^[[(]?([0-9]{3,})[])]?[-_]?[^0-9]') }},
        {{ first_match(fold_text(text), '[^0-9][[(-]?([0-9]{3,})[])]?$') }}
    )
{%- endmacro %}
