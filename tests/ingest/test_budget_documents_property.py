"""Random whole documents: a summary, revenue by source, expenditure of all funds and of the general budget, and 三公.

Evidence passes from table to table; none of it may put a figure into a wrong column.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from itertools import count

import pytest

from ingest.forms.budget_tables import recognise_budget_tables
from ingest.readers.text import read_text

CLASSES = {"205": "教育支出", "208": "社会保障和就业支出", "221": "住房保障支出"}
SOURCES = ("general_public_budget", "government_fund", "business_income", "other_income")
REVENUE_NAMES = ("（一）一般公共预算收入", "（二）政府性基金预算收入", "二、事业收入", "三、其他收入")
PARTS = {"overseas": "30212", "reception": "30217", "vehicle_operation": "30231"}
REVENUE_HEADER = (
    "科目编码 科目名称 合计 财政拨款 事业收入 其他收入\n小计 一般公共预算拨款收入 政府性基金预算拨款收入\n** ** 1 2 3 4 5 6"
)
EXPENDITURE_HEADER = "科目编码 科目名称 合计 基本支出 项目支出"

# source -> (basic, project) of one class, in hundredths.
Spending = Mapping[str, tuple[int, int]]


def print_figures(values: Sequence[int]) -> str:
    """Figures without the blank cells."""
    return "".join(f" {value / 100:,.2f}" for value in values if value)


def draw_spending(chance: random.Random) -> dict[str, Spending]:
    weights = {source: chance.choice((0, 0, 1)) for source in SOURCES[1:]} | {SOURCES[0]: 1}
    return {
        code: {
            source: (chance.choice((0, 1)) * chance.randint(1, 90_000), chance.choice((0, 1)) * chance.randint(1, 90_000))
            if weights[source] and chance.random() < 0.7
            else (0, 0)
            for source in SOURCES
        }
        for code in CLASSES
    }


def print_document(chance: random.Random) -> tuple[str, dict[str, list[list[int]]]]:
    """The text of a document, and for each statement the columns of each printed row's figures."""
    spending = draw_spending(chance)
    rows = {code: (name, {source: sum(parts) for source, parts in spending[code].items()}) for code, name in CLASSES.items()}
    sources = {source: sum(amounts[source] for _, amounts in rows.values()) for source in SOURCES}
    truth: dict[str, list[list[int]]] = {}
    lines = ["收支预算总表", "单位：万元", "收入 支出", "项目 预算数 项目 预算数"]
    appropriated = sources[SOURCES[0]] + sources[SOURCES[1]]
    revenues = [("一、财政拨款收入", appropriated), *zip(REVENUE_NAMES, sources.values(), strict=True)]
    spent = [(name, sum(amounts.values())) for name, amounts in rows.values()]
    for number, (name, value) in zip(count(), revenues, strict=False):
        right = f" {spent[number][0]}{print_figures([spent[number][1]])}" if number < len(spent) else ""
        lines.append(f"{name}{print_figures([value])}{right}")
    total = sum(sources.values())
    lines.append(f"收入总计{print_figures([total])} 支出总计{print_figures([total])}")

    def add(title: str, statement: str, header: str, table: list[tuple[str, list[int]]]) -> None:
        lines.extend([title, "单位：万元", *header.splitlines()])
        lines.extend(label + print_figures(values) for label, values in table)
        truth[statement] = [[place for place, value in enumerate(values, start=1) if value] for _, values in table]

    def revenue_row(amounts: Mapping[str, int]) -> list[int]:
        general, fund, business, other = (amounts[source] for source in SOURCES)
        return [general + fund + business + other, general + fund, general, fund, business, other]

    def expenditure_row(chosen: Sequence[str], codes: Sequence[str]) -> list[int]:
        parts = [spending[code][source] for code in codes for source in chosen]
        basic, project = sum(part[0] for part in parts), sum(part[1] for part in parts)
        return [basic + project, basic, project]

    labelled = [(f"{code} {name}", amounts) for code, (name, amounts) in rows.items()]
    table = [("合计", revenue_row(sources)), *((label, revenue_row(amounts)) for label, amounts in labelled)]
    add("部门收入总表", "department_revenue", REVENUE_HEADER, table)
    for title, statement, chosen in (
        ("部门支出总表", "department_expenditure", SOURCES),
        ("一般公共预算支出表", "general_public_budget", SOURCES[:1]),
    ):
        codes = list(CLASSES)
        table = [("合计", expenditure_row(chosen, codes))]
        table += [(f"{code} {name}", expenditure_row(chosen, [code])) for code, name in CLASSES.items()]
        add(title, statement, EXPENDITURE_HEADER, table)
    basic = expenditure_row(SOURCES[:1], list(CLASSES))[1]
    public = [chance.choice((200, 300)), *(chance.choice((0, 1)) * chance.choice((200, 300)) for _ in range(2))]
    chance.shuffle(public)
    economic = [("合计", [basic, basic, 0])]
    economic += [(f"{code} 费用", [value, 0, value]) for code, value in zip(PARTS.values(), public, strict=True) if value]
    add("一般公共预算基本支出表", "general_public_basic", "科目编码 科目名称 合计 人员经费 公用经费", economic)
    header = "单位名称 合计 因公出国（境）费 公务接待费 公务用车运行费"
    add("“三公”经费支出表", "three_public", header, [("某中心", [sum(public), *public])])
    return "\n".join(lines), truth


@pytest.mark.parametrize("start", range(0, 120, 30))
def test_evidence_between_tables_misplaces_nothing(start: int) -> None:
    for seed in range(start, start + 30):
        text, truth = print_document(random.Random(seed))
        found = recognise_budget_tables(read_text(text.encode()))
        read: dict[str, dict[int, list[int | None]]] = {}
        for cell in found.cells:
            row = read.setdefault(cell.statement, {}).setdefault(cell.row_number, [])
            if cell.value_text is not None:
                row.append(cell.column_number)
        assert found.unread == ()
        for statement, rows in truth.items():
            printed = [read[statement][number] for number in sorted(read[statement])]
            assert [len(row) for row in printed] == [len(row) for row in rows]
            pairs = [
                (got, want) for row, right in zip(printed, rows, strict=True) for got, want in zip(row, right, strict=True)
            ]
            assert [(statement, got, want) for got, want in pairs if got not in (None, want)] == [], text
