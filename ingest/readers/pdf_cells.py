"""Which cell of which ruled table a character stands in."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from ingest.readers.pdf_grid import Cell, Grid
from ingest.readers.pdf_page import Char

# The page is cut into bands of so many points, and a character is only looked for in the grids that reach its band.
BAND = 24.0
Found = dict[Cell, list[Char]]


def chars_in(grids: list[Grid], chars: Sequence[Char]) -> tuple[list[Found], list[Char]]:
    """Each grid's characters by cell, the first grid that holds one takes it; and the characters in no grid."""
    inside: list[Found] = [{} for _ in grids]
    outside: list[Char] = []
    near = _near(grids, {int(char.centre // BAND) for char in chars})
    boxes = [(*grid.box, grid.xs, grid.ys, len(grid.xs) - 2, len(grid.ys) - 2, grid.owner) for grid in grids]
    for char in chars:
        x, y = char.middle, char.centre
        for number in near[int(y // BAND)]:
            left, top, right, bottom, xs, ys, last_column, last_row, owner = boxes[number]
            if left <= x <= right and top <= y <= bottom:
                row, column = bisect_right(ys, y) - 1, bisect_right(xs, x) - 1
                cell = owner[row if row < last_row else last_row, column if column < last_column else last_column]
                inside[number].setdefault(cell, []).append(char)
                break
        else:
            outside.append(char)
    return inside, outside


def _near(grids: list[Grid], bands: set[int]) -> dict[int, list[int]]:
    """The numbers of the grids that reach each band, in their order."""
    near: dict[int, list[int]] = {band: [] for band in bands}
    order = sorted(bands)
    for number, grid in enumerate(grids):
        begin, end = bisect_left(order, grid.box[1] // BAND), bisect_right(order, grid.box[3] // BAND)
        for band in order[begin:end]:
            near[band].append(number)
    return near
