"""Word documents (.docx): paragraphs and tables in print order, straight from the archive's XML.

Tracked deletions and hidden text are noted, not read; objects and images are noted. Numbers that Word itself makes (lists)
and text hidden by a style are not seen. Headers, footers and notes come last. Pages are known where Word saved them.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from lxml import etree

from ingest.readers.archive import open_archive, read_part
from ingest.readers.grid import GridCell, build_rows, join_lines
from ingest.readers.limits import DEFAULT_LIMITS, Limits
from ingest.readers.word_xml import W, damaged, parse_part, symbol_of
from ingest.records import Line, Note, SourceDocument

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MAIN = "word/document.xml"
LATER_PARTS = ("word/footnotes", "word/endnotes", "word/header", "word/footer")
SKIPPED = {
    W + name for name in ("pPr", "rPr", "sectPr", "sdtPr", "instrText", "delInstrText", "tblPr", "tblGrid", "tcPr", "rt")
}
DELETED = {W + "del", W + "moveFrom"}
OBJECTS = {W + "object", W + "drawing", W + "pict"}
BREAKS = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
SUPERSCRIPTS = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")


@dataclass(slots=True)
class _Reading:
    limits: Limits
    lines: list[Line] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    tables: int = 0
    page: int | None = None

    def note(self, kind: str, text: str, reason: str) -> None:
        if text:
            self.notes.append(Note(kind, text, reason, self.page, len(self.lines) + 1))


def read_word(content: bytes, limits: Limits = DEFAULT_LIMITS) -> SourceDocument:
    """Lines and table rows of a .docx. Raises UnreadableDocument (truncated, encrypted, damaged, too deep, over a limit)."""
    digest = hashlib.sha256(content).hexdigest()
    reading = _Reading(limits)
    with open_archive(content, limits) as archive:
        names = sorted(n for n in archive.namelist() if n.startswith(LATER_PARTS) and n.endswith(".xml"))
        for name in (MAIN, *names):
            root = parse_part(read_part(archive, name, limits), name)
            if name == MAIN:
                reading.page = 1 if root.find(f".//{W}lastRenderedPageBreak") is not None else None
            try:
                _blocks(root, reading)
            except RecursionError as error:
                raise damaged("the document is nested too deep", name) from error
            if name == MAIN:
                page_count, reading.page = reading.page, None
    lines, notes = tuple(reading.lines), tuple(reading.notes)
    return SourceDocument(digest[:16], digest, len(content), "word", None, page_count, lines, notes)


def _blocks(parent: etree._Element, reading: _Reading) -> None:
    for block in parent:
        if block.tag == W + "p":
            boxes: list[etree._Element] = []
            for text in _inline(block, reading, boxes).split("\n"):
                if text.strip():
                    reading.lines.append(Line(len(reading.lines) + 1, text, tuple(text.split("\t")), reading.page))
            for box in boxes:
                _blocks(box, reading)
        elif block.tag == W + "tbl":
            _table(block, reading)
        elif block.tag in DELETED:
            reading.note("hidden_content", _text_of(block), "deleted with tracked changes")
        elif block.tag == W + "altChunk":
            reading.note("embedded_object", "altChunk", "a document embedded in this one is not read")
        elif block.tag not in SKIPPED:
            _blocks(_chosen(block), reading)


def _table(table: etree._Element, reading: _Reading) -> None:
    rows: list[list[GridCell]] = []
    inner: list[list[etree._Element]] = []
    pages: list[int | None] = []
    above: dict[int, tuple[int, int]] = {}
    for row in _members(table, W + "tr"):
        if row.find(f"{W}trPr/{W}del") is not None:
            reading.note("hidden_content", _text_of(row), "row deleted with tracked changes")
            continue
        column = _number(row.find(f"{W}trPr/{W}gridBefore"))
        cells: list[GridCell] = []
        inner.append([])
        merged: dict[int, tuple[int, int]] = {}
        for cell in _members(row, W + "tc"):
            wide = max(1, _number(cell.find(f"{W}tcPr/{W}gridSpan")))
            text = join_lines(_cell_parts(cell, reading, inner[-1]))
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            if merge is not None and merge.get(W + "val", "continue") == "continue" and column in above:
                top, index = above[column]
                begun = rows[top][index]
                rows[top][index] = GridCell(begun.text, len(rows) - top + 1, begun.column_count, begun.column)
                reading.note("hidden_content", text, "covered by the merged cell above")
                merged[column] = above[column]
            else:
                if merge is not None:
                    merged[column] = (len(rows), len(cells))
                cells.append(GridCell(text, 1, wide, column))
            column += wide
        above = merged
        rows.append(cells)
        pages.append(reading.page)
    reading.tables += 1
    number = reading.tables
    for index, grid in enumerate(build_rows(rows, reading.limits)):
        line = len(reading.lines) + 1
        reading.lines.append(Line(line, "\t".join(grid.cells), grid.cells, pages[index], number, index + 1, grid.spans))
        for nested in inner[index]:
            _table(nested, reading)


def _cell_parts(parent: etree._Element, reading: _Reading, tables: list[etree._Element]) -> list[str]:
    parts: list[str] = []
    for block in parent:
        if block.tag == W + "p":
            boxes: list[etree._Element] = []
            parts.extend(_inline(block, reading, boxes).replace("\t", " ").split("\n"))
            for box in boxes:
                parts.extend(_cell_parts(box, reading, tables))
        elif block.tag == W + "tbl":
            tables.append(block)
        elif block.tag in DELETED:
            reading.note("hidden_content", _text_of(block), "deleted with tracked changes")
        elif block.tag not in SKIPPED:
            parts.extend(_cell_parts(_chosen(block), reading, tables))
    return parts


def _inline(parent: etree._Element, reading: _Reading, boxes: list[etree._Element]) -> str:
    parts: list[str] = []
    for child in _chosen(parent):
        tag = child.tag
        if tag == W + "t" or (isinstance(tag, str) and tag.endswith("/math}t")):
            parts.append(child.text or "")
        elif tag in BREAKS:
            parts.append(BREAKS[tag])
        elif tag == W + "lastRenderedPageBreak":
            reading.page = reading.page and reading.page + 1
        elif tag == W + "sym":
            if (sign := symbol_of(child)) is None:
                reading.note("embedded_object", "w:sym", "a sign of a symbol font that is not known")
            parts.append(sign or "\ufffd")
        elif tag in DELETED:
            reading.note("hidden_content", _text_of(child), "deleted with tracked changes")
        elif tag == W + "r" and _is_on(child.find(f"{W}rPr/{W}vanish")):
            reading.note("hidden_content", _text_of(child), "formatted as hidden text")
        elif tag == W + "txbxContent":
            boxes.append(child)
        elif tag not in SKIPPED and isinstance(tag, str):
            if tag in OBJECTS and child.find(f".//{W}txbxContent") is None:
                reading.note("embedded_object", etree.QName(child).localname, "an image or embedded object is not read")
            text = _inline(child, reading, boxes)
            raised = child.find(f"{W}rPr/{W}vertAlign[@{W}val='superscript']") is not None
            parts.append(text.translate(SUPERSCRIPTS) if raised else text)
    return "".join(parts)


def _chosen(element: etree._Element) -> etree._Element:
    """Of alternatives that say the same, the first that holds anything."""
    if element.tag != MC + "AlternateContent" or not len(element):
        return element
    return next((choice for choice in element if len(choice)), element[0])


def _members(parent: etree._Element, tag: str) -> list[etree._Element]:
    """Rows of a table or cells of a row, also those inside content controls."""
    wrappers = [member for member in parent if member.tag not in SKIPPED]
    return [found for m in wrappers for found in ([m] if m.tag == tag else _members(m, tag) if m.tag != W + "p" else [])]


def _text_of(element: etree._Element) -> str:
    return join_lines(text.text or "" for text in element.iter(W + "t", W + "delText"))


def _is_on(switch: etree._Element | None) -> bool:
    return switch is not None and switch.get(W + "val", "true") not in ("0", "false", "off")


def _number(element: etree._Element | None) -> int:
    text = "0" if element is None else element.get(W + "val", "0")
    return min(int(text), 1000) if text.isascii() and text.isdigit() else 0
