{% macro fold_two_sided_bounds(text) -%}
    {#-
      Two bounds of one quantity become a range (≥90%≤95%, 90%≤X≤95%), and a subject on the left of its sign moves to the right
      (95%≤满意度). A sure minus becomes −, for a dash behind a word may be no sign at all.
    -#}
    {%- set number = '[0-9][0-9.,]*' -%}
    {%- set unit = '(?:' ~ target_unit_pattern() ~ ')?' -%}
    {%- set some = '[^0-9;,。≥≤<>-]' -%}
    case
        when {{ has_match(
            text, '--|[增降速幅率为是]-|[(]含[)]|[≥>≤<].*[≥>≤<]|[0-9%人元次个]' ~ some ~ '*[≤<]'
        ) }}
            then {{ rewrite_text(text, [
                ['--+', ','],
                ['(增速|增幅|增长率?|降幅|[为是])-([0-9])', '$1−$2'],
                ['[(]含[)]', ''],
                ['(' ~ number ~ some ~ '{0,4})[≤<]' ~ some ~ '{1,12}[≤<](' ~ number ~ ')', '=$1-$2'],
                ['[≥>](' ~ number ~ unit ~ ')[且并和与&,;、]*[≤<](' ~ number ~ ')', '=$1-$2'],
                ['[≤<](' ~ number ~ unit ~ ')[且并和与&,;、]*[≥>](' ~ number ~ unit ~ ')', '=$2-$1'],
                ['(' ~ number ~ some ~ '{0,4})≤([^0-9≤<])', '≥$1$2'],
                ['(' ~ number ~ some ~ '{0,4})<([^0-9≤<])', '>$1$2']
            ]) }}
        else {{ text }}
    end
{%- endmacro %}
