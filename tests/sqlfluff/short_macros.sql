{#-
  What the linter sees of the macros whose expressions nest and repeat their argument most: a call that names the same columns.
  It parses and lays out every word of a rendered file, and findings in templated text are ignored anyway.
-#}
{% macro first_match(text, pattern, group=1) -%} first_match({{ text }}) {%- endmacro %}
{% macro fold_text(text) -%} fold_text({{ text }}) {%- endmacro %}
{% macro has_doubled_word(text, longest) -%} has_doubled_word({{ text }}) {%- endmacro %}
{% macro rewrite_text(text, rules) -%} rewrite_text({{ text }}) {%- endmacro %}
{% macro to_number(text) -%} to_number({{ text }}) {%- endmacro %}
