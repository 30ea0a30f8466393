"""Lists of projects, of procurement and of purchased services, and tables that are none of these. All invented."""

from __future__ import annotations

from tests.ingest.budget_rows import rows_of, tables_of, unread_of
from tests.ingest.grids import ABOVE as A
from tests.ingest.grids import LEFT as L


def test_projects_of_several_agencies_by_source() -> None:
    head = [
        ["单位编码", "单位名称", "项目编码", "项目名称", "项目类别", "合计", "财政拨款", L, L, "单位资金", "备注"],
        [A, A, A, A, A, A, "小计", "一般公共预算", "政府性基金预算", A, A],
    ]
    rows = [
        ["合计", L, L, L, "", "30", "28", "20", "8", "2", ""],
        ["601001", "甲局本级", "P36001", "养老服务补贴", "特定目标类", "18", "18", "18", "", "", "含上年"],
        [A, A, "P36002", "殡葬改革", "特定目标类", "10", "8", "", "8", "2", ""],
        ["601002", "乙院", "P36003", "设备", "其他运转类", "2", "2", "2", "", "", ""],
    ]
    assert tables_of("项目支出预算表", "单位：万元", [*head, *rows]) == [("project_list", "budget", "万元")]
    assert rows_of("项目支出预算表", [*head, *rows]) == [
        (
            "project",
            None,
            "合计",
            None,
            "total 30, fiscal_appropriation 28, general_public_budget 20, government_fund 8, 单位资金 2",
        ),
        ("project", "P36001", "养老服务补贴", "甲局本级", "total 18, fiscal_appropriation 18, general_public_budget 18"),
        ("project", "P36002", "殡葬改革", "甲局本级", "total 10, fiscal_appropriation 8, government_fund 8, 单位资金 2"),
        ("project", "P36003", "设备", "乙院", "total 2, fiscal_appropriation 2, general_public_budget 2"),
    ]


def test_projects_beside_functional_codes() -> None:
    head = ["科目编码", "科目名称", "项目单位", "项目名称", "金额"]
    rows = [["2080201", "行政运行", "甲局", "道路", "5"], ["2080202", "一般行政管理事务", "乙局", "桥梁", "6"]]
    assert rows_of("项目支出表", [head, *rows]) == [
        ("project", None, "道路", "甲局", "amount 5"),
        ("project", None, "桥梁", "乙局", "amount 6"),
    ]


def test_purchases_with_counts_prices_and_two_units() -> None:
    head = [
        ["序号", "采购项目名称", "品目名称", "规格型号", "数量", "计量单位", "单价（元）", "金额（万元）", "资金来源", L],
        [A, A, A, A, A, A, A, A, "一般公共预算", "其他资金"],
    ]
    rows = [
        ["1", "办公设备", "台式计算机", "i5", "１０", "台", "5,000.00", "5.00", "5.00", ""],
        ["2", A, "打印机", "A4", "2", "台", "2,000.00", "0.40", "", "0.40"],
        ["合计", L, L, L, "", "", "", "5.40", "5.00", "0.40"],
    ]
    assert tables_of("政府采购预算表", [*head, *rows]) == [("procurement", "budget", "万元")]
    assert rows_of("政府采购预算表", [*head, *rows]) == [
        (
            "project",
            None,
            "办公设备/台式计算机",
            None,
            "数量 １０, 单价（元） 5,000.00, total 5.00, general_public_budget 5.00",
        ),
        ("project", None, "办公设备/打印机", None, "数量 2, 单价（元） 2,000.00, total 0.40, 资金来源/其他资金 0.40"),
        ("project", None, "合计", None, "total 5.40, general_public_budget 5.00, 资金来源/其他资金 0.40"),
    ]


def test_purchases_of_an_agency_by_kind() -> None:
    grid = [["单位名称", "合计", "货物", "工程", "服务"], ["甲县民政局", "30", "10", "5", "15"]]
    assert rows_of("2024年政府采购预算表", grid) == [("agency", None, "甲县民政局", None, "total 30, 货物 10, 工程 5, 服务 15")]


def test_purchased_services() -> None:
    grid = [
        ["单位名称", "购买服务项目名称", "购买内容", "承接主体", "金额"],
        ["甲县民政局", "社工服务", "入户", "社会组织", "30"],
    ]
    assert tables_of("政府购买服务预算表", grid) == [("service_purchase", "budget", None)]
    assert rows_of("政府购买服务预算表", grid) == [("project", None, "社工服务", "甲县民政局", "amount 30")]


def test_lists_of_other_things_are_unread_and_named() -> None:
    assets = [["资产", "数量", "金额"], ["房屋", "2", "3.5"], ["车辆", "1", "4"]]
    debts = [["地区", "限额", "余额"], ["甲县", "10", "9"]]
    classes = [["科目编码", "科目名称", "合计"], ["201", "一般公共服务支出", "5"], ["20101", "人大事务", "5"]]
    reason = "tables of this kind are not read"
    assert unread_of("资产情况表", assets, "政府债务限额余额情况表", debts, "一般公共预算项目支出表", classes) == [
        ("资产情况表", reason),
        ("政府债务限额余额情况表", reason),
        ("一般公共预算项目支出表", reason),
    ]


def test_a_list_of_projects_in_a_text_flow_is_named() -> None:
    assert unread_of("项目支出表\n项目名称 合计\n道路 5.00\n桥梁 6.00") == [("项目支出表", "tables of this kind are not read")]
