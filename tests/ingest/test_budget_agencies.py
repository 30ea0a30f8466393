"""Budget tables of several agencies, in every layout that prints agencies beside or among codes. All invented."""

from __future__ import annotations

from tests.ingest.budget_rows import rows_of, unread_of
from tests.ingest.grids import ABOVE as A
from tests.ingest.grids import LEFT as L

TITLE = "部门支出总表"
SHARES = ["合计", "基本支出", "项目支出"]


def test_agency_totals_stand_above_rows_that_leave_the_agency_blank() -> None:
    head = ["单位编码", "单位名称", "科目编码", "科目名称", *SHARES]
    rows = [
        ["合计", L, L, L, "30", "20", "10"],
        ["601", "甲县民政局", "", "", "30", "20", "10"],
        ["601001", "甲县民政局本级", "", "", "18", "12", "6"],
        ["", "", "208", "社会保障和就业支出", "18", "12", "6"],
        ["601002", "甲县福利院", "", "", "12", "8", "4"],
        ["601002", "甲县福利院", "2081005", "社会福利事业单位", "12", "8", "4"],
    ]
    assert rows_of(TITLE, [head, *rows]) == [
        ("function", None, "合计", None, "total 30, basic 20, project 10"),
        ("agency", "601", "甲县民政局", "甲县民政局", "total 30, basic 20, project 10"),
        ("agency", "601001", "甲县民政局本级", "甲县民政局本级", "total 18, basic 12, project 6"),
        ("function", "208", "社会保障和就业支出", "甲县民政局本级", "total 18, basic 12, project 6"),
        ("agency", "601002", "甲县福利院", "甲县福利院", "total 12, basic 8, project 4"),
        ("function", "2081005", "社会福利事业单位", "甲县福利院", "total 12, basic 8, project 4"),
    ]


def test_one_column_of_names_is_of_agencies_and_of_subjects() -> None:
    head = [["科目编码", L, L, "单位代码", "单位名称（科目）", "总计", "基本支出"], ["类", "款", "项", A, A, A, A]]
    rows = [
        ["", "", "", "", "合计", "30", "20"],
        ["", "", "", "601", "甲县民政局", "30", "20"],
        ["208", "02", "01", "601", "行政运行", "20", "20"],
        ["208", "02", "99", "601", "其他民政管理事务支出", "10", ""],
    ]
    assert rows_of(TITLE, [*head, *rows]) == [
        ("function", None, "合计", None, "total 30, basic 20"),
        ("agency", "601", "甲县民政局", "甲县民政局", "total 30, basic 20"),
        ("function", "2080201", "行政运行", "甲县民政局", "total 20, basic 20"),
        ("function", "2080299", "其他民政管理事务支出", "甲县民政局", "total 10"),
    ]


def test_agencies_print_their_codes_in_the_column_of_subjects() -> None:
    rows = [
        ["202", "甲县交通局", "18", "12", "6"],
        ["202001", "甲县交通局本级", "18", "12", "6"],
        ["214", "交通运输支出", "18", "12", "6"],
        ["21401", "公路水路运输", "18", "12", "6"],
    ]
    figures = "total 18, basic 12, project 6"
    assert rows_of(TITLE, [["科目编码", "科目名称", *SHARES], *rows]) == [
        ("agency", "202", "甲县交通局", "甲县交通局", figures),
        ("agency", "202001", "甲县交通局本级", "甲县交通局本级", figures),
        ("function", "214", "交通运输支出", "甲县交通局本级", figures),
        ("function", "21401", "公路水路运输", "甲县交通局本级", figures),
    ]


def test_a_text_flow_prints_agencies_among_the_codes() -> None:
    lines = ["单位：万元", "科目编码 科目名称 合计 基本支出 项目支出", "合计 30.00 20.00 10.00"]
    lines += ["601001 甲县民政局 18.00 12.00 6.00", "208 社会保障和就业支出 18.00 12.00 6.00"]
    lines += ["601002 甲县福利院 12.00 8.00 4.00", "208 社会保障和就业支出 12.00 8.00 4.00"]
    assert [row[:4] for row in rows_of("\n".join([TITLE, *lines]))] == [
        ("function", None, "合计", None),
        ("agency", "601001", "甲县民政局", "甲县民政局"),
        ("function", "208", "社会保障和就业支出", "甲县民政局"),
        ("agency", "601002", "甲县福利院", "甲县福利院"),
        ("function", "208", "社会保障和就业支出", "甲县福利院"),
    ]


def test_every_agency_closes_with_its_subtotal() -> None:
    rows = [
        ["甲局", "201 一般公共服务支出", "18"],
        [A, "小计", "18"],
        ["乙局", "208 社会保障和就业支出", "1"],
        [A, "小计", "1"],
        ["合计", L, "19"],
    ]
    assert rows_of(TITLE, [["单位名称", "科目", "合计"], *rows]) == [
        ("function", "201", "一般公共服务支出", "甲局", "total 18"),
        ("agency", None, "小计", "甲局", "total 18"),
        ("function", "208", "社会保障和就业支出", "乙局", "total 1"),
        ("agency", None, "小计", "乙局", "total 1"),
        ("function", None, "合计", None, "total 19"),
    ]


def test_a_subtotal_at_the_end_is_of_no_agency() -> None:
    rows = [["甲局", "201 一般公共服务支出", "18"], ["乙局", "208 社会保障和就业支出", "1"], ["", "小计", "19"]]
    assert rows_of(TITLE, [["单位名称", "科目", "合计"], *rows])[-1] == ("function", None, "小计", None, "total 19")


def test_agencies_of_items_leave_the_subjects_above_without_one() -> None:
    rows = [
        ["208", "社会保障和就业支出", "", "30"],
        ["2080201", "行政运行", "甲局", "10"],
        ["2080201", "行政运行", "乙局", "20"],
        ["205", "教育支出", "", "5"],
    ]
    found = rows_of(TITLE, [["科目编码", "科目名称", "单位名称", "合计"], *rows])
    assert [(row[1], row[3]) for row in found] == [("208", None), ("2080201", "甲局"), ("2080201", "乙局"), ("205", None)]


def test_agencies_that_are_rows_below_subjects_leave_the_table_unread() -> None:
    rows = [["2080201", "", "行政运行", "30"], ["", "601", "甲局", "10"], ["", "602", "乙局", "20"]]
    assert unread_of(TITLE, [["科目编码", "单位代码", "科目名称", "合计"], *rows]) == [
        (TITLE, "agencies stand as rows below the subjects")
    ]


def test_economic_rows_of_agencies_whose_code_stands_with_the_name() -> None:
    head = ["单位名称", "经济科目编码", "经济科目名称", "合计", "人员经费", "公用经费"]
    rows = [["[601]甲局", "301", "工资福利支出", "10", "10", ""], ["602-乙局", "302", "商品和服务支出", "4", "", "4"]]
    assert rows_of("一般公共预算基本支出表", [head, *rows]) == [
        ("economic", "301", "工资福利支出", "甲局", "total 10, personnel 10"),
        ("economic", "302", "商品和服务支出", "乙局", "total 4, operating 4"),
    ]


def test_a_page_that_begins_within_an_agency_goes_on_with_it() -> None:
    head = ["单位编码", "单位名称", "科目编码", "科目名称", "合计"]
    first = [head, ["601", "甲局", "", "", "6"], ["", "", "201", "一般公共服务支出", "2"]]
    second = [
        head,
        ["", "", "208", "社会保障和就业支出", "4"],
        ["602", "乙局", "", "", "1"],
        ["", "", "201", "一般公共服务支出", "1"],
    ]
    found = rows_of(TITLE, first, TITLE, second)
    assert [(row[1], row[3]) for row in found] == [
        ("601", "甲局"),
        ("201", "甲局"),
        ("208", "甲局"),
        ("602", "乙局"),
        ("201", "乙局"),
    ]
