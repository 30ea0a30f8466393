{% macro fold_indicator_name(text) -%}
    {#-
      A level-3 name for comparing: fold_name, without the numbering before it (指标1:), the words of level 3 itself, a remark in
      brackets at its end, or a target that stands in the name (群众满意度≥95%).
    -#}
    {{ rewrite_text(fold_name(text), [
        ['^(三级)?指标[0-9一二三四五六七八九十]*[:.、]?', ''],
        ['[≥≤=<>].*$', ''],
        ['[(][^()]*[)]$', ''],
        ['(指标|[:.;,。])+$', '']
    ]) }}
{%- endmacro %}
