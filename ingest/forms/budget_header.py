"""From the words of a header, in the order of the print, to the ordered columns of each side.

Every sound tree over the words is a variant; the numbering line and at last the arithmetic of the rows decide between them. A
header that keeps more than one variant is not read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from ingest.forms.budget_columns import YEAR, SideLayout, build_columns
from ingest.forms.budget_header_trees import forests
from ingest.forms.budget_header_words import Numbering, PrintedWord
from ingest.forms.budget_identities import Node, build_identities
from ingest.forms.budget_text import fold

SUMMARIES = frozenset({"revenue_expenditure_summary", "fiscal_appropriation_summary"})
REVENUE_STATEMENTS = frozenset({"department_revenue"})
LISTS = frozenset({"project_list", "procurement", "service_purchase"})
PLAIN_ROWS = frozenset({"expenditure_by_class", "fiscal_appropriation_by_class"})
VARIANT_LIMIT = 60


@dataclass(frozen=True, slots=True)
class TableKind:
    """What is known of a table before its columns: its statement, phase and the year in its title."""

    statement: str
    phase: str
    year: int | None


def side_variants(words: Sequence[PrintedWord], kind: TableKind, numbering: Numbering | None) -> list[tuple[SideLayout, ...]]:
    """Every sound reading of a header as sides with columns; the numbering line, where there is one, must agree."""
    year = kind.year or header_year([word.text for word in words])
    blocks = _split_sides(words, kind)
    if not blocks:
        return []
    per_side: list[list[tuple[Node, ...]]] = [list(islice(forests(_nodes(block)), VARIANT_LIMIT)) for _, block in blocks]
    combinations: list[tuple[tuple[Node, ...], ...]] = [()]
    for side in per_side:
        combinations = [(*chosen, forest) for chosen in combinations for forest in side]
    variants: dict[tuple[SideLayout, ...], None] = {}
    for combination in combinations:
        sides = tuple(
            side_layout(forest, side, block, kind, year) for (side, block), forest in zip(blocks, combination, strict=True)
        )
        if _fits(sides, words, numbering):
            variants.setdefault(sides)
    return list(variants)


def header_year(texts: Sequence[str]) -> int | None:
    """The latest year that a header prints."""
    return max((int(year) for text in texts for year in YEAR.findall(fold(text))), default=None)


def side_layout(
    forest: Sequence[Node], side: str, words: Sequence[PrintedWord], kind: TableKind, year: int | None
) -> SideLayout:
    """The layout of one side: columns from the forest, rows from the code and name words beside it."""
    columns = build_columns(forest, kind.phase, year)
    codes = [entry.meaning for word in words if (entry := word.entry("code"))]
    parts = [code for code in codes if code in ("class", "section", "item")]
    names = [entry.meaning for word in words for role in ("name", "heading") if (entry := word.entry(role))]
    return SideLayout(
        side=side,
        row_kind=_row_kind(side, kind.statement, codes, names),
        columns=columns,
        identities=build_identities(forest, [column.phase for column in columns]),
        code_parts=len(parts) if len(parts) > 1 else min(len(codes), 1),
        has_index=any(word.entry("index") for word in words),
        has_names=bool(names),
    )


def _nodes(words: Sequence[PrintedWord]) -> tuple[Node, ...]:
    return tuple(Node(word.text, entry.meaning) for word in words if (entry := word.entry("figure")))


def _split_sides(words: Sequence[PrintedWord], kind: TableKind) -> list[tuple[str, tuple[PrintedWord, ...]]]:
    """The words of each side with the side's name. Two name words with figure words between them make two sides."""
    names = [place for place, word in enumerate(words) if word.entry("name")]
    figures = [place for place, word in enumerate(words) if word.entry("figure") and not word.entry("side")]
    starts = [place for number, place in enumerate(names) if number == 0 or any(names[number - 1] < f < place for f in figures)]
    single = "revenue" if kind.statement in REVENUE_STATEMENTS else "expenditure"
    is_summary = kind.statement in SUMMARIES
    is_two_sided = len(starts) == 2 and (is_summary or _mirror(words, starts[0], starts[1]))
    if not is_two_sided:
        kinds = {entry.meaning for word in words if (entry := word.entry("name"))}
        return [] if is_summary or {"agency", "function"} <= kinds else [(single, tuple(words))]
    if any(place < starts[0] for place in figures):
        return []
    codes = tuple({word.text: word for word in words if word.entry("code")}.values())
    left = tuple(word for word in words[: starts[1]] if not word.entry("side") and not word.entry("code"))
    right = tuple(word for word in words[starts[1] :] if not word.entry("side") and not word.entry("code"))
    sides = ("revenue", "expenditure") if is_summary else (single, single)
    return [(sides[0], (*codes, *left)), (sides[1], (*codes, *right))]


def _mirror(words: Sequence[PrintedWord], first: int, second: int) -> bool:
    """Whether the figure words after two name words are the same: one table printed in two halves."""
    return [node.meaning for node in _nodes(words[first:second])] == [node.meaning for node in _nodes(words[second:])]


def _fits(sides: Sequence[SideLayout], words: Sequence[PrintedWord], numbering: Numbering | None) -> bool:
    if not all(side.columns for side in sides):
        return False
    columns = sum(len(side.columns) for side in sides)
    others = sum(1 for word in words if word.entry("code") or word.entry("name"))
    if numbering is None or numbering.count == columns:
        return True
    return not numbering.is_marked and numbering.count == columns + others


def _row_kind(side: str, statement: str, codes: Sequence[str], names: Sequence[str]) -> str:
    if statement in SUMMARIES:
        return "revenue_source" if side == "revenue" else "expenditure_name"
    if statement in LISTS and ("project" in names or "project" in codes):
        return "project"
    if "agency" in codes or "agency" in names:
        return "agency"
    if statement == "general_public_basic" or "economic" in names:
        return "economic"
    if statement == "three_public":
        return "expenditure_name" if "line" in names else "agency"
    is_plain = not codes and (statement in PLAIN_ROWS or "line" in names[:1])
    return "expenditure_name" if is_plain else "function"
