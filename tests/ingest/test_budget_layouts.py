"""Layouts of budget tables as counties print them, one small table each; expected rows worked out by hand."""

from __future__ import annotations

import pytest

from ingest.forms.budget_tables import BudgetTablesFound, recognise_budget_tables
from ingest.readers.text import read_text
from ingest.records import NarrativeClaimRecord

Row = tuple[str | None, str | None, list[tuple[str | None, str | None, str | None]]]

P, OWN, OTHER, PROSE, OPEN = "printed", "own_table", "other_table", "prose", "ambiguous"
EXPENDITURE = "部门支出总表\n单位：万元\n科目编码 科目名称 合计 基本支出 项目支出\n"


def read(text: str, claims: tuple[NarrativeClaimRecord, ...] = ()) -> BudgetTablesFound:
    return recognise_budget_tables(read_text(text.encode()), claims)


def rows_of(found: BudgetTablesFound, side: str | None = None, table: int = 1) -> list[Row]:
    """(full code, name, [(value, concept, basis)]) of each printed row."""
    rows: dict[tuple[str, int], Row] = {}
    for cell in found.cells:
        if cell.table_number == table and side in (None, cell.side):
            row = rows.setdefault((cell.side, cell.row_number), (cell.full_code, cell.row_name, []))
            if cell.value_text is not None:
                row[2].append((cell.value_text, cell.column_concept, cell.column_basis))
    return list(rows.values())


def claim(subject: str, value: str) -> NarrativeClaimRecord:
    return NarrativeClaimRecord("d", 1, None, 1, None, subject, "amount", value, "万元", None, None, "")


def test_codes_in_three_columns_total_last_header_again_on_the_next_page() -> None:
    found = read(
        "2025年部门支出预算总表\n编制部门：某区财政局 单位：元\n"
        "项目 支出预算\n功能分类科目编码\n功能分类科目名称 合计 基本支出 项目支出\n类 款 项\n"
        "201 一般公共服务支出 500.50 400.50 100.00\n201 06 财政事务 500.50 400.50 100.00\n"
        "201 06 01 行政运行 400.50 400.50\n"
        "\f项目 支出预算\n功能分类科目编码\n功能分类科目名称 合计 基本支出 项目支出\n类 款 项\n"
        "201 06 02 一般行政管理事务 100.00 100.00\n合计 500.50 400.50 100.00\n3\n"
    )
    assert [(t.statement, t.agency_text, t.declared_unit_text, t.row_count) for t in found.tables] == [
        ("department_expenditure", "某区财政局", "元", 5)
    ]
    assert found.cells[0].column_path == "支出预算/合计"
    assert rows_of(found)[2:] == [
        ("2010601", "行政运行", [("400.50", "total", OWN), ("400.50", "basic", OWN)]),
        ("2010602", "一般行政管理事务", [("100.00", "total", OWN), ("100.00", "project", OWN)]),
        (None, "合计", [("500.50", "total", P), ("400.50", "basic", P), ("100.00", "project", P)]),
    ]


def test_tab_grid_with_groups_keeps_blank_cells_blank() -> None:
    found = read(
        "2024年部门收入总表\n单位：元\n科目编码\t科目名称\t合计\t上年结转\t财政拨款\t\t\t事业收入\n"
        "\t\t\t\t小计\t一般公共预算\t政府性基金预算\t\n**\t**\t1\t2\t3\t4\t5\t6\n"
        "\t合计\t300\t\t250\t250\t\t50\n2050202\t小学教育\t300\t\t250\t250\t\t50\n注：本表按资金来源填列。\n"
    )
    figures = [
        ("300", "total", P),
        ("250", "fiscal_appropriation", P),
        ("250", "general_public_budget", P),
        ("50", "business_income", P),
    ]
    assert rows_of(found) == [(None, "合计", figures), ("2050202", "小学教育", figures)]
    assert [cell.column_number for cell in found.cells[:4]] == [1, 3, 4, 6]
    assert found.cells[2].column_path == "财政拨款/一般公共预算"
    assert found.tables[0].note_text == "注：本表按资金来源填列。"


def test_final_accounts_in_a_pipe_grid_with_three_code_cells_and_the_year_before() -> None:
    found = read(
        "支出决算表\n| 科目编码 | | | 科目名称 | 2022年决算数 | 2023年决算数 | |\n| 类 | 款 | 项 | | | 合计 | 项目支出 |\n"
        "| 208 | | | 社会保障和就业支出 | 9.00 | 10.00 | 4.00 |\n| | 05 | | 行政事业单位养老支出 | 9.00 | 10.00 | |\n"
        "| | | 05 | 机关事业单位基本养老保险缴费支出 | - | 10.00 | 4.00 |\n"
    )
    assert [(c.full_code, c.row_code, c.value_text, c.column_concept, c.phase) for c in found.cells] == [
        ("208", "208", "9.00", "total", "prior_year"),
        ("208", "208", "10.00", "total", "final_accounts"),
        ("208", "208", "4.00", "project", "final_accounts"),
        ("20805", "05", "9.00", "total", "prior_year"),
        ("20805", "05", "10.00", "total", "final_accounts"),
        ("2080505", "05", "-", "total", "prior_year"),
        ("2080505", "05", "10.00", "total", "final_accounts"),
        ("2080505", "05", "4.00", "project", "final_accounts"),
    ]


def test_prior_year_column_in_a_flow() -> None:
    found = read(
        "一般公共预算支出表\n单位：万元\n功能分类科目 2022年执行数 2023年预算数\n科目编码 科目名称 合计 基本支出 项目支出\n"
        "合计 9.00 10.00 6.00 4.00\n208 社会保障和就业支出 5.00 6.00 6.00\n210 卫生健康支出 4.00 4.00 4.00\n"
    )
    assert [(c.value_text, c.column_number, c.phase) for c in found.cells if c.full_code] == [
        ("5.00", 1, "prior_year"),
        ("6.00", 2, "budget"),
        ("6.00", 3, "budget"),
        ("4.00", 1, "prior_year"),
        ("4.00", 2, "budget"),
        ("4.00", 4, "budget"),
    ]


def test_rows_without_codes_are_summed_by_their_ordinals() -> None:
    found = read(
        "部门支出总表\n单位：万元\n功能分类科目 合计 基本支出 项目支出\n一、教育支出 100.00 80.00 20.00\n"
        "（一）教育管理事务 80.00 80.00\n（二）普通教育 20.00 20.00\n二、住房保障支出 5.00 5.00\n合计 105.00 85.00 20.00\n"
    )
    assert rows_of(found)[1:4] == [
        (None, "（一）教育管理事务", [("80.00", "total", OWN), ("80.00", "basic", OWN)]),
        (None, "（二）普通教育", [("20.00", "total", OWN), ("20.00", "project", OWN)]),
        (None, "二、住房保障支出", [("5.00", "total", OWN), ("5.00", "basic", OWN)]),
    ]


def test_expenditure_side_longer_than_revenue_side() -> None:
    found = read(
        "收入支出决算总表\n单位：万元\n收入 支出\n项目 决算数 项目 决算数\n"
        "一、财政拨款收入 30.00 一、一般公共服务支出 10.00\n二、事业收入 二、外交支出\n三、资源勘探工业信息等\n支出 20.00\n"
        "四、其他支出\n本年收入合计 30.00 本年支出合计 30.00\n"
    )
    assert rows_of(found, "revenue") == [
        (None, "一、财政拨款收入", [("30.00", "amount", P)]),
        (None, "二、事业收入", []),
        (None, "本年收入合计", [("30.00", "amount", P)]),
    ]
    assert rows_of(found, "expenditure") == [
        (None, "一、一般公共服务支出", [("10.00", "amount", P)]),
        (None, "二、外交支出", []),
        (None, "三、资源勘探工业信息等支出", [("20.00", "amount", P)]),
        (None, "四、其他支出", []),
        (None, "本年支出合计", [("30.00", "amount", P)]),
    ]
    assert {table.phase for table in found.tables} == {"final_accounts"}


def test_row_numbers_are_no_figures() -> None:
    found = read(
        "收入支出决算总表\n收入 支出\n项目 行次 金额 项目 行次 金额\n栏次 1 栏次 2\n"
        "一、财政拨款收入 1 100.00 一、一般公共服务支出 32\n本年收入合计 27 100.00 本年支出合计 57 100.00\n"
    )
    assert rows_of(found) == [
        (None, "一、财政拨款收入", [("100.00", "amount", P)]),
        (None, "本年收入合计", [("100.00", "amount", P)]),
        (None, "一、一般公共服务支出", []),
        (None, "本年支出合计", [("100.00", "amount", P)]),
    ]
    assert {capture.line_number for capture in found.captures} == {1, 2, 3, 4, 5, 6}


def test_fund_table_with_rows_that_nothing_decides_is_ambiguous() -> None:
    found = read(
        "政府性基金预算支出表\n单位：万元\n科目编码 科目名称 合计 基本支出 项目支出\n** ** 1 2 3\n"
        "合计 50.00 50.00\n212 城乡社区支出 50.00 50.00\n21208 国有土地使用权出让收入安排的支出 50.00 50.00\n"
    )
    assert [(t.statement, t.row_count) for t in found.tables] == [("government_fund", 3)]
    assert rows_of(found)[1] == ("212", "城乡社区支出", [("50.00", "total", OWN), ("50.00", None, OPEN)])
    assert [(c.column_number, c.column_path) for c in found.cells if c.column_basis == OPEN] == [(None, None)] * 3


def test_fund_table_decided_by_prose() -> None:
    found = read(
        "政府性基金预算支出表\n单位：元\n科目编码 科目名称 合计 基本支出 项目支出\n"
        "合计 5,000.00 5,000.00\n212 城乡社区支出 5,000.00 5,000.00\n",
        (claim("基本支出", "0"), claim("项目支出", "0.5")),
    )
    assert rows_of(found)[1] == ("212", "城乡社区支出", [("5,000.00", "total", OWN), ("5,000.00", "project", PROSE)])


def test_another_statement_decides_the_same_row() -> None:
    found = read(
        EXPENDITURE + "合计 30.00 30.00\n205 教育支出 30.00 30.00\n"
        "一般公共预算支出表\n单位：元\n科目编码 科目名称 合计 基本支出 项目支出\n"
        "合计 300,000.00 300,000.00 0.00\n205 教育支出 300,000.00 300,000.00 0.00\n"
    )
    assert rows_of(found)[1] == ("205", "教育支出", [("30.00", "total", OWN), ("30.00", "basic", OTHER)])


def test_yuan_without_decimals() -> None:
    found = read(
        "部门支出总表\n单位：元\n科目编码 科目名称 合计 基本支出 项目支出\n205 教育支出 1000000 600000 400000\n"
        "2050201 学前教育 600000 600000\n2050202 小学教育 400000 400000\n"
    )
    assert rows_of(found)[1:] == [
        ("2050201", "学前教育", [("600000", "total", OWN), ("600000", "basic", OWN)]),
        ("2050202", "小学教育", [("400000", "total", OWN), ("400000", "project", OWN)]),
    ]


def test_broken_total_decides_nothing() -> None:
    found = read(EXPENDITURE + "205 教育支出 80.00 50.00 30.00\n20502 普通教育 50.00 50.00\n20503 职业教育 31.00 31.00\n")
    assert rows_of(found) == [
        ("205", "教育支出", [("80.00", "total", P), ("50.00", "basic", P), ("30.00", "project", P)]),
        ("20502", "普通教育", [("50.00", "total", OWN), ("50.00", None, OPEN)]),
        ("20503", "职业教育", [("31.00", "total", OWN), ("31.00", None, OPEN)]),
    ]


def test_rounded_total_still_decides() -> None:
    found = read(EXPENDITURE + "205 教育支出 80.00 50.00 30.00\n20502 普通教育 50.00 50.00\n20503 职业教育 30.01 30.01\n")
    assert rows_of(found)[2] == ("20503", "职业教育", [("30.01", "total", OWN), ("30.01", "project", OWN)])


def test_too_many_figures_and_a_figure_that_is_no_number_are_kept() -> None:
    found = read(EXPENDITURE + "合计 9.00 5.00 4.00\n20502 普通教育 1.00 1.00 1.00 1.00\n20503 职业教育 12,34.5 31.00\n")
    assert rows_of(found)[1:] == [
        ("20502", "普通教育", [("1.00", None, OPEN)] * 4),
        ("20503", "职业教育", [("12,34.5", None, OPEN), ("31.00", None, OPEN)]),
    ]


def test_one_cell_a_line() -> None:
    found = read(EXPENDITURE + "205\n教育支出\n9.00\n5.00\n4.00\n20502\n普通\n教育\n5.00\n5.00\n20503\n职业教育\n4.00\n4.00\n")
    assert rows_of(found)[1:] == [
        ("20502", "普通教育", [("5.00", "total", OWN), ("5.00", "basic", OWN)]),
        ("20503", "职业教育", [("4.00", "total", OWN), ("4.00", "project", OWN)]),
    ]


def test_three_public_printed_downwards() -> None:
    found = read(
        "一般公共预算“三公”经费支出表\n单位：万元\n项目 2022 年预算数 2023 年预算数\n“三公”经费合计 5.00 4.00\n"
        "1、因公出国（境）费用 0.00 0.00\n2、公务接待费 5.00 4.00\n"
    )
    assert [(c.row_name, c.value_text, c.column_concept, c.phase) for c in found.cells[-2:]] == [
        ("2、公务接待费", "5.00", "amount", "prior_year"),
        ("2、公务接待费", "4.00", "amount", "budget"),
    ]


def test_table_continued_under_a_repeated_title() -> None:
    found = read(
        EXPENDITURE + "205 教育支出 10.00 10.00\n部门支出总表（续表）\n单位：万元\n科目编码 科目名称 合计 基本支出 项目支出\n"
        "221 住房保障支出 4.00 4.00\n合计 14.00 10.00 4.00\n"
    )
    assert [(table.row_count, table.last_line_number) for table in found.tables] == [(3, 9)]
    assert rows_of(found)[1] == ("221", "住房保障支出", [("4.00", "total", OWN), ("4.00", "project", OWN)])


def test_columns_tell_the_statement_where_the_title_is_missing() -> None:
    found = read("单位：万元\n科目编码 科目名称 合计 人员经费 公用经费\n合计 9.00 5.00 4.00\n301 工资福利支出 5.00 5.00\n")
    assert [(t.statement, t.title_text, t.declared_unit_text) for t in found.tables] == [("general_public_basic", "", "万元")]


def test_empty_table_with_its_note() -> None:
    found = read(
        "国有资本经营预算支出表\n单位：万元\n科目编码 科目名称 合计 基本支出 项目支出\n"
        "注：本单位无国有资本经营预算，故本表为空。\n"
    )
    assert [(t.statement, t.row_count, t.note_text) for t in found.tables] == [
        ("state_capital", 0, "注：本单位无国有资本经营预算，故本表为空。")
    ]
    assert found.cells == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "部门支出总表\n科目编码 科目名称 合计 基本支出 专项业务费\n205 教育支出 9.00 5.00 4.00\n",
            "header words not in the lexicon: 专项业务费",
        ),
        (
            "部门支出总表\n科目编码 科目名称 合计 基本支出 项目支出\n** ** 1 2 3 4\n205 教育支出 9.00 5.00 4.00\n",
            "the header (科目编码 科目名称 合计 基本支出 项目支出) does not agree with its numbering of 4 columns",
        ),
        (
            "部门支出总表\n科目编码 科目名称 合计 基本支出 项目支出\n"
            "205 教育支出 9.00 5.00 5.00\n206 科学技术支出 9.00 1.00 1.00\n",
            "the rows contradict the columns of the header",
        ),
    ],
)
def test_what_is_not_understood_is_left_with_its_reason(text: str, reason: str) -> None:
    found = read(text)
    assert (found.tables, found.cells, found.captures) == ((), (), ())
    assert [(table.line_number, table.title_text, table.reason) for table in found.unread] == [(1, "部门支出总表", reason)]


def test_unknown_word_in_a_grid_keeps_its_column_without_a_concept() -> None:
    found = read("部门支出总表\n科目编码\t科目名称\t合计\t基本支出\t专项业务费\n205\t教育支出\t9.00\t5.00\t4.00\n")
    assert [(word.line_number, word.word) for word in found.unknown_words] == [(1, "专项业务费")]
    assert [(c.value_text, c.column_path, c.column_concept, c.column_basis) for c in found.cells] == [
        ("9.00", "合计", "total", P),
        ("5.00", "基本支出", "basic", P),
        ("4.00", "专项业务费", None, P),
    ]


def test_cell_that_is_no_number_is_ambiguous_and_a_remark_is_kept() -> None:
    found = read("部门支出总表\n科目编码\t科目名称\t合计\t基本支出\t备注\n205\t教育支出\t#REF!\t5.00\t无\t7.00\n")
    assert [(c.value_text, c.column_number, c.column_basis) for c in found.cells] == [
        ("#REF!", None, OPEN),
        ("5.00", 2, P),
        ("7.00", None, OPEN),
    ]


def test_titles_in_contents_and_prose_begin_no_table() -> None:
    found = read(
        "目录\n一、收支预算总表\n二、部门支出总表\n第一部分 概况\n详见部门支出总表。\n2023年合计 10.00 万元，比上年增长。\n"
    )
    assert found == BudgetTablesFound((), (), (), ())


def test_tables_of_other_kinds_end_a_table_and_are_not_read() -> None:
    found = read(
        EXPENDITURE + "205 教育支出 9.00 5.00 4.00\n政府采购预算表\n科目编码 科目名称 合计 基本支出 项目支出\n货物 1.00 1.00\n"
    )
    assert [(table.statement, table.row_count) for table in found.tables] == [("department_expenditure", 1)]
    assert max(capture.line_number for capture in found.captures) == 4
