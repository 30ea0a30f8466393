{#-
  What the linter sees of macros whose one long expression nests, or repeats its arguments: a call that names the same columns. It
  parses and lays out every word of a rendered file, and findings in templated text are ignored anyway.
-#}
{% macro first_match(text, pattern, group=1) -%} first_match({{ text }}) {%- endmacro %}
{% macro fold_name(text) -%} fold_name({{ text }}) {%- endmacro %}
{% macro fold_text(text) -%} fold_text({{ text }}) {%- endmacro %}
{% macro format_number(value) -%} format_number({{ value }}) {%- endmacro %}
{% macro has_doubled_word(text, longest) -%} has_doubled_word({{ text }}) {%- endmacro %}
{% macro measure_last_place(value) -%} measure_last_place({{ value }}) {%- endmacro %}
{% macro measured_dimension(level2_code, indicator_name) -%} measured_dimension({{ level2_code }}, {{ indicator_name }}) {%- endmacro %}
{% macro own_unit(name, publisher_name) -%} own_unit({{ name }}, {{ publisher_name }}) {%- endmacro %}
{% macro printed_step(text) -%} printed_step({{ text }}) {%- endmacro %}
{% macro rewrite_text(text, rules) -%} rewrite_text({{ text }}) {%- endmacro %}
{% macro sum_printed(columns) -%} sum_printed({{ columns | join(', ') }}) {%- endmacro %}
{% macro surrogate_key(columns) -%} surrogate_key({{ columns | join(', ') }}) {%- endmacro %}
{% macro target_comparator(signs, column_text) -%} target_comparator({{ signs }}, {{ column_text }}) {%- endmacro %}
{% macro to_number(text) -%} to_number({{ text }}) {%- endmacro %}
