"""Two layouts of the budget tables: codes in one cell, or in 类 款 项; total row first or last; other words and order."""

from __future__ import annotations

from itertools import zip_longest

from ingest.records import BudgetCellRecord, BudgetTableRecord, Recognition
from tests.ingest.grids import ABOVE, LEFT

Grid = list[list[str]]

# Columns of a statement: header word, concept. A group's word stands before the slash.
REVENUE = (
    ("合计", "total"),
    ("上年结转", "prior_carryover"),
    ("财政拨款/小计", "fiscal_appropriation"),
    ("财政拨款/一般公共预算拨款收入", "general_public_budget"),
    ("财政拨款/政府性基金预算拨款收入", "government_fund"),
    ("事业收入", "business_income"),
    ("其他收入", "other_income"),
)
SPENDING = (("合计", "total"), ("基本支出", "basic"), ("项目支出", "project"))
BASIC = (("合计", "total"), ("人员经费", "personnel"), ("公用经费", "operating"))
THREE_PUBLIC = (
    ("合计", "total"),
    ("因公出国（境）费", "overseas"),
    ("公务接待费", "reception"),
    ("公务用车购置及运行费/公务用车运行维护费", "vehicle_operation"),
    ("公务用车购置及运行费/公务用车购置", "vehicle_purchase"),
)
CLASSES = (("合计", "total"), ("结转下年", "next_year_carryover"))
FISCAL_CLASSES = (("财政拨款", "fiscal_appropriation"), ("一般公共预算支出", "general_public_budget"))
SUMMARY = (("合计", "total"), ("一般公共预算支出", "general_public_budget"), ("政府性基金预算支出", "government_fund"))
COLUMNS = {
    "department_revenue": REVENUE,
    "department_expenditure": SPENDING,
    "general_public_budget": tuple((f"2023年预算数/{word}", concept) for word, concept in SPENDING),
    "government_fund": tuple((f"2023年预算数/{word}", concept) for word, concept in SPENDING),
    "state_capital": tuple((f"2023年预算数/{word}", concept) for word, concept in SPENDING),
    "general_public_basic": tuple((f"2023年基本支出/{word}", concept) for word, concept in BASIC),
    "three_public": THREE_PUBLIC,
    "expenditure_by_class": CLASSES,
    "fiscal_appropriation_by_class": FISCAL_CLASSES,
}
CODE_WORDS = {
    "three_public": ("部门编码", "部门名称"),
    "expenditure_by_class": ("科目名称",),
    "fiscal_appropriation_by_class": ("科目名称",),
}
TWO_SIDED = {"revenue_expenditure_summary": (("预算数", "amount"),), "fiscal_appropriation_summary": SUMMARY}
CODE_PARTS = {"function": (3, 5, 7), "economic": (3, 5)}


def printed_table(table: BudgetTableRecord, facts: Recognition) -> list[str | Grid]:
    """Title and unit above the table, code in one column, total row first."""
    grid = _two_sides(table, facts) if table.statement in TWO_SIDED else _one_side(table, facts, is_split=False)
    above = [table.title_text, *_unit_line(table, "填报单位：", "单位：")]
    return [*above, grid, *([table.note_text] if table.note_text else [])]


def ledger_table(table: BudgetTableRecord, facts: Recognition) -> list[str | Grid]:
    """Title and unit inside the table, 类 款 项 in columns of their own, total column last, total row last."""
    grid = _two_sides(table, facts) if table.statement in TWO_SIDED else _one_side(table, facts, is_split=True)
    fill = [LEFT] * (len(grid[0]) - 1)
    units = [[line, *fill] for line in _unit_line(table, "编制单位：", "金额单位：")]
    return [[[table.title_text, *fill], *units, *grid], *([table.note_text] if table.note_text else [])]


def _unit_line(table: BudgetTableRecord, agency_word: str, unit_word: str) -> list[str]:
    """The agency and the unit of money where the table has them."""
    words = ((agency_word, table.agency_text), (unit_word, table.declared_unit_text))
    return ["  ".join(word + text for word, text in words if text)] if any(text for _, text in words) else []


def _rows(table: BudgetTableRecord, facts: Recognition, side: str | None = None) -> list[list[BudgetCellRecord]]:
    """The cells of each printed row, in order."""
    found: dict[tuple[int, str], list[BudgetCellRecord]] = {}
    for cell in facts.budget_cells:
        if cell.table_number == table.table_number and side in (None, cell.side):
            found.setdefault((cell.row_number, cell.side), []).append(cell)
    return list(found.values())


def _figures(row: list[BudgetCellRecord], columns: tuple[tuple[str, str], ...]) -> list[str]:
    values = {cell.column_concept: cell.value_text or "" for cell in row}
    unknown = set(values) - {concept for _, concept in columns} - {None}
    assert not unknown, f"no column for {unknown}"
    return [values.get(concept, "") for _, concept in columns]


def _header(lead: list[str], words: list[str], group: str | None = None) -> Grid:
    """Header rows: `lead` columns reach down; words with a slash stand under their group."""
    if group is None and not any("/" in word for word in words):
        return [[*lead, *words]]
    upper, lower = [], []
    for index, word in enumerate(words):
        name, slash, leaf = word.rpartition("/")
        again = index and slash and words[index - 1].rpartition("/")[0] == name
        upper.append((LEFT if again else name) if slash else leaf)
        lower.append(leaf if slash else ABOVE)
    top = [group, *[LEFT] * (len(lead) - 1)] if group else lead
    return [[*top, *upper], [*(lead if group else [ABOVE] * len(lead)), *lower]]


def _one_side(table: BudgetTableRecord, facts: Recognition, *, is_split: bool) -> Grid:
    columns = COLUMNS[table.statement]
    columns = (*columns[1:], columns[0]) if is_split and columns[0][1] == "total" else columns
    rows = _rows(table, facts)
    kind = "economic" if table.statement == "general_public_basic" else "function"
    cuts = CODE_PARTS[kind] if is_split and table.statement not in CODE_WORDS else ()
    codes = ("类", "款", "项")[: len(cuts)] or ("科目编码",)
    lead = list(CODE_WORDS.get(table.statement, (*codes, "科目名称")))
    group = None
    if cuts:
        group = "支出经济分类科目" if kind == "economic" else "功能分类科目"
    grid = _header(lead, [word for word, _ in columns], group)
    totals = [row for row in rows if _plain_name(row) in ("合计", "总计")]
    plain = [row for row in rows if row not in totals]
    for row in [*plain, *totals] if is_split else [*totals, *plain]:
        grid.append([*_lead_cells(row[0], cuts, len(lead)), *_figures(row, columns)])
    if not rows:
        grid.append([""] * len(grid[0]))
    return grid


def _plain_name(row: list[BudgetCellRecord]) -> str:
    return "".join((row[0].row_name or "").split())


def _lead_cells(cell: BudgetCellRecord, cuts: tuple[int, ...], width: int) -> list[str]:
    name = cell.row_name or ""
    if width == 1:
        return [name]
    if not cuts:
        return [cell.row_code or "", name]
    code = cell.full_code or ""
    starts = (0, *cuts[:-1])
    return [*(code[start:end] for start, end in zip(starts, cuts, strict=True)), name]


def _two_sides(table: BudgetTableRecord, facts: Recognition) -> Grid:
    columns = TWO_SIDED[table.statement]
    words = [word for word, _ in columns]
    grid = [
        ["收入", LEFT, "支出", *[LEFT] * len(words)],
        ["项目", "预算数", "项目（按支出功能科目类级）", *words],
    ]
    sides = [_rows(table, facts, side) for side in ("revenue", "expenditure")]
    for left, right in zip_longest(*_aligned(*sides)):
        cells = [left[0].row_name or "", *_figures(left, (("预算数", "amount"),))] if left else ["", ""]
        cells += [right[0].row_name or "", *_figures(right, columns)] if right else [""] * (len(words) + 1)
        grid.append(cells)
    return grid


def _aligned(left: list, right: list) -> tuple[list, list]:
    """Both sides with their closing totals in the same rows, as publishers print them."""
    padded = []
    length = max(len(left), len(right))
    for side in (left, right):
        start = next((i for i, row in enumerate(side) if _plain_name(row).endswith(("合计", "总计"))), len(side))
        padded.append([*side[:start], *[None] * (length - len(side)), *side[start:]])
    return padded[0], padded[1]
