{% macro measured_dimension(level2_code, indicator_name) -%}
    {#-
      What an indicator measures: ratio, person_event, event, person, duration, date, currency, area, length, count, or null
      where neither its name nor its level-2 category tells. The noun that ends the name decides; a noun inside it only where
      something is counted, for elsewhere it names who is served (参保人员的待遇水平).
    -#}
    {%- set ending = '[标值]?(?:[（(].*)?$' -%}
    {%- set share = '(?:率|比例|比重|占比|百分比|满意度|知晓度|认可度|知晓|满意|程度|覆盖面)' -%}
    {%- set money = '(?:额|资金|经费|成本|费用?|支出|收入|投资|预算|[单造]价|工资|补[助贴]标准)' -%}
    case
        when {{ has_match(indicator_name, share ~ ending) }} then 'ratio'
        when {{ has_match(indicator_name, '人次数?' ~ ending) }} then 'person_event'
        when {{ has_match(indicator_name, '(?:[次场期批]数|场次|批次|频[次率]|期次)' ~ ending) }} then 'event'
        when {{ has_match(indicator_name, '(?:人数|人员数量?|[名员]额)' ~ ending) }} then 'person'
        when {{ has_match(indicator_name, '(?:[天日月年]数|时长|工期|周期|年限|天)' ~ ending) }} then 'duration'
        when {{ has_match(indicator_name, '(?:时间|时限|期限|日期|时点|时效)' ~ ending) }} then 'date'
        when {{ has_match(indicator_name, '面积' ~ ending) }} then 'area'
        when {{ has_match(indicator_name, '(?:里程|长度)' ~ ending) }} then 'length'
        when {{ level2_code }} in ('economic_cost', 'social_cost', 'ecological_cost') then 'currency'
        when {{ has_match(indicator_name, money ~ ending) }} then 'currency'
        when {{ has_match(indicator_name, '(?:^|[^质指])[数量]' ~ ending) }} then 'count'
        when {{ level2_code }} = 'client_satisfaction' then 'ratio'
        when {{ has_match(indicator_name, '(?:时间|时限|期限)') }} then 'date'
        when {{ has_match(indicator_name, '(?:满意|率|比例|比重|程度)') }} then 'ratio'
        when coalesce({{ level2_code }}, 'quantity') <> 'quantity' then null
        when {{ has_match(indicator_name, '人次') }} then 'person_event'
        when {{ has_match(indicator_name, '(?:次数|场次|批次)') }} then 'event'
        when {{ has_match(indicator_name, '(?:金额|资金|经费|成本|费用|支出)') }} then 'currency'
        when {{ has_match(indicator_name, '(?:人数|人员)') }} then 'person'
    end
{%- endmacro %}
