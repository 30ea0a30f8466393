{% macro fold_text(text) -%}
    {#-
      Full-width digits, signs and brackets to half width, every spelling of a comparator to one sign, no blanks, so that two
      spellings of one thing compare equal. Null stays null. `~` is the sign of a range or of "about". Folding costs twenty
      times what looking for something to fold does, and most texts are printed as they would be folded.
    -#}
    {%- set foldable = '０１２３４５６７８９．，％﹪＋－—–−～〜∼（）［］【】〔〕：；／＝═﹦＞﹥＜﹤≧⩾≦⩽“”' -%}
    {%- set blanks = '  　	
' -%}
    case
        when {{ has_match(text, '[' ~ foldable ~ blanks ~ ']|[<>=]=|=[<>]') }}
            then replace(replace(replace(replace(replace(
                    regexp_replace(
                        translate(
                            {{ text }},
                            '{{ foldable }}',
                            '0123456789.,%%+----~~~()[][][]:;/===>><<≥≥≤≤""'
                        ),
                        '[{{ blanks }}]+', ''{{ global_replace() }}
                    ),
                    '>=', '≥'), '=>', '≥'), '<=', '≤'), '=<', '≤'), '==', '=')
        else {{ text }}
    end
{%- endmacro %}
