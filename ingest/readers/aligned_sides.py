"""Two tables without rules side by side, whose rows do not stand on the same heights: each is read as if it stood alone.

Tables whose rows do share their heights are read as one: that is how the halves of a table (收入, 支出) are printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from ingest.readers.aligned_columns import find_columns, touched
from ingest.readers.aligned_pieces import Piece, PrintedLine, printed_line

# Each side has so many rows of its own at least, and the sides change so often down the page.
FEWEST_ROWS = 3
FEWEST_CHANGES = 3
Lines = list[list[Piece]]


def part_sides(lines: Lines) -> list[Lines]:
    """The lines in stretches: what is above two such tables, the left one, the right one, and what is below."""
    if sum(len(pieces) > 1 for pieces in lines) < 2 * FEWEST_ROWS:
        return [lines]
    printed = [printed_line(number, pieces) for number, pieces in enumerate(lines)]
    rows = [line for line in printed if len(line.pieces) > 1 and line.is_value]
    gutter = _gutter(rows)
    if gutter is None:
        return [lines]
    sides = [(line.number, _side(line, gutter)) for line in rows]
    apart = [number for number, side in sides if side]
    begin, end = apart[0], apart[-1]
    while begin and _side(printed[begin - 1], gutter) is not None:
        begin -= 1
    while end + 1 < len(printed) and _side(printed[end + 1], gutter) is not None:
        end += 1
    inside = printed[begin : end + 1]
    if any(_side(line, gutter) is None for line in inside) or 2 * len(rows) < len(inside):
        return [lines]
    left = [[piece for piece in pieces if piece.middle < gutter] for pieces in lines[begin : end + 1]]
    right = [[piece for piece in pieces if piece.middle >= gutter] for pieces in lines[begin : end + 1]]
    return [
        part for part in (lines[:begin], [own for own in left if own], [own for own in right if own], lines[end + 1 :]) if part
    ]


def _gutter(rows: Sequence[PrintedLine]) -> float | None:
    """The place between two columns that parts the rows best: those of the left table, and those of the right."""
    if len(rows) < 2 * FEWEST_ROWS:
        return None
    columns = find_columns(rows)
    lefts, rights = [0] * (len(columns) + 1), [0] * (len(columns) + 1)
    for line in rows:
        first, last = touched(line.pieces[0], columns)[0], touched(line.pieces[-1], columns)[1]
        lefts[last + 1] += 1
        rights[first] += not line.pieces[0].is_value
    left_of = list(accumulate(lefts))
    right_of = list(accumulate(rights[::-1]))[::-1]
    best = max(range(len(columns) + 1), key=lambda n: min(left_of[n], right_of[n]))
    apart = min(left_of[best], right_of[best])
    if apart < FEWEST_ROWS or len(rows) - left_of[best] - right_of[best] > apart:
        return None
    gutter = (columns[best - 1][1] + columns[best][0]) / 2
    sides = [side for line in rows if (side := _side(line, gutter))]
    return gutter if sum(one != other for one, other in pairwise(sides)) >= FEWEST_CHANGES else None


def _side(line: PrintedLine, gutter: float) -> int | None:
    """-1 and 1 for a line left or right of the gutter, 0 for one on both sides, None for one that runs across."""
    if any(piece.box[0] < gutter < piece.box[2] for piece in line.pieces):
        return None
    is_left, is_right = line.pieces[0].middle < gutter, line.pieces[-1].middle >= gutter
    return 0 if is_left and is_right else 1 if is_right else -1
