"""What one PDF page prints: characters and straight rules, as seen by a reader who holds the page so that its text is upright.

Coordinates are points from the upper left corner. A character printed twice at one place (false bold) is kept once.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from ctypes import byref, c_double, create_string_buffer
from dataclasses import dataclass
from itertools import repeat
from operator import sub
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.readers.pdf_calls import unchecked
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
# More squares than a page is high, so that one number tells a square's column and row.
SQUARES = 100_000

Box = tuple[float, float, float, float]
_new = tuple.__new__
get_unicode, get_origin = unchecked(raw.FPDFText_GetUnicode), unchecked(raw.FPDFText_GetCharOrigin)
get_box = unchecked(raw.FPDFText_GetLooseCharBox)
# Bytes of a box: four floats (left, top, right, bottom).
RECORD = 16
Rule = tuple[float, float, float]


class Char(NamedTuple):
    """One printed sign and its box; a tuple, because a page holds thousands. `height` is 1 at least."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    middle: float
    baseline: float
    centre: float
    height: float


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
    corners = page.get_cropbox()
    textpage = page.get_textpage()
    try:
        texts, places, turn = _printed(textpage.raw)
        if not texts:
            turn = page.get_rotation()
        chars = _chars(textpage.raw, texts, places, corners, turn)
    finally:
        textpage.close()
    drawn = drawn_on(page.raw)
    across, down = [], []
    for box in drawn.boxes:
        left, top, right, bottom = _upright(box, corners, turn)
        if bottom - top <= RULE_THICKNESS and right - left >= RULE_LENGTH and right - left > bottom - top:
            across.append(((top + bottom) / 2, left, right))
        elif right - left <= RULE_THICKNESS and bottom - top >= RULE_LENGTH:
            down.append(((left + right) / 2, top, bottom))
    return Page(tuple(_once(chars)), tuple(across), tuple(down), drawn.pictures > 0, drawn.lost_texts)


def _printed(textpage: object) -> tuple[list[str], list[int], int]:
    """The characters that show something, their numbers in PDFium's text, and how they are turned."""
    codes = list(map(get_unicode, repeat(textpage), range(raw.FPDFText_CountChars(textpage))))
    signs = {code: _sign(code) for code in set(codes)}
    places = [number for number, code in enumerate(codes) if signs[code]]
    matrix = raw.FS_MATRIX()
    turns: Counter[int] = Counter()
    for number in places[::TURN_SAMPLE]:
        if raw.FPDFText_GetMatrix(textpage, number, byref(matrix)):
            upright = abs(matrix.a) >= abs(matrix.b)
            turns[(0 if matrix.a >= 0 else 180) if upright else (90 if matrix.b > 0 else 270)] += 1
    return [signs[codes[number]] for number in places], places, turns.most_common(1)[0][0] if turns else 0


def _sign(code: int) -> str:
    text = HYPHEN if code in HYPHENS else chr(code) if code else NOT_DECODED
    return "" if text.isspace() or text in UNSEEN else text


def _chars(textpage: object, texts: list[str], places: list[int], corners: Box, turn: int) -> list[Char]:
    """The characters with their boxes and baselines. PDFium writes one character after the other into one buffer."""
    left, low, right, high = corners
    buffer = create_string_buffer(RECORD * len(places))
    records = [byref(buffer, place) for place in range(0, len(buffer), RECORD)]
    deque(map(get_box, repeat(textpage), places, records), maxlen=0)
    x0s, y1s, x1s, y0s = (memoryview(buffer).cast("B").cast("f")[edge::4].tolist() for edge in range(4))
    is_upright = turn in (0, 180)
    unused = repeat(byref(c_double()))
    deque(map(get_origin, repeat(textpage), places, *((unused, records) if is_upright else (records, unused))), maxlen=0)
    origins = memoryview(buffer).cast("B").cast("d")[::2].tolist()
    if turn or min(map(sub, x1s, x0s), default=0) < NO_SIZE or min(map(sub, y1s, y0s), default=0) < NO_SIZE:
        boxes = [
            box if box[2] - box[0] >= NO_SIZE and box[3] - box[1] >= NO_SIZE else _tight(textpage, place)
            for box, place in zip(zip(x0s, y0s, x1s, y1s, strict=True), places, strict=True)
        ]
        edges = zip(*(_upright(box, corners, turn) for box in boxes), strict=True) if boxes else ((),) * 4
        lefts, tops, rights, bottoms = edges
    else:
        lefts, rights = [x - left for x in x0s], [x - left for x in x1s]
        tops, bottoms = [high - y for y in y1s], [high - y for y in y0s]
    if turn in (0, 270):
        edge = right if turn else high
        baselines = [edge - origin for origin in origins]
    else:
        edge = left if turn == 90 else low
        baselines = [origin - edge for origin in origins]
    middles = [(x0 + x1) / 2 for x0, x1 in zip(lefts, rights, strict=True)]
    centres = [(y0 + y1) / 2 for y0, y1 in zip(tops, bottoms, strict=True)]
    heights = [y1 - y0 if y1 - y0 > 1.0 else 1.0 for y0, y1 in zip(tops, bottoms, strict=True)]
    columns = zip(texts, lefts, tops, rights, bottoms, middles, baselines, centres, heights, strict=True)
    return list(map(_new, repeat(Char), columns))


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


def _once(chars: list[Char]) -> list[Char]:
    """Without second prints. The page is cut into squares; a char's twin lies in its square or the three nearest."""
    kept: list[Char] = []
    places: defaultdict[str, dict[int, list[Char]]] = defaultdict(dict)
    for char in chars:
        text, _, _, _, _, x, _, y, height = char
        middle, centre = x / SQUARE, y / SQUARE
        column, row = int(middle), int(centre)
        squares, home = places[text], column * SQUARES + row
        beside = home + SQUARES if middle - column > 0.5 else home - SQUARES
        below = 1 if centre - row > 0.5 else -1
        if home in squares or beside in squares or home + below in squares or beside + below in squares:
            reach = min(OVERPRINT * height, SQUARE / 2)
            near = [other for key in (home, beside, home + below, beside + below) for other in squares.get(key, ())]
            if any(abs(x - other.middle) < reach and abs(y - other.centre) < reach for other in near):
                continue
            squares.setdefault(home, []).append(char)
        else:
            squares[home] = [char]
        kept.append(char)
    return kept
