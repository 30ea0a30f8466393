"""Questions about money. Every expected figure was worked out from the printed documents, as its comment tells."""

from collections.abc import Callable
from decimal import Decimal

Ask = Callable[[str], list[tuple]]

LUAN, XUNWU, YIYANG, KORLA = ("六安市", 2021), ("寻乌县", 2023), ("弋阳县", 2023), ("库尔勒市", 2023)
XUNWU_CENTRE = (*XUNWU, "寻乌县社会保险服务中心")


def yuan(ten_thousands: str) -> Decimal:
    """万元 as the documents print them, in yuan."""
    return (Decimal(ten_thousands) * 10000).quantize(Decimal("0.01"))


def test_project_funding_by_county(ask: Ask) -> None:
    """六安: 90.00, and a second form whose annual cell is blank.

    寻乌: 1200 + 421.49 + 13.91 + 0.84 + 35.36 + 295.92 + 174.34 = 2141.86, the 项目支出 of its tables.
    弋阳 prints yuan under 万元: 430000 + 109000 + 1800000 + 616200 + 11000000 + 200000 + 1180000 + 14813600 + 205000 +
    831400 + 1000000 + 100000 + 1600000 = 33885200.
    库尔勒: 5 + 52 + 8.5 + 1012 + 349 + 28.8 + 1780.91 + 15 + 12000 = 15251.21.
    """
    assert ask("project_funding_by_county") == [
        (*LUAN, 2, 1, yuan("90")),
        (*XUNWU, 7, 7, yuan("2141.86")),
        (*YIYANG, 13, 13, Decimal("33885200.00")),
        (*KORLA, 9, 9, yuan("15251.21")),
    ]


def test_project_funding_without_pension_funds(ask: Ask) -> None:
    """A subsidy to a fund as such is one project: 库尔勒's 财政对机关事业单位养老保险基金的补助, 12000 of 15251.21.

    Through funds to people. 寻乌: 职业年金记实 1200 + 死亡抚恤金 421.49 + 代缴 295.92 = 1917.41, leaving 224.45.
    弋阳: 代缴 180 + 农垦 1100 + 工伤 118 + 基础养老金 1481.36 + 缴费补助 83.14 + 丧葬 100 = 3062.50, leaving 326.02.
    库尔勒: 居民基础养老金 1012 + 349 + 1780.91 = 3141.91, leaving 3251.21 - 3141.91 = 109.30.
    """
    assert ask("project_funding_without_pension_funds") == [
        (*LUAN, None, yuan("90"), None, yuan("90"), None),
        (*XUNWU, None, yuan("2141.86"), yuan("1917.41"), yuan("224.45"), None),
        (*YIYANG, None, yuan("3388.52"), yuan("3062.50"), yuan("326.02"), None),
        (*KORLA, yuan("12000"), yuan("3251.21"), yuan("3141.91"), yuan("109.30"), None),
    ]


def test_annual_and_midterm_funding(ask: Ask) -> None:
    """Only 六安 prints a medium term, 2021至2023: three years. 103.00 / 3 = 34.333333; 294.00 / 3 = 98; 90 / 294 = 0.3061."""
    assert ask("annual_and_midterm_funding") == [
        (
            *(*LUAN, "养老保险专项业务经费", None, yuan("103"), 3, Decimal("343333.33"), None),
            "未公开年度金额 no annual amount is printed",
        ),
        (*LUAN, "企业退休人员社会化管理服务", yuan("90"), yuan("294"), 3, yuan("98"), Decimal("0.3061"), None),
    ]


def test_origin_of_money(ask: Ask) -> None:
    """What the project names say.

    库尔勒: 中央财政 80号 1012; 自治区 119号 8.5 + 81号 349 = 357.5; 市级兜底 12000, of a county-level city; the other five
    name no level: 5 + 52 + 28.8 + 1780.91 + 15 = 1881.71. Shares of 15251.21: 0.0664, 0.7868, 0.0234, 0.1234.
    弋阳: 县级补助 1481.36 + 县级配套 83.14 = 1564.50 of 3388.52: 0.4617. 寻乌: 县级配套 13.91 of 2141.86: 0.0065.
    """
    assert ask("origin_of_money") == [
        (*LUAN, "unknown", 2, yuan("90"), Decimal(1)),
        (*XUNWU, "county", 1, yuan("13.91"), Decimal("0.0065")),
        (*XUNWU, "unknown", 6, yuan("2127.95"), Decimal("0.9935")),
        (*YIYANG, "county", 2, yuan("1564.50"), Decimal("0.4617")),
        (*YIYANG, "unknown", 11, yuan("1824.02"), Decimal("0.5383")),
        (*KORLA, "central", 1, yuan("1012"), Decimal("0.0664")),
        (*KORLA, "county", 1, yuan("12000"), Decimal("0.7868")),
        (*KORLA, "province", 2, yuan("357.5"), Decimal("0.0234")),
        (*KORLA, "unknown", 5, yuan("1881.71"), Decimal("0.1234")),
    ]


def test_share_of_functional_classes(ask: Ask) -> None:
    """部门支出总表 of 寻乌, 2495.56: 2457.00, 15.09 and 23.47. The others publish no budget tables."""
    assert ask("share_of_functional_classes") == [
        (*XUNWU, "208", "社会保障和就业支出", yuan("2457.00"), Decimal("0.9845")),
        (*XUNWU, "210", "卫生健康支出", yuan("15.09"), Decimal("0.0060")),
        (*XUNWU, "221", "住房保障支出", yuan("23.47"), Decimal("0.0094")),
    ]


def test_pay_per_post(ask: Ask) -> None:
    """工资福利支出 294.15 of basic expenditure, 1200 of project expenditure by the prose, 编制人数 26人.

    294.15 / 26 = 11.313462; (294.15 + 1200) / 26 = 57.467308.
    """
    pay = (yuan("294.15"), yuan("1200"), "prose", Decimal(26))
    assert ask("pay_per_post") == [(*XUNWU_CENTRE, *pay, Decimal("113134.62"), Decimal("574673.08"), None)]


def test_three_public_expenses_and_change(ask: Ask) -> None:
    """The table's row is the department's: 2.00. The prose: less by 1.6, by 45%. 2 + 1.6 = 3.6; -1.6 / 3.6 = -0.4444."""
    assert ask("three_public_expenses_and_change") == [
        (
            *(*XUNWU, "寻乌县人力资源和社会保障局", yuan("2"), yuan("3.6"), "derived", yuan("-1.6")),
            *(Decimal("-0.4444"), Decimal("-0.45"), None),
        )
    ]


def test_operating_expense_against_running_costs(ask: Ask) -> None:
    """机关运行经费 55.95 in the prose; 公用经费 59.55 in the table, of it 302 商品和服务支出 55.95: 310's 3.60 is the rest."""
    figures = (yuan("55.95"), yuan("59.55"), yuan("55.95"), yuan("-3.60"))
    assert ask("operating_expense_against_running_costs") == [
        (*XUNWU_CENTRE, "public_institution", *figures, "goods_services", None)
    ]


def test_basic_spending_in_government_classes(ask: Ask) -> None:
    """事业单位: 301 and 302 lead to 505 (294.15 + 55.95 = 350.10), 310 to 506 (3.60)."""
    assert ask("basic_spending_in_government_classes") == [
        (*XUNWU, "505", "对事业单位经常性补助", "crosswalk", yuan("350.10")),
        (*XUNWU, "506", "对事业单位资本性补助", "crosswalk", yuan("3.60")),
    ]


def test_funding_per_resident(ask: Ask) -> None:
    """No population is shipped: the amounts stand, the quotient is not available."""
    assert ask("funding_per_resident") == [
        (*LUAN, yuan("90"), None, None, False),
        (*XUNWU, yuan("2141.86"), None, None, False),
        (*YIYANG, yuan("3388.52"), None, None, False),
        (*KORLA, yuan("15251.21"), None, None, False),
    ]


def test_execution_rate(ask: Ask) -> None:
    """寻乌 publishes its budget of 2495.56; nobody publishes accounts or a self-evaluation."""
    missing = "未公开决算或绩效自评 neither accounts nor self-evaluations of the year were read"
    assert ask("execution_rate") == [(*XUNWU_CENTRE, yuan("2495.56"), None, None, None, missing)]


def test_department_without_its_units_doubled(ask: Ask) -> None:
    """寻乌 prints 2495.56 by function in 部门收入总表, 部门支出总表 and 一般公共预算支出表: 7486.68 printed, counted once."""
    assert ask("department_without_its_units_doubled") == [
        (*XUNWU, "寻乌县人力资源和社会保障局", yuan("2495.56"), yuan("7486.68"))
    ]
