{% macro target_unit_pattern(has_calendar=true) -%}
    {#-
      A measurement unit as it stands behind a figure: magnitude, unit, and for a rate what it is counted per, longest
      first. Every spelling of the seed unit_aliases is matched, which a test asserts. Without calendar units it leaves out
      years, months and days, which behind a whole cell's figure may also be a date.
    -#}
    {%- set per = '(?:人[.·]?[次月年天日]?|[平立]方米|平米|平方公里|公里|千米|小时|[学课]时|季度|学[年期]|工作日|km'
        ~ '|[㎡名位户次回场批期班套台个项处件家所辆份天日月年时周季亩米吨条座间张本部支生株棵头只床村篇盏])' -%}
    {%- set money = '(?:人民币|RMB)?[百千万亿]{0,2}(?:[美欧港日]元|[元圆])(?:人民币|整)?(?:(?:[/每·(]+' ~ per ~ '人?)+[)]?)?' -%}
    {%- set calendar = '个?季度|年度|周年|[月年日季]|' if has_calendar else '' -%}
    {%- set words = '个(?:百分点|工作日|自然日|自然月|小时|月|村|人)|百分[点比之]|千分[点之]|工作日|自然日|人(?:[.·/]?次|员)?'
        ~ '|[户场批班轮项辆车架]次|家庭|户[(]企业[)]|台[(]套[)]|头[(]只[)]|台套|平方(?:公里|千米|米)?|平米|立方米?|公里|千米|厘米|毫米'
        ~ '|公顷|毫克|微克|毫升|兆瓦|千瓦时?|乡镇|行政村|社区|街道|公斤|千克|市亩|分钟|小时|星期|[学课]时|倍数|周岁'
        ~ '|[a-z][A-Za-z]{0,3}[²³]?(?:/[A-Za-z]{1,2}³?)?|[KM][MWV]|[GTM]B|' ~ calendar -%}
    {%- set single = '[%‰㎡名位户次回趟遍轮场批期班套台个项处件篇册只枚家所辆份天时周亩米吨斤条座栋幢间块张幅本部支种宗起例笔单组队节页字株棵'
        ~ '羽头口眼艘架盒瓶箱袋卷盘片盏床席岁分秒度门村倍升℃]' -%}
    (?:{{ money }}|[百千万亿]{0,2}(?:{{ words }}{{ single }})(?:/{{ per }}|每[年月周季日天])?|[百千]?[万亿][一-龥]?)
{%- endmacro %}
