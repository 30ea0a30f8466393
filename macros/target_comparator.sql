{% macro target_comparator(signs, column_text) -%}
    {#-
      The comparator of a single figure from the signs before and behind it, or, where it has none, from the comparator's own
      column. Signs that contradict each other give `conflict`.
    -#}
    case
        when {{ signs }} in ('≥', '↑', '≥↑', '=↑', '≈↑', '~↑', '≥∽') then '>='
        when {{ signs }} in ('≤', '↓', '≤↓', '=↓', '≈↓', '~↓', '≤∽') then '<='
        when {{ signs }} in ('>', '>↑', '>∽') then '>'
        when {{ signs }} in ('<', '<↓', '<∽') then '<'
        when {{ signs }} in ('≈', '~', '∽', '≈∽', '~∽', '=∽') then '~'
        when {{ signs }} = '=' then '='
        when {{ signs }} <> '' then 'conflict'
        when {{ column_text }} is null then null
        when {{ has_match(column_text, '[≥≧⩾]|[>＞][=＝]|[大高多]于.{0,3}等于|不[低少小]于|以上|至少') }} then '>='
        when {{ has_match(column_text, '[≤≦⩽]|[<＜][=＝]|[小低少]于.{0,3}等于|不[大高多]于|不超过|以[下内]|最多') }} then '<='
        when {{ has_match(column_text, '[>＞﹥]|[大高多]于|超过') }} then '>'
        when {{ has_match(column_text, '[<＜﹤]|[小低少]于|不足') }} then '<'
        when {{ has_match(column_text, '[=＝═﹦]|等于') }} then '='
        when {{ has_match(column_text, '[~～≈]|约|左右') }} then '~'
    end
{%- endmacro %}
