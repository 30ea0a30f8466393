"""Word documents (.docx): paragraphs and tables in print order, straight from the archive's XML.

Tracked deletions and hidden text (by its run or its style) are noted, not read; objects, images and comments are noted. Numbers
that Word itself makes (lists) are not seen. Headers, footers and notes come last. Pages are known where Word saved them.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace

from lxml import etree

from ingest.readers.archive import open_archive, read_part
from ingest.readers.grid import GridCell, build_rows, join_lines
from ingest.readers.limits import DEFAULT_LIMITS, Limits
from ingest.readers.word_styles import MAY_HIDE, STYLES, hidden_styles, is_hidden_run
from ingest.readers.word_xml import (
    SKIPPED,
    W,
    chosen,
    damaged,
    main_part,
    members,
    number_of,
    parse_part,
    symbol_of,
    text_of,
    value_of,
)
from ingest.records import Line, Note, SourceDocument

COMMENTS = "word/comments.xml"
LATER_PARTS = ("word/footnotes", "word/endnotes", "word/header", "word/footer")
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
    hidden: frozenset[str] = frozenset()
    paragraph_style: str | None = None

    def note(self, kind: str, text: str, reason: str) -> None:
        if text:
            self.notes.append(Note(kind, text, reason, self.page, len(self.lines) + 1))


def read_word(content: bytes, limits: Limits = DEFAULT_LIMITS) -> SourceDocument:
    """Lines and table rows of a .docx. Raises UnreadableDocument (truncated, encrypted, damaged, too deep, over a limit)."""
    digest = hashlib.sha256(content).hexdigest()
    reading = _Reading(limits)
    with open_archive(content, limits) as archive:
        every = archive.namelist()
        main = main_part(archive, limits)
        if STYLES in every:
            styles = read_part(archive, STYLES, limits)
            # Most documents hide nothing by style: their long list of styles need not be parsed.
            if any(sign in styles for sign in MAY_HIDE):
                reading.hidden = hidden_styles(parse_part(styles, STYLES))
        for name in (main, *sorted(n for n in every if n.startswith(LATER_PARTS) and n.endswith(".xml"))):
            root = parse_part(read_part(archive, name, limits), name)
            if name == main:
                reading.page = 1 if root.find(f".//{W}lastRenderedPageBreak") is not None else None
            try:
                _blocks(root, reading)
            except RecursionError as error:
                raise damaged("the document is nested too deep", name) from error
            if name == main:
                page_count, reading.page = reading.page, None
        if COMMENTS in every:
            comments = text_of(parse_part(read_part(archive, COMMENTS, limits), COMMENTS))
            reading.note("hidden_content", comments, "comments of the document are not read")
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
            reading.note("hidden_content", text_of(block), "deleted with tracked changes")
        elif block.tag == W + "altChunk":
            reading.note("embedded_object", "altChunk", "a document embedded in this one is not read")
        elif block.tag not in SKIPPED:
            _blocks(chosen(block), reading)


def _table(table: etree._Element, reading: _Reading) -> None:
    rows: list[list[GridCell]] = []
    inner: list[list[etree._Element]] = []
    pages: list[int | None] = []
    above: dict[int, tuple[int, int]] = {}
    for row in members(table, W + "tr"):
        if row.find(f"{W}trPr/{W}del") is not None:
            reading.note("hidden_content", text_of(row), "row deleted with tracked changes")
            continue
        column = number_of(row.find(f"{W}trPr/{W}gridBefore"))
        cells: list[GridCell] = []
        inner.append([])
        merged: dict[int, tuple[int, int]] = {}
        is_covered = False
        for cell in members(row, W + "tc"):
            wide = max(1, number_of(cell.find(f"{W}tcPr/{W}gridSpan")))
            text = join_lines(_cell_parts(cell, reading, inner[-1]))
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            beside = cell.find(f"{W}tcPr/{W}hMerge")
            if column and beside is not None and beside.get(W + "val", "continue") == "continue":
                if cells and not is_covered:
                    cells[-1] = replace(cells[-1], column_count=column + wide - (cells[-1].column or 0))
                reading.note("hidden_content", text, "covered by the merged cell to the left")
            elif merge is not None and merge.get(W + "val", "continue") == "continue" and column in above:
                top, index = above[column]
                begun = rows[top][index]
                rows[top][index] = replace(begun, row_count=len(rows) - top + 1)
                reading.note("hidden_content", text, "covered by the merged cell above")
                merged[column] = above[column]
                is_covered = True
            else:
                if merge is not None:
                    merged[column] = (len(rows), len(cells))
                cells.append(GridCell(text, 1, wide, column))
                is_covered = False
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
            reading.note("hidden_content", text_of(block), "deleted with tracked changes")
        elif block.tag not in SKIPPED:
            parts.extend(_cell_parts(chosen(block), reading, tables))
    return parts


def _inline(parent: etree._Element, reading: _Reading, boxes: list[etree._Element]) -> str:
    if parent.tag == W + "p":
        reading.paragraph_style = value_of(parent.find(f"{W}pPr/{W}pStyle"))
    parts: list[str] = []
    for child in chosen(parent):
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
            reading.note("hidden_content", text_of(child), "deleted with tracked changes")
        elif tag == W + "r" and is_hidden_run(child, reading.paragraph_style, reading.hidden):
            reading.note("hidden_content", text_of(child), "formatted as hidden text")
        elif tag == W + "txbxContent":
            boxes.append(child)
        elif tag not in SKIPPED and isinstance(tag, str):
            if tag in OBJECTS and child.find(f".//{W}txbxContent") is None:
                reading.note("embedded_object", etree.QName(child).localname, "an image or embedded object is not read")
            text = _inline(child, reading, boxes)
            raised = child.find(f"{W}rPr/{W}vertAlign[@{W}val='superscript']") is not None
            parts.append(text.translate(SUPERSCRIPTS) if raised else text)
    return "".join(parts)
