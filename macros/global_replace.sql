{% macro global_replace() -%}
    {#- The last argument that makes `regexp_replace` replace every match; Spark always does. -#}
    {{ adapter.dispatch('global_replace')() }}
{%- endmacro %}

{% macro default__global_replace() -%}, 'g'{%- endmacro %}

{% macro spark__global_replace() -%}{%- endmacro %}
