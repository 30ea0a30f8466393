"""A font of plain boxes, shown to PDFium in place of the fonts that a file names but does not carry.

PDFium takes the extent of a character from its font. Where a file does not carry the font and the machine has none that
fits, the characters have no extent, and PDFium leaves out a text of such characters without a word. The boxes give every
character one, the same on every machine; what a character is and how wide it is still comes from the file.
"""

from __future__ import annotations

import struct
from ctypes import memmove, pointer, string_at
from functools import cache

import pypdfium2.raw as raw

UNITS = 1000
# Smaller than any printed character, so that a box never reaches beyond the width that the file states.
BOX_WIDTH, BOX_HEIGHT = 200, 700
# The most that a font can have: a file may name a glyph by any number.
GLYPHS = 65535
FIRST_VISIBLE, LAST_CHARACTER = 0x21, 0x10FFFF
# PDFium brings its own fonts for these, with the widths that a file need not state.
LATIN_FAMILIES = (b"helvetica", b"arial", b"times", b"courier", b"symbol", b"zapf", b"wingdings", b"webdings")
WHOLE_FONT = 0
HANDLE = 1

# What PDFium goes on using as long as the process runs.
_kept: list[object] = []


def use_box_font() -> None:
    """Let PDFium take the boxes for fonts that are neither in the file nor its own. A second call changes nothing."""
    if _kept:
        return
    types = dict(raw.FPDF_SYSFONTINFO._fields_)

    def font_data(_info: object, _font: object, table: int, buffer: object, size: int) -> int:
        if table != WHOLE_FONT:
            return 0
        font = box_font()
        if buffer and size >= len(font):
            memmove(buffer, font, len(font))
        return len(font)

    def map_font(
        _info: object, _weight: int, _italic: int, _charset: int, _pitch: int, face: object, _exact: object
    ) -> int | None:
        return None if face and string_at(face).lower().startswith(LATIN_FAMILIES) else HANDLE

    info = raw.FPDF_SYSFONTINFO(
        version=1,
        MapFont=types["MapFont"](map_font),
        GetFontData=types["GetFontData"](font_data),
    )
    _kept.append(info)
    raw.FPDF_SetSystemFontInfo(pointer(info))


@cache
def box_font() -> bytes:
    """A TrueType font in which every character and every glyph is the same box."""
    outline = struct.pack(">5h2H4B", 1, 0, 0, BOX_WIDTH, BOX_HEIGHT, 3, 0, 1, 1, 1, 1)
    outline += struct.pack(">8h", 0, BOX_WIDTH, 0, -BOX_WIDTH, 0, 0, BOX_HEIGHT, 0)
    places = (place * len(outline) // 2 for place in range(GLYPHS + 1))
    return _font_file(
        {
            b"cmap": _character_map(),
            b"glyf": outline * GLYPHS,
            b"head": struct.pack(
                ">4I2H2q4h2H3h", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, UNITS, 0, 0, 0, 0, BOX_WIDTH, BOX_HEIGHT, 0, 8, 2, 1, 0
            ),
            b"hhea": struct.pack(">I3hH11hH", 0x10000, BOX_HEIGHT, 0, 0, UNITS, 0, 0, BOX_WIDTH, 1, 0, 0, 0, 0, 0, 0, 0, 1),
            b"hmtx": struct.pack(">Hh", UNITS, 0) + bytes(2 * (GLYPHS - 1)),
            b"loca": b"".join(struct.pack(">I", 2 * place) for place in places),
            b"maxp": struct.pack(">I14H", 0x10000, GLYPHS, 4, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0),
            b"post": struct.pack(">Ii2h5I", 0x30000, 0, 0, 0, 0, 0, 0, 0, 0),
        }
    )


def _character_map() -> bytes:
    """Every visible character of Unicode leads to one glyph (a map of format 13, many to one)."""
    group = struct.pack(">2H3I", 13, 0, 28, 0, 1) + struct.pack(">3I", FIRST_VISIBLE, LAST_CHARACTER, 1)
    return struct.pack(">4HI", 0, 1, 3, 10, 12) + group


def _font_file(tables: dict[bytes, bytes]) -> bytes:
    offset = 12 + 16 * len(tables)
    directory = struct.pack(">I4H", 0x10000, len(tables), 128, 3, 16 * len(tables) - 128)
    body = bytearray()
    for tag, table in sorted(tables.items()):
        directory += tag + struct.pack(">3I", 0, offset + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    return directory + bytes(body)
