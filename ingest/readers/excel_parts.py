"""The parts of an .xlsx file: its sheets with cells as text, merged cells, what is hidden, formulas without a value."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ingest.readers.excel_values import BUILT_IN, shown_number
from ingest.readers.limits import Limits, exceeded

MAIN = "{*}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
BREAK = re.compile(r"[ \t]*(?:_x000D_)?[\r\n]+[ \t]*")
DOCTYPE = "a part declares a document type"
TRUE = ("1", "true")
BROKEN = (zipfile.BadZipFile, KeyError, EOFError, zlib.error, etree.XMLSyntaxError, NotImplementedError)


@dataclass(slots=True)
class Sheet:
    """Places are (row, column) from 1; `merged` is first row, first column, last row, last column."""

    name: str
    is_hidden: bool
    has_comments: bool = False
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    numbers: set[tuple[int, int]] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    without_value: list[tuple[int, int]] = field(default_factory=list)


class Workbook:
    """One .xlsx file. Entities are not resolved, the network is not used, and parts over the limit are not unpacked."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        self._limits = limits
        self._archive = zipfile.ZipFile(io.BytesIO(content))
        expanded = sum(part.file_size for part in self._archive.infolist())
        if expanded > limits.expanded_bytes:
            raise exceeded("expanded_bytes", f"{expanded} bytes unpacked", str(limits.expanded_bytes))
        self._cells = 0
        book = self._tree("xl/workbook.xml")
        properties = book.find(f"{MAIN}workbookPr")
        self._from_1904 = properties is not None and properties.get("date1904", "0") in TRUE
        self._targets = self._relations("xl/workbook.xml")
        self._sheets = list(book.iterfind(f"{MAIN}sheets/{MAIN}sheet"))
        self._strings = self._shared_strings()
        self._formats = self._cell_formats()

    def sheets(self) -> Iterator[Sheet]:
        for entry in self._sheets:
            kind, part = self._targets[entry.get(RELATION) or entry.get(STRICT_RELATION) or ""]
            sheet = Sheet(entry.get("name", ""), entry.get("state", "visible") != "visible")
            if kind == "worksheet":
                sheet.has_comments = any(name == "comments" for name, _ in self._relations(part).values())
                self._fill(sheet, part)
            yield sheet

    def _tree(self, part: str) -> etree._Element:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        root = etree.fromstring(self._archive.read(part), parser)
        if root.getroottree().docinfo.doctype:
            raise ValueError(DOCTYPE)
        return root

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        folder, name = posixpath.split(part)
        path = f"{folder}/_rels/{name}.rels"
        if path not in self._archive.namelist():
            return {}
        return {
            entry.get("Id", ""): (
                entry.get("Type", "").rsplit("/", 1)[-1],
                posixpath.normpath(posixpath.join("/" + folder, entry.get("Target", ""))).lstrip("/"),
            )
            for entry in self._tree(path)
        }

    def _part(self, kind: str) -> etree._Element | None:
        return next((self._tree(path) for name, path in self._targets.values() if name == kind), None)

    def _shared_strings(self) -> list[str]:
        table = self._part("sharedStrings")
        return [] if table is None else [_text(entry) for entry in table.iterfind(f"{MAIN}si")]

    def _cell_formats(self) -> list[str]:
        styles = self._part("styles")
        if styles is None:
            return []
        own = {entry.get("numFmtId"): entry.get("formatCode", "") for entry in styles.iterfind(f"{MAIN}numFmts/{MAIN}numFmt")}
        numbers = [entry.get("numFmtId", "0") for entry in styles.iterfind(f"{MAIN}cellXfs/{MAIN}xf")]
        return [own.get(number) or BUILT_IN.get(int(number), "General") for number in numbers]

    def _fill(self, sheet: Sheet, part: str) -> None:
        row = column = 0
        options = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
        tags = [MAIN + name for name in ("row", "c", "col", "mergeCell")]
        with self._archive.open(part) as stream:
            for event, node in etree.iterparse(stream, events=("start", "end"), tag=tags, **options):
                if not row and node.getroottree().docinfo.doctype:
                    raise ValueError(DOCTYPE)
                name = node.tag.rpartition("}")[2]
                if event == "start":
                    if name == "row":
                        row, column = int(node.get("r", row + 1)), 0
                        if node.get("hidden", "0") in TRUE:
                            sheet.hidden_rows.add(row)
                    continue
                if name == "c":
                    row, column = _place(node.get("r")) or (row, column + 1)
                    self._cell(sheet, node, (row, column))
                elif name == "col" and node.get("hidden", "0") in TRUE:
                    sheet.hidden_columns.append((int(node.get("min", "1")), int(node.get("max", "1"))))
                elif name == "mergeCell":
                    corners = [_place(corner) for corner in node.get("ref", "").split(":")]
                    if len(corners) == 2 and corners[0] and corners[1]:
                        sheet.merged.append((*corners[0], *corners[1]))
                if name in ("row", "mergeCell"):
                    node.clear()
                    while node.getprevious() is not None:
                        del node.getparent()[0]

    def _cell(self, sheet: Sheet, node: etree._Element, place: tuple[int, int]) -> None:
        kind, stored = node.get("t", "n"), node.findtext(f"{MAIN}v")
        if kind == "inlineStr":
            inline = node.find(f"{MAIN}is")
            text = "" if inline is None else _text(inline)
        elif not stored:
            if node.find(f"{MAIN}f") is not None and kind != "str":
                sheet.without_value.append(place)
            return
        elif kind == "s":
            text = self._strings[int(stored)]
        elif kind == "b":
            text = "TRUE" if stored in TRUE else "FALSE"
        elif kind == "n":
            style = int(node.get("s", "0"))
            text = shown_number(stored, self._formats[style] if style < len(self._formats) else "General", self._from_1904)
        else:
            text = _joined(stored)
        if not text.strip():
            return
        sheet.cells[place] = text
        if any(letter.isdigit() for letter in text):
            sheet.numbers.add(place)
        self._cells += 1
        if self._cells > self._limits.cells:
            raise exceeded("cells", f"more than {self._limits.cells} cells", str(self._limits.cells))


def _text(node: etree._Element) -> str:
    """Plain or rich text, without the phonetic runs."""
    runs = [entry.text or "" for entry in node.iterfind(f"{MAIN}t")]
    return _joined("".join(runs + [entry.text or "" for entry in node.iterfind(f"{MAIN}r/{MAIN}t")]))


def _joined(text: str) -> str:
    """The lines of a cell as one: no blank beside a Chinese character or mark."""
    pieces = [piece for piece in BREAK.split(text.replace("\t", " ")) if piece]
    joined = pieces[0] if pieces else ""
    for piece in pieces[1:]:
        joined += (" " if joined[-1].isascii() and piece[0].isascii() else "") + piece
    return joined


def _place(text: str | None) -> tuple[int, int] | None:
    found = PLACE.fullmatch(text or "")
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column
