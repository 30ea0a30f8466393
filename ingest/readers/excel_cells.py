"""The cells of one sheet of an .xlsx file: its XML is read once, event by event; cells without a value are skipped."""

from __future__ import annotations

import re
from xml.parsers import expat

from ingest.readers.excel_sheet import Sheet, check_cells, joined
from ingest.readers.excel_values import ZERO_NOT_SHOWN, shown_number, shown_text
from ingest.readers.limits import Limits

SPREADSHEETS = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
TRUE = ("1", "true")
PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
ELEMENTS = ("row", "c", "v", "f", "is", "t", "rPh", "col", "mergeCell", "sheetView")
KINDS = {f"{space}}}{name}": name for space in SPREADSHEETS for name in ELEMENTS}
# Formatted but empty cells and rows, which can be a million, are cut out before parsing where every cell states its place.
EMPTY_CELL = re.compile(rb'<c(?: [a-zA-Z]+="[^"<>]*")*\s*(?:/>|></c>)')
EMPTY_ROW = re.compile(rb'<row(?: (?!hidden=|ht="0)[a-zA-Z0-9:]+="[^"<>]*")*\s*(?:/>|>\s*</row>)')
NO_STYLE = "General"


class DeclaredType(ValueError):
    """The part declares a document type, which no spreadsheet program writes."""


class _Reading:
    """What has been met of the sheet so far."""

    def __init__(self, sheet: Sheet, strings: list[str], formats: list[str], from_1904: bool, limits: Limits) -> None:
        self.sheet, self.strings, self.formats, self.from_1904, self.limits = sheet, strings, formats, from_1904, limits
        self.row = self.column = self.count = 0
        self.kind, self.style, self.stored, self.has_formula = "n", 0, "", False
        self.in_inline = self.in_phonetic = False
        self.pieces: list[str] = []
        self.cells: dict[int, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        kind = KINDS.get(name)
        if kind == "c":
            place = place_of(attributes.get("r"))
            self.row, self.column = place or (self.row, self.column + 1)
            self.kind, self.style = attributes.get("t", "n"), int(attributes.get("s", "0"))
            self.stored, self.has_formula = "", False
        elif kind == "v" or kind == "t":
            self.pieces.clear()
        elif kind == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
            if attributes.get("hidden") in TRUE or _is_zero(attributes.get("ht")):
                self.sheet.hidden_rows.add(self.row)
        elif kind == "f":
            self.has_formula = True
        elif kind == "is":
            self.in_inline = True
        elif kind == "rPh":
            self.in_phonetic = True
        elif kind == "col" and (attributes.get("hidden") in TRUE or _is_zero(attributes.get("width"))):
            self.sheet.hidden_columns.append((int(attributes.get("min", "1")), int(attributes.get("max", "1"))))
        elif kind == "mergeCell":
            corners = [place_of(corner) for corner in attributes.get("ref", "").split(":")]
            if len(corners) == 2 and corners[0] and corners[1]:
                self.sheet.merged.append((*corners[0], *corners[1]))
        elif kind == "sheetView" and attributes.get("showZeros") in ("0", "false"):
            self.sheet.shows_zeros = False

    def end(self, name: str) -> None:
        kind = KINDS.get(name)
        if kind == "v":
            self.stored = "".join(self.pieces)
        elif kind == "t" and self.in_inline and not self.in_phonetic:
            self.stored += "".join(self.pieces)
        elif kind == "rPh":
            self.in_phonetic = False
        elif kind == "is":
            self.in_inline = False
        elif kind == "c" and self.stored:
            self.keep()
        elif kind == "c" and self.has_formula and self.kind != "str":
            self.sheet.without_value.append((self.row, self.column))

    def keep(self) -> None:
        kind, stored, remark = self.kind, self.stored, None
        number_format = self.formats[self.style] if self.style < len(self.formats) else NO_STYLE
        if kind == "n":
            text, remark = shown_number(stored, number_format, self.from_1904)
            if text == "0" and not self.sheet.shows_zeros:
                text, remark = "", ZERO_NOT_SHOWN
        elif kind == "b":
            text = "TRUE" if stored in TRUE else "FALSE"
        elif kind == "d":
            text = stored.removesuffix("T00:00:00")
        else:
            text = self.strings[int(stored)] if kind == "s" else joined(stored)
            if number_format != NO_STYLE and text.strip():
                text, remark = shown_text(text, number_format)
        if remark:
            self.sheet.remarks.setdefault(remark, []).append((self.row, self.column))
        if text.strip():
            self.sheet.rows.setdefault(self.row, {})[self.column] = text
            self.count += 1
            if not self.count % 1024 or self.count > self.limits.cells:
                check_cells(self.count, self.limits, f"sheet {self.sheet.name}")


def fill_sheet(sheet: Sheet, part: bytes, strings: list[str], formats: list[str], from_1904: bool, limits: Limits) -> None:
    """Fill the sheet from its XML. Raises expat.ExpatError where that is no XML, DeclaredType, or over a limit."""
    reading = _Reading(sheet, strings, formats, from_1904, limits)
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = reading.start, reading.end
    parser.CharacterDataHandler = reading.pieces.append
    parser.StartDoctypeDeclHandler = _refuse
    parser.Parse(_without_empty(part), True)


def place_of(text: str | None) -> tuple[int, int] | None:
    """Row and column of a name such as AB12."""
    found = PLACE.fullmatch(text or "")
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def _without_empty(part: bytes) -> bytes:
    if b"<!" in part or b"<c>" in part or b"<row>" in part:
        return part
    if part.count(b"<c ") != part.count(b'<c r="') or part.count(b"<row ") != part.count(b'<row r="'):
        return part
    return EMPTY_ROW.sub(b"", EMPTY_CELL.sub(b"", part))


def _is_zero(size: str | None) -> bool:
    return size is not None and size.replace(".", "").strip("0") == "" and "0" in size


def _refuse(*_: object) -> None:
    raise DeclaredType("a part declares a document type")
