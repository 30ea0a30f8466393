"""The rows of a page of text: separated values, tabs, pipes and boxes, columns told by blanks, and lines of prose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.aligned_table import UNSURE_ROWS, Row
from ingest.readers.text_aligned import Carried, aligned_text
from ingest.readers.text_cells import THOUSANDS, separated_values
from ingest.readers.text_pipes import piped_lines
from ingest.records import Span

TAB = "\t"
UNSURE_CELLS = "the cells of the record cannot be told apart: a comma may be part of an amount"
# Where the doubt begins (from 0), the line as printed, and the reason.
Unsure = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class TextRow:
    """A row or a line of prose; `place` is the line it begins on, from 0."""

    place: int
    text: str
    cells: tuple[str, ...]
    spans: tuple[Span, ...] = ()


def text_rows(lines: Sequence[str], carried: Carried | None = None) -> tuple[list[TextRow], list[Unsure], Carried | None]:
    """The rows of a page in print order, the tables whose columns cannot be told, and the columns that the next may go on in.

    `carried` are those of the page before.
    """
    values = separated_values(list(lines))
    if values is not None:
        rows = [TextRow(place, TAB.join(cells), cells) for place, cells in values]
        return rows, [(row.place, row.text, UNSURE_CELLS) for row in rows if _is_whole(row)], None
    piped = piped_lines(lines)
    rows: list[TextRow] = []
    doubts: list[Unsure] = []
    begin = 0
    for place in range(len(lines) + 1):
        if place < len(lines) and place not in piped and TAB not in lines[place]:
            continue
        own, unsure, carried = _plain_rows(lines[begin:place], begin, carried)
        rows += own
        doubts += unsure
        begin = place + 1
        if place < len(lines):
            cells = piped.get(place, tuple(lines[place].split(TAB)))
            rows += [TextRow(place, lines[place] if place not in piped else _text(lines[place], cells), cells)] if cells else []
    return rows, doubts, carried


def _is_whole(row: TextRow) -> bool:
    """Whether a record stayed one cell though an amount such as 1,234.50 stands in it."""
    return len(row.cells) == 1 and THOUSANDS.search(row.text) is not None


def _text(line: str, cells: tuple[str, ...]) -> str:
    """The line as printed, or the cells of several lines."""
    return line if all(cell in line for cell in cells) else TAB.join(cells)


def _plain_rows(
    lines: Sequence[str], before: int, carried: Carried | None
) -> tuple[list[TextRow], list[Unsure], Carried | None]:
    """Lines without separators: rows where they align, else one cell each. Blank lines stay."""
    prose = [TextRow(before + place, line, (line,)) for place, line in enumerate(lines)]
    found, carried = aligned_text(lines, carried)
    doubts = [(before + doubt.line, lines[doubt.line], doubt.reason) for doubt in found.doubts]
    for part in found.parts:
        if isinstance(part, int):
            continue
        numbered = _numbered(part)
        if numbered is None:
            doubts.append((before + part[0].lines[0], lines[part[0].lines[0]], UNSURE_ROWS))
            continue
        taken = {number for row in part for number in row.lines}
        prose = [row for row in prose if row.place - before not in taken]
        prose += [TextRow(before + place, TAB.join(row.cells), row.cells, row.spans) for place, row in numbered]
    return sorted(prose, key=lambda row: row.place), doubts, carried


def _numbered(rows: Sequence[Row]) -> list[tuple[int, Row]] | None:
    """Each row with a line of its own; None where two rows share their only line, or their lines run against their order."""
    numbered: list[tuple[int, Row]] = []
    for row in rows:
        last = numbered[-1][0] if numbered else -1
        place = next((number for number in row.lines if number > last), None)
        if place is None:
            return None
        numbered.append((place, row))
    return numbered
