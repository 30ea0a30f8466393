"""What one PDF page prints: characters and straight rules, as seen by a reader who holds the page so that its text is upright.

Coordinates are points from the upper left corner. A character printed twice at one place (false bold) is kept once.
"""

from __future__ import annotations

from collections import Counter
from ctypes import byref, c_double, c_float, c_int
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.readers.pdf_lost import lost_texts

# How far, in parts of its height, a second print of a character may lie from the first.
OVERPRINT = 0.15
# The thickest filled box that is a rule and not a shaded area, and the shortest rule, in points.
RULE_THICKNESS = 3.0
RULE_LENGTH = 3.0
MOST_FORM_DEPTH = 8
# Every so many characters one is asked which way it stands.
TURN_SAMPLE = 8
# Printed characters that show nothing.
UNSEEN = frozenset("\u200b\u200c\u200d\ufeff\u00ad")
NOT_DECODED = "\ufffd"

Matrix = tuple[float, float, float, float, float, float]
Rule = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Char:
    text: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def centre(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        return max(self.bottom - self.top, 1.0)


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
    chars = tuple(
        Char(text, *_upright(box, corners, turn), baseline=_upright(origin * 2, corners, turn)[1])
        for text, box, origin in printed
    )
    boxes: list[tuple[float, float, float, float]] = []
    pictures = 0
    count = raw.FPDFPage_CountObjects(page.raw)
    for number in range(count):
        pictures += _collect(raw.FPDFPage_GetObject(page.raw, number), (1, 0, 0, 1, 0, 0), boxes, 0)
    across, down = [], []
    for box in boxes:
        left, top, right, bottom = _upright(box, corners, turn)
        if bottom - top <= RULE_THICKNESS and right - left >= RULE_LENGTH and right - left > bottom - top:
            across.append(((top + bottom) / 2, left, right))
        elif right - left <= RULE_THICKNESS and bottom - top >= RULE_LENGTH:
            down.append(((left + right) / 2, top, bottom))
    return Page(_once(chars), tuple(across), tuple(down), pictures > 0, lost_texts(page.raw))


def _printed_chars(textpage: object) -> tuple[list[tuple[str, tuple[float, ...], tuple[float, ...]]], int]:
    """Each character with its box and the point it is set on, and how the text is turned."""
    across, up = c_double(), c_double()
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    printed, turns = [], Counter()
    for index in range(raw.FPDFText_CountChars(textpage)):
        code = raw.FPDFText_GetUnicode(textpage, index)
        text = chr(code) if code else NOT_DECODED
        text = "-" if code in (2, 0xFFFE) else text
        if text.isspace() or text in UNSEEN:
            continue
        raw.FPDFText_GetLooseCharBox(textpage, index, byref(box))
        place = (box.left, box.bottom, box.right, box.top)
        if box.right - box.left < 0.1 or box.top - box.bottom < 0.1:
            place = _tight(textpage, index)
        if len(printed) % TURN_SAMPLE == 0 and raw.FPDFText_GetMatrix(textpage, index, byref(matrix)):
            upright = abs(matrix.a) >= abs(matrix.b)
            turns[(0 if matrix.a >= 0 else 180) if upright else (90 if matrix.b > 0 else 270)] += 1
        raw.FPDFText_GetCharOrigin(textpage, index, byref(across), byref(up))
        printed.append((text, place, (across.value, up.value)))
    return printed, turns.most_common(1)[0][0] if turns else 0


def _tight(textpage: object, index: int) -> tuple[float, float, float, float]:
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    raw.FPDFText_GetCharBox(textpage, index, byref(left), byref(right), byref(bottom), byref(top))
    return left.value, bottom.value, right.value, top.value


def _upright(box: tuple[float, ...], corners: tuple[float, ...], turn: int) -> tuple[float, float, float, float]:
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


def _once(chars: tuple[Char, ...]) -> tuple[Char, ...]:
    kept: list[Char] = []
    places: dict[tuple[str, int, int], list[Char]] = {}
    for char in chars:
        column, row = int(char.middle // 4), int(char.centre // 4)
        near = (other for dx in (-1, 0, 1) for dy in (-1, 0, 1) for other in places.get((char.text, column + dx, row + dy), ()))
        reach = OVERPRINT * char.height
        if any(abs(char.middle - o.middle) < reach and abs(char.centre - o.centre) < reach for o in near):
            continue
        places.setdefault((char.text, column, row), []).append(char)
        kept.append(char)
    return tuple(kept)


def _collect(item: object, outer: Matrix, boxes: list[tuple[float, float, float, float]], depth: int) -> int:
    """Add the boxes of an object's straight segments; returns how many pictures it holds."""
    kind = raw.FPDFPageObj_GetType(item)
    if kind == raw.FPDF_PAGEOBJ_IMAGE:
        return 1
    if kind not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM):
        return 0
    own = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, byref(own))
    matrix = _within((own.a, own.b, own.c, own.d, own.e, own.f), outer)
    if kind == raw.FPDF_PAGEOBJ_PATH:
        _collect_path(item, matrix, boxes)
        return 0
    inner = range(raw.FPDFFormObj_CountObjects(item)) if depth < MOST_FORM_DEPTH else ()
    return sum(_collect(raw.FPDFFormObj_GetObject(item, number), matrix, boxes, depth + 1) for number in inner)


def _within(m: Matrix, o: Matrix) -> Matrix:
    return (
        m[0] * o[0] + m[1] * o[2],
        m[0] * o[1] + m[1] * o[3],
        m[2] * o[0] + m[3] * o[2],
        m[2] * o[1] + m[3] * o[3],
        m[4] * o[0] + m[5] * o[2] + o[4],
        m[4] * o[1] + m[5] * o[3] + o[5],
    )


def _collect_path(path: object, matrix: Matrix, boxes: list[tuple[float, float, float, float]]) -> None:
    x, y = c_float(), c_float()
    parts: list[list[tuple[float, float]]] = []
    for number in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, number)
        raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        a, b, c, d, e, f = matrix
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO or not parts:
            parts.append([])
        parts[-1].append(point)
        if raw.FPDFPathSegment_GetClose(segment):
            parts[-1].append(parts[-1][0])
    fill, stroke = c_int(), c_int()
    raw.FPDFPath_GetDrawMode(path, byref(fill), byref(stroke))
    for part in parts:
        xs, ys = [p[0] for p in part], [p[1] for p in part]
        if min(max(xs) - min(xs), max(ys) - min(ys)) <= RULE_THICKNESS:
            if fill.value or stroke.value:
                boxes.append((min(xs), min(ys), max(xs), max(ys)))
        elif stroke.value:
            pairs = pairwise(part)
            boxes.extend((min(p[0], q[0]), min(p[1], q[1]), max(p[0], q[0]), max(p[1], q[1])) for p, q in pairs)
