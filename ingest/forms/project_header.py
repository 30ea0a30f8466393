"""The blocks above the indicators of a project target form: who, what, how much, and the goals.

Amounts of two horizons stand side by side (中期资金总额 | 年度资金总额) or one below the other: a source belongs to the total
in its column, else in order of print. Amounts stand beside their labels, or in a row below a row of labels. Goal texts stand
beside their label, or below it in the label's column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.forms.amounts_apart import with_amounts_after, with_amounts_below
from ingest.forms.pieces import FUNDING_AREAS, GOAL_AREAS, Entry, Piece, read_entries
from ingest.forms.project_fundings import Funding, read_fundings
from ingest.forms.words import fold

HEADER_AREAS = frozenset({"header", "department_header"})
AREAS = frozenset({"header", "funding", "goal"})
DEPARTMENT_AREAS = AREAS | {"department_header", "department_funding", "department_goal"}
UNIT = re.compile("亿元|百万元|万元|千元|元")
BARE_SUM = "合计"
YEAR = re.compile(r"(?:19|20)[0-9]{2}\s*年?\s*[-—至~]?\s*(?:(?:19|20)[0-9]{2})?\s*年?度?")
UNIT_LINE = re.compile(r"单\s*位\s*[:：]\s*(?:人民币)?\s*[亿百万千]*元")


@dataclass(frozen=True, slots=True)
class Goal:
    horizon: str
    heading_text: str
    goal_text: str | None
    entry: Entry


@dataclass(frozen=True, slots=True)
class HeaderBlock:
    """`fields` maps a header concept to its printed value. `midterm_period_text` is what the goal's heading has in brackets;
    `unit_text` is the unit of money that the funding heading, or a label of its amounts, names."""

    fields: dict[str, str | None]
    fundings: tuple[Funding, ...]
    goals: tuple[Goal, ...]
    midterm_period_text: str | None
    unit_text: str | None
    entries: tuple[Entry, ...]


def read_header_block(pieces: Sequence[Piece], areas: frozenset[str] = AREAS) -> HeaderBlock:
    """Read labels and values of the pieces above the indicator table."""
    entries = with_amounts_after(with_amounts_below(_without_other_sums(read_entries(pieces, areas)), pieces), pieces)
    fields: dict[str, str | None] = {}
    for entry in entries:
        if entry.label.area in HEADER_AREAS:
            fields.setdefault(entry.label.concept, entry.value)
    goals = _goals([entry for entry in entries if entry.label.area in GOAL_AREAS])
    periods = (entry.label.bracket for entry in entries if entry.label.concept == "midterm")
    return HeaderBlock(
        fields=fields,
        fundings=read_fundings(entries),
        goals=goals,
        midterm_period_text=next((period for period in periods if period), None),
        unit_text=next((unit for unit in map(_unit, entries) if unit), None),
        entries=tuple(entries),
    )


def _without_other_sums(entries: Sequence[Entry]) -> list[Entry]:
    """A bare 合计 is the project's total only where no label names one: else it sums some list of costs."""
    has_total = any(entry.label.concept == "total" and entry.label.word != BARE_SUM for entry in entries)
    return [entry for entry in entries if not (has_total and entry.label.word == BARE_SUM)]


def find_unit(text: str | None) -> str | None:
    """The unit of money a short text names, such as 万元 in 单位：万元."""
    match = UNIT.search(fold(text or ""))
    return match.group() if match else None


def _unit(entry: Entry) -> str | None:
    if entry.label.concept == "funding_heading":
        return find_unit(entry.label.bracket) or find_unit(entry.value)
    return find_unit(entry.label.bracket) if entry.label.area in FUNDING_AREAS else None


def _goals(entries: Sequence[Entry]) -> tuple[Goal, ...]:
    """A general heading (总体目标) without text of its own only introduces the headings beside or below it."""
    specific = [entry for entry in entries if entry.label.concept != "general"]
    headings = specific or [entry for entry in entries if entry.value] or list(entries[:1])
    texts: dict[int, list[str]] = {position: [] for position in range(len(headings))}
    for entry in entries:
        own = next((position for position, heading in enumerate(headings) if heading is entry), None)
        if own is not None and entry.label.remainder:
            texts[own].append(entry.label.remainder)
        for piece in entry.values:
            position = _goal_of(piece, headings, own, entry.values)
            if position is not None:
                texts[position].append(piece.text)
    return tuple(
        Goal(
            horizon="annual" if entry.label.concept == "general" else entry.label.concept,
            heading_text=entry.label.word,
            goal_text="".join(texts[position]) or None,
            entry=entry,
        )
        for position, entry in enumerate(headings)
    )


def _goal_of(piece: Piece, headings: Sequence[Entry], own: int | None, values: Sequence[Piece]) -> int | None:
    """A text beside its heading is the heading's; a text below belongs to the nearest heading at or left of its column.

    Below headings side by side, the texts of a line without columns are theirs in order, where they are as many.
    """
    if own is not None and not piece.in_grid and piece.line is not headings[own].line:
        peers = [position for position, heading in enumerate(headings) if heading.line is headings[own].line]
        beside = [other for other in values if other.line is piece.line]
        if len(peers) > 1:
            return peers[beside.index(piece)] if len(beside) == len(peers) else None
    if own is not None and (not piece.in_grid or piece.line is headings[own].line):
        return own
    left = [position for position, heading in enumerate(headings) if heading.column <= piece.column]
    return max(left, key=lambda position: headings[position].column) if left else own
