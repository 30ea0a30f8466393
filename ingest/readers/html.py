"""Web pages: lines of prose and tables in reading order.

Scripts, styles and comments are ignored; hidden elements and the navigation of the site are left out with a note that holds
their text. A table that only arranges the page is read as prose and the tables in it; a table in a cell follows its row.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace

from selectolax.lexbor import LexborHTMLParser

from ingest.readers.grid import GridCell, build_rows
from ingest.readers.html_encoding import decode_page
from ingest.readers.html_flow import Flow, flow_of, too_deep
from ingest.readers.html_layout import Table, cell_text, lines_of
from ingest.readers.html_nesting import nesting_depth
from ingest.readers.limits import DEFAULT_LIMITS, Limits, exceeded
from ingest.records import Line, Note, SourceDocument

# Elements open at once, well over the depth that is read: a page may forget to close some.
MOST_OPEN = 4_000


@dataclass(slots=True)
class _Reading:
    limits: Limits
    lines: list[Line] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    tables: int = 0
    cells: int = 0


def read_html(content: bytes, limits: Limits = DEFAULT_LIMITS) -> SourceDocument:
    """Lines and table rows of a page. Raises UnreadableDocument (unknown_encoding, damaged: nested too deep, over a limit)."""
    text, encoding, notes = decode_page(content)
    if text.count("<") >= MOST_OPEN and nesting_depth(text, MOST_OPEN) >= MOST_OPEN:
        raise too_deep()
    reading = _Reading(limits, notes=list(notes))
    root = LexborHTMLParser(text).root
    if root is not None:
        flow, objects = flow_of(root)
        _put(flow, reading)
        if objects:
            reading.notes.append(Note("embedded_object", f"{objects} objects", "images and embedded objects are not read"))
    digest = hashlib.sha256(content).hexdigest()
    lines = tuple(reading.lines)
    return SourceDocument(digest[:16], digest, len(content), "html", encoding, None, lines, tuple(reading.notes))


def _put(flow: Flow, reading: _Reading) -> None:
    texts: list[str] = []
    for part in flow:
        if isinstance(part, str):
            texts.append(part)
            continue
        if isinstance(part, Table):
            _put_lines(texts, reading)
            _put_table(part, reading)
        else:
            reading.notes.append(replace(part, line_number=len(reading.lines) + 1))
    _put_lines(texts, reading)


def _put_lines(texts: list[str], reading: _Reading) -> None:
    for text in lines_of(texts):
        reading.lines.append(Line(len(reading.lines) + 1, text, tuple(text.split("\t"))))
    texts.clear()


def _put_table(table: Table, reading: _Reading) -> None:
    rows = [[GridCell(cell_text(cell), cell.row_count, cell.column_count) for cell in row] for row in table.rows]
    built = build_rows(rows, reading.limits)
    reading.cells += sum(len(row.cells) for row in built)
    if reading.cells > reading.limits.cells:
        raise exceeded("cells", f"over {reading.limits.cells} table cells", str(reading.limits.cells))
    reading.tables += 1
    number = reading.tables
    for index, grid in enumerate(built, start=1):
        line = len(reading.lines) + 1
        reading.lines.append(Line(line, "\t".join(grid.cells), grid.cells, None, number, index, grid.spans))
        for cell in table.rows[index - 1]:
            for part in cell.flow:
                if isinstance(part, Table):
                    _put_table(part, reading)
                elif isinstance(part, Note):
                    reading.notes.append(replace(part, line_number=line, table_number=number, row_number=index))
