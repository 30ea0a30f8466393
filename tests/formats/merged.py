"""The cells of a grid in the manner of `grids.py`, with how far each merged cell reaches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.ingest.grids import ABOVE, LEFT


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text, its 0-based row and column, and how many rows and columns it covers."""

    row: int
    column: int
    row_count: int
    column_count: int
    text: str


def cells_of(grid: list[list[str]]) -> Iterator[Cell]:
    """The printed cells of a grid, row by row; those that another cell covers are left out."""
    for row, texts in enumerate(grid):
        for column, text in enumerate(texts):
            if text in (LEFT, ABOVE):
                continue
            width = height = 1
            while column + width < len(texts) and texts[column + width] == LEFT:
                width += 1
            while row + height < len(grid) and grid[row + height][column] == ABOVE:
                height += 1
            yield Cell(row, column, height, width, text)
