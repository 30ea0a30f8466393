"""Workbooks of before 2007 (.xls): the same sheets, read by xlrd with their formats, merged cells and what is hidden."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

import xlrd
from xlrd.compdoc import CompDocError

from ingest.errors import UnreadableDocument
from ingest.readers.excel_sheet import Sheet, check_cells, joined
from ingest.readers.excel_values import BUILT_IN, ZERO_NOT_SHOWN, shown_number, shown_text
from ingest.readers.limits import Limits

# What xlrd raises on a file that is cut off or altered; RecursionError where an entry of its directory leads back to itself.
BROKEN = (xlrd.XLRDError, CompDocError, struct.error, AssertionError, AttributeError, EOFError)
BROKEN += (LookupError, OverflowError, RecursionError, TypeError, ValueError)
FIRST_OWN_FORMAT = 164


def xls_sheets(content: bytes, limits: Limits) -> Iterator[Sheet]:
    """The sheets in their order. Raises UnreadableDocument: encrypted, truncated, or over a limit."""
    try:
        book = xlrd.open_workbook(file_contents=content, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
    except BROKEN as error:
        text = str(error).lower()
        raise _unreadable("encrypted" if "encrypt" in text or "password" in text else "truncated", error) from error
    try:
        formats = [_format(book, style.format_key) for style in book.xf_list]
        for source in book.sheets():
            yield _sheet(source, formats, bool(book.datemode), limits)
    except BROKEN as error:
        raise _unreadable("truncated", error) from error


def _format(book: xlrd.Book, key: int) -> str:
    if key < FIRST_OWN_FORMAT and key in BUILT_IN:
        return BUILT_IN[key]
    return book.format_map[key].format_str if key in book.format_map else "General"


def _sheet(source: xlrd.sheet.Sheet, formats: list[str], from_1904: bool, limits: Limits) -> Sheet:
    sheet = Sheet(source.name, source.visibility != 0, bool(source.show_zero_values))
    sheet.merged = [(top + 1, left + 1, bottom, right) for top, bottom, left, right in source.merged_cells]
    sheet.hidden_rows = {row + 1 for row, info in source.rowinfo_map.items() if info.hidden or info.height == 0}
    sheet.hidden_columns = [
        (column + 1, column + 1) for column, info in source.colinfo_map.items() if info.hidden or info.width == 0
    ]
    if source.cell_note_map:
        sheet.unread.append("comments of the sheet are not read")
    count = 0
    for row in range(source.nrows):
        for column, cell in enumerate(source.row(row), start=1):
            if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                continue
            number_format = formats[cell.xf_index] if cell.xf_index is not None else "General"
            text, remark = _shown(cell, number_format, from_1904)
            if text == "0" and not sheet.shows_zeros:
                text, remark = "", ZERO_NOT_SHOWN
            if remark:
                sheet.remarks.setdefault(remark, []).append((row + 1, column))
            if text.strip():
                sheet.rows.setdefault(row + 1, {})[column] = text
                count += 1
        check_cells(count, limits, f"sheet {sheet.name}")
    return sheet


def _shown(cell: xlrd.sheet.Cell, number_format: str, from_1904: bool) -> tuple[str, str | None]:
    if cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return shown_number(repr(cell.value), number_format, from_1904)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return ("TRUE" if cell.value else "FALSE"), None
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "#ERROR!"), None
    text = joined(cell.value)
    return shown_text(text, number_format) if text.strip() else ("", None)


def _unreadable(code: str, error: Exception) -> UnreadableDocument:
    encrypted = code == "encrypted"
    return UnreadableDocument(
        reason_code=code,
        reason="the workbook is protected by a password" if encrypted else f"the workbook is damaged or cut off ({error})",
        reason_zh="文件已加密" if encrypted else "工作簿已损坏或不完整",
        remedy="open it in Excel, save it without a password as .xlsx and load it again",
        remedy_zh="请用 Excel 打开，另存为未加密的 .xlsx 后重新导入",
    )
