{% macro strip_money_words(text) -%}
    {#-
      What is left of a project's or indicator's name when the words every sum of money goes by are gone, so that 拨付困难群体补助 and
      困难群体补助资金 meet, and 项目总成本 leaves nothing. Words that name a part (县级, 设备, 人员) stay.
    -#}
    regexp_replace(
        regexp_replace({{ fold_text(text) }}, '[0-9]{4}年度?|[()、,;:"-]|部门专项', ''{{ global_replace() }}),
        '项目|年度|本年|当年|全年|全部|预算|专项|资金|经费|费用|总计|总额|合计|总|成本|金额|数额|支出|控制|投入|收入'
        || '|预计|申请|拨付|发放|代发|支付|安排|所需|使用|补助|补贴|财政|额|数|的',
        ''{{ global_replace() }}
    )
{%- endmacro %}
