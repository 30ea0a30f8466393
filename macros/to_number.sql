{% macro to_number(text) -%}
    {#-
      A printed figure as decimal(28,8): thousands separators, blanks and ¥ removed, full width folded, (12) and △12 read as -12.
      Null for a blank, a dash, or anything that is not one plain figure.
    -#}
    try_cast(
        case
            when not {{ has_match(text, '[^0-9.,-]') }} then replace({{ text }}, ',', '')
            else regexp_replace(
                regexp_replace(
                    translate({{ text }}, '０１２３４５６７８９．，－−（）,¥￥    　', '0123456789.,--()'),
                    '[, ]', ''{{ global_replace() }}
                ),
                '^([(]([0-9.]+)[)]|[△▲-]([0-9.]+))$', '-{{ group_reference(2) }}{{ group_reference(3) }}'
            )
        end as decimal(28, 8)
    )
{%- endmacro %}
