"""Lines as a stream of pieces: the filled cells of a table row, or the blank-separated words of a text flow.

The header, funding and goal blocks of a form read the same either way: a label, then its value up to the next label.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ingest.forms.memory import remembered
from ingest.forms.words import Label, clean, find_label, looks_like_label
from ingest.records import Line

FUNDING_AREAS = frozenset({"funding", "department_funding"})
GOAL_AREAS = frozenset({"goal", "department_goal"})
# A label wrapped over lines is put together from at most this many pieces.
LONGEST_WRAP = 3
# Blanks that align the cells of a text table; where a line has them, single blanks belong to the text.
WIDE_BLANKS = re.compile(r"\s{2,}|\u3000")
# A blank amount; it is no list mark of the label on the next line.
DASH = re.compile("^[-—–－]+$")
MONEY_UNIT = re.compile(r"^[(（]?(?:亿|百万|[万千])?元[)）]?$")


class Piece(NamedTuple):
    """A filled cell, or a word of a flow. `column` is the cell's 0-based index, or the word's position in its line."""

    line: Line
    column: int
    text: str

    @property
    def in_grid(self) -> bool:
        return len(self.line.cells) > 1


@dataclass(frozen=True, slots=True)
class Entry:
    """A label with the pieces that follow it. `pieces` includes the label's own; `values` are the texts after it."""

    label: Label
    line: Line
    column: int
    pieces: tuple[Piece, ...]
    values: tuple[Piece, ...]

    @property
    def value(self) -> str | None:
        """The value as printed: pieces of a flow, and wrapped cells, joined without blanks; None where nothing is printed."""
        texts = [self.label.remainder or ""] + [piece.text for piece in self.values]
        return "".join(texts).strip() or None


def split_pieces(lines: Iterable[Line]) -> list[Piece]:
    """All pieces of the lines, in print order."""
    return [Piece(line, column, text) for line in lines for column, text in _texts(line.text, line.cells)]


@remembered
def _texts(text: str, cells: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
    """The filled cells of a row, or the words of a line, with their columns."""
    if len(cells) == 1:
        text = clean(text)
        cells = tuple(WIDE_BLANKS.split(text) if WIDE_BLANKS.search(text) else text.split())
    texts = map(clean, cells)
    return tuple((column, text) for column, text in enumerate(texts) if text)


def has_label(line: Line, areas: frozenset[str]) -> bool:
    """Whether `read_entries` finds a label among the pieces of one line."""
    return _has_label(line.text, line.cells, areas)


@remembered
def _has_label(text: str, cells: tuple[str, ...], areas: frozenset[str]) -> bool:
    if len(cells) > 1:
        return any(find_label(clean(cell), areas) is not None for cell in cells)
    pieces = split_pieces([Line(1, text, cells)])
    return any(_label_at(pieces, position, areas)[0] is not None for position in range(len(pieces)))


def read_entries(pieces: Sequence[Piece], areas: frozenset[str]) -> list[Entry]:
    """Group pieces under the labels of `areas`. Pieces before the first label, or beyond a label's value, are in none."""
    starts: list[tuple[int, int, Label]] = []
    position = 0
    while position < len(pieces):
        label, width = _label_at(pieces, position, areas)
        if label is not None and starts and _repeats_heading(pieces, starts[-1], position, label):
            label, width = None, 1
        if label is not None:
            starts.append((position, width, label))
        position += max(width, 1)
    ends = [*[start for start, _, _ in starts[1:]], len(pieces)][: len(starts)]
    entries = []
    for (start, width, label), end in zip(starts, ends, strict=True):
        values = _own_values(label, pieces[start], pieces[start + width : end])
        entries.append(
            Entry(label, pieces[start].line, pieces[start].column, (*pieces[start : start + width], *values), tuple(values))
        )
    return entries


def _repeats_heading(pieces: Sequence[Piece], before: tuple[int, int, Label], position: int, label: Label) -> bool:
    """A goal's text may begin with a heading of its own: 年度目标 | 年度目标：…"""
    start, width, heading = before
    beside = position == start + width and pieces[start].in_grid and pieces[position].line is pieces[start].line
    repeats = heading.area == label.area in GOAL_AREAS and label.concept in {heading.concept, "general"}
    return beside and repeats and heading.remainder is None and label.remainder is not None


def _own_values(label: Label, first: Piece, following: Sequence[Piece]) -> list[Piece]:
    """The pieces that are the label's value: what an unknown label beside or below it prints is not."""
    if label.area == "indicator_column":
        return list(following)
    if label.area in GOAL_AREAS:
        return _goal_values(first, following)
    own: list[Piece] = []
    for piece in following:
        is_unit = label.area in FUNDING_AREAS and bool(own or label.remainder) and bool(MONEY_UNIT.match(piece.text))
        if looks_like_label(piece.text) or not (is_unit or _continues(label, first, own, piece)):
            break
        own.append(piece)
    return own


def _continues(label: Label, first: Piece, own: Sequence[Piece], piece: Piece) -> bool:
    is_full = bool(own or label.remainder)
    if label.area in FUNDING_AREAS and is_full:
        return False
    if not first.in_grid and not piece.in_grid:
        return True
    if piece.line is first.line:
        return not is_full
    return bool(own) and piece.line is not own[-1].line and piece.column == own[0].column > first.column


def _goal_values(first: Piece, following: Sequence[Piece]) -> list[Piece]:
    """A goal's text runs on to the next label, or to a row that holds more texts than the goals' row holds headings."""
    headings = sum(find_label(text, GOAL_AREAS) is not None for text in first.line.cells)
    own = []
    for piece in following:
        if piece.in_grid and piece.line is not first.line and piece.column <= first.column:
            texts = sum(bool(clean(text)) for text in piece.line.cells)
            if texts > headings or looks_like_label(piece.text):
                break
        own.append(piece)
    return own


def _label_at(pieces: Sequence[Piece], position: int, areas: frozenset[str]) -> tuple[Label | None, int]:
    label = find_label(pieces[position].text, areas)
    if label is not None or DASH.match(pieces[position].text):
        return label, int(label is not None)
    if pieces[position].in_grid:
        return None, 0
    for width in range(2, LONGEST_WRAP + 1):
        parts = pieces[position : position + width]
        if len(parts) < width or any(part.in_grid for part in parts):
            break
        label = find_label("".join(part.text for part in parts), areas)
        if label is not None and label.remainder is None:
            return label, width
    return None, 0
