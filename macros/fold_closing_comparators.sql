{% macro fold_closing_comparators(text) -%}
    {#-
      Comparators in words behind a figure become one sign: ↑ at least, ↓ at most, ∽ about; > and < before a figure that is
      itself excluded. The text is folded by fold_target_text and holds a digit.
    -#}
    {{ rewrite_text(text, [
        ['([0-9][0-9.,]*[^0-9;,。]{0,4}?)(?:[(]不含[^()]*[)]以上|以上[(]不含[^()]*[)])', '>$1'],
        ['([0-9][0-9.,]*[^0-9;,。]{0,4}?)(?:[(]不含[^()]*[)]以[下内]|以[下内][(]不含[^()]*[)])', '<$1'],
        ['[(]?(?:及其|及|或|含)?[)]?以上(?:[(]含[^()]*[)])?', '↑'],
        ['[(]?(?:及其|及|或|含)?[)]?以[下内](?:[(]含[^()]*[)])?|之内|范围内', '↓'],
        ['([0-9](?:个?(?:工作日|自然日|小时|月|星期|季度)|天|日|年|周|分钟))内', '$1↓'],
        ['([0-9][^0-9,;。↑↓]{1,4})内$', '$1↓'],
        ['左右|上下', '∽'],
        ['之间', ''],
    ]) }}
{%- endmacro %}
