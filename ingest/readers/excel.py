"""Excel workbooks (.xlsx, .xls): a visible sheet is a page and one table; hidden sheets, rows, columns are noted, not read."""

from __future__ import annotations

import hashlib

from ingest.readers.excel_layout import add_sheet, hidden_sheet
from ingest.readers.excel_old import xls_sheets
from ingest.readers.excel_parts import xlsx_sheets
from ingest.readers.limits import DEFAULT_LIMITS, Limits, exceeded
from ingest.records import Line, Note, SourceDocument

OLE = b"\xd0\xcf\x11\xe0"


def read_excel(content: bytes, limits: Limits = DEFAULT_LIMITS) -> SourceDocument:
    """Read the visible cells. Raises UnreadableDocument (truncated, damaged, encrypted, unsupported, or over a limit)."""
    lines: list[Line] = []
    notes: list[Note] = []
    page = 0
    for sheet in (xls_sheets if content.startswith(OLE) else xlsx_sheets)(content, limits):
        if sheet.is_hidden:
            notes.append(hidden_sheet(sheet))
            continue
        page += 1
        if page > limits.pages:
            raise exceeded("pages", f"more than {limits.pages} sheets", str(limits.pages))
        add_sheet(sheet, page, lines, notes, limits)
    digest = hashlib.sha256(content).hexdigest()
    return SourceDocument(digest[:16], digest, len(content), "excel", None, page, tuple(lines), tuple(notes))
