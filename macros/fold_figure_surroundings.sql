{% macro fold_figure_surroundings(text) -%}
    {#-
      Rewrites what stands around a figure in a sentence: a starting level goes away (由80%提高到90%), the figure that 其中 breaks
      down becomes a total, an amount per head gets a compound unit (每人每月120元), a unit in brackets its place.
    -#}
    {%- set number = '[0-9][0-9.,]*' -%}
    {%- set unit = target_unit_pattern() -%}
    {%- set per = '(?:每(人次|季度|[学课]时|[人户次场亩月年天个])|(人)均)(?:每([月年天次季]度?))?(?:补[助贴]|发放|标准|为|按|约)*' -%}
    case
        when {{ has_match(text, 'm[23]|[¥￥由从每均其(]|人[员才]|[0-9]月') }}
            then {{ rewrite_text(text, [
                ['m2([^0-9]|$)', '㎡$1'],
                ['m3([^0-9]|$)', 'm³$1'],
                ['[¥￥](' ~ number ~ '[百千万亿]?)元?', '$1元'],
                ['([≥≤=><≈~][0-9]{1,2})月([↑↓∽]?)$', '$1个月$2'],
                ['([0-9][.][0-9]+|1[3-9]|[2-9][0-9]|[0-9]{3,})月', '$1个月'],
                ['[由从]' ~ number ~ '[^0-9;,。]{0,4}?(?:提[高升]|增[加长]|上升|下降|降低|减少|压减|缩短|扩大)[到至为]', '#'],
                ['([≥≤=><≈~]*' ~ number ~ unit ~ '[↑↓∽]?)[,;(、]*其中', '∑$1;'],
                [per ~ '([≥≤=><≈~]?' ~ number ~ '[百千万]?元)', '$4/$1$2/$3'],
                ['(元/[^0-9/;,]+)/([^人户次场月年天季]|$)', '$1$2'],
                ['([0-9])[(](' ~ unit ~ ')[)]', '$1$2'],
                ['[(](' ~ unit ~ ')[)][:为]?([≥≤=><≈~]?' ~ number ~ ')$', '$2$1'],
                ['人([员均才])', '$1']
            ]) }}
        else {{ text }}
    end
{%- endmacro %}
