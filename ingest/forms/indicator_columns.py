"""The header row of an indicator table: which column holds what, in one half or in two halves side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.forms.pieces import Piece, read_entries, split_pieces
from ingest.records import Line

AREA = frozenset({"indicator_column"})
HORIZON_WORDS = (("年度", "annual"), ("当年", "annual"), ("中期", "midterm"), ("实施期", "whole_project"))
# A header may wrap over this many lines of a text flow.
LONGEST_HEADER = 8


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: its 0-based index as printed in the header, what it holds, and the half it belongs to."""

    index: int
    concept: str
    half: int
    horizon: str | None


@dataclass(frozen=True, slots=True)
class IndicatorHeader:
    columns: tuple[Column, ...]
    line_count: int

    @property
    def half_count(self) -> int:
        return 1 + max(column.half for column in self.columns)

    def horizon(self, half: int) -> str | None:
        """The horizon the header's own words give to a half."""
        return next((column.horizon for column in self.columns if column.half == half and column.horizon), None)


def read_indicator_header(lines: Sequence[Line]) -> IndicatorHeader | None:
    """The header that begins on the first of `lines`, or None. It names at least a target and a name or level column."""
    first = split_pieces(lines[:1])
    if not first or not read_entries(first, AREA):
        return None
    for count in range(1, 2 if first[0].in_grid else LONGEST_HEADER + 1):
        columns = _columns(split_pieces(lines[:count]))
        concepts = {column.concept for column in columns or ()}
        if columns and "target" in concepts and concepts & {"name", "level2"}:
            return IndicatorHeader(columns, count + _wrapped_lines(lines, count, len(columns)))
    return None


def _wrapped_lines(lines: Sequence[Line], count: int, found: int) -> int:
    """How many further lines of a flow carry nothing but more header words."""
    further = 0
    while count + further < len(lines) and not lines[count].cells[1:]:
        columns = _columns(split_pieces(lines[: count + further + 1]))
        if columns is None or (lines[count + further].text.strip() and len(columns) == found):
            break
        found, further = len(columns), further + 1
    return further


def _columns(pieces: Sequence[Piece]) -> tuple[Column, ...] | None:
    """Columns in print order; None where a piece is no header word."""
    entries = read_entries(pieces, AREA)
    if sum(len(entry.pieces) for entry in entries) != len(pieces) or any(entry.values for entry in entries):
        return None
    columns: list[Column] = []
    half, seen = 0, set()
    for position, entry in enumerate(entries):
        concept = entry.label.concept
        if concept in seen and concept in {"level1", "level2", "name", "target"}:
            half, seen = half + 1, set()
        seen.add(concept)
        if concept != "furniture":
            horizon = next((value for word, value in HORIZON_WORDS if word in entry.label.word), None)
            columns.append(Column(entry.column if pieces[0].in_grid else position, concept, half, horizon))
    return tuple(columns)
