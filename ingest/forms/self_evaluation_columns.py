"""Columns of the two tables of a self-evaluation form, and where the cells of a row stand under them.

A cell belongs to the heading above it: the grid columns that the heading covers are its own. A cell under no heading, or a
second one under the same heading, decides nothing: the row is not read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.forms.words import clean, find_label
from ingest.records import Line

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading over the grid columns `first` to `last` (0-based); `bracket` is what it prints in brackets."""

    first: int
    last: int
    concept: str
    text: str
    bracket: str | None


@dataclass(frozen=True, slots=True)
class Headings:
    columns: tuple[Heading, ...]
    lines: tuple[Line, ...]

    @property
    def concepts(self) -> frozenset[str]:
        return frozenset(column.concept for column in self.columns)

    @property
    def repeated(self) -> tuple[str, ...]:
        """Concepts that more than one column has: which is which is not known."""
        counts = Counter(column.concept for column in self.columns if column.concept != UNKNOWN)
        return tuple(concept for concept, count in counts.items() if count > 1)


def read_headings(lines: Sequence[Line], areas: frozenset[str], least: int) -> Headings | None:
    """The headings that begin on the first line, going on in a second one of headings alone; None if it is no header."""
    first = _headings_of(lines[0], areas)
    if sum(column.concept != UNKNOWN for column in first) < least:
        return None
    second = _headings_of(lines[1], areas) if len(lines) > 1 and len(lines[1].cells) > 1 else ()
    if not second or any(column.concept == UNKNOWN for column in second):
        return Headings(first, (lines[0],))
    # A second row splits the heading above it.
    kept = [upper for upper in first if not any(upper.first <= lower.first <= upper.last for lower in second)]
    columns = sorted([*kept, *second], key=lambda column: column.first)
    return Headings(tuple(columns), (lines[0], lines[1]))


def place_cells(line: Line, headings: Headings, start: int = 0) -> dict[str, str] | None:
    """The text under each heading, by concept, from grid column `start` on; None where a cell has no heading of its own."""
    placed: dict[int, str] = {}
    for index, text in filled_cells(line):
        if index < start:
            continue
        own = next((at for at, column in enumerate(headings.columns) if column.first <= index <= column.last), None)
        if own is None or own in placed:
            return None
        placed[own] = text
    return {headings.columns[at].concept: text for at, text in placed.items() if headings.columns[at].concept != UNKNOWN}


def filled_cells(line: Line) -> list[tuple[int, str]]:
    """Grid column and text of the cells that print something."""
    return [(index, clean(text)) for index, text in enumerate(line.cells) if clean(text)]


def _headings_of(line: Line, areas: frozenset[str]) -> tuple[Heading, ...]:
    widths = {span.column_number - 1: span.column_count for span in line.spans}
    found = []
    for index, text in filled_cells(line):
        label = find_label(text, areas)
        concept = label.concept if label and not label.remainder else UNKNOWN
        last = index + widths.get(index, 1) - 1
        found.append(Heading(index, last, concept, text, label.bracket if label else None))
    return tuple(found)
