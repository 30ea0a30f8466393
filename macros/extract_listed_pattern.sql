{% macro extract_listed_pattern(text, pattern, seed, seed_column) -%}
    {#- The first words of the text that a pattern of a seed's column matches, '' where none: as `matches_listed_pattern` does it. -#}
    {{ adapter.dispatch('extract_listed_pattern')(text, pattern, seed, seed_column) }}
{%- endmacro %}

{% macro default__extract_listed_pattern(text, pattern, seed, seed_column) -%}
    case {{ pattern }}
        {%- for listed in list_patterns(seed, seed_column) %}
        when {{ listed }} then regexp_extract({{ text }}, {{ listed }}, 0)
        {%- endfor %}
        else regexp_extract({{ text }}, {{ pattern }}, 0)
    end
{%- endmacro %}

{% macro spark__extract_listed_pattern(text, pattern, seed, seed_column) -%}
    regexp_extract({{ text }}, concat('(?d)', {{ pattern }}), 0)
{%- endmacro %}
