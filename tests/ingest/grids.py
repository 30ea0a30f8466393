"""Documents for tests as the readers of Word, Excel, HTML and PDF give them: lines of prose, and tables with merged cells.

A table is a list of rows of text. "<" continues the cell to the left of it, "^" the cell above it.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.records import Line, SourceDocument, Span

LEFT = "<"
ABOVE = "^"


def document_of(*parts: str | Sequence[Sequence[str]], page_number: int | None = None) -> SourceDocument:
    """A document of lines (text) and tables (lists of rows), in that order."""
    lines: list[Line] = []
    tables = 0
    for part in parts:
        if isinstance(part, str):
            for text in part.split("\n"):
                lines.append(Line(len(lines) + 1, text, (text,), page_number))
        else:
            tables += 1
            lines.extend(_table(part, tables, len(lines), page_number))
    return SourceDocument("0" * 16, "0" * 64, 1, "grid", None, None, tuple(lines))


def _table(rows: Sequence[Sequence[str]], table_number: int, before: int, page_number: int | None) -> list[Line]:
    assert len({len(row) for row in rows}) == 1, "every row of a table has as many cells"
    lines = []
    for row_index, row in enumerate(rows):
        spans = tuple(
            Span(column + 1, _height(rows, row_index, column), _width(row, column))
            for column, text in enumerate(row)
            if text not in (LEFT, ABOVE) and (_height(rows, row_index, column) > 1 or _width(row, column) > 1)
        )
        cells = tuple("" if text in (LEFT, ABOVE) else text for text in row)
        number = row_index + 1
        lines.append(Line(before + number, "\t".join(cells), cells, page_number, table_number, number, spans))
    return lines


def _width(row: Sequence[str], column: int) -> int:
    width = 1
    while column + width < len(row) and row[column + width] == LEFT:
        width += 1
    return width


def _height(rows: Sequence[Sequence[str]], row_index: int, column: int) -> int:
    height = 1
    while row_index + height < len(rows) and rows[row_index + height][column] == ABOVE:
        height += 1
    return height
