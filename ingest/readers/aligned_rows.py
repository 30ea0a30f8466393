"""Rows of a table without rules: lines that print figures are rows, and wrapped lines belong to the row beside them.

Where a wrapped line may belong to the row above or below, the rows are in doubt. A name centred beside several rows (a merged
cell of levels) stands in the row beside its middle.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from ingest.readers.aligned_cells import OVERLAP, Body, Cell, are_certain, is_full, widest_pieces, wrapped_cells
from ingest.readers.aligned_columns import Placed
from ingest.readers.aligned_pieces import PrintedLine

# A column of values prints values in this share of its cells, a dense column has pieces beside this share of the rows.
MOST = 0.6
# How far, in heights of a line, the first and the last line of a cell may stand unevenly about the middle of its row.
EVENLY = 0.5


@dataclass(frozen=True, slots=True)
class RowDraft:
    """Cells of one row, and its height on the page."""

    middle: float
    cells: tuple[Cell, ...]


def body_rows(lines: Sequence[PrintedLine], placed: Mapping[int, Sequence[Placed]]) -> list[RowDraft] | None:
    """The rows of lines below a header; None where they are in doubt."""
    values = _value_lines(lines, placed)
    several = sum(len(placed[line.number]) > 1 for line in lines)
    anchors = _anchors(values, placed) if values and 2 * len(values) >= several else []
    row_of = {number: row for row, own in enumerate(anchors) for number in own}
    near = row_of | (_centred(lines, placed, anchors) or _beside(lines, placed, row_of))
    body = Body(lines, placed, near)
    cells = wrapped_cells(body)
    if not anchors:
        anchors, cells = _anchors_of_words(cells, {number for number, own in placed.items() if len(own) > 1})
    elif _holds_rows(cells, near, len(anchors)) or not are_certain(cells, body):
        return None
    return _assemble(cells, anchors, {line.number: line for line in lines})


def _value_lines(lines: Sequence[PrintedLine], placed: Mapping[int, Sequence[Placed]]) -> list[PrintedLine]:
    counts: dict[int, list[int]] = {}
    for line in lines:
        for one in placed[line.number]:
            count = counts.setdefault(one.first, [0, 0])
            count[0] += one.piece.is_value
            count[1] += 1
    of_values = {column for column, (values, pieces) in counts.items() if values >= MOST * pieces}
    return [line for line in lines if any(one.first in of_values and one.piece.is_value for one in placed[line.number])]


def _anchors(values: Sequence[PrintedLine], placed: Mapping[int, Sequence[Placed]]) -> list[list[int]]:
    """Lines of values; two that overlap in other columns are one row (a code beside a name, amounts beside its middle)."""
    anchors: list[list[PrintedLine]] = []
    for line in values:
        if anchors and line.middle - anchors[-1][-1].middle < OVERLAP * line.height:
            taken = {one.first for own in anchors[-1] for one in placed[own.number]}
            if taken.isdisjoint(one.first for one in placed[line.number]):
                anchors[-1].append(line)
                continue
        anchors.append([line])
    return [[line.number for line in own] for own in anchors]


def _centred(
    lines: Sequence[PrintedLine], placed: Mapping[int, Sequence[Placed]], anchors: Sequence[Sequence[int]]
) -> dict[int, int]:
    """The row of each line where the lines of the first dense column of words stand evenly around the rows; else nothing."""
    by_number = {line.number: line for line in lines}
    columns = Counter(one.first for own in placed.values() for one in own if not one.piece.is_value)
    dense = [column for column, count in columns.items() if count > len(anchors)]
    if not anchors or not dense:
        return {}
    pieces = {number: one.piece for number, own in placed.items() for one in own if one.first == min(dense)}
    named = [line for line in lines if line.number in pieces]
    widest = widest_pieces(placed).get(min(dense), 0.0)
    found: dict[int, int] = {}
    begin = 0
    for row, own in enumerate(anchors):
        middle = sum(by_number[number].middle for number in own) / len(own)
        end = begin
        while end < len(named) and named[end].middle + named[begin].middle < 2 * middle - named[end].height * EVENLY:
            end += 1
        if end >= len(named) or abs(named[end].middle + named[begin].middle - 2 * middle) > named[end].height * EVENLY:
            return {}
        full = [is_full(pieces[line.number], widest) for line in named[begin : end + 1]]
        if not all(full[:-1]) or full[-1]:
            return {}
        found.update((line.number, row) for line in named[begin : end + 1])
        begin = end + 1
    return found if begin == len(named) and all(found.get(n, r) == r for r, own in enumerate(anchors) for n in own) else {}


def _beside(lines: Sequence[PrintedLine], placed: Mapping[int, Sequence[Placed]], row_of: Mapping[int, int]) -> dict[int, int]:
    """Lines without values that overlap just one row of values, and none of its cells: they are lines of its cells."""
    found: dict[int, int] = {}
    for place, line in enumerate(lines):
        if line.number in row_of:
            continue
        near = [n for n in (place - 1, place + 1) if 0 <= n < len(lines) and lines[n].number in row_of]
        near = [n for n in near if abs(lines[n].middle - line.middle) < OVERLAP * line.height]
        own = {one.first for one in placed[line.number]}
        if len(near) == 1 and own.isdisjoint(one.first for one in placed[lines[near[0]].number]):
            found[line.number] = row_of[lines[near[0]].number]
    return found


def _anchors_of_words(cells: list[Cell], several: set[int]) -> tuple[list[list[int]], list[Cell]]:
    """Rows of a table of words: those of the column with most cells. Wrapped cells of dense columns end where a row begins."""
    by_column: dict[int, list[Cell]] = {}
    for cell in cells:
        by_column.setdefault(cell.first, []).append(cell)
    beside = {column: sum(not several.isdisjoint(cell.lines) for cell in own) for column, own in by_column.items()}
    densest = by_column[max(beside, key=lambda column: (beside[column], column))]
    row_of = {number: row for row, cell in enumerate(densest) for number in cell.lines}
    found: list[Cell] = []
    for own in by_column.values():
        is_dense = len(own) >= MOST * len(densest) and own is not densest
        found += [part for cell in own for part in (_cut(cell, row_of) if is_dense else [cell])]
    return [list(cell.lines) for cell in densest], found


def _cut(cell: Cell, row_of: Mapping[int, int]) -> list[Cell]:
    parts: list[Cell] = []
    begun: int | None = None
    for number, one in zip(cell.lines, cell.pieces, strict=True):
        row = row_of.get(number, begun)
        if not parts or (begun is not None and row != begun):
            parts.append(Cell(cell.first, cell.last))
        begun = row
        parts[-1].lines.append(number)
        parts[-1].pieces.append(one)
    return parts


def _holds_rows(cells: Sequence[Cell], row_of: Mapping[int, int], rows: int) -> bool:
    """Whether wrapped lines of a dense column join two rows of values, so that they may belong to either."""
    counts = Counter(one.first for cell in cells for one in cell.pieces)
    dense = {column for column, count in counts.items() if count >= MOST * rows}
    return any(cell.first in dense and len({row_of[n] for n in cell.lines if n in row_of}) > 1 for cell in cells)


def _assemble(
    cells: Sequence[Cell], anchors: Sequence[Sequence[int]], by_number: Mapping[int, PrintedLine]
) -> list[RowDraft] | None:
    row_of = {number: row for row, own in enumerate(anchors) for number in own}
    middles = [sum(by_number[number].middle for number in own) / len(own) for own in anchors]
    order = sorted(range(len(anchors)), key=lambda row: middles[row])
    ordered = [middles[row] for row in order]
    rows: dict[int, list[Cell]] = {row: [] for row in order}
    loose: dict[int, list[Cell]] = {}
    reach = OVERLAP * median(line.height for line in by_number.values())
    for cell in sorted(cells, key=lambda cell: not any(number in row_of for number in cell.lines)):
        high, low = by_number[cell.lines[0]].middle, by_number[cell.lines[-1]].middle
        inside = {row_of[number] for number in cell.lines if number in row_of}
        if inside:
            rows[min(inside, key=lambda row: abs(middles[row] - (high + low) / 2))].append(cell)
            continue
        near = order[_nearest(ordered, (high + low) / 2)]
        if not high - reach < middles[near] < low + reach:
            loose.setdefault(cell.lines[0], []).append(cell)
        elif (twin := next((own for own in rows[near] if own.first == cell.first), None)) is None:
            rows[near].append(cell)
        elif twin.first == twin.last == cell.last and not any(number in row_of for number in twin.lines):
            twin.lines += cell.lines
            twin.pieces += cell.pieces
        else:
            return None
    drafts = [RowDraft(middles[row], tuple(own)) for row, own in rows.items() if own]
    drafts += [RowDraft(by_number[number].middle, tuple(own)) for number, own in loose.items()]
    for draft in drafts:
        columns = [column for cell in draft.cells for column in range(cell.first, cell.last + 1)]
        if len(columns) > len(set(columns)):
            return None
    return sorted(drafts, key=lambda draft: draft.middle)


def _nearest(ordered: Sequence[float], middle: float) -> int:
    after = bisect_right(ordered, middle)
    near = [n for n in (after - 1, after) if 0 <= n < len(ordered)]
    return min(near, key=lambda n: abs(ordered[n] - middle))
