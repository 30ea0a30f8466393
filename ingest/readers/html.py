"""Web pages: lines of prose and tables in reading order.

Scripts, styles and comments are ignored; navigation and hidden elements are left out with a note. A table that only arranges
the page (it holds other tables, or one cell) is read as prose and the tables inside it.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.errors import UnreadableDocument
from ingest.readers.grid import GridCell, build_rows, join_lines
from ingest.readers.limits import DEFAULT_LIMITS, Limits
from ingest.readers.text import decode
from ingest.records import Line, Note, SourceDocument

IGNORED = {"script", "style", "template", "head", "-comment"}
FURNITURE = {"nav", "header", "footer", "aside", "noscript"}
OBJECTS = {"img", "object", "embed", "iframe", "canvas", "svg", "video"}
INLINE = {
    "a",
    "b",
    "i",
    "u",
    "em",
    "strong",
    "span",
    "font",
    "sub",
    "sup",
    "small",
    "label",
    "o:p",
    "input",
    "select",
    "textarea",
}
SILENT_INPUTS = {"hidden", "submit", "button", "reset", "image", "password", "file"}
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
BLANKS = re.compile(r"[ \t\r\n\f\xa0]+")
SUPERSCRIPTS = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
DEPTH = 200
ROWS = 65_534
COLUMNS = 1_000


@dataclass(slots=True)
class _Page:
    limits: Limits
    lines: list[Line] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    tables: int = 0
    skipped: int = 0
    objects: int = 0

    def prose(self, parts: list[str]) -> None:
        for text in "".join(parts).split("\n"):
            if text := text.strip():
                self.lines.append(Line(len(self.lines) + 1, text, tuple(text.split("\t"))))
        parts.clear()


def read_html(content: bytes, limits: Limits = DEFAULT_LIMITS) -> SourceDocument:
    """Lines and table rows of a page. Raises UnreadableDocument (unknown_encoding, damaged: nested too deep, over a limit)."""
    text, encoding = decode(content)
    page = _Page(limits)
    parts: list[str] = []
    root = LexborHTMLParser(text).root
    if root is not None:
        _walk(root, page, parts, None, 0)
    page.prose(parts)
    if page.skipped:
        page.notes.append(Note("hidden_content", f"{page.skipped} characters", "navigation, header or footer of the site"))
    if page.objects:
        page.notes.append(Note("embedded_object", f"{page.objects} objects", "images and embedded objects are not read"))
    digest = hashlib.sha256(content).hexdigest()
    lines, notes = tuple(page.lines), tuple(page.notes)
    return SourceDocument(digest[:16], digest, len(content), "html", encoding, None, lines, notes)


def _walk(
    node: LexborNode, page: _Page, parts: list[str], inner: list[LexborNode] | None, depth: int, raw: bool = False
) -> None:
    """Collect text in `parts`; a cell (`inner` is a list) keeps its nested tables for later, prose reads them in place."""
    if depth > DEPTH:
        reason, zh, remedy = "the page is nested too deep", "网页嵌套过深", "save the page as text and load it"
        raise UnreadableDocument("damaged", reason, zh, None, remedy, "请另存为文本后导入")
    child = node.child
    while child is not None:
        tag = child.tag
        if tag == "-text":
            parts.append(child.text_content if raw else BLANKS.sub(" ", child.text_content or ""))
        elif tag in IGNORED or tag is None:
            pass
        elif tag in FURNITURE:
            page.skipped += len("".join((child.text() or "").split()))
        elif "hidden" in child.attributes or HIDDEN.search((child.attributes.get("style") or "")[:2000]):
            if hidden := BLANKS.sub(" ", child.text() or "").strip():
                page.notes.append(Note("hidden_content", hidden, "hidden on the page", None, len(page.lines) + 1))
        elif tag in OBJECTS:
            page.objects += 1
        elif tag == "br":
            parts.append("\n")
        elif tag in ("input", "select"):
            parts.append(_value(child))
        elif tag == "table" and inner is not None:
            inner.append(child)
        elif tag == "table":
            page.prose(parts)
            _table(child, page, depth + 1)
        else:
            block = tag not in INLINE
            own: list[str] = ["\n"] if block else []
            if inner is None and block:
                parts.append("\n")
                _walk(child, page, parts, inner, depth + 1, raw or tag == "pre")
                parts.append("\n")
            else:
                _walk(child, page, own, inner, depth + 1, raw or tag == "pre")
                text = "".join(own)
                parts.append(text.translate(SUPERSCRIPTS) if tag == "sup" else text + ("\n" if block else ""))
        child = child.next


def _table(table: LexborNode, page: _Page, depth: int) -> None:
    groups = [node for node in _children(table) if node.tag in ("thead", "tbody", "tfoot")]
    groups.sort(key=lambda group: ("thead", "tbody", "tfoot").index(group.tag))
    rows = [[row for row in _children(group) if row.tag == "tr"] for group in groups]
    cells = [cell for group in rows for row in group for cell in _children(row) if cell.tag in ("td", "th")]
    holding = sum(len(inner.text() or "") for cell in cells if (inner := cell.css_first("table")) is not None)
    parts: list[str] = []
    for caption in _children(table):
        if caption.tag == "caption":
            _walk(caption, page, parts, None, depth)
            page.prose(parts)
    if len(cells) == 1 or holding * 2 > len(table.text() or ""):
        for cell in cells:
            _walk(cell, page, parts, None, depth + 1)
            page.prose(parts)
        return
    grid: list[list[GridCell]] = []
    nested: list[list[LexborNode]] = []
    for group in rows:
        for index, row in enumerate(group):
            nested.append([])
            grid.append(
                [
                    _cell(cell, len(group) - index, page, nested[-1], depth)
                    for cell in _children(row)
                    if cell.tag in ("td", "th")
                ]
            )
    page.tables += 1
    number = page.tables
    for index, built in enumerate(build_rows(grid, page.limits)):
        line, text = len(page.lines) + 1, "\t".join(built.cells)
        page.lines.append(Line(line, text, built.cells, None, number, index + 1, built.spans))
        for table_inside in nested[index]:
            _table(table_inside, page, depth + 2)


def _cell(cell: LexborNode, rows_left: int, page: _Page, nested: list[LexborNode], depth: int) -> GridCell:
    parts: list[str] = []
    _walk(cell, page, parts, nested, depth + 1)
    text = join_lines("".join(parts).replace("\t", " ").split("\n"))
    height = _count(cell, "rowspan", ROWS)
    return GridCell(text, min(height or rows_left, rows_left), _count(cell, "colspan", COLUMNS) or 1)


def _count(cell: LexborNode, name: str, most: int) -> int:
    text = (cell.attributes.get(name) or "1").strip()[:20]
    return min(int(text), most) if text.isascii() and text.isdigit() else 1


def _value(field_: LexborNode) -> str:
    if field_.tag == "select":
        option = field_.css_first("option[selected]") or field_.css_first("option")
        return option.text() if option is not None else ""
    kind = (field_.attributes.get("type") or "text").lower()
    if kind in ("checkbox", "radio"):
        return "☑" if "checked" in field_.attributes else "□"
    return "" if kind in SILENT_INPUTS else field_.attributes.get("value") or ""


def _children(node: LexborNode) -> list[LexborNode]:
    return list(node.iter())
