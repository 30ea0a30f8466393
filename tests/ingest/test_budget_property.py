"""Random budgets, printed as a text flow that drops blank cells, read back: what is not ambiguous must be right."""

from __future__ import annotations

import random
from dataclasses import dataclass

import pytest

from ingest.forms.budget_tables import recognise_budget_tables
from ingest.readers.text import read_text

SEEDS = range(200)
SECTIONS = ("01", "05", "08", "11", "26", "99")
ITEMS = ("01", "02", "09", "99")
CLASSES = ("201", "205", "208", "210", "221")
NAME_PARTS = ("社会保险经办", "住房公积金", "事业单位医疗", "死亡抚恤", "行政运行", "信息化建设", "其他支出", "机关服务")


@dataclass(frozen=True)
class TruthRow:
    """A printed row: code as printed, full code, name, and its value in every column, in hundredths."""

    code: str
    full: str
    name: str
    values: tuple[int, ...]


def spending_rows(chance: random.Random, width: int) -> list[TruthRow]:
    """A tree of classes, sections and items; column 0 is the sum of the others, parents are the sums of their children."""
    rows: list[TruthRow] = []
    total = (0,) * width
    for class_code in sorted(chance.sample(CLASSES, chance.randint(1, 4))):
        class_place, class_sum = len(rows), (0,) * width
        for section in sorted(chance.sample(SECTIONS, chance.randint(1, 4))):
            section_place, section_sum = len(rows), (0,) * width
            for item in sorted(chance.sample(ITEMS, chance.randint(1, 3))):
                full = class_code + section + item
                parts = [0] * (width - 1)
                for place in chance.sample(range(width - 1), chance.choice((1, 1, 1, min(2, width - 1)))):
                    parts[place] = chance.randint(1, 500_000)
                values = (sum(parts), *parts)
                rows.append(TruthRow(full, full, chance.choice(NAME_PARTS), values))
                section_sum = _add(section_sum, values)
            rows.insert(section_place, TruthRow(section, class_code + section, chance.choice(NAME_PARTS), section_sum))
            class_sum = _add(class_sum, section_sum)
        rows.insert(class_place, TruthRow(class_code, class_code, chance.choice(NAME_PARTS), class_sum))
        total = _add(total, class_sum)
    return [TruthRow("", "", "合计", total), *rows]


def print_table(chance: random.Random, header: list[str], rows: list[TruthRow], numbering: int | None) -> list[str]:
    """Rows as a PDF's text flow prints them: short codes, wrapped names, no blanks; the total first or last."""
    if chance.random() < 0.3:
        rows = [*rows[1:], rows[0]]
    lines = list(header)
    if numbering:
        lines.append(" ".join(["**", "**", *map(str, range(1, numbering + 1))]))
    for row in rows:
        figures = " ".join(f"{value / 100:,.2f}" for value in row.values if value)
        if row.code and chance.random() < 0.3:
            half = max(1, len(row.name) // 2)
            lines += [row.code, row.name[:half], row.name[half:], figures]
        else:
            lines.append(" ".join(part for part in (row.code, row.name, figures) if part))
    return lines


def corrupt(chance: random.Random, rows: list[TruthRow]) -> list[TruthRow]:
    """The rows with one printed figure changed, as a publisher's slip would."""
    place = chance.randrange(len(rows))
    values = list(rows[place].values)
    column = chance.choice([column for column, value in enumerate(values) if value])
    values[column] += chance.choice((1, 100, 12_345, 90_000))
    changed = TruthRow(rows[place].code, rows[place].full, rows[place].name, tuple(values))
    return [*rows[:place], changed, *rows[place + 1 :]]


def rounded(rows: list[TruthRow]) -> list[TruthRow]:
    """The same rows in units ten times as large, each figure rounded for itself: sums miss by a unit here and there."""
    return [TruthRow(row.code, row.full, row.name, tuple((value + 5) // 10 for value in row.values)) for row in rows]


def wrong_cells(lines: list[str], truth: dict[str, list[TruthRow]]) -> tuple[list[str], int, int]:
    """Cells in a wrong column, how many figures are ambiguous, and how many there are."""
    found = recognise_budget_tables(read_text("\n".join(lines).encode()))
    assert [table.statement for table in found.tables] == list(truth), found.unread
    wrong: list[str] = []
    ambiguous = count = 0
    for table in found.tables:
        expected = {row.full: row for row in truth[table.statement]}
        printed: dict[str, list[tuple[str | None, int | None]]] = {}
        for cell in found.cells:
            if cell.table_number == table.table_number:
                printed.setdefault(cell.full_code or "", []).append((cell.value_text, cell.column_number))
        assert printed.keys() == expected.keys()
        for code, row in expected.items():
            wanted = [(f"{value / 100:,.2f}", place) for place, value in enumerate(row.values, start=1) if value]
            assert [text for text, _ in printed[code]] == [text for text, _ in wanted]
            count += len(wanted)
            ambiguous += sum(place is None for _, place in printed[code])
            pairs = zip(printed[code], wanted, strict=True)
            wrong += [f"{table.title_text} {row} {read}" for read, want in pairs if read[1] not in (None, want[1])]
    return wrong, ambiguous, count


@pytest.mark.parametrize("start", range(0, len(SEEDS), 50))
def test_every_placed_figure_of_a_random_budget_is_right(start: int) -> None:
    ambiguous = count = 0
    for seed in SEEDS[start : start + 50]:
        chance = random.Random(seed)
        rows = spending_rows(chance, 3)
        lines = ["部门支出总表", "单位：万元"]
        lines += print_table(chance, ["科目编码 科目名称 合计 基本支出 项目支出"], rows, chance.choice((3, None)))
        wrong, unplaced, figures = wrong_cells(lines, {"department_expenditure": rows})
        assert wrong == []
        ambiguous, count = ambiguous + unplaced, count + figures
    assert ambiguous < count * 0.02


@pytest.mark.parametrize("start", range(0, len(SEEDS), 50))
def test_a_wrong_figure_of_the_publisher_misplaces_nothing(start: int) -> None:
    for seed in SEEDS[start : start + 50]:
        chance = random.Random(10_000 + seed)
        rows = corrupt(chance, spending_rows(chance, 3))
        lines = ["部门支出总表", *print_table(chance, ["科目编码 科目名称 合计 基本支出 项目支出"], rows, 3)]
        wrong, _, _ = wrong_cells(lines, {"department_expenditure": rows})
        assert wrong == []


@pytest.mark.parametrize("start", range(0, 100, 50))
def test_rounding_of_the_print_misplaces_nothing(start: int) -> None:
    for seed in range(start, start + 50):
        chance = random.Random(30_000 + seed)
        rows = rounded(spending_rows(chance, 3))
        lines = ["部门支出总表", *print_table(chance, ["科目编码 科目名称 合计 基本支出 项目支出"], rows, 3)]
        wrong, _, _ = wrong_cells(lines, {"department_expenditure": rows})
        assert wrong == []


@pytest.mark.parametrize("start", range(0, 60, 20))
def test_wide_revenue_tables_are_placed_or_left_open(start: int) -> None:
    header = ["科目编码 科目名称 合计 上年结转 一般公共预算拨款收入 政府性基金预算拨款收入 事业收入 其他收入"]
    for seed in range(start, start + 20):
        chance = random.Random(20_000 + seed)
        rows = spending_rows(chance, 6)
        wrong, _, _ = wrong_cells(["部门收入总表", *print_table(chance, header, rows, 6)], {"department_revenue": rows})
        assert wrong == []


def _add(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(a + b for a, b in zip(one, other, strict=True))
