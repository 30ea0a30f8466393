{% macro choose_target_figure(candidates, totals, masked_text) -%}
    {#-
      The one figure of a sentence that states the target: the only candidate, or the only one marked as a total, or the number
      that alone ends a name (采购数量10). Null where figures compete.
    -#}
    case
        when {{ has_match(candidates, '^[^;]+;$') }} then replace(replace({{ candidates }}, '∑', ''), ';', '')
        when {{ has_match(totals, '^[^;]+;$') }} and {{ have_one_unit(candidates) }}
            then replace(replace({{ totals }}, '∑', ''), ';', '')
        when {{ candidates }} = ''
            then {{ first_match(
                masked_text, '^[^0-9]*(?:[数量率额度比本达到为是共]|:)∑?(' ~ target_number_pattern() ~ ')$'
            ) }}
    end
{%- endmacro %}
