"""Cells wrapped over lines: which pieces of a column of print without rules are one cell.

A line goes on in the next one where it fills its column, or where wrapped lines stand closer than rows do. Lines that print the
figures of different rows are never one cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.readers.aligned_columns import Placed
from ingest.readers.aligned_pieces import ENUMERATOR, Piece, PrintedLine

# In parts of a line's height: lines of one cell are no further apart; a full line leaves no more of its column free; lines
# nearer than this overlap.
WRAP_REACH = 1.9
FREE = 1.3
OVERLAP = 0.75
# Rows stand so many times further apart than wrapped lines.
CLEARLY_WIDER = 1.2
STEP_SPREAD = 1.02
# Rows of words wrap over so many lines on average at most.
MOST_LINES = 3


@dataclass(slots=True)
class Cell:
    """Pieces of one cell, top to bottom, and the lines they stand on."""

    first: int
    last: int
    lines: list[int] = field(default_factory=list)
    pieces: list[Placed] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Body:
    """Lines of a table with their pieces by column. `row_of` says which lines print figures, and of which row."""

    lines: Sequence[PrintedLine]
    placed: Mapping[int, Sequence[Placed]]
    row_of: Mapping[int, int]


def widest_pieces(placed: Mapping[int, Sequence[Placed]]) -> dict[int, float]:
    """The width of the widest piece of each column."""
    widest: dict[int, float] = {}
    for own in placed.values():
        for one in own:
            if one.first == one.last:
                widest[one.first] = max(widest.get(one.first, 0.0), one.piece.width)
    return widest


def is_full(piece: Piece, widest: float) -> bool:
    """Whether a piece fills its column, so that it may go on in the next line."""
    return piece.width >= widest - FREE * piece.height


def are_certain(cells: Sequence[Cell], body: Body) -> bool:
    """Whether every line of a name belongs to its row by its distance or by the figures beside it, not by its width alone.

    The widest name of a column always looks as if it went on, and the next line may be a row without figures.
    """
    if _tight(body):
        return True
    return not any(
        None in (body.row_of.get(upper), body.row_of.get(lower)) for cell in cells for upper, lower in pairwise(cell.lines)
    )


def wrapped_cells(body: Body) -> list[Cell]:
    """The cells of the lines, each in the order of its lines."""
    widest = widest_pieces(body.placed)
    tight = _tight(body)
    cells: list[Cell] = []
    lowest: dict[int, tuple[Cell, PrintedLine]] = {}
    for line in body.lines:
        for one in body.placed[line.number]:
            above = lowest.get(one.first)
            if above and _goes_on(body, *above, one, line, tight, widest.get(one.first, 0.0)):
                cell = above[0]
                cell.lines.append(line.number)
                cell.pieces.append(one)
            else:
                cell = Cell(one.first, one.last, [line.number], [one])
                cells.append(cell)
            lowest[one.first] = cell, line
    return cells


def _tight(body: Body) -> float:
    """The greatest distance at which two lines are one cell by their distance alone; 0 where distances tell nothing."""
    steps, row_steps = [], []
    for upper, lower in pairwise(body.lines):
        step = lower.middle - upper.middle
        if step >= OVERLAP * lower.height:
            steps.append(step)
            if upper.number in body.row_of and lower.number in body.row_of:
                row_steps.append(step)
    steps.sort()
    ratio, near = max(((wide / near, near) for near, wide in pairwise(steps)), default=(0.0, 0.0))
    if ratio < CLEARLY_WIDER or (row_steps and min(row_steps) < CLEARLY_WIDER * near):
        return 0.0
    # One blank line among many rows of words sets two tables apart, not two rows.
    wide = sum(step > near * STEP_SPREAD for step in steps)
    return 0.0 if not body.row_of and MOST_LINES * wide < len(steps) - wide else near * STEP_SPREAD


def _goes_on(body: Body, cell: Cell, upper: PrintedLine, one: Placed, line: PrintedLine, tight: float, widest: float) -> bool:
    last = cell.pieces[-1]
    step = line.middle - upper.middle
    rows = body.row_of.get(upper.number), body.row_of.get(line.number)
    if step > WRAP_REACH * line.height or last.piece.is_value or one.piece.is_value or one.last > one.first:
        return False
    if last.last > last.first or (None not in rows and rows[0] != rows[1]) or ENUMERATOR.match(one.piece.text):
        return False
    if None not in rows:
        return True
    if tight:
        return step <= tight
    own = {other.first for other in body.placed[line.number]}
    shared = own & {other.first for other in body.placed[upper.number]}
    return is_full(last.piece, widest) and len(shared) < 2 and (len(own) < 2 or line.number in body.row_of)
