"""What one PDF page prints: characters and straight rules, as seen by a reader who holds the page so that its text is upright.

Coordinates are points from the upper left corner. A character printed twice at one place (false bold) is kept once.
"""

from __future__ import annotations

from collections import Counter
from ctypes import byref, c_double
from dataclasses import dataclass
from struct import Struct
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.readers.pdf_drawn import RULE_THICKNESS, drawn_on

# How far, in parts of its height, a second print of a character may lie from the first.
OVERPRINT = 0.15
# The shortest rule, in points.
RULE_LENGTH = 3.0
# Every so many characters one is asked which way it stands.
TURN_SAMPLE = 8
# Printed characters that show nothing.
UNSEEN = frozenset("\u200b\u200c\u200d\ufeff\u00ad")
NOT_DECODED = "\ufffd"
# PDFium's codes of a hyphen at the end of a line.
HYPHEN, HYPHENS = "-", (2, 0xFFFE)
# A box without size, and the side of the squares in which a second print is looked for, in points.
NO_SIZE = 0.1
SQUARE = 8.0

Box = tuple[float, float, float, float]
_new = tuple.__new__
# The four numbers of PDFium's box at once: left, top, right, bottom.
_four = Struct("4f").unpack_from
Rule = tuple[float, float, float]


class Char(NamedTuple):
    """One printed sign and its box; a tuple, because a page holds thousands. Made by `char_at`."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    middle: float
    baseline: float
    centre: float
    height: float


def char_at(text: str, baseline: float, left: float, top: float, right: float, bottom: float) -> Char:
    height = bottom - top if bottom - top > 1.0 else 1.0
    return _new(Char, (text, left, top, right, bottom, (left + right) / 2, baseline, (top + bottom) / 2, height))


@dataclass(frozen=True, slots=True)
class Page:
    """`across` are (y, left, right) of horizontal rules, `down` are (x, top, bottom) of vertical ones."""

    chars: tuple[Char, ...]
    across: tuple[Rule, ...]
    down: tuple[Rule, ...]
    has_picture: bool
    lost_texts: int


def read_page(page: pdfium.PdfPage) -> Page:
    """The characters and rules of a page. The caller closes it."""
    textpage = page.get_textpage()
    try:
        printed, turn = _printed_chars(textpage.raw)
    finally:
        textpage.close()
    if not printed:
        turn = page.get_rotation()
    corners = page.get_cropbox()
    if turn:
        chars = [
            char_at(text, _upright((x, y, x, y), corners, turn)[1], *_upright(box, corners, turn))
            for text, box, x, y in printed
        ]
    else:
        left, _, _, high = corners
        chars = [
            char_at(text, high - y, x0 - left, high - y1, x1 - left, high - y0) for text, (x0, y0, x1, y1), _, y in printed
        ]
    drawn = drawn_on(page.raw)
    across, down = [], []
    for box in drawn.boxes:
        left, top, right, bottom = _upright(box, corners, turn)
        if bottom - top <= RULE_THICKNESS and right - left >= RULE_LENGTH and right - left > bottom - top:
            across.append(((top + bottom) / 2, left, right))
        elif right - left <= RULE_THICKNESS and bottom - top >= RULE_LENGTH:
            down.append(((left + right) / 2, top, bottom))
    return Page(_once(chars), tuple(across), tuple(down), drawn.pictures > 0, drawn.lost_texts)


def _printed_chars(textpage: object) -> tuple[list[tuple[str, Box, float, float]], int]:
    """Each character with its box and the point it is set on, and how the text is turned."""
    across, up = c_double(), c_double()
    across_ref, up_ref = byref(across), byref(up)
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    box_ref, matrix_ref = byref(box), byref(matrix)
    get_unicode, get_box = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    get_origin = raw.FPDFText_GetCharOrigin
    printed: list[tuple[str, Box, float, float]] = []
    turns: Counter[int] = Counter()
    for index in range(raw.FPDFText_CountChars(textpage)):
        code = get_unicode(textpage, index)
        text = HYPHEN if code in HYPHENS else chr(code) if code else NOT_DECODED
        if text.isspace() or text in UNSEEN:
            continue
        get_box(textpage, index, box_ref)
        x0, y1, x1, y0 = _four(box)
        place = (x0, y0, x1, y1) if x1 - x0 >= NO_SIZE and y1 - y0 >= NO_SIZE else _tight(textpage, index)
        if len(printed) % TURN_SAMPLE == 0 and raw.FPDFText_GetMatrix(textpage, index, matrix_ref):
            upright = abs(matrix.a) >= abs(matrix.b)
            turns[(0 if matrix.a >= 0 else 180) if upright else (90 if matrix.b > 0 else 270)] += 1
        get_origin(textpage, index, across_ref, up_ref)
        printed.append((text, place, across.value, up.value))
    return printed, turns.most_common(1)[0][0] if turns else 0


def _tight(textpage: object, index: int) -> Box:
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    raw.FPDFText_GetCharBox(textpage, index, byref(left), byref(right), byref(bottom), byref(top))
    return left.value, bottom.value, right.value, top.value


def _upright(box: Box, corners: Box, turn: int) -> Box:
    """Left, top, right, bottom after the page is turned clockwise by `turn` degrees."""
    x0, y0, x1, y1 = box
    left, low, right, high = corners
    if turn == 90:
        return y0 - low, x0 - left, y1 - low, x1 - left
    if turn == 180:
        return right - x1, y0 - low, right - x0, y1 - low
    if turn == 270:
        return high - y1, right - x1, high - y0, right - x0
    return x0 - left, high - y1, x1 - left, high - y0


def _once(chars: list[Char]) -> tuple[Char, ...]:
    """Without second prints. The page is cut into squares; a char's twin lies in its square or the three nearest."""
    kept: list[Char] = []
    places: dict[tuple[str, int, int], list[Char]] = {}
    for char in chars:
        text, middle, centre = char.text, char.middle / SQUARE, char.centre / SQUARE
        column, row = int(middle), int(centre)
        beside = column + 1 if middle - column > 0.5 else column - 1
        below = row + 1 if centre - row > 0.5 else row - 1
        for key in ((text, column, row), (text, beside, row), (text, column, below), (text, beside, below)):
            if key in places and _is_near(char, places[key]):
                break
        else:
            places.setdefault((text, column, row), []).append(char)
            kept.append(char)
    return tuple(kept)


def _is_near(char: Char, others: list[Char]) -> bool:
    reach = min(OVERPRINT * char.height, SQUARE / 2)
    return any(abs(char.middle - o.middle) < reach and abs(char.centre - o.centre) < reach for o in others)
