"""Excel files: a sheet of prose, a sheet for each table with the lines above it, figures with two printed places as numbers."""

from __future__ import annotations

import re
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell

from tests.formats.merged import cells_of

NUMBER = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})*\.[0-9]{2}")


def write_excel(parts: list) -> bytes:
    """A .xlsx; a table begins below the paragraphs before it, a paragraph after a table begins the next sheet."""
    book = Workbook()
    sheet, row = book.active, 0
    has_table = False
    prose = parts[
        : max((number for number, part in enumerate(parts) if isinstance(part, str) and "。" in part), default=-1) + 1
    ]
    if prose and all(isinstance(part, str) for part in prose):
        parts = parts[len(prose) :]
        for text in prose:
            sheet.append([text])
        sheet = book.create_sheet()
    for part in parts:
        is_note = isinstance(part, str) and part.startswith("注")
        if has_table and not is_note:
            sheet, row, has_table = book.create_sheet(), 0, False
        if isinstance(part, str):
            row += 1
            sheet.cell(row, 1, part)
            continue
        has_table = True
        for cell in cells_of(part):
            place = sheet.cell(row + cell.row + 1, cell.column + 1)
            _fill(place, cell.text)
            if cell.row_count > 1 or cell.column_count > 1:
                last = (place.row + cell.row_count - 1, place.column + cell.column_count - 1)
                sheet.merge_cells(start_row=place.row, start_column=place.column, end_row=last[0], end_column=last[1])
        row += len(part)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill(place: Cell, text: str) -> None:
    if NUMBER.fullmatch(text):
        place.value = float(text.replace(",", ""))
        place.number_format = "#,##0.00"
    elif text:
        place.value = text
        place.data_type = "s"
