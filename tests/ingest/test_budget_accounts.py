"""Final accounts (部门决算): numbered rows, levels on the numbering line, phases side by side, empty tables. All invented."""

from __future__ import annotations

from ingest.forms import recognise
from ingest.forms.budget_headings import heading_captures
from ingest.forms.budget_tables import recognise_budget_tables
from tests.ingest.budget_rows import rows_of, tables_of
from tests.ingest.grids import ABOVE as A
from tests.ingest.grids import LEFT as L
from tests.ingest.grids import document_of


def test_levels_stand_on_the_numbering_line() -> None:
    grid = [
        ["项目", L, L, L, "本年支出合计", "基本支出", "上缴上级支出"],
        ["功能分类科目编码", L, L, "科目名称", A, A, A],
        ["类", "款", "项", "栏次", "1", "2", "3"],
        [A, A, A, "合计", "9.00", "8.00", "1.00"],
        ["208", "", "", "社会保障和就业支出", "9.00", "8.00", "1.00"],
        ["", "02", "", "民政管理事务", "9.00", "8.00", "1.00"],
        ["", "", "01", "行政运行", "9.00", "8.00", "1.00"],
    ]
    figures = "total 9.00, basic 8.00, 上缴上级支出 1.00"
    assert tables_of("支出决算表", "公开03表", grid) == [("department_expenditure", "final_accounts", None)]
    assert rows_of("支出决算表", grid) == [
        ("function", None, "合计", None, figures),
        ("function", "208", "社会保障和就业支出", None, figures),
        ("function", "20802", "民政管理事务", None, figures),
        ("function", "2080201", "行政运行", None, figures),
    ]


def test_codes_merged_over_the_levels_below_a_numbering_line() -> None:
    grid = [
        ["项目", L, L, L, "本年收入合计", "事业收入", L],
        ["功能分类科目编码", L, L, "科目名称", A, "小计", "其中：教育收费"],
        ["类", "款", "项", "栏次", "1", "2", "3"],
        ["2050202", L, L, "小学教育", "9.00", "8.00", "1.00"],
    ]
    assert rows_of("收入决算表", grid) == [
        ("function", "2050202", "小学教育", None, "total 9.00, business_income 8.00, education_fee 1.00")
    ]


def test_three_phases_on_both_sides_with_numbered_rows() -> None:
    words = ["行次", "年初预算数", "全年预算数", "决算数"]
    grid = [
        ["收入", L, L, L, L, "支出", L, L, L, L],
        ["项目", *words, "项目（按功能分类）", *words],
        ["栏次", "", "1", "2", "3", "栏次", "", "4", "5", "6"],
        ["一、一般公共预算财政拨款收入", "1", "100", "110", "108", "一、交通运输支出", "32", "100", "115", "110"],
        ["年初结转和结余", "29", "", "5", "5", "年末结转和结余", "59", "", "", "3"],
        ["总计", "31", "100", "115", "113", "总计", "61", "100", "115", "113"],
    ]
    assert rows_of("收入支出决算总表", "单位：万元", grid) == [
        (
            "revenue_source",
            None,
            "一、一般公共预算财政拨款收入",
            None,
            "initial_budget amount 100, adjusted_budget amount 110, amount 108",
        ),
        ("revenue_source", None, "年初结转和结余", None, "adjusted_budget amount 5, amount 5"),
        ("revenue_source", None, "总计", None, "initial_budget amount 100, adjusted_budget amount 115, amount 113"),
        (
            "expenditure_name",
            None,
            "一、交通运输支出",
            None,
            "initial_budget amount 100, adjusted_budget amount 115, amount 110",
        ),
        ("expenditure_name", None, "年末结转和结余", None, "amount 3"),
        ("expenditure_name", None, "总计", None, "initial_budget amount 100, adjusted_budget amount 115, amount 113"),
    ]


def test_budget_and_accounts_by_agency_without_totals() -> None:
    grid = [
        ["单位名称", "科目编码", "科目名称", "年初预算数", L, "决算数", L],
        [A, A, A, "基本支出", "项目支出", "基本支出", "项目支出"],
        ["甲局", "2010101", "行政运行", "5", "1", "6", "2"],
    ]
    assert rows_of("2023年度支出决算表", grid) == [
        ("function", "2010101", "行政运行", "甲局", "initial_budget basic 5, initial_budget project 1, basic 6, project 2")
    ]


def test_a_table_whose_columns_have_other_phases_takes_the_furthest() -> None:
    grid = [["科目编码", "科目名称", "年初预算数", "执行数"], ["201", "一般公共服务支出", "5", "4"]]
    assert tables_of("2024年一般公共预算支出情况表", grid) == [("general_public_budget", "final_accounts", None)]


def test_three_public_in_another_order_below_three_rows_of_header() -> None:
    grid = [
        ["单位编码", "单位名称", "“三公”经费合计", "其中：", L, L, L, L],
        [A, A, A, "公务接待费", "公务用车购置及运行维护费", L, L, "因公出国（境）费"],
        [A, A, A, A, "小计", "公务用车运行维护费", "公务用车购置费", A],
        ["101", "县委办", "30,000.00", "10,000.00", "20,000.00", "20,000.00", "-", "-"],
    ]
    assert rows_of("2024年“三公”经费预算表", "单位：元", grid) == [
        (
            "agency",
            "101",
            "县委办",
            None,
            "total 30,000.00, reception 10,000.00, vehicle_total 20,000.00, vehicle_operation 20,000.00, "
            "vehicle_purchase -, overseas -",
        )
    ]
    assert recognise_budget_tables(document_of("“三公”经费预算表", grid)).unknown_words == ()


def test_empty_statutory_tables_keep_their_notes() -> None:
    head = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
    found = recognise_budget_tables(
        document_of(
            "政府性基金预算支出表",
            "单位：万元",
            [head, ["", "", "", "", ""]],
            "注：本单位无政府性基金预算支出，故此表为空。",
            "国有资本经营预算支出表",
            [["科目", "合计", "项目支出"], ["备注：我单位没有国有资本经营预算支出，故本表为空表。", L, L]],
        )
    )
    assert [(table.statement, table.row_count, table.note_text) for table in found.tables] == [
        ("government_fund", 0, "注：本单位无政府性基金预算支出，故此表为空。"),
        ("state_capital", 0, "备注：我单位没有国有资本经营预算支出，故本表为空表。"),
    ]
    assert found.cells == ()


def test_headings_with_their_year_are_furniture() -> None:
    grid = [["科目编码", "科目名称", "合计"], ["201", "一般公共服务支出", "5"]]
    lines = ["甲县财政局2024年度部门决算", "第二部分 2024年度部门决算表", "部门支出总表"]
    found = recognise(document_of(*lines, grid))
    assert [capture.line_number for capture in found.captures if capture.recognised_by == "budget_headings"] == [1, 2]


def test_the_title_above_project_forms_is_a_heading_and_a_figure_is_none() -> None:
    lines = ["甲县民政局2024年项目支出绩效目标公开", "甲县民政局2024年度项目支出绩效自评", "2024年绩效目标12个"]
    document = document_of(*lines)
    assert [capture.line_number for capture in heading_captures(document.lines, ())] == [1, 2]


def test_a_line_of_a_goal_is_no_heading() -> None:
    lines = ["确保2024年绩效目标", "2024年度绩效评价后调整补助标准", "做好2024年部门预算公开", "对2024年公示对象逐户走访"]
    assert heading_captures(document_of(*lines).lines, ()) == ()


def test_a_title_in_the_sheet_of_its_table_is_a_heading() -> None:
    rows = [
        ["甲县水利局2025年部门预算", "", ""],
        ["科目编码", "科目名称", "2025年预算数"],
        ["213", "农林水支出", "150"],
    ]
    document = document_of(rows)
    assert [capture.line_number for capture in heading_captures(document.lines, ())] == [1]
