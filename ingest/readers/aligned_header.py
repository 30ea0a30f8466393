"""The header of a table without rules: which columns each heading stands over, and how many rows the headings make.

A heading stands over one column of figures, or centred over several that have headings of their own. Headings are placed line
by line from the lowest, in the order of the columns, at the least cost; where no placement is near, the columns are in doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.aligned_cells import Cell
from ingest.readers.aligned_columns import Extent, Placed
from ingest.readers.aligned_pieces import Piece, PrintedLine
from ingest.readers.aligned_rows import RowDraft

MOST_COLUMNS = 60
# Costs, in heights of a line: a heading off its columns, a column without a heading on this line, a column without figures.
FARTHEST = 1.5
ASIDE = 0.3
SKIPPED_OPEN, SKIPPED_HEADED = 1.0, 0.6
NEW_COLUMN = 1.6
# Lines of one heading stand no further apart, in heights; where the second is no row of its own, no further than the latter.
TIGHT, NEAR = 1.35, 1.9


@dataclass(slots=True)
class Heading:
    """Pieces of one heading from top to bottom, and the columns it stands over."""

    first: int
    last: int
    pieces: list[Piece]
    lines: list[PrintedLine]


# A heading's piece with its first and last column; a last column before the first: a new column stands before the first.
Placement = tuple[Piece, int, int]


def header_rows(lines: Sequence[PrintedLine], columns: Sequence[Extent]) -> tuple[list[Extent], list[RowDraft]] | None:
    """The columns with those that have a heading only, and the rows of the header; None where a heading's place is in doubt."""
    columns = list(columns)
    found: list[Heading] = []
    new: set[int] = set()
    for line in reversed(lines):
        placements = _place_line(line, columns, found)
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
    headed = {column for heading in found for column in range(heading.first, heading.last + 1)}
    if any(_has_bare_neighbour(column, headed, len(columns)) for column in new):
        return None
    return columns, _rows(_joined(found, lines))


def _has_bare_neighbour(column: int, headed: set[int], count: int) -> bool:
    return any(beside not in headed for beside in (column - 1, column + 1) if 0 <= beside < count)


def _place_line(line: PrintedLine, columns: Sequence[Extent], below: Sequence[Heading]) -> list[Placement] | None:
    extents = list(columns)
    headed = [False] * len(columns)
    for heading in below:
        for column in range(heading.first, heading.last + 1):
            if heading.first == heading.last and not headed[column]:
                extents[column] = heading.pieces[0].box[0], heading.pieces[0].box[2]
            headed[column] = True
    pieces = line.pieces
    # best[i][j]: the least cost of the first i pieces over the first j columns, and the step that led there.
    best: list[list[tuple[float, tuple[int, int, int] | None]]] = [
        [(float("inf"), None)] * (len(columns) + 1) for _ in range(len(pieces) + 1)
    ]
    best[0][0] = (0.0, None)
    for done in range(len(pieces) + 1):
        for column in range(len(columns) + 1):
            cost = best[done][column][0]
            if cost == float("inf"):
                continue
            steps = [(done, column + 1, SKIPPED_HEADED if headed[column] else SKIPPED_OPEN)] if column < len(columns) else []
            if done < len(pieces):
                steps += _steps(pieces[done], done, column, extents, headed, line.height)
            for next_done, next_column, price in steps:
                if cost + price < best[next_done][next_column][0]:
                    best[next_done][next_column] = (cost + price, (done, column, next_done))
    done, column = len(pieces), len(columns)
    if best[done][column][0] == float("inf"):
        return None
    placements: list[Placement] = []
    while (step := best[done][column][1]) is not None:
        if step[2] > step[0]:
            placements.append((pieces[step[0]], step[1], column - 1))
        done, column = step[0], step[1]
    return placements[::-1]


def _steps(
    piece: Piece, done: int, column: int, extents: Sequence[Extent], headed: Sequence[bool], height: float
) -> list[tuple[int, int, float]]:
    """Where a piece may stand that begins with a column: over it, over it and those after it, or before it."""
    left, _, right, _ = piece.box
    steps = []
    before = extents[column - 1][1] if column else float("-inf")
    if before <= left and (column == len(extents) or right <= extents[column][0]):
        steps.append((done + 1, column, NEW_COLUMN))
    for last in range(column, len(extents)):
        if headed[last] != headed[column]:
            break
        low, high = extents[column][0], extents[last][1]
        off = min(abs((low + high) / 2 - piece.middle), abs(low - left)) / height
        if last == column and not headed[column]:
            aside = max(0.0, left - high, low - right) / height
            steps.append((done + 1, last + 1, ASIDE * aside))
            continue
        covers = last > column and left < extents[column][1] and right > extents[last][0]
        if (headed[column] and off <= FARTHEST) or covers:
            steps.append((done + 1, last + 1, min(off, FARTHEST)))
    return steps


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
    depth: dict[int, int] = {}
    rows: dict[int, list[Heading]] = {}
    for heading in headings:
        level = max(depth.get(column, 0) for column in range(heading.first, heading.last + 1))
        depth.update(dict.fromkeys(range(heading.first, heading.last + 1), level + 1))
        rows.setdefault(level, []).append(heading)
    return [
        RowDraft(
            min(heading.lines[0].middle for heading in row),
            tuple(
                Cell(h.first, h.last, [line.number for line in h.lines], [Placed(h.first, h.last, p) for p in h.pieces])
                for h in sorted(row, key=lambda heading: heading.first)
            ),
        )
        for _, row in sorted(rows.items())
    ]
