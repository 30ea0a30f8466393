{% macro fold_text(text) -%}
    {#-
      Full-width digits, signs and brackets to half width, every spelling of a comparator to one sign, no blanks, so that two
      spellings of one thing compare equal. Null stays null. `~` is the sign of a range or of "about".
    -#}
    replace(replace(replace(replace(replace(
        regexp_replace(
            translate(
                {{ text }},
                '０１２３４５６７８９．，％﹪＋－—–−～〜∼（）［］【】〔〕：；／＝═﹦＞﹥＜﹤≧⩾≦⩽“”',
                '0123456789.,%%+----~~~()[][][]:;/===>><<≥≥≤≤""'
            ),
            '[  　	
]+', ''{{ global_replace() }}
        ),
        '>=', '≥'), '=>', '≥'), '<=', '≤'), '=<', '≤'), '==', '=')
{%- endmacro %}
