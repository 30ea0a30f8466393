{% macro keep_measured_figures(figures, measured_dimension) -%}
    {#- The figures of a list (see list_target_figures) whose unit measures the wanted dimension; all where none is wanted. -#}
    {%- set number = '[0-9百千万亿]' -%}
    {%- set money = '[^;]*[元圆][^;]*;|[^;]*[0-9][百千]?[万亿][↑↓∽]?;' -%}
    {%- set ratio = '[^;]*(?:[%‰]|百分|千分|pct)[^;]*;' -%}
    {%- set duration = '[^;]*' ~ number ~ '个?(?:工作日|自然[日月]|小时|[月天日年周时季]|分钟|星期|[学课]时)[^;]*;' -%}
    {%- set kept = [
        ["'currency'", money],
        ["'person', 'person_event'", '[^;]*' ~ number ~ '个?[人名位][^;]*;'],
        ["'event'", '[^;]*' ~ number ~ '[次回趟遍轮场批期班][^;]*;'],
        ["'ratio'", ratio],
        ["'duration', 'date'", duration],
        ["'area'", '[^;]*(?:[亩㎡]|平[方米]|公顷)[^;]*;'],
        ["'length'", '[^;]*(?:[公千]里|米|km|KM)[^;]*;'],
    ] -%}
    case
        when {{ has_match(figures, '^[^;]*;?$') }} then {{ figures }}
        {%- for dimensions, pattern in kept %}
        when {{ measured_dimension }} in ({{ dimensions }})
            then {{ rewrite_text(figures, [['(' ~ pattern ~ ')|[^;]*;', '$1']]) }}
        {%- endfor %}
        when {{ measured_dimension }} = 'count'
            then {{ rewrite_text(figures, [[[money, ratio, duration] | join('|'), '']]) }}
        else {{ figures }}
    end
{%- endmacro %}
