"""Budget tables as Word, Excel, HTML and ruled PDF give them: merged cells, titles inside, tables that go on. All invented."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.forms import recognise
from ingest.forms.budget_tables import recognise_budget_tables
from ingest.records import Recognition
from tests.ingest.grids import ABOVE as A
from tests.ingest.grids import LEFT as L
from tests.ingest.grids import document_of

Grid = Sequence[Sequence[str]]
PLAIN: Grid = [["科目编码", "科目名称", "合计", "基本支出"], ["201", "一般公共服务支出", "5.00", "4.00"]]


def read(*parts: str | Grid) -> Recognition:
    return recognise(document_of(*parts))


def figures(found: Recognition, column: int) -> list[tuple[str | None, str | None, str | None]]:
    return [(c.full_code, c.row_name, c.value_text) for c in found.budget_cells if c.column_number == column]


def columns(found: Recognition, side: str = "expenditure") -> list[tuple[str | None, str]]:
    found_columns = {
        c.column_number: (c.column_concept, c.phase) for c in found.budget_cells if c.side == side and c.column_number
    }
    return [found_columns[number] for number in sorted(found_columns)]


def unread(*parts: str | Grid) -> list[str]:
    return [table.reason for table in recognise_budget_tables(document_of(*parts)).unread]


def test_title_unit_and_header_stand_inside_and_are_repeated_by_the_next_table() -> None:
    head = [
        ["科目编码", L, L, "科目名称", "本年支出合计", "基本支出"],
        ["类", "款", "项", A, A, A],
        ["栏次", L, L, L, "1", "2"],
    ]
    first = [["支出决算表", L, L, L, L, L], ["编制单位：甲县民政局", L, L, "单位：万元", L, L], *head]
    rows = [["合计", L, L, L, "9.00", "9.00"], ["208", "", "", "社会保障和就业支出", "9.00", "9.00"]]
    more = [["", "02", "", "民政管理事务", "9.00", "9.00"], ["", "", "01", "行政运行", "9.00", "9.00"]]
    found = read([*first, *rows], [*head, *more])
    assert [(t.agency_text, t.declared_unit_text, t.row_count) for t in found.budget_tables] == [("甲县民政局", "万元", 4)]
    assert figures(found, 1) == [
        (None, "合计", "9.00"),
        ("208", "社会保障和就业支出", "9.00"),
        ("20802", "民政管理事务", "9.00"),
        ("2080201", "行政运行", "9.00"),
    ]


def test_level_words_beside_the_total_are_no_name() -> None:
    head = [["功能分类科目编码", L, L, "科目名称", "本年支出合计", "基本支出"], ["栏次", L, L, L, "1", "2"]]
    found = read(
        "支出决算表", [*head, ["类", "款", "项", "合计", "9.00", "9.00"], ["201", "", "", "一般公共服务支出", "9.00", "9.00"]]
    )
    assert figures(found, 1)[0] == (None, "合计", "9.00")


def test_line_numbers_are_no_figures() -> None:
    head = [
        ["收入", L, L, "支出", L, L],
        ["项目", "行次", "金额", "项目（按功能分类）", "行次", "金额"],
        ["栏次", "", "1", "栏次", "", "2"],
    ]
    rows = [["一、其他收入", "1", "1,000.00", "一、外交支出", "32", ""], ["总计", "31", "1,000.00", "总计", "62", "1,000.00"]]
    found = read("收入支出决算总表", "公开01表", "部门：乙县财政局\t金额单位：元", [*head, *rows])
    assert [c.value_text for c in found.budget_cells] == ["1,000.00", "1,000.00", None, "1,000.00"]
    assert found.budget_tables[0].declared_unit_text == "元"


def test_carryovers_stand_beside_the_year_in_the_accounts_of_a_fund() -> None:
    head = [
        ["项目", L, "年初结转和结余", "本年收入", "本年支出", L, L, "年末结转和结余"],
        ["功能分类科目编码", "科目名称", A, A, "小计", "基本支出", "项目支出", A],
    ]
    row = ["212", "城乡社区支出", "1.00", "20.00", "18.00", "-", "18.00", "3.00"]
    found = read("政府性基金预算财政拨款收入支出决算表", [["单位：万元", L, L, L, L, L, L, L], *head, row])
    concepts = ["prior_carryover", None, "total", "basic", "project", "next_year_carryover"]
    assert columns(found) == [(concept, "final_accounts") for concept in concepts]


def test_budget_and_accounts_of_three_public_stand_side_by_side() -> None:
    words = ["合计", "因公出国（境）费", "公务用车购置及运行维护费", L, L, "公务接待费"]
    below = [A, A, "小计", "公务用车购置费", "公务用车运行维护费", A]
    values = ["5.00", "0.00", "3.00", "0.00", "3.00", "2.00", "4.00", "0.00", "2.50", "0.00", "2.50", "1.50"]
    found = read(
        "财政拨款“三公”经费支出决算表", [["预算数", L, L, L, L, L, "决算数", L, L, L, L, L], words * 2, below * 2, values]
    )
    concepts = ["total", "overseas", "vehicle_total", "vehicle_purchase", "vehicle_operation", "reception"]
    phases = ("budget", "final_accounts")
    assert columns(found) == [(concept, phase) for phase in phases for concept in concepts]


def test_total_of_a_half_may_reach_over_the_next_half() -> None:
    head = [["人员经费", L, L, "公用经费", L, L, L, L, L], ["科目编码", "科目名称", "决算数"] * 3]
    row = ["301", "工资福利支出", "80.00", "302", "商品和服务支出", "20.00", "310", "资本性支出", "5.00"]
    total = ["人员经费合计", L, "80.00", "公用经费合计", L, L, L, L, "25.00"]
    found = read("一般公共预算财政拨款基本支出决算明细表", [*head, row, total])
    named = {c.row_name: (c.value_text, c.column_concept) for c in found.budget_cells}
    assert named["公用经费合计"] == ("25.00", "operating")
    assert named["人员经费合计"] == ("80.00", "personnel")


def test_a_comparison_of_years_is_of_no_prior_year() -> None:
    head = [
        ["功能分类科目", L, "2024年执行数", "2025年预算数", L, L, "2025年预算数比2024年执行数", L],
        ["科目编码", "科目名称", A, "小计", "基本支出", "项目支出", "增减额", "增减%"],
    ]
    found = read(
        "2025年一般公共预算支出表", [*head, ["201", "一般公共服务支出", "90.00", "100.00", "60.00", "40.00", "10.00", "11.11"]]
    )
    assert columns(found)[0][1] == "prior_year"
    assert columns(found)[1:4] == [("total", "budget"), ("basic", "budget"), ("project", "budget")]
    assert columns(found)[4:] == [(None, "budget"), (None, "budget")]


def test_total_with_meetings_is_not_the_total_of_three_public() -> None:
    head = [["单位名称", "合计", "“三公”经费", L, L, "会议费"], [A, A, "小计", "公务接待费", "公务用车运行费", A]]
    found = read("“三公”经费及会议费支出表", [*head, ["丙县民政局", "6.00", "5.00", "2.00", "3.00", "1.00"]])
    assert columns(found)[0] == (None, "budget")


def test_three_phases_of_the_accounts() -> None:
    phases = ["年初预算数", "全年预算数", "决算数"]
    rows = [["一、一般公共预算财政拨款", "90.00", "100.00", "99.00", "一、一般公共服务支出", "90.00", "100.00", "99.00"]]
    found = read("财政拨款收入支出决算总表", [["收入", L, L, L, "支出", L, L, L], [*["项目", *phases] * 2], *rows])
    wanted = ["initial_budget", "adjusted_budget", "final_accounts"]
    assert [phase for _, phase in columns(found)] == wanted
    assert [phase for _, phase in columns(found, "revenue")] == wanted


def test_code_and_name_in_one_cell() -> None:
    rows = [
        ["208 社会保障和就业支出", "12.00", "2.00"],
        ["[20802]民政管理事务", "12.00", "2.00"],
        ["2080201-行政运行", "12.00", "2.00"],
    ]
    found = read("部门支出总表", [["科目", "合计", "基本支出"], *rows])
    assert [code for code, _, _ in figures(found, 1)] == ["208", "20802", "2080201"]
    assert figures(found, 2)[2] == ("2080201", "行政运行", "2.00")


def test_unknown_header_word_is_noted_at_its_line() -> None:
    grid = [["科目编码", "科目名称", "合计", "稀奇收入"], ["201", "一般公共服务支出", "5.00", "1.00"]]
    notes = read("部门收入总表", "单位：万元", grid).notes
    assert [(n.kind, n.text, n.line_number, n.table_number, n.row_number) for n in notes] == [
        ("unknown_header_word", "稀奇收入", 3, 1, 1)
    ]


def test_figures_below_no_header_word_leave_the_table_unread() -> None:
    grid = [["科目编码", "科目名称", "合计", ""], ["201", "一般公共服务支出", "5.00", "1.00"]]
    assert unread("部门支出总表", grid) == ["a column without a header word holds figures: 1.00"]


def test_a_figure_merged_over_columns_leaves_the_table_unread() -> None:
    grid = [["科目编码", "科目名称", "合计", "基本支出", "项目支出"], ["201", "一般公共服务支出", "5.00", "4.00", L]]
    assert unread("部门支出总表", grid) == ["a figure stands in a merged cell over several columns: 4.00"]


def test_codes_of_two_kinds_leave_the_table_unread() -> None:
    head = ["功能科目编码", "功能科目名称", "经济科目编码", "经济科目名称", "总计", "基本支出"]
    assert unread("部门支出总表", [head, ["2140101", "行政运行", "30101", "基本工资", "5.00", "3.00"]]) == [
        "a row has codes of more than one kind"
    ]


def test_another_table_below_is_not_taken_for_more_rows() -> None:
    vehicles = [["车型", "牌号", "价格", "年份"], ["轿车", "甲", "12.00", "2020"]]
    found = read("部门支出总表", PLAIN, "附：车辆", vehicles)
    assert [(t.row_count) for t in found.budget_tables] == [1]
    assert [(n.kind, n.text) for n in found.notes] == [("unread_table", "附：车辆")]


def test_a_table_goes_on_without_title_and_header() -> None:
    more = [["204", "公共安全支出", "6.00", "1.00"], ["合计", L, "11.00", "5.00"]]
    assert figures(read("部门支出总表", PLAIN, more), 1)[1:] == [("204", "公共安全支出", "6.00"), (None, "合计", "11.00")]


def test_project_list_without_names_of_projects_is_noted_as_unread() -> None:
    projects = [["科目编码", "科目名称", "合计"], ["201", "一般公共服务支出", "5.00"], ["204", "公共安全支出", "6.00"]]
    notes = read("部门支出总表", PLAIN, "项目支出表", projects).notes
    assert [(n.kind, n.text, n.line_number) for n in notes] == [("unread_table", "项目支出表", 4)]


def test_a_next_page_may_begin_with_a_row_that_a_header_could_name() -> None:
    head = [["收入", L, "支出", L], ["项目", "决算数", "项目", "决算数"], ["一、其他收入", "5.00", "一、外交支出", "5.00"]]
    more = [["使用非财政拨款结余（含专用结余）", "", "结余分配", ""], ["总计", "5.00", "总计", "5.00"]]
    assert read("收入支出决算总表", head, more).budget_tables[0].row_count == 6


def test_a_column_of_figures_that_holds_words_is_not_read() -> None:
    # The merged cell over 类 款 项 was dropped: every row stands two columns to the right of its header.
    head = [["科目编码", "科目名称", "合计", "基本支出", "", ""], ["类", "款", "项", "", "", ""]]
    rows = [["208", "", "", "社会保障和就业支出", "5.00", "4.00"], ["208", "05", "", "行政事业单位养老支出", "5.00", "4.00"]]
    plain = [list(row) for row in PLAIN]
    found = read("一般公共预算支出表", "单位：万元", head + rows, "部门支出总表", "单位：万元", plain)
    assert {cell.statement for cell in found.budget_cells} == {"department_expenditure"}
    assert [note.reason for note in found.notes] == ["a column of figures holds words: 社会保障和就业支出"]
