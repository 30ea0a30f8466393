{% macro say_volume(label, colon, year_word, before) -%}
    {#- What a publisher disclosed in a year and the range of its earlier years, in the language of the labels. -#}
    coalesce(regions.region_name, '') || agencies.agency_name || '{{ colon }}' || type_labels.{{ label }} || ' '
    || cast(judged.fiscal_year as {{ dbt.type_string() }}) || '{{ year_word }} ' || measure_labels.{{ label }} || ' '
    || cast(judged.actual_count as {{ dbt.type_string() }}) || '{{ before }}'
    || cast(judged.lowest_earlier_count as {{ dbt.type_string() }})
    || case
        when judged.highest_earlier_count <> judged.lowest_earlier_count
            then '-' || cast(judged.highest_earlier_count as {{ dbt.type_string() }})
        else ''
    end
{%- endmacro %}
