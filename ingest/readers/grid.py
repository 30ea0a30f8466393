"""Merged cells: from cells that cover several rows and columns to rows with one cell for every column of the table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.readers.limits import Limits, exceeded
from ingest.records import Span

IDEOGRAPHS = 0x2E80
FULL_WIDTH = "０１２３４５６７８９"


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell as written. Without `column` (from 0) it stands in the first column that is free, as in HTML."""

    text: str
    row_count: int = 1
    column_count: int = 1
    column: int | None = None


@dataclass(frozen=True, slots=True)
class GridRow:
    cells: tuple[str, ...]
    spans: tuple[Span, ...]


def build_rows(rows: Sequence[Sequence[GridCell]], limits: Limits) -> list[GridRow]:
    """Rows of equal width. Spans end at the table's edge and at the next cell; no text is dropped."""
    busy_until: dict[int, int] = {}
    placed: list[list[tuple[int, int, int, str]]] = []
    width = touched = 0
    for row, written in enumerate(rows):
        placed.append([])
        column = 0
        for cell in written:
            column = column if cell.column is None else max(column, cell.column)
            while busy_until.get(column, 0) > row:
                column += 1
            height = max(1, min(cell.row_count, len(rows) - row))
            wide = 1
            while wide < cell.column_count and busy_until.get(column + wide, 0) <= row:
                wide += 1
            for covered in range(column, column + wide):
                busy_until[covered] = row + height
            placed[row].append((column, height, wide, cell.text))
            width = max(width, column + 1)
            touched += wide
            if touched > limits.cells or len(rows) * width > limits.cells:
                raise exceeded("cells", f"over {limits.cells} table cells", str(limits.cells))
            column += wide
    return [_row(cells, width) for cells in placed]


def join_lines(parts: Iterable[str]) -> str:
    """The lines of one cell as one: a blank only where two words or numbers would fuse."""
    joined: list[str] = []
    for part in (part.strip() for part in parts):
        if part and joined and _is_narrow(joined[-1][-1]) and _is_narrow(part[0]):
            joined.append(" ")
        if part:
            joined.append(part)
    return "".join(joined)


def _row(placed: list[tuple[int, int, int, str]], width: int) -> GridRow:
    cells = [""] * width
    spans = []
    for column, height, wide, text in placed:
        cells[column] = text
        wide = min(wide, width - column)
        if height > 1 or wide > 1:
            spans.append(Span(column + 1, height, wide))
    return GridRow(tuple(cells), tuple(spans))


def _is_narrow(character: str) -> bool:
    return ord(character) < IDEOGRAPHS or character in FULL_WIDTH
