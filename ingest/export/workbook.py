"""One Excel workbook: a contents sheet, then a sheet a table (more where a sheet has not rows enough).

Two header rows, column names and Chinese labels, stay in sight and can be filtered. Texts and codes are text cells in text
format, so that neither Excel nor a later edit makes numbers or formulas of them; there is no formula. What a cell cannot hold
is told on the contents sheet and stays whole in the other formats: a number of more digits than Excel keeps becomes text, a
text longer than Excel's cells is cut.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ingest.export.tables import Column, Table

HEADER_ROWS = 2
SHEET_ROWS = 1_048_576
NAME_LENGTH = 31
CELL_LENGTH = 32_767
CUT_MARK = "…〔未完，全文见其他格式 cut, whole in the other formats〕"
KEPT_DIGITS = 15
FIRST_DATE = date(1900, 3, 1)
FETCHED_ROWS = 5_000
COLUMN_WIDTH = 18
NUMBER_FORMATS = {"integer": "0", "date": "yyyy-mm-dd", "datetime": "yyyy-mm-dd hh:mm:ss", "string": "@", "number": "General"}
AMOUNT_FORMAT = "#,##0.00"
CONTENTS = "contents 目录"
CONTENTS_HEADER = ("sheet 工作表", "table 数据表", "title 名称", "rows 行数", "description 说明", "notes 提示")


@dataclass(slots=True)
class _Sheets:
    """What one table became: its sheets with their rows, cells that Excel could not hold whole."""

    rows: dict[str, int] = field(default_factory=dict)
    texts_cut: int = 0
    numbers_as_text: int = 0


def write_workbook(
    connection: duckdb.DuckDBPyConnection, tables: list[Table], path: Path, written_at: datetime, sheet_rows: int = SHEET_ROWS
) -> list[str]:
    """Write the tables; returns a note for each table whose cells Excel cannot hold whole."""
    options = {"constant_memory": True, "tmpdir": str(path.parent), "strings_to_formulas": False, "strings_to_urls": False}
    names = _sheet_names([table.name for table in tables])
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": "Xianzhang 县账", "created": written_at})
        formats = {kind: book.add_format({"num_format": shape}) for kind, shape in NUMBER_FORMATS.items()}
        formats["amount"] = book.add_format({"num_format": AMOUNT_FORMAT})
        formats["header"] = book.add_format({"bold": True, "bg_color": "#DDE6F0", "num_format": "@"})
        # The contents come first but are known last: memory is constant a sheet, so its rows wait.
        contents = book.add_worksheet(CONTENTS)
        found = [
            _write_table(connection, book, formats, table, name, sheet_rows) for table, name in zip(tables, names, strict=True)
        ]
        return _write_contents(contents, formats, list(zip(tables, found, strict=True)))


def _sheet_names(tables: list[str]) -> list[str]:
    """A name for each table that leaves room for a number; two tables never share one, whatever the case of letters."""
    taken: set[str] = set()
    names = []
    for table in tables:
        candidates = itertools.chain(
            [table[: NAME_LENGTH - 4]], (f"{table[: NAME_LENGTH - 8]}~{n}" for n in itertools.count(2))
        )
        name = next(item for item in candidates if item.casefold() not in taken)
        taken.add(name.casefold())
        names.append(name)
    return names


def _write_table(
    connection: duckdb.DuckDBPyConnection,
    book: xlsxwriter.Workbook,
    formats: dict[str, Format],
    table: Table,
    name: str,
    sheet_rows: int,
) -> _Sheets:
    found = _Sheets()
    cursor = connection.execute(table.select())
    rows = iter(lambda: cursor.fetchmany(FETCHED_ROWS), [])
    cells = itertools.chain.from_iterable(rows)
    room = sheet_rows - HEADER_ROWS
    first = next(cells, None)
    while first is not None or not found.rows:
        sheet_name = f"{name}_{len(found.rows) + 1}" if found.rows else name
        sheet = _open_sheet(book, formats, table, sheet_name)
        part = itertools.islice(itertools.chain([first], cells), room) if first is not None else iter(())
        count = 0
        for count, row in enumerate(part, start=1):
            for place, (column, value) in enumerate(zip(table.columns, row, strict=True)):
                if value is not None:
                    _write_cell(sheet, formats, (count + HEADER_ROWS - 1, place), column, value, found)
        sheet.autofilter(HEADER_ROWS - 1, 0, HEADER_ROWS - 1 + count, len(table.columns) - 1)
        found.rows[sheet_name] = count
        first = next(cells, None)
    return found


def _open_sheet(book: xlsxwriter.Workbook, formats: dict[str, Format], table: Table, name: str) -> Worksheet:
    sheet = book.add_worksheet(name)
    sheet.set_column(0, len(table.columns) - 1, COLUMN_WIDTH)
    sheet.freeze_panes(HEADER_ROWS, 0)
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column.name, formats["header"])
    for place, column in enumerate(table.columns):
        sheet.write_string(1, place, column.label or column.name, formats["header"])
    return sheet


def _write_cell(
    sheet: Worksheet, formats: dict[str, Format], place: tuple[int, int], column: Column, value: Any, found: _Sheets
) -> None:
    if isinstance(value, str):
        if len(value.encode("utf-16-le")) // 2 > CELL_LENGTH:
            found.texts_cut += 1
            value = _cut(value)
        sheet.write_string(*place, value, formats["string"])
    elif isinstance(value, bool):
        sheet.write_boolean(*place, value)
    elif isinstance(value, int | float | Decimal):
        if Decimal(f"{float(value):.{KEPT_DIGITS}g}") != Decimal(str(value)):
            found.numbers_as_text += 1
            sheet.write_string(*place, str(value), formats["string"])
        else:
            is_amount = column.name.endswith("_cny")
            sheet.write_number(*place, float(value), formats["amount" if is_amount else column.kind])
    elif isinstance(value, date) and (value.date() if isinstance(value, datetime) else value) >= FIRST_DATE:
        sheet.write_datetime(*place, value, formats[column.kind])
    else:
        sheet.write_string(*place, str(value), formats["string"])


def _cut(value: str) -> str:
    """The beginning of a text, counted as Excel counts, and a mark that says so."""
    units = value.encode("utf-16-le")[: 2 * (CELL_LENGTH - len(CUT_MARK))]
    return units.decode("utf-16-le", errors="ignore") + CUT_MARK


def _write_contents(sheet: Worksheet, formats: dict[str, Format], found: list[tuple[Table, _Sheets]]) -> list[str]:
    sheet.set_column(0, 2, 28)
    sheet.set_column(4, 5, 60)
    sheet.freeze_panes(1, 0)
    for place, name in enumerate(CONTENTS_HEADER):
        sheet.write_string(0, place, name, formats["header"])
    notes = []
    lines = ((table, sheets, name, rows) for table, sheets in found for name, rows in sheets.rows.items())
    for number, (table, sheets, name, rows) in enumerate(lines, start=1):
        note = _note(sheets)
        for place, value in enumerate((name, table.name, table.title, rows, table.description, note)):
            if isinstance(value, int):
                sheet.write_number(number, place, value, formats["integer"])
            else:
                sheet.write_string(number, place, value[:CELL_LENGTH], formats["string"])
        if note and name == next(iter(sheets.rows)):
            notes.append(f"{table.name}: {note}")
    return notes


def _note(found: _Sheets) -> str:
    parts = []
    if found.numbers_as_text:
        parts.append(
            f"{found.numbers_as_text} numbers of more than {KEPT_DIGITS} digits are text 超过{KEPT_DIGITS}位的数字按文本保存"
        )
    if found.texts_cut:
        parts.append(f"{found.texts_cut} texts are cut at {CELL_LENGTH} characters 过长文本已截断，全文见其他格式")
    return "; ".join(parts)


def utc(moment: datetime) -> datetime:
    """A moment of the warehouse, which states none of its time zones, as UTC."""
    return moment.replace(tzinfo=UTC)
