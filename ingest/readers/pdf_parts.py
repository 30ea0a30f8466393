"""The parts of a PDF page in reading order: ruled tables, tables told by aligned blanks, and lines of prose."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.readers.aligned_columns import Extent
from ingest.readers.aligned_pieces import Box, Piece, box_of
from ingest.readers.aligned_sides import part_sides
from ingest.readers.aligned_table import Row
from ingest.readers.aligned_tables import read_aligned
from ingest.readers.limits import Limits, exceeded
from ingest.readers.pdf_bands import band_rows
from ingest.readers.pdf_cells import cell_numbers
from ingest.readers.pdf_grid import Grid, find_grids
from ingest.readers.pdf_page import Page
from ingest.readers.pdf_text import TextLines
from ingest.records import Span

# A part of a page: its place in the reading order, whether it is a table, its rows, and why it was not read as a table.
Part = tuple[float, float, bool, Sequence[Row], str | None]


def page_parts(page: Page, carried: tuple[Extent, ...], limits: Limits) -> tuple[list[Part], tuple[Extent, ...]]:
    """Tables and prose in reading order, tables that stand side by side left first; the columns of the last unruled table.

    `carried` are such columns of the page before.
    """
    grids = find_grids(page.across, page.down)
    if sum((len(grid.xs) - 1) * (len(grid.ys) - 1) for grid in grids) > limits.cells:
        raise exceeded("cells", "a grid of too many cells", str(limits.cells))
    numbers, begins = cell_numbers(grids, page.chars)
    text = TextLines(page.chars, numbers)
    outside = begins.pop()
    tables = ((grid, _grid_rows(grid, begin, text)) for grid, begin in zip(grids, begins, strict=True))
    parts: list[Part] = [(grid.box[1], grid.box[0], True, rows, None) for grid, rows in tables if rows]
    parts = _side_by_side(sorted(parts, key=lambda part: part[:2]))
    unruled, columns = _unruled(text.words(outside), carried)
    return sorted([*parts, *unruled], key=lambda part: part[:2]), columns


def _unruled(lines: list[list[Piece]], carried: tuple[Extent, ...]) -> tuple[list[Part], tuple[Extent, ...]]:
    """What stands outside of rules: prose, and tables told by aligned blanks."""
    parts: list[Part] = []
    columns: tuple[Extent, ...] = ()
    top = float("-inf")
    for stretch in part_sides(lines):
        aligned = read_aligned(stretch, carried)
        doubts = {doubt.line: doubt.reason for doubt in aligned.doubts}
        for part in aligned.parts:
            is_table = isinstance(part, tuple)
            rows = part if isinstance(part, tuple) else (_prose(stretch[part]),)
            top = max(top, rows[0].box[1])
            parts.append((top, rows[0].box[0], is_table, rows, None if isinstance(part, tuple) else doubts.get(part)))
            columns = aligned.columns if is_table else columns
        carried = aligned.columns
    return parts, columns


def _prose(pieces: list[Piece]) -> Row:
    if len(pieces) == 1:
        return Row((pieces[0].text,), (), pieces[0].box)
    return Row(("  ".join(piece.text for piece in pieces),), (), box_of([piece.box for piece in pieces]))


def _side_by_side(parts: list[Part]) -> list[Part]:
    """Tables whose heights overlap for the most part begin, for the reading order, where the first of them begins."""
    placed: list[Part] = []
    bottom = 0.0
    for top, left, is_table, rows, doubt in parts:
        low = rows[-1].box[3]
        if placed and min(bottom, low) - top > (low - top) / 2:
            top = placed[-1][0]
        else:
            bottom = low
        placed.append((top, left, is_table, rows, doubt))
    return placed


def _grid_rows(grid: Grid, begin: int, text: TextLines) -> list[Row]:
    """The rows of a grid whose first cell is block `begin`; none where nothing stands in it."""
    columns = len(grid.xs) - 1
    texts = [[""] * columns for _ in grid.ys[1:]]
    spans: list[list[Span]] = [[] for _ in texts]
    bands: list[dict[int, int]] = [{} for _ in texts]
    merged: set[int] = set()
    for block, (row, column, row_count, column_count) in enumerate(grid.cells, start=begin):
        texts[row][column] = printed = text.cell_text(block, grid.xs[column + column_count])
        if row_count > 1 or column_count > 1:
            spans[row].append(Span(column + 1, row_count, column_count))
            merged.update(range(row, row + row_count))
        elif printed:
            bands[row][column] = block
    if not any(map(any, texts)):
        return []
    rows: list[Row] = []
    for number, cells in enumerate(texts):
        split = [] if number in merged else band_rows(bands[number], text, grid.xs)
        rows.extend(split or [Row(tuple(cells), tuple(spans[number]), _row_box(grid, number))])
    return rows


def _row_box(grid: Grid, row: int) -> Box:
    return box_of([(grid.xs[0], grid.ys[row], grid.xs[-1], grid.ys[row + 1])])
