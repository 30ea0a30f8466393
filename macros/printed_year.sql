{% macro printed_year(text) -%}
    {#- The first year of a text, in digits or in Chinese numerals (二〇二四年); null where none is printed. -#}
    try_cast({{ first_match(
        "translate(" ~ text ~ ", '〇○零一二三四五六七八九０１２３４５６７８９', '0001234567890123456789')",
        '((19|20)[0-9][0-9])'
    ) }} as integer)
{%- endmacro %}
