"""Word files with merged cells, by python-docx."""

from __future__ import annotations

from io import BytesIO

import docx

from tests.formats.merged import cells_of


def write_word(parts: list) -> bytes:
    """A .docx of paragraphs and tables in order."""
    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(len(part), len(part[0]), style="Table Grid")
        grid = [list(row.cells) for row in table.rows]
        for cell in cells_of(part):
            first = grid[cell.row][cell.column]
            if cell.row_count > 1 or cell.column_count > 1:
                first = first.merge(grid[cell.row + cell.row_count - 1][cell.column + cell.column_count - 1])
            first.text = cell.text
        document.add_paragraph()
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()
