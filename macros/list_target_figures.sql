{% macro list_target_figures(text) -%}
    {#-
      Every figure of a masked sentence, each closed by a semicolon; an empty text where there is none. A number directly
      behind a dash, slash, letter, point or sign of multiplication belongs to something else, as does one directly before
      such a sign.
    -#}
    {%- set foreign = '(?:[0-9][0-9.]*[,;:/]|[./±×*+A-Za-z-])' -%}
    {%- set signed = '[∑≥≤=><≈~]+−?[0-9][0-9.,]*(?:[-~至到][0-9][0-9.,]*)?[A-Z./:×*+-]*(?:[,;][0-9])?' -%}
    substr({{ rewrite_text(text, [
        [foreign ~ '*?(?:' ~ target_figure_pattern() ~ '(?:/[0-9])?|' ~ signed ~ ')', '⟨$0⟩'],
        ['⟨' ~ foreign ~ '[^⟩]*⟩|⟨[^⟩]*(?:[0-9][A-Z./:×*+-]+|[/,;][0-9])⟩', '#'],
        ['(?:^|⟩)[^⟨⟩]*(?:⟨|$)', ';'],
    ]) }}, 2)
{%- endmacro %}
