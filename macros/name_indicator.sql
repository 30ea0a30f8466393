{% macro name_indicator(indicator_name, target_text, horizon) -%}
    {#- An indicator as a message quotes it; the half of a form with two horizons is named where it is not the annual one. -#}
    coalesce({{ indicator_name }}, '（无三级指标名称）')
    || case when {{ horizon }} <> 'annual' then '（' || {{ label_horizon(horizon) }} || '）' else '' end
    || coalesce('：' || {{ target_text }}, '')
{%- endmacro %}
