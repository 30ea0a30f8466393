{% macro fold_target_text(text) -%}
    {#-
      fold_text, run only where the text holds something to fold, which few targets do. A full-width comma ends a clause, while a
      half-width one may stand between thousands; a blank between two numbers parts them unless three digits follow. Signs that
      the later steps set themselves are taken out.
    -#}
    case
        when {{ has_match(text, '[^0-9A-Za-z%./≥≤=,;()~一-龥-]|==') }}
            then {{ fold_text(rewrite_text("translate(" ~ text ~ ", '，﹐∑⟨⟩↑↓∽≈', ';;;;;;;;~')", [
                ['([0-9])[ 　]+([0-9][0-9][0-9])([^0-9]|$)', '$1$2$3'],
                ['([0-9])[ 　]+([0-9])', '$1;$2']
            ])) }}
        else {{ text }}
    end
{%- endmacro %}
