"""Which cell of a table row stands in which column, where a row may be shifted against its header.

Converters drop or add blank cells where cells were merged, so a row's cells keep their order but not always their column. The
alignment is the order-preserving assignment of least cost: a cell in a column whose kind of content it does not have costs, and
so does each change of shift from one cell to the next. Costs are judgement; their order is what matters, and tests hold it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ingest.forms.indicator_columns import Column
from ingest.forms.memory import remembered
from ingest.forms.words import fold, graded_words, indicator_levels, is_figure

CHANGE_OF_SHIFT = 1.0
DISTANCE = 0.05
MISSING = {"target": 2.0, "name": 1.0, "level2_of_new_level1": 0.5}
IMPOSSIBLE = 6.0
LONGEST_LEVEL = 12
WORST_STANDING = 1.5
STRICT = frozenset({"target", "weight", "comparator", "unit", "number"})
LEVELS = ("level1", "level2")

BASIS = re.compile("标准|依据|规划|文件|计划|规定|办法|通知|制度|方案")
SCORING = re.compile("赋分|[扣得加][0-9.]*分|满分|评分|计分|记分")
COMPARATOR = re.compile("^(?:[≥≤=<>~]|大于|小于|等于|不低于|不高于|不少于|不超过|大于等于|小于等于|定性|定量|正向|反向)+$")
NUMBER = re.compile("^(?:指标)?[（(]?[0-9]{1,3}(?:[.-][0-9]{1,2})*[）)、.]?$")
UNIT = re.compile("^[^0-9]{1,8}$")


def align(
    cells: Sequence[tuple[int, str]], columns: Sequence[Column], usual: Sequence[int], in_table: bool = False
) -> tuple[int, ...]:
    """For each cell (printed index, text) the position in `columns` it belongs to; at most as many cells as columns.

    `usual` gives the printed index at which each column usually stands in this table; `in_table` says that the format has
    cells, so that a row may leave its target blank.
    """
    return cheapest_alignment(cells, columns, usual, in_table)[1]


def cheapest_alignment(
    cells: Sequence[tuple[int, str]], columns: Sequence[Column], usual: Sequence[int], in_table: bool = False
) -> tuple[float, tuple[int, ...]]:
    """The alignment with its cost. A row that fits where it stands is not moved."""
    standing, is_sure = _standing(cells, columns, usual, in_table)
    return (0.0, standing) if is_sure else _search(cells, columns, usual)


def align_decided(
    cells: Sequence[tuple[int, str]], columns: Sequence[Column], usual: Sequence[int], in_table: bool = False
) -> tuple[int, ...]:
    """As `align`; empty for a row that fits where it stands, without a name, and would fit elsewhere as well."""
    standing, is_sure = _standing(cells, columns, usual, in_table)
    if standing:
        return standing if is_sure else ()
    return _search(cells, columns, usual)[1]


def _search(cells: Sequence[tuple[int, str]], columns: Sequence[Column], usual: Sequence[int]) -> tuple[float, tuple[int, ...]]:
    """The alignment of least cost."""
    folded = [fold(text) for _, text in cells]

    @cache
    def best(cell: int, position: int, shift: int) -> tuple[float, tuple[int, ...]]:
        """Cheapest way to place cells from `cell` on into columns from `position` on, after a cell that stood `shift` off."""
        if cell == len(cells):
            return sum(_missing(column) for column in columns[position:]), ()
        options = []
        skipped_cost = 0.0
        for target in range(position, len(columns) - (len(cells) - cell) + 1):
            moved = cells[cell][0] - usual[target]
            cost = (
                skipped_cost
                + misfit(folded[cell], columns[target].concept)
                + CHANGE_OF_SHIFT * (moved != shift)
                + DISTANCE * abs(moved)
            )
            rest, places = best(cell + 1, target + 1, moved)
            if columns[target].concept == "level1" and not _starts_level2(columns, target, places):
                cost += MISSING["level2_of_new_level1"]
            options.append((cost + rest, (target, *places)))
            skipped_cost += _missing(columns[target])
        return min(options)

    return best(0, 0, 0)


def _standing(
    cells: Sequence[tuple[int, str]], columns: Sequence[Column], usual: Sequence[int], in_table: bool
) -> tuple[tuple[int, ...], bool]:
    """Each cell's own column where all fit where they stand, else none; sure with a name or with a sure target."""
    at = {index: position for position, index in enumerate(usual)}
    if any(index not in at for index, _ in cells):
        return (), False
    places = tuple(at[index] for index, _ in cells)
    held = {columns[place].concept: fold(text) for place, (_, text) in zip(places, cells, strict=True)}
    costs = {concept: misfit(text, concept) for concept, text in held.items()}
    known = _level_words()
    name = held.get("name", "")
    # A target may be left blank where a cell beside it can only be a weight or a comparator.
    is_told = any(held.get(concept) and costs[concept] == 0.0 for concept in ("weight", "comparator"))
    has_target = "target" in held or (bool(name) and (in_table or is_told))
    fits = has_target and not is_figure(name) and not (name in known and name.endswith("指标"))
    fits = fits and all(costs[concept] < WORST_STANDING for concept in held if concept in STRICT)
    fits = fits and all(costs[concept] <= (0.0 if held[concept] in known else 1.0) for concept in held if concept in LEVELS)
    return (places, bool(name) or costs.get("target") == 0.0) if fits else ((), False)


@cache
def _level_words() -> frozenset[str]:
    return frozenset().union(*indicator_levels())


def _starts_level2(columns: Sequence[Column], level1: int, places: tuple[int, ...]) -> bool:
    following = [position for position in range(level1 + 1, len(columns)) if columns[position].concept == "level2"]
    return not following or following[0] in places


def _missing(column: Column) -> float:
    return MISSING.get(column.concept, 0.0)


def looks_like_level(folded: str) -> bool:
    """Whether a text may stand in a level column: a name of the taxonomies, or a short one that ends in 指标."""
    level1, level2 = indicator_levels()
    return folded in level1 or folded in level2 or (folded.endswith("指标") and len(folded) <= LONGEST_LEVEL)


@remembered
def misfit(text: str, concept: str) -> float:
    """How badly a folded text fits a column: 0 where it is what the column holds."""
    level1, level2 = indicator_levels()
    if concept == "level1":
        return 0.0 if text in level1 else 1.0 if looks_like_level(text) else IMPOSSIBLE / 2
    if concept == "level2":
        return 0.0 if text in level2 else 1.0 if looks_like_level(text) else IMPOSSIBLE / 2
    is_level = text in level1 or text in level2
    if concept == "name":
        return 1.5 if is_level else 2.5 if is_figure(text) else 0.0
    if concept == "target":
        if is_level:
            return IMPOSSIBLE / 2
        return 0.0 if is_figure(text) or text in graded_words() else 2.5 if SCORING.search(text) else 0.5
    if concept == "weight":
        return 0.0 if re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]+)?[%分]?", text) else IMPOSSIBLE
    if concept == "number":
        return 0.0 if NUMBER.match(text) else IMPOSSIBLE
    if concept == "comparator":
        return 0.0 if COMPARATOR.match(text) else IMPOSSIBLE
    if concept == "unit":
        return 0.0 if UNIT.match(text) else IMPOSSIBLE / 2
    if concept == "basis":
        return 0.0 if BASIS.search(text) else 1.5
    if concept == "scoring_rule":
        return 0.0 if SCORING.search(text) else 1.5
    if concept == "baseline":
        return 0.0 if is_figure(text) or text in graded_words() else 1.0
    return 1.0 if is_figure(text) or is_level else 0.0
