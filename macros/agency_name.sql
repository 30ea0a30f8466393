{% macro agency_name(text) -%}
    {#- The name of an agency as printed, without the local code before or after it. -#}
    nullif(
        {{ rewrite_text(text, [
            ['^[[【(（]?[0-9]{3,}[]】)）]?[-－—_ 　]*|[ 　]*[-－—[【(（]?[0-9]{3,}[]】)）]?$', ''],
            ['[ 　]+', '']
        ]) }},
        ''
    )
{%- endmacro %}
