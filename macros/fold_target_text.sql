{% macro fold_target_text(text) -%}
    {#-
      fold_text, run only where the text holds something to fold, which few targets do. A full-width comma ends a clause, a
      half-width one may stand between thousands, so the former becomes a semicolon first.
    -#}
    case
        when {{ has_match(text, '[^0-9A-Za-z%./≥≤=,;()~一-龥-]|==') }}
            then {{ fold_text("replace(replace(" ~ text ~ ", '，', ';'), '﹐', ';')") }}
        else {{ text }}
    end
{%- endmacro %}
