"""Excel workbooks (.xlsx): each visible sheet is a page and one table; hidden sheets, rows and columns are noted, not read."""

from __future__ import annotations

import hashlib
import re

from ingest.errors import UnreadableDocument
from ingest.readers.excel_parts import BROKEN, Sheet, Workbook
from ingest.readers.limits import DEFAULT_LIMITS, Limits, exceeded
from ingest.records import Line, Note, SourceDocument, Span

DEFAULT_NAME = re.compile(r"(?:sheet|工作表)\s*[0-9]*", re.IGNORECASE)
HEADING_ROWS = 3
OLE = b"\xd0\xcf\x11\xe0"


def read_excel(content: bytes, limits: Limits = DEFAULT_LIMITS) -> SourceDocument:
    """Read the visible cells. Raises UnreadableDocument (truncated, old_excel, or over a limit)."""
    if content.startswith(OLE):
        raise _unreadable("old_excel", "a workbook of before 2007 is not read", "暂不支持读取 .xls 格式", "save it as .xlsx")
    lines: list[Line] = []
    notes: list[Note] = []
    page = 0
    try:
        for sheet in Workbook(content, limits).sheets():
            if sheet.is_hidden:
                notes.append(_hidden(sheet, "the sheet is hidden", len(sheet.numbers), None))
                continue
            page += 1
            if page > limits.pages:
                raise exceeded("pages", f"more than {limits.pages} sheets", str(limits.pages))
            _add_sheet(sheet, page, lines, notes, limits)
    except (*BROKEN, ValueError, IndexError, RuntimeError) as error:
        reason = f"the workbook is damaged or cut off ({type(error).__name__})"
        raise _unreadable("truncated", reason, "工作簿已损坏或不完整", "download it again, or save it anew as .xlsx") from error
    digest = hashlib.sha256(content).hexdigest()
    return SourceDocument(digest[:16], digest, len(content), "excel", None, page, tuple(lines), tuple(notes))


def _add_sheet(sheet: Sheet, page: int, lines: list[Line], notes: list[Note], limits: Limits) -> None:
    hidden = {column for first, last in sheet.hidden_columns for column in range(first, min(last, 16384) + 1)}
    lost = {place for place in sheet.cells if place[0] in sheet.hidden_rows or place[1] in hidden}
    area = sum(bottom - top + right - left for top, left, bottom, right in sheet.merged)
    if area > limits.cells:
        raise exceeded("cells", f"merged cells of {area} rows and columns", str(limits.cells), f"sheet {sheet.name}")
    spans = _settle_merged(sheet, hidden, lost)
    cells = {place: text for place, text in sheet.cells.items() if place not in lost}
    if lost:
        notes.append(_hidden(sheet, "rows or columns are hidden", len(lost & sheet.numbers), page))
    if sheet.has_comments:
        notes.append(Note("hidden_content", sheet.name, "comments of the sheet are not read", page))
    for row, column in sheet.without_value:
        reason = f"the formula in row {row}, column {column} has no stored value"
        notes.append(Note("formula_without_value", sheet.name, reason, page, None, page, row))
    places = list(cells) + [(r, c) for r, c in sheet.without_value if r not in sheet.hidden_rows and c not in hidden]
    heading = {text.strip() for (row, _), text in cells.items() if row <= HEADING_ROWS}
    if not DEFAULT_NAME.fullmatch(sheet.name) and sheet.name.strip() not in heading:
        lines.append(Line(len(lines) + 1, sheet.name, (sheet.name,), page))
    if not places:
        return
    ends = [(r + height - 1, c) for r, c, height, _, _ in spans if (r, c) in cells]
    first, last = min(row for row, _ in places), max(row for row, _ in places)
    right = max([column for _, column in places] + [end for r, c, _, _, end in spans if (r, c) in cells])
    last = max([last] + [row for row, _ in ends])
    columns = [column for column in range(min(column for _, column in places), right + 1) if column not in hidden]
    if (last - first + 1) * len(columns) > limits.cells:
        raise exceeded("cells", f"{(last - first + 1) * len(columns)} cells", str(limits.cells), f"sheet {sheet.name}")
    number = {column: index for index, column in enumerate(columns, start=1)}
    by_row: dict[int, list[Span]] = {}
    for row, column, height, width, _ in spans:
        if column in number and first <= row <= last:
            by_row.setdefault(row, []).append(Span(number[column], height, width))
    for row in range(first, last + 1):
        if row in sheet.hidden_rows:
            continue
        texts = tuple(cells.get((row, column), "") for column in columns)
        lines.append(Line(len(lines) + 1, "\t".join(texts), texts, page, page, row, tuple(by_row.get(row, ()))))


def _settle_merged(sheet: Sheet, hidden: set[int], lost: set[tuple[int, int]]) -> list[tuple[int, int, int, int, int]]:
    """Row, column, height, width and last column of the merged cells that show; a text moves to the first cell that shows."""
    settled = []
    for top, left, bottom, right in sheet.merged:
        if (top, left) not in sheet.cells:
            continue
        rows = [row for row in range(top, bottom + 1) if row not in sheet.hidden_rows]
        columns = [column for column in range(left, right + 1) if column not in hidden]
        if not rows or not columns:
            continue
        if (top, left) in lost:
            lost.discard((top, left))
            text = sheet.cells.pop((top, left))
            sheet.cells.setdefault((rows[0], columns[0]), text)
        if len(rows) > 1 or len(columns) > 1:
            settled.append((rows[0], columns[0], len(rows), len(columns), columns[-1]))
    return settled


def _hidden(sheet: Sheet, what: str, numbers: int, page: int | None) -> Note:
    return Note("hidden_content", sheet.name, f"{what}; {numbers} cells with numbers are not read", page)


def _unreadable(code: str, reason: str, reason_zh: str, remedy: str) -> UnreadableDocument:
    return UnreadableDocument(
        reason_code=code, reason=reason, reason_zh=reason_zh, place=None, remedy=remedy, remedy_zh="请另存为 .xlsx 后重新导入"
    )
