"""What a PDF page draws beside its characters: straight segments, pictures, and texts that PDFium drops without a word."""

from __future__ import annotations

from ctypes import byref, c_float, c_int
from dataclasses import dataclass, field
from itertools import pairwise

import pypdfium2.raw as raw

# The thickest filled box that is a rule and not a shaded area, in points.
RULE_THICKNESS = 3.0
MOST_FORM_DEPTH = 8
# Text narrower than this, in points, is dropped by PDFium; it happens where a font is neither embedded nor at hand.
NO_WIDTH = 0.01

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
AS_DRAWN: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(slots=True)
class Drawn:
    """`boxes` are left, low, right, high of straight segments. Some `lost_texts` are blanks; which ones cannot be told."""

    boxes: list[Box] = field(default_factory=list)
    pictures: int = 0
    lost_texts: int = 0


def drawn_on(page: object) -> Drawn:
    """What a page draws, forms within it included."""
    drawn = Drawn()
    get_object, get_type, get_bounds, text = raw.FPDFPage_GetObject, raw.FPDFPageObj_GetType, raw.FPDFPageObj_GetBounds, TEXT
    for number in range(raw.FPDFPage_CountObjects(page)):
        item = get_object(page, number)
        kind = get_type(item)
        if kind != text:
            _collect(item, kind, AS_DRAWN, drawn, 0)
        elif get_bounds(item, *BOUNDS) and RIGHT.value - LEFT.value < NO_WIDTH:
            drawn.lost_texts += _is_lost(item)
    return drawn


TEXT = raw.FPDF_PAGEOBJ_TEXT
LEFT, LOW, RIGHT, HIGH = c_float(), c_float(), c_float(), c_float()
BOUNDS = byref(LEFT), byref(LOW), byref(RIGHT), byref(HIGH)
POINT = byref(LEFT), byref(LOW)
FILL, STROKE = c_int(), c_int()
MODE = byref(FILL), byref(STROKE)
# The most segments of a path that is one box.
BOX_SEGMENTS = 5


def _collect(item: object, kind: int, outer: Matrix, drawn: Drawn, depth: int) -> None:
    if kind == TEXT:
        drawn.lost_texts += _is_lost(item)
    elif kind == raw.FPDF_PAGEOBJ_IMAGE:
        drawn.pictures += 1
    elif kind == raw.FPDF_PAGEOBJ_PATH:
        _collect_path(item, outer, drawn.boxes)
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth < MOST_FORM_DEPTH:
        matrix = _matrix(item, outer)
        for number in range(raw.FPDFFormObj_CountObjects(item)):
            inner = raw.FPDFFormObj_GetObject(item, number)
            _collect(inner, raw.FPDFPageObj_GetType(inner), matrix, drawn, depth + 1)


def _is_lost(item: object) -> bool:
    raw.FPDFPageObj_GetBounds(item, *BOUNDS)
    return RIGHT.value - LEFT.value < NO_WIDTH and raw.FPDFFont_GetIsEmbedded(raw.FPDFTextObj_GetFont(item)) == 0


def _matrix(item: object, o: Matrix) -> Matrix:
    """The item's own matrix within that of the form around it."""
    m = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, byref(m))
    if o is AS_DRAWN:
        return m.a, m.b, m.c, m.d, m.e, m.f
    return (
        m.a * o[0] + m.b * o[2],
        m.a * o[1] + m.b * o[3],
        m.c * o[0] + m.d * o[2],
        m.c * o[1] + m.d * o[3],
        m.e * o[0] + m.f * o[2] + o[4],
        m.e * o[1] + m.f * o[3] + o[5],
    )


def _collect_path(path: object, outer: Matrix, boxes: list[Box]) -> None:
    raw.FPDFPath_GetDrawMode(path, *MODE)
    if not FILL.value and not STROKE.value:
        return
    count = raw.FPDFPath_CountSegments(path)
    if not STROKE.value and outer is AS_DRAWN and count <= BOX_SEGMENTS:
        # A filled box: its bounds are exact, and cost one call in place of twenty.
        raw.FPDFPageObj_GetBounds(path, *BOUNDS)
        left, low, right, high = LEFT.value, LOW.value, RIGHT.value, HIGH.value
        if right - left <= RULE_THICKNESS or high - low <= RULE_THICKNESS:
            boxes.append((left, low, right, high))
        return
    a, b, c, d, e, f = _matrix(path, outer)
    parts: list[list[tuple[float, float]]] = []
    for number in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, number)
        raw.FPDFPathSegment_GetPoint(segment, *POINT)
        x, y = LEFT.value, LOW.value
        if not parts or raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            parts.append([])
        parts[-1].append((a * x + c * y + e, b * x + d * y + f))
        if raw.FPDFPathSegment_GetClose(segment):
            parts[-1].append(parts[-1][0])
    for part in parts:
        xs, ys = zip(*part, strict=True)
        left, right, low, high = min(xs), max(xs), min(ys), max(ys)
        if right - left <= RULE_THICKNESS or high - low <= RULE_THICKNESS:
            boxes.append((left, low, right, high))
        elif STROKE.value:
            boxes.extend((min(p[0], q[0]), min(p[1], q[1]), max(p[0], q[0]), max(p[1], q[1])) for p, q in pairwise(part))
