"""The eleven tables of one real department budget (寻乌县社会保险服务中心 2023), whose text flow prints no blank cells."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from ingest.forms.budget_tables import BudgetTablesFound, recognise_budget_tables
from ingest.ledger import count_numbers
from ingest.readers.text import read_text
from ingest.records import BudgetCellRecord, SourceDocument

DOCUMENT = Path(__file__).parents[2] / "data" / "documents" / "xunwu_social_insurance_2023_budget.txt"
AGENCY = "[202002]寻乌县社会保险服务中心"
FIRST_LINE, LAST_LINE = 396, 838

# Where the second figure of each row of the two expenditure tables stands: 基本支出 or 项目支出 (whole: the row prints both).
BASIC_ROWS = ("20801", "2080109", "2080199", "2080505", "210", "21011", "2101102", "221", "22102", "2210201")
PROJECT_ROWS = ("2080508", "20808", "2080801", "20826", "2082601", "20830", "2083001", "20899", "2089999")
FUNCTIONAL_ROWS = (
    (None, None, "合计"),
    ("208", "208", "社会保障和就业支出"),
    ("01", "20801", "人力资源和社会保障管理事务"),
    ("2080109", "2080109", "社会保险经办机构"),
    ("2080199", "2080199", "其他人力资源和社会保障管理事务支出"),
    ("05", "20805", "行政事业单位养老支出"),
    ("2080505", "2080505", "机关事业单位基本养老保险缴费支出"),
    ("2080508", "2080508", "对机关事业单位职业年金的补助"),
    ("08", "20808", "抚恤"),
    ("2080801", "2080801", "死亡抚恤"),
    ("26", "20826", "财政对基本养老保险基金的补助"),
    ("2082601", "2082601", "财政对企业职工基本养老保险基金的补助"),
    ("30", "20830", "财政代缴社会保险费支出"),
    ("2083001", "2083001", "财政代缴城乡居民基本养老保险费支出"),
    ("99", "20899", "其他社会保障和就业支出"),
    ("2089999", "2089999", "其他社会保障和就业支出"),
    ("210", "210", "卫生健康支出"),
    ("11", "21011", "行政事业单位医疗"),
    ("2101102", "2101102", "事业单位医疗"),
    ("221", "221", "住房保障支出"),
    ("02", "22102", "住房改革支出"),
    ("2210201", "2210201", "住房公积金"),
)


@pytest.fixture(scope="module")
def document() -> SourceDocument:
    return read_text(DOCUMENT.read_bytes())


@pytest.fixture(scope="module")
def found(document: SourceDocument) -> BudgetTablesFound:
    return recognise_budget_tables(document)


def cells_of(found: BudgetTablesFound, statement: str) -> list[BudgetCellRecord]:
    return [cell for cell in found.cells if cell.statement == statement]


def test_eleven_tables_with_their_rows_and_what_is_printed_around_them(found: BudgetTablesFound) -> None:
    assert found.unread == ()
    assert [(t.table_number, t.line_number, t.title_text, t.statement, t.agency_text, t.row_count) for t in found.tables] == [
        (1, 396, "收支预算总表", "revenue_expenditure_summary", AGENCY, 20),
        (2, 433, "部门收入总表", "department_revenue", AGENCY, 22),
        (3, 550, "部门支出总表", "department_expenditure", AGENCY, 22),
        (4, 607, "财政拨款收支总表", "fiscal_appropriation_summary", AGENCY, 14),
        (5, 640, "一般公共预算支出表", "general_public_budget", AGENCY, 22),
        (6, 695, "一般公共预算基本支出表", "general_public_basic", AGENCY, 28),
        (7, 764, "财政拨款“三公”经费支出表", "three_public", AGENCY, 1),
        (8, 786, "政府性基金预算支出表", "government_fund", None, 0),
        (9, 799, "国有资本经营预算支出表", "state_capital", AGENCY, 0),
        (10, 810, "支出预算总表", "expenditure_by_class", None, 4),
        (11, 826, "财政拨款预算表", "fiscal_appropriation_by_class", None, 4),
    ]
    assert {table.phase for table in found.tables} == {"budget"}
    assert [table.declared_unit_text for table in found.tables] == ["万元"] * 9 + [None] * 2
    assert [table.note_text for table in found.tables if table.note_text] == [
        "注：若为空表，则为该部门（单位）无“三公”经费支出",
        "注：若为空表，则为该部门（单位）无政府性基金收支",
        "注：若为空表，则为该部门（单位）无国有资本经营预算收支",
    ]


def test_scrambled_revenue_header_is_put_in_order(found: BudgetTablesFound) -> None:
    cells = cells_of(found, "department_revenue")
    assert [(cell.row_code, cell.full_code, cell.row_name) for cell in cells[::3]] == list(FUNCTIONAL_ROWS)
    assert {(cell.column_number, cell.column_path, cell.column_concept, cell.column_basis) for cell in cells} == {
        (1, "合计", "total", "own_table"),
        (3, "财政拨款/小计", "fiscal_appropriation", "own_table"),
        (4, "财政拨款/一般公共预算拨款收入", "general_public_budget", "other_table"),
    }
    assert [(cell.value_text, cell.line_number) for cell in cells[6:12]] == [("283.88", 480)] * 3 + [("282.90", 482)] * 3


@pytest.mark.parametrize(("statement", "group"), [("department_expenditure", ""), ("general_public_budget", "2023年预算数/")])
def test_rows_with_two_figures_land_in_the_right_column(found: BudgetTablesFound, statement: str, group: str) -> None:
    cells = cells_of(found, statement)
    rows = list(dict.fromkeys((cell.row_code, cell.full_code, cell.row_name) for cell in cells))
    assert rows == list(FUNCTIONAL_ROWS)
    placed = {(cell.full_code, cell.column_path, cell.column_concept) for cell in cells if cell.column_basis == "own_table"}
    assert placed == {
        *((code, f"{group}合计", "total") for code in BASIC_ROWS + PROJECT_ROWS),
        *((code, f"{group}基本支出", "basic") for code in BASIC_ROWS),
        *((code, f"{group}项目支出", "project") for code in PROJECT_ROWS),
    }
    assert [(c.full_code, c.value_text, c.column_number) for c in cells if c.column_basis == "printed"] == [
        (None, "2,495.56", 1),
        (None, "353.70", 2),
        (None, "2,141.86", 3),
        ("208", "2,457.00", 1),
        ("208", "315.14", 2),
        ("208", "2,141.86", 3),
        ("20805", "1,231.26", 1),
        ("20805", "31.26", 2),
        ("20805", "1,200.00", 3),
    ]


def test_economic_rows_are_personnel_or_operating(found: BudgetTablesFound) -> None:
    cells = cells_of(found, "general_public_basic")
    second = {cell.full_code: (cell.value_text, cell.column_concept) for cell in cells if cell.column_number != 1}
    assert {cell.row_kind for cell in cells} == {"economic"}
    assert {concept for code, (_, concept) in second.items() if code and code.startswith("301")} == {"personnel"}
    assert {concept for code, (_, concept) in second.items() if code and code[:3] in ("302", "310")} == {"operating"}
    assert (second["30113"], second["30217"], second["31099"]) == (
        ("23.47", "personnel"),
        ("2.00", "operating"),
        ("3.60", "operating"),
    )
    assert Counter(len(code) for code in second if code) == {3: 3, 5: 24}


def test_three_public_part_is_decided_by_the_economic_table(found: BudgetTablesFound) -> None:
    cells = cells_of(found, "three_public")
    assert [
        (c.row_kind, c.row_code, c.row_name, c.value_text, c.column_number, c.column_path, c.column_concept, c.column_basis)
        for c in cells
    ] == [
        ("agency", "202", "寻乌县人力资源和社会保障局", "2.00", 1, "合计", "total", "own_table"),
        ("agency", "202", "寻乌县人力资源和社会保障局", "2.00", 3, "公务接待费", "reception", "other_table"),
    ]


def test_two_sided_summary_keeps_rows_without_figures(found: BudgetTablesFound) -> None:
    cells = cells_of(found, "revenue_expenditure_summary")
    revenue = [(c.row_number, c.row_name, c.value_text) for c in cells if c.side == "revenue"]
    expenditure = [(c.row_number, c.row_name, c.value_text) for c in cells if c.side == "expenditure"]
    assert revenue == [
        (1, "一、财政拨款收入", "2,495.56"),
        (2, "（一）一般公共预算收入", "2,495.56"),
        (3, "（二）政府性基金预算收入", None),
        (4, "（三）国有资本经营预算收入", None),
        (5, "二、教育收费资金收入", None),
        (6, "三、事业收入", None),
        (7, "四、事业单位经营收入", None),
        (8, "五、附属单位上缴收入", None),
        (9, "六、上级补助收入", None),
        (10, "七、其他收入", None),
        (11, "本年收入合计", "2,495.56"),
        (12, "八、使用非财政拨款结余", None),
        (13, "九、上年结转（结余）", None),
        (14, "收入总计", "2,495.56"),
    ]
    assert expenditure == [
        (1, "社会保障和就业支出", "2,457.00"),
        (2, "卫生健康支出", "15.09"),
        (3, "住房保障支出", "23.47"),
        (4, "本年支出合计", "2,495.56"),
        (5, "结转下年", None),
        (6, "支出总计", "2,495.56"),
    ]
    assert {(c.column_number, c.column_concept, c.column_basis) for c in cells} == {
        (1, "amount", "printed"),
        (None, None, None),
    }


def test_figure_run_together_with_the_other_side_is_split(found: BudgetTablesFound) -> None:
    cells = cells_of(found, "fiscal_appropriation_summary")
    assert [(c.side, c.row_name, c.value_text, c.column_concept, c.column_basis) for c in cells if c.line_number == 615] == [
        ("revenue", "一、财政拨款收入", "2,495.56", "amount", "printed"),
        ("expenditure", "一、本年支出", "2,495.56", "total", "own_table"),
        ("expenditure", "一、本年支出", "2,495.56", "general_public_budget", "own_table"),
    ]
    names = [cell.row_name for cell in cells if cell.side == "revenue"]
    assert names[4:] == ["二、上年结转", "一般公共预算拨款结转", "政府性基金预算拨款结转", "收入总计"]


def test_tables_by_class_without_codes_or_unit(found: BudgetTablesFound) -> None:
    assert [(c.row_name, c.value_text, c.column_concept) for c in cells_of(found, "expenditure_by_class")] == [
        ("合计", "2,495.56", "total"),
        ("社会保障和就业支出", "2,457.00", "total"),
        ("卫生健康支出", "15.09", "total"),
        ("住房保障支出", "23.47", "total"),
    ]
    cells = cells_of(found, "fiscal_appropriation_by_class")
    assert [(c.value_text, c.column_concept, c.column_basis) for c in cells[:2]] == [
        ("2,495.56", "fiscal_appropriation", "own_table"),
        ("2,495.56", "general_public_budget", "other_table"),
    ]


def test_every_figure_and_every_line_of_the_annex_is_taken_once(document: SourceDocument, found: BudgetTablesFound) -> None:
    lines = [line for line in document.lines if FIRST_LINE <= line.line_number <= LAST_LINE and line.text.strip()]
    assert sorted(capture.line_number for capture in found.captures) == [line.line_number for line in lines]
    decimals = Counter(text for line in lines for text in count_numbers([line.text]).elements() if "." in text)
    assert Counter(cell.value_text for cell in found.cells if cell.value_text) == decimals
    printed = {line.line_number: line.text for line in lines}
    assert all(cell.value_text in printed[cell.line_number] for cell in found.cells if cell.value_text)
