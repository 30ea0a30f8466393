"""Two layouts of a project target form, as a reader would see them: paragraphs, and grids in the manner of `grids.py`.

Province form: title and year above the table, level names merged, amounts beside their labels, halves side by side.
County form: title and year inside the table, other words, amounts below their labels, level names printed once and
then left blank, the target in three columns, the weight before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from ingest.records import IndicatorRowRecord, ProjectFormRecord, ProjectFundingRecord, Recognition
from tests.ingest.grids import ABOVE, LEFT

Grid = list[list[str]]

TARGET = re.compile(r"([<>]=|[≥≤=＝<>])([0-9][0-9,.]*)(.*)")
HORIZONS = {"midterm": "中期", "annual": "年度"}
COUNTY_WORDS = {"midterm": "中期资金总额", "annual": "年度资金合计"}
SOURCES = {"fiscal_appropriation": "财政拨款", "other_funds": "其他资金", "carryover": "上年结转"}
EXTRAS = {
    "basis_text": "指标值设置依据",
    "baseline_text": "上年完成值",
    "weight_text": "指标分值权重",
    "scoring_rule_text": "指标赋分规则",
    "evidence_text": "佐证资料",
}
LEVELS = ("一级指标", "二级指标", "三级指标")


def province_form(form: ProjectFormRecord, facts: Recognition) -> list[str | Grid]:
    """The form with merged level names, label and value side by side."""
    columns = _columns(form, facts)
    halves = _halves(form, facts)
    extras = _extras(halves)
    width = 8 if len(halves) > 1 else max(6, 4 + len(extras))
    unit_label = "实施单位" if form.department_text else "预算单位"
    labels = (
        ("项目名称", form.project_name),
        ("主管部门及代码", form.department_text),
        (unit_label, form.implementing_unit_text),
        ("项目属性", form.project_attribute_text),
        ("项目日期", form.period_text),
        ("项目负责人", form.manager_text),
    )
    rows = _pairs([pair for pair in labels if pair[1]], width)
    rows += _province_fundings(columns, form, width)
    goals = [goal for goal in facts.goals if goal.form_number == form.form_number]
    if len(goals) > 1:
        years = f"({form.midterm_period_text})" if form.midterm_period_text else ""
        heads = [f"{HORIZONS[goal.horizon]}目标{years if goal.horizon == 'midterm' else ''}" for goal in goals]
        half = (width - 1) // 2
        first = [LEFT] * (half - 1)
        rest = [LEFT] * (width - 2 - half)
        rows.append(["总体目标", heads[0], *first, heads[1], *rest])
        rows.append([ABOVE, goals[0].goal_text or "", *first, goals[1].goal_text or "", *rest])
    else:
        rows += [["年度绩效目标", goal.goal_text or "", *[LEFT] * (width - 2)] for goal in goals]
    rows += _two_halves(halves) if len(halves) > 1 else _merged_levels(halves[0], extras, width)
    year = f"（{_year(form, facts)}年度）"
    return ["项目支出绩效目标表", year, rows]


def county_form(form: ProjectFormRecord, facts: Recognition) -> list[str | Grid]:
    """The form with everything inside the table and other words, columns and order."""
    halves = _halves(form, facts)
    extras = [name for name in _extras(halves) if name != "weight_text"]
    has_weight = "weight_text" in _extras(halves)
    is_split = len(halves) == 1
    width = 6 + len(extras) + has_weight if is_split else 8
    rows = [["项目支出绩效目标申报表", *[LEFT] * (width - 1)], [f"（{_year(form, facts)}年度）", *[LEFT] * (width - 1)]]
    unit_label = "项目实施单位" if form.department_text else "单位名称"
    labels = (
        ("预算项目名称", form.project_name),
        ("主管部门", form.department_text),
        (unit_label, form.implementing_unit_text),
        ("项目类型", form.project_attribute_text),
        ("项目起止时间", form.period_text),
        ("负责人", form.manager_text),
    )
    rows += [[label, LEFT, text, *[LEFT] * (width - 3)] for label, text in labels if text]
    for horizon, amounts in _columns(form, facts).items():
        sources = [SOURCES[amount.funding_source] for amount in amounts[1:]]
        words = [COUNTY_WORDS[horizon], f"其中：{sources[0]}", *sources[1:]]
        rows.append(["资金情况（万元）", LEFT, *words, *[LEFT] * (width - 2 - len(words))])
        rows.append([ABOVE, ABOVE, *(a.amount_text or "" for a in amounts), *[LEFT] * (width - 2 - len(amounts))])
    for goal in facts.goals:
        if goal.form_number == form.form_number:
            years = f"（{form.midterm_period_text}）" if form.midterm_period_text else ""
            word = f"中期绩效目标{years}" if goal.horizon == "midterm" else "年度总体绩效目标"
            rows.append([word, LEFT, goal.goal_text or "", *[LEFT] * (width - 3)])
    rows += _split_targets(halves[0], extras, has_weight) if is_split else _plain_halves(halves)
    return [rows]


def _year(form: ProjectFormRecord, facts: Recognition) -> str:
    texts = [other.fiscal_year_text for other in (form, *facts.forms) if other.fiscal_year_text]
    return re.search("20[0-9]{2}", texts[0])[0]


def _pairs(labels: Sequence[tuple[str, str]], width: int) -> Grid:
    """The first label in a row of its own, then two labels with their texts to a row."""
    (first, text), *others = labels
    rows = [[first, text, *[LEFT] * (width - 2)]]
    half = width // 2
    for left, right in zip_longest(others[::2], others[1::2]):
        cells = [*left, *[LEFT] * (half - 2)]
        cells += [*right, *[LEFT] * (width - half - 2)] if right else [LEFT] * (width - half)
        rows.append(cells)
    return rows


def _columns(form: ProjectFormRecord, facts: Recognition) -> dict[str, list[ProjectFundingRecord]]:
    found: dict[str, list[ProjectFundingRecord]] = {}
    for funding in facts.fundings:
        if funding.form_number == form.form_number:
            found.setdefault(funding.horizon, []).append(funding)
    return {horizon: found[horizon] for horizon in HORIZONS if horizon in found}


def _province_fundings(columns: dict[str, list[ProjectFundingRecord]], form: ProjectFormRecord, width: int) -> Grid:
    rows = []
    for number, amounts in enumerate(zip(*columns.values(), strict=True)):
        cells: list[str] = []
        for horizon, amount in zip(columns, amounts, strict=True):
            total = f"{HORIZONS[horizon]}资金总额："
            word = total if amount.funding_source == "total" else SOURCES[amount.funding_source]
            half = (width - 1) // len(columns)
            prefix = "其中：" if number == 1 else ""
            cells += [prefix + word, amount.amount_text or "", *[LEFT] * (half - 2)]
        cells += [LEFT] * (width - 1 - len(cells))
        rows.append([ABOVE if rows else "项目资金（万元）", *cells])
    return rows


def _halves(form: ProjectFormRecord, facts: Recognition) -> list[list[IndicatorRowRecord]]:
    rows = [row for row in facts.indicators if row.form_number == form.form_number]
    return [half for name in HORIZONS if (half := [row for row in rows if row.horizon == name])]


def _extras(halves: list[list[IndicatorRowRecord]]) -> list[str]:
    return [name for name in EXTRAS if any(getattr(row, name) for half in halves for row in half)]


def _level(rows: Sequence[IndicatorRowRecord], index: int, second: bool, repeated: str) -> str:
    """A level name where it begins; `repeated` where the row above has the same."""

    def key(row: IndicatorRowRecord) -> tuple[str | None, ...]:
        return (row.level1_text, row.level2_text) if second else (row.level1_text,)

    return repeated if index and key(rows[index]) == key(rows[index - 1]) else key(rows[index])[-1] or ""


def _merged_levels(rows: Sequence[IndicatorRowRecord], extras: Sequence[str], width: int) -> Grid:
    fill = [LEFT] * (width - 4 - len(extras))
    grid = [[*LEVELS, "指标值", *fill, *(EXTRAS[name] for name in extras)]]
    for index, row in enumerate(rows):
        levels = [_level(rows, index, second, ABOVE) for second in (False, True)]
        more = [getattr(row, name) or "" for name in extras]
        grid.append([*levels, row.indicator_name or "", row.target_text or "", *fill, *more])
    return grid


def _two_halves(halves: Sequence[Sequence[IndicatorRowRecord]]) -> Grid:
    first, second = halves
    grid = [["绩效指标", *LEVELS, "指标值", *LEVELS[1:], "指标值"]]
    for index, (left, right) in enumerate(zip(first, second, strict=True)):
        cells = [_level(first, index, False, ABOVE), _level(first, index, True, ABOVE), left.indicator_name, left.target_text]
        cells += [_level(second, index, True, ABOVE), right.indicator_name, right.target_text]
        grid.append([ABOVE, *(cell or "" for cell in cells)])
    return grid


def _plain_halves(halves: Sequence[Sequence[IndicatorRowRecord]]) -> Grid:
    grid = [[*LEVELS, "指标值", *LEVELS, "指标值"]]
    for index, pair in enumerate(zip(*halves, strict=True)):
        cells: list[str] = []
        for half, row in zip(halves, pair, strict=True):
            levels = [_level(half, index, second, "") for second in (False, True)]
            cells += [*levels, row.indicator_name or "", row.target_text or ""]
        grid.append(cells)
    return grid


def _split_targets(rows: Sequence[IndicatorRowRecord], extras: Sequence[str], has_weight: bool) -> Grid:
    weight = ["分值"] if has_weight else []
    grid = [[*LEVELS, *weight, "指标性质", "指标值", "度量单位", *(EXTRAS[name] for name in extras)]]
    for index, row in enumerate(rows):
        parts = TARGET.fullmatch(row.target_text or "")
        target = list(parts.groups()) if parts else ["", row.target_text or "", ""]
        levels = [_level(rows, index, second, "") for second in (False, True)]
        weight = [row.weight_text or ""] if has_weight else []
        grid.append([*levels, row.indicator_name or "", *weight, *target, *(getattr(row, name) or "" for name in extras)])
    return grid
