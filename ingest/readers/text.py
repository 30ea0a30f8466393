"""Plain text: pasted pages, text exports of PDF files, tab- or pipe-separated tables.

A line with tabs or pipes is split into cells, and so are comma-separated values and columns told by runs of blanks
(`text_rows`); any other line is one cell. `line_number` counts printed lines: a cell may take several. A form feed begins a new
page, one at the end does not; a text without form feeds has no pages. The encoding is told by the content (`text_encoding`).
"""

from __future__ import annotations

import hashlib

from ingest.readers.limits import DEFAULT_LIMITS, Limits, exceeded
from ingest.readers.text_aligned import Carried
from ingest.readers.text_encoding import decode_text
from ingest.readers.text_rows import text_rows
from ingest.records import Line, Note, SourceDocument

# Ends of lines beside the line feed: vertical tab (a soft break of Word), next line, line and paragraph separator.
LINE_ENDS = str.maketrans(dict.fromkeys("\r\v\x85\u2028\u2029", "\n"))


def read_text(content: bytes, limits: Limits = DEFAULT_LIMITS) -> SourceDocument:
    """Decode and split a text. Raises UnreadableDocument (unknown_encoding, binary_content) where it is no text."""
    text, encoding, notes = decode_text(content)
    digest = hashlib.sha256(content).hexdigest()
    pages = text.split("\f")
    has_pages = len(pages) > 1
    while len(pages) > 1 and not pages[-1].strip():
        pages.pop()
    if len(pages) > limits.pages:
        raise exceeded("pages", f"{len(pages)} pages", str(limits.pages))
    lines: list[Line] = []
    found = list(notes)
    carried: Carried | None = None
    first = 1
    for page_number, page in enumerate(pages, start=1):
        printed = _split_lines(page)
        if first + len(printed) > limits.cells:
            raise exceeded("cells", f"more than {limits.cells} lines", str(limits.cells))
        on_page = page_number if has_pages else None
        rows, doubts, carried = text_rows(printed, carried)
        lines += [Line(first + row.place, row.text, row.cells, on_page, spans=row.spans) for row in rows]
        found += [Note("unread_table", text, reason, on_page, first + place) for place, text, reason in doubts]
        first += len(printed)
    return SourceDocument(
        document_id=digest[:16],
        sha256=digest,
        byte_count=len(content),
        reader="text",
        encoding=encoding,
        page_count=len(pages) if has_pages else None,
        lines=tuple(lines),
        notes=tuple(found),
    )


def _split_lines(page: str) -> list[str]:
    lines = page.replace("\r\n", "\n").translate(LINE_ENDS).split("\n")
    return lines[:-1] if lines and lines[-1] == "" else lines
