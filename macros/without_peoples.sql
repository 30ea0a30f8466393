{% macro without_peoples(text) -%}
    {#- An autonomous prefecture's, county's or banner's name without its peoples: 恩施州 for 恩施土家族苗族自治州. -#}
    {%- set peoples = (
        '蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔'
        ~ '|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|鄂温克|德昂|保安|裕固|京|独龙|鄂伦春|门巴|珞巴|基诺|各'
    ) -%}
    {%- set without_word = '蒙古|哈萨克|柯尔克孜|塔吉克|锡伯' -%}
    {{ rewrite_text(text, [['^(.{2,}?)(?:(?:' ~ peoples ~ ')族|' ~ without_word ~ ')+自治(州|县|旗)$', '$1$2']]) }}
{%- endmacro %}
