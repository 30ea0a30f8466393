"""The header of a table without rules: which columns each heading stands over, and how many rows the headings make.

A heading stands over one column of figures, or centred over several that have headings of their own. Headings are placed line
by line from the lowest, in the order of the columns, at the least cost; where no placement is near, the columns are in doubt.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.readers.aligned_cells import OVERLAP, Cell
from ingest.readers.aligned_columns import Extent, Placed, touched
from ingest.readers.aligned_headings import MOST_COLUMNS, Heading, is_over_group, overlaps, parted, place_line
from ingest.readers.aligned_pieces import PrintedLine
from ingest.readers.aligned_rows import RowDraft

# Lines of one heading stand no further apart, in heights; where the second is no row of its own, no further than the latter.
TIGHT, NEAR = 1.35, 1.9
# A heading aside of its figures is so many times nearer to them than that of a column without figures.
CLEARLY = 1.5


def header_rows(lines: Sequence[PrintedLine], columns: Sequence[Extent]) -> tuple[list[Extent], list[RowDraft]] | None:
    """The columns with those that have a heading only, and the rows of the header; None where a heading's place is in doubt."""
    numbering = lines[-1] if len(lines) > 1 and is_numbering(lines[-1]) else None
    lines = lines[:-1] if numbering else lines
    columns = list(columns)
    found: list[Heading] = []
    new: set[int] = set()
    single = [p for n, line in enumerate(lines) for p in line.pieces if not is_over_group(p, lines[n + 1 :])]
    taken = {columns[touched(piece, columns)[0]] for piece in single if overlaps(piece, columns)}
    for line in reversed(lines):
        pieces = parted(line.pieces, columns, found)
        placements = place_line(pieces, line.height, columns, found, taken)
        if placements is None or len(columns) + len(placements) > MOST_COLUMNS:
            return None
        added = 0
        for piece, first, last in placements:
            first, last = first + added, last + added
            if last < first:
                columns.insert(first, (piece.box[0], piece.box[2]))
                new = {column + (column >= first) for column in new} | {first}
                for heading in found:
                    heading.first += heading.first >= first
                    heading.last += heading.last >= first
                added, last = added + 1, first
            found.append(Heading(first, last, [piece], [line]))
    beside = [(column, other) for column in new for other in (column - 1, column + 1) if 0 <= other < len(columns)]
    if any(other not in new and not _is_headed(other, columns, found, columns[column]) for column, other in beside):
        return None
    numbers = _numbering_row(numbering, columns, found) if numbering else None
    if numbering and numbers is None:
        return None
    return columns, _rows(_joined(found, lines)) + ([numbers] if numbers else [])


def _is_headed(column: int, columns: Sequence[Extent], found: Sequence[Heading], other: Extent) -> bool:
    """Whether the lowest heading of a column stands over its figures, or clearly nearer to them than another heading."""
    lowest = next((heading for heading in found if heading.first <= column <= heading.last), None)
    if lowest is None:
        return False
    own = (lowest.pieces[0].box[0], lowest.pieces[0].box[2])
    return lowest.last > lowest.first or CLEARLY * _gap(own, columns[column]) <= _gap(other, columns[column])


def _gap(one: Extent, other: Extent) -> float:
    return max(0.0, one[0] - other[1], other[0] - one[1])


def is_numbering(line: PrintedLine) -> bool:
    """Whether a line numbers the columns: 1, 2, 3 and so on, perhaps after a word."""
    texts = [piece.text for piece in line.pieces]
    texts = texts[1:] if texts and not texts[0].isdigit() else texts
    numbers = [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 3]
    return len(numbers) == len(texts) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _numbering_row(line: PrintedLine, columns: Sequence[Extent], found: Sequence[Heading]) -> RowDraft | None:
    """The line that numbers the columns: each number stands under the nearest heading."""
    extents = list(columns)
    for heading in found:
        if heading.first == heading.last:
            box, own = heading.pieces[0].box, extents[heading.first]
            extents[heading.first] = min(box[0], own[0]), max(box[2], own[1])
    placed = [(touched(piece, extents)[0], piece) for piece in line.pieces]
    if len({column for column, _ in placed}) < len(placed):
        return None
    return RowDraft(line.middle, tuple(Cell(c, c, [line.number], [Placed(c, c, piece)]) for c, piece in placed))


def _joined(found: Sequence[Heading], lines: Sequence[PrintedLine]) -> list[Heading]:
    """Headings from top to bottom; lines of one heading over one column are one."""
    begins = {line.number: line.pieces[0].box[0] for line in lines}
    first_left = min(begins.values())
    joined: list[Heading] = []
    lowest: dict[int, Heading] = {}
    for heading in reversed(found):
        line = heading.lines[0]
        above = lowest.get(heading.first) if heading.first == heading.last else None
        if above is not None and above.first == above.last:
            step = (line.middle - above.lines[-1].middle) / line.height
            if step <= TIGHT or (step <= NEAR and begins[line.number] > first_left + line.height):
                above.pieces += heading.pieces
                above.lines += heading.lines
                continue
        joined.append(heading)
        for column in range(heading.first, heading.last + 1):
            lowest[column] = heading
    return joined


def _rows(headings: Sequence[Heading]) -> list[RowDraft]:
    """A row for each line, and one for lines that overlap: headings set in the middle of the height of the header."""
    rows: list[list[Heading]] = []
    for heading in sorted(headings, key=lambda heading: (heading.lines[0].middle, heading.first)):
        top = rows[-1][0].lines[0] if rows else None
        is_free = top is not None and not any(own.first <= heading.last and heading.first <= own.last for own in rows[-1])
        if top is not None and is_free and heading.lines[0].middle - top.middle < OVERLAP * top.height:
            rows[-1].append(heading)
        else:
            rows.append([heading])
    return [
        RowDraft(
            row[0].lines[0].middle,
            tuple(
                Cell(h.first, h.last, [line.number for line in h.lines], [Placed(h.first, h.last, p) for p in h.pieces])
                for h in sorted(row, key=lambda heading: heading.first)
            ),
        )
        for row in rows
    ]
