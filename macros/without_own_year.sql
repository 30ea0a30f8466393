{% macro without_own_year(name) -%}
    {#-
      A folded name without the year it is of: 2023年度运转经费, 2023运转经费. 2014年前 and 2014年以后 say whom the money is for and
      stay, as does the year of a 文号.
    -#}
    regexp_replace(
        regexp_replace(
            regexp_replace(
                {{ name }}, '(20[0-9][0-9])年(前|后|以前|以后|之前|之后|底)',
                '{{ group_reference(1) }}岁{{ group_reference(2) }}'{{ global_replace() }}
            ),
            '20[0-9][0-9]年度?-?', ''{{ global_replace() }}
        ),
        '^20[0-9][0-9]-?([^-0-9岁])', '{{ group_reference(1) }}'{{ global_replace() }}
    )
{%- endmacro %}
