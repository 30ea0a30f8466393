"""Questions about indicators. Every expected row was counted on the printed page, as its comment tells."""

from collections.abc import Callable
from decimal import Decimal

Ask = Callable[[str], list[tuple]]

LUAN, XUNWU, YIYANG, KORLA = ("六安市", 2021), ("寻乌县", 2023), ("弋阳县", 2023), ("库尔勒市", 2023)


def test_share_of_quantified_targets(ask: Ask) -> None:
    """Annual targets only; quantified is a number, a percentage, a range or a deadline.

    六安: two forms, annual columns only. 养老保险专项业务经费 prints 12 targets: quantified 704人, 100%, 每月10日前,
    约21万元, 约12万元, 100%; words are 无经济效益 and five times 影响程度较高. 企业退休人员社会化管理服务 prints 21:
    quantified 1次, 6次, 100-150人, 约47万元, 5场, 10套, 90%以上, two 年底之前, 90万元, 约5万元, 9.99万元, 100%; words are
    支出内容合规, 无经济效益 and six 影响程度较高. So 33 = 12 + 21 and 19 = 6 + 13. The money again: 项目总成本90万元, of
    90.00万元. 19/33, 18/33, 18/32.
    寻乌: seven forms of 8 targets, the fourth (个人储蓄性养老保险) of 9: 57. Words: 资金使用合规性 符合规定 in each, 7. The
    money again: 贴息金额 ≥35.36万元, of 35.36万元; 9300元 is not 0.84万元. 50/57, 49/57, 49/56.
    弋阳: thirteen forms of 10 targets; 手工业联社 has no 生态效益: 129. Quantified: 经济成本 13; 数量 11 (two are
    市局统一下达, 市里统一布置); 质量 12 (one is 可控); 时效 3 (100% three times, ten 及时拨付); 满意度 13: 52. The money
    again: all 13 of 经济成本 (≥43万元 of 430,000 as the header's 万元 are 元) and 10 of 数量, all but ≥52677人. 52/129,
    29/129, 29/106.
    库尔勒: nine forms of 7, 8, 7, 8, 8, 8, 8, 8, 9 targets: 71. Words: one 有效提高, 有效提升 or 有效 in each, 9. No target
    is the year's money: they are prices and instalments (1000万元 of 12000万元). 62/71.
    """
    assert ask("share_of_quantified_targets") == [
        (*LUAN, 33, 19, 1, Decimal("0.5758"), Decimal("0.5455"), Decimal("0.5625"), None),
        (*XUNWU, 57, 50, 1, Decimal("0.8772"), Decimal("0.8596"), Decimal("0.8750"), None),
        (*YIYANG, 129, 52, 23, Decimal("0.4031"), Decimal("0.2248"), Decimal("0.2736"), None),
        (*KORLA, 71, 62, 0, Decimal("0.8732"), Decimal("0.8732"), Decimal("0.8732"), None),
    ]


def test_satisfaction_targets_by_county(ask: Ask) -> None:
    """One satisfaction target a form. 六安 100% twice; 寻乌 ≥90% seven times; 库尔勒 ≥98% nine times.

    弋阳 thirteen times 97: ≥97% ten times, a bare 97% twice (参军退伍军人, 基础养老金), ≥97百分比 once (工伤保险).
    """
    assert ask("satisfaction_targets_by_county") == [
        (*LUAN, 2, 2, Decimal(1), Decimal(1), None),
        (*XUNWU, 7, 7, Decimal("0.9"), Decimal("0.9"), None),
        (*YIYANG, 13, 13, Decimal("0.97"), Decimal("0.97"), None),
        (*KORLA, 9, 9, Decimal("0.98"), Decimal("0.98"), None),
    ]


def test_respondents_of_satisfaction_targets(ask: Ask) -> None:
    """The words before 满意度, without 的.

    弋阳, forms in print order: 待遇人员, 待遇人员, 参保人员, 待遇人员, 补助对象, 待遇人员, 参保人员, 待遇人员, 待遇人员,
    缴费人员, 参保人员, 服务对象, 服务对象. 库尔勒: 受益人员, 受益退休人员 (its 度 is cut off), 参保人员, then six times
    受益人员.
    """
    high = (Decimal("0.98"), Decimal("0.98"))
    middle = (Decimal("0.97"), Decimal("0.97"))
    assert ask("respondents_of_satisfaction_targets") == [
        (*LUAN, "服务对象", 2, Decimal(1), Decimal(1)),
        (*XUNWU, "服务对象", 7, Decimal("0.9"), Decimal("0.9")),
        (*YIYANG, "待遇人员", 6, *middle),
        (*YIYANG, "参保人员", 3, *middle),
        (*YIYANG, "服务对象", 2, *middle),
        (*YIYANG, "缴费人员", 1, *middle),
        (*YIYANG, "补助对象", 1, *middle),
        (*KORLA, "受益人员", 7, *high),
        (*KORLA, "参保人员", 1, *high),
        (*KORLA, "受益退休人员", 1, *high),
    ]


def test_direction_of_cost_targets(ask: Ask) -> None:
    """A floor under a cost asks for spending at least that much.

    六安, where 成本指标 stand under 产出: 约21万元, 约12万元, 约5万元 and 约9.99万元 are no floors; 90万元 has no
    comparator.
    寻乌: 浪费率 ≤1% in seven forms, and ≤9300元.
    弋阳: thirteen 经济成本 with ≥, each the project's money again; thirteen 社会成本 and thirteen 生态环境成本 in words.
    库尔勒: ≤0.42万元/次, ≤2.13, ≤84.33, ≤29.08, ≤3.75 and ≤1000万元; fixed =45.5元/人/月, =120元/人/月, =148.41万元.
    """
    assert ask("direction_of_cost_targets") == [
        (*LUAN, 5, 4, 0, 0, 0, 1, None),
        (*XUNWU, 8, 8, 0, 0, 0, 0, None),
        (*YIYANG, 39, 0, 13, 13, 26, 0, None),
        (*KORLA, 9, 9, 0, 0, 0, 0, None),
    ]


def test_weights_by_category(ask: Ask) -> None:
    """Only 库尔勒 prints weights.

    Cost 20 in each of its nine forms. Output: 4 of 10 in seven forms; 5 of 8 in 大楼运行经费; 10 + 10 + 10 + 5 + 5 in
    市级兜底资金: 40.
    Benefit: one of 20 or two of 10. Satisfaction 10. That is the default split 20, 40, 20, 10 nine times.
    """
    not_printed = (0, None, None, None, None, 0, None, "no_weights_printed")
    assert ask("weights_by_category") == [
        (*LUAN, 2, *not_printed),
        (*XUNWU, 7, *not_printed),
        (*YIYANG, 13, *not_printed),
        (*KORLA, 9, 9, 20, 40, 20, 10, 9, 9, None),
    ]


def test_targets_below_last_year(ask: Ask) -> None:
    """Only 库尔勒 prints 上年完成值, in seven of its nine forms: 8 + 8 + 8 + 8 + 8 + 8 + 9 = 57 rows.

    Neither way is better for how often (补助次数, 入账, 支付次数: one a form, 7), how much at once (每次发放, 每季度拨付:
    5) and the standard a head (45.5 and 120元/人/月: 2): 14. Lower: 45.5 after 120, 84.33 after 85.59, 3.75 after 6.25,
    1000 after 1191.70. Higher: 29.08 after 26.83, 148.41 after 136.71.
    Not known: the row whose name is 时效指标, 领取补贴人员生活 twice (words, cut off) and 发放次数 =200人, which is neither
    times nor persons: 4. Two are figures: 100% after 100%, 200人 after 189人.
    More is better for the other 39; five of them are words (履职服务, 履职). Lower, so worse: 973人 after 1023人, 参保覆盖
    95% after 100% twice, 政策知晓 95% after 100%, 养老金足额 98% after 100%, 政策宣传 95% after 100%. Higher: 宣传 98% and
    满意 98% after 95%, 资金发放 100% after 98%, 57560人 after 52000人 three times, 6079人 after 5900人: 7.
    """
    not_printed = (None, 0, 0, None, None, None, "no prior-year value is printed")
    assert ask("targets_below_last_year") == [
        (*LUAN, *not_printed),
        (*XUNWU, *not_printed),
        (*YIYANG, *not_printed),
        (*KORLA, "higher_is_better", 39, 34, 6, 7, 6, None),
        (*KORLA, "neutral", 14, 14, 4, 2, None, None),
        (*KORLA, "unknown", 4, 2, 0, 1, None, None),
    ]
