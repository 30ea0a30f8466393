{% macro label_horizon(horizon) -%}
    {#- How a form's print calls a horizon. -#}
    case {{ horizon }} when 'annual' then '年度' when 'midterm' then '中期' else '实施期' end
{%- endmacro %}
