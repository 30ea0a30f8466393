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

from ingest.readers.aligned_anchors import EVENLY, MOST, beside, centred, joined_anchors, value_lines
from ingest.readers.aligned_cells import OVERLAP, Body, Cell, are_certain, wrapped_cells
from ingest.readers.aligned_columns import Placed
from ingest.readers.aligned_pieces import PrintedLine


@dataclass(frozen=True, slots=True)
class RowDraft:
    """Cells of one row, and its height on the page."""

    middle: float
    cells: tuple[Cell, ...]


def body_rows(lines: Sequence[PrintedLine], placed: Mapping[int, Sequence[Placed]]) -> list[RowDraft] | None:
    """The rows of lines below a header; None where they are in doubt."""
    values = value_lines(lines, placed)
    several = sum(len(placed[line.number]) > 1 for line in lines)
    anchors = joined_anchors(values, placed) if values and 2 * len(values) >= several else []
    row_of = {number: row for row, own in enumerate(anchors) for number in own}
    near = row_of | (centred(lines, placed, anchors) or beside(lines, placed, row_of))
    body = Body(lines, placed, near)
    cells = wrapped_cells(body)
    if not anchors:
        anchors, cells = _anchors_of_words(cells, {number for number, own in placed.items() if len(own) > 1})
    elif _holds_rows(cells, near, len(anchors)) or not are_certain(cells, body) or _leans(cells, anchors, lines):
        return None
    return _assemble(cells, anchors, {line.number: line for line in lines})


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


def _leans(cells: Sequence[Cell], anchors: Sequence[Sequence[int]], lines: Sequence[PrintedLine]) -> bool:
    """Whether lines set around a row of values, in a dense column, do not stand evenly: some may be another row's."""
    middle_of = {line.number: line.middle for line in lines}
    ordered = sorted(sum(middle_of[number] for number in own) / len(own) for own in anchors)
    counts = Counter(one.first for cell in cells for one in cell.pieces)
    of_values = {number for own in anchors for number in own}
    reach = EVENLY * median(line.height for line in lines)
    for cell in cells:
        middle = (middle_of[cell.lines[0]] + middle_of[cell.lines[-1]]) / 2
        nearest = ordered[_nearest(ordered, middle)]
        is_around = middle_of[cell.lines[0]] < nearest < middle_of[cell.lines[-1]] and of_values.isdisjoint(cell.lines)
        if is_around and counts[cell.first] >= MOST * len(anchors) and abs(middle - nearest) > reach:
            return True
    return False


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
