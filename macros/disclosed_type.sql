{% macro disclosed_type(form_type) -%}
    {#- The kind of document that discloses such forms, whatever document they stand in. -#}
    case {{ form_type }} when 'self_evaluation' then 'self_evaluation' else 'performance_targets' end
{%- endmacro %}
