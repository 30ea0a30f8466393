"""What a PDF page draws beside its characters: straight segments, pictures, and texts that PDFium drops without a word."""

from __future__ import annotations

from collections import deque
from ctypes import byref, c_float, c_int, create_string_buffer
from dataclasses import dataclass, field
from itertools import pairwise, repeat
from struct import iter_unpack

import pypdfium2.raw as raw

from ingest.readers.pdf_calls import unchecked

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
    items = list(map(get_object, repeat(page), range(raw.FPDFPage_CountObjects(page))))
    texts = []
    for item, kind in zip(items, map(get_type, items), strict=True):
        if kind == TEXT:
            texts.append(item)
        elif kind == PATH:
            _collect_path(item, AS_DRAWN, drawn.boxes)
        else:
            _collect(item, kind, AS_DRAWN, drawn, 0)
    for item, width in zip(texts, _widths(texts), strict=True):
        if width < NO_WIDTH:
            drawn.lost_texts += _is_lost(item)
    return drawn


TEXT, PATH, LINE_TO = raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_SEGMENT_LINETO
LEFT, LOW, RIGHT, HIGH = c_float(), c_float(), c_float(), c_float()
BOUNDS = byref(LEFT), byref(LOW), byref(RIGHT), byref(HIGH)
POINT = byref(LEFT), byref(LOW)
FILL, STROKE = c_int(), c_int()
MODE = byref(FILL), byref(STROKE)
MATRIX = raw.FS_MATRIX()
MATRIX_REF = byref(MATRIX)
get_object, get_type = unchecked(raw.FPDFPage_GetObject), unchecked(raw.FPDFPageObj_GetType)
get_bounds, get_matrix = unchecked(raw.FPDFPageObj_GetBounds), unchecked(raw.FPDFPageObj_GetMatrix)
get_mode, count_segments = unchecked(raw.FPDFPath_GetDrawMode), unchecked(raw.FPDFPath_CountSegments)
get_segment, get_point = unchecked(raw.FPDFPath_GetPathSegment), unchecked(raw.FPDFPathSegment_GetPoint)
get_segment_type, get_close = unchecked(raw.FPDFPathSegment_GetType), unchecked(raw.FPDFPathSegment_GetClose)
# The segments of a path that is one line, and the most of one that is a box.
LINE_SEGMENTS, BOX_SEGMENTS = 2, 5
# Bytes of the two floats of a width.
RECORD = 8


def _collect(item: object, kind: int, outer: Matrix, drawn: Drawn, depth: int) -> None:
    if kind == TEXT:
        drawn.lost_texts += _is_lost(item)
    elif kind == raw.FPDF_PAGEOBJ_IMAGE:
        drawn.pictures += 1
    elif kind == PATH:
        _collect_path(item, outer, drawn.boxes)
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth < MOST_FORM_DEPTH:
        matrix = _matrix(item, outer)
        for number in range(raw.FPDFFormObj_CountObjects(item)):
            inner = raw.FPDFFormObj_GetObject(item, number)
            _collect(inner, raw.FPDFPageObj_GetType(inner), matrix, drawn, depth + 1)


def _widths(texts: list[object]) -> list[float]:
    """The width of each text; PDFium writes one after the other into one buffer."""
    buffer = create_string_buffer(RECORD * len(texts))
    lefts = [byref(buffer, place) for place in range(0, len(buffer), RECORD)]
    rights = [byref(buffer, place) for place in range(RECORD // 2, len(buffer), RECORD)]
    deque(map(get_bounds, texts, lefts, repeat(BOUNDS[1]), rights, repeat(BOUNDS[3])), maxlen=0)
    return [right - left for left, right in iter_unpack("2f", buffer)]


def _is_lost(item: object) -> bool:
    raw.FPDFPageObj_GetBounds(item, *BOUNDS)
    return RIGHT.value - LEFT.value < NO_WIDTH and raw.FPDFFont_GetIsEmbedded(raw.FPDFTextObj_GetFont(item)) == 0


def _matrix(item: object, o: Matrix) -> Matrix:
    """The item's own matrix within that of the form around it."""
    m = MATRIX
    get_matrix(item, MATRIX_REF)
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
    get_mode(path, *MODE)
    if not FILL.value and not STROKE.value:
        return
    count = count_segments(path)
    if not STROKE.value and outer is AS_DRAWN and count <= BOX_SEGMENTS:
        # A filled box: its bounds are exact, and cost one call in place of twenty.
        get_bounds(path, *BOUNDS)
        left, low, right, high = LEFT.value, LOW.value, RIGHT.value, HIGH.value
        if right - left <= RULE_THICKNESS or high - low <= RULE_THICKNESS:
            boxes.append((left, low, right, high))
        return
    a, b, c, d, e, f = _matrix(path, outer)
    if count == LINE_SEGMENTS and get_segment_type(get_segment(path, 1)) == LINE_TO:
        get_point(get_segment(path, 0), *POINT)
        x0, y0 = LEFT.value, LOW.value
        get_point(get_segment(path, 1), *POINT)
        x1, y1 = LEFT.value, LOW.value
        x0, y0, x1, y1 = a * x0 + c * y0 + e, b * x0 + d * y0 + f, a * x1 + c * y1 + e, b * x1 + d * y1 + f
        if abs(x1 - x0) <= RULE_THICKNESS or abs(y1 - y0) <= RULE_THICKNESS:
            boxes.append((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
        return
    parts: list[list[tuple[float, float]]] = []
    for number in range(count):
        segment = get_segment(path, number)
        get_point(segment, *POINT)
        x, y = LEFT.value, LOW.value
        if not parts or get_segment_type(segment) == raw.FPDF_SEGMENT_MOVETO:
            parts.append([])
        parts[-1].append((a * x + c * y + e, b * x + d * y + f))
        if get_close(segment):
            parts[-1].append(parts[-1][0])
    for part in parts:
        xs, ys = zip(*part, strict=True)
        left, right, low, high = min(xs), max(xs), min(ys), max(ys)
        if right - left <= RULE_THICKNESS or high - low <= RULE_THICKNESS:
            boxes.append((left, low, right, high))
        elif STROKE.value:
            boxes.extend((min(p[0], q[0]), min(p[1], q[1]), max(p[0], q[0]), max(p[1], q[1])) for p, q in pairwise(part))
