{% macro fold_name(text) -%}
    {#-
      A name for comparing: folded, without quotation marks, 的, and the numbering or 其中 that a table prints before it.
      对个人和家庭补助 and 对个人和家庭的补助, 其它 and 其他, 一、财政拨款收入 and 财政拨款收入 are then the same.
    -#}
    regexp_replace(
        replace(replace(replace({{ fold_text(text) }}, '"', ''), '的', ''), '其它', '其他'),
        '^(其中:|[一二三四五六七八九十]+[、.]|[(][一二三四五六七八九十0-9]+[)]|[0-9]+[、.])+', ''{{ global_replace() }}
    )
{%- endmacro %}
