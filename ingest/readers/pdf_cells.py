"""Which cell of which ruled table a character stands in."""

from __future__ import annotations

from itertools import accumulate

import numpy as np

from ingest.readers.pdf_chars import Chars, Numbers
from ingest.readers.pdf_grid import Grid


def cell_numbers(grids: list[Grid], chars: Chars) -> tuple[Numbers, list[int]]:
    """The number of each character's cell, and the first number of each grid; one number more stands for no cell.

    Cells are counted through all grids. The first grid that holds a character takes it.
    """
    begins = [0, *accumulate(len(grid.cells) for grid in grids)]
    found = np.full(len(chars), begins[-1])
    if not grids:
        return found, begins
    order = np.argsort(chars.centre)
    heights = chars.centre[order]
    for grid, begin in zip(grids, begins, strict=False):
        left, top, right, bottom = grid.box
        near = order[np.searchsorted(heights, top) : np.searchsorted(heights, bottom, "right")]
        x = chars.middle[near]
        near = near[(found[near] == begins[-1]) & (left <= x) & (x <= right)]
        rows = np.searchsorted(grid.ys, chars.centre[near], "right") - 1
        columns = np.searchsorted(grid.xs, chars.middle[near], "right") - 1
        last_row, last_column = len(grid.ys) - 2, len(grid.xs) - 2
        found[near] = begin + grid.owner[np.minimum(rows, last_row), np.minimum(columns, last_column)]
    return found, begins
