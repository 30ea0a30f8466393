{% macro to_number(text) -%}
    {#-
      A printed figure as decimal(28,8): thousands separators, blanks and ¥ removed, full width folded, (12) and △12 read as -12.
      Null for a blank, a dash, or anything that is not one plain figure: numbers that touch (12 34, 1,23, 1.5 200) are several.
    -#}
    {%- set part = '[, ，   　]+[0-9０-９]' -%}
    {%- set digit = '[0-9０-９]' -%}
    {%- set several = [
        digit ~ part ~ '{1,2}([^0-9０-９]|$)', digit ~ part ~ '{5}', '[.．]' ~ digit ~ '*' ~ part, '^[    　]*[,，]'
    ] | join('|') -%}
    try_cast(
        case
            when not {{ has_match(text, '[^0-9.-]') }} then {{ text }}
            when not {{ has_match(text, several) }}
                then regexp_replace(
                    regexp_replace(
                        translate({{ text }}, '０１２３４５６７８９．，－−（）,¥￥    　', '0123456789.,--()'),
                        '[, ]', ''{{ global_replace() }}
                    ),
                    '^([(]([0-9.]+)[)]|[△▲-]([0-9.]+))$', '-{{ group_reference(2) }}{{ group_reference(3) }}'
                )
        end as decimal(28, 8)
    )
{%- endmacro %}
