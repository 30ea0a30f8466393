{% macro agency_name(text) -%}
    {#- The name of an agency as printed, without the local code before or after it. -#}
    nullif(
        regexp_replace(
            regexp_replace({{ text }}, '^[[【(（]?[0-9]{3,}[]】)）]?[-－—_ 　]*|[ 　]*[-－—[【(（]?[0-9]{3,}[]】)）]?$', ''{{ global_replace() }}),
            '[ 　]+', ''{{ global_replace() }}
        ),
        ''
    )
{%- endmacro %}
