"""Straight segments that the paths of a PDF page draw. Most paths are one line or one filled box: those are asked together."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from ctypes import byref, c_float, c_int, sizeof
from itertools import pairwise, repeat

import numpy as np
import pypdfium2.raw as raw

from ingest.readers.pdf_calls import Records, unchecked

# The thickest filled box that is a rule and not a shaded area, in points.
RULE_THICKNESS = 3.0
# The segments of a path that is one line, and the most of one that is a box.
LINE_SEGMENTS, BOX_SEGMENTS = 2, 5

Matrix = tuple[float, float, float, float, float, float]
# Left, low, right, high.
Box = tuple[float, float, float, float]
AS_DRAWN: Matrix = (1, 0, 0, 1, 0, 0)

FLOATS, INTEGERS, MATRICES = Records(sizeof(c_float)), Records(sizeof(c_int)), Records(sizeof(raw.FS_MATRIX))
X, Y = c_float(), c_float()
POINT = byref(X), byref(Y)
FILL, STROKE = c_int(), c_int()
MODE = byref(FILL), byref(STROKE)
get_bounds, get_matrix = unchecked(raw.FPDFPageObj_GetBounds), unchecked(raw.FPDFPageObj_GetMatrix)
get_mode, count_segments = unchecked(raw.FPDFPath_GetDrawMode), unchecked(raw.FPDFPath_CountSegments)
get_segment, get_point = unchecked(raw.FPDFPath_GetPathSegment), unchecked(raw.FPDFPathSegment_GetPoint)
get_segment_type, get_close = unchecked(raw.FPDFPathSegment_GetType), unchecked(raw.FPDFPathSegment_GetClose)


def bounds(items: Sequence[object]) -> list[Box]:
    """The bounds of objects of a page."""
    buffer, places = FLOATS.of(4 * len(items))
    deque(map(get_bounds, items, places[::4], places[1::4], places[2::4], places[3::4]), maxlen=0)
    return list(map(tuple, np.frombuffer(buffer, np.float32, 4 * len(items)).reshape(-1, 4).tolist()))


def page_segments(paths: Sequence[object]) -> list[Sequence[Box]]:
    """The boxes of the straight segments of each path that a page draws by itself."""
    buffer, places = INTEGERS.of(2 * len(paths))
    deque(map(get_mode, paths, places[::2], places[1::2]), maxlen=0)
    modes = np.frombuffer(buffer, np.int32, 2 * len(paths)).tolist()
    found: list[Sequence[Box]] = [()] * len(paths)
    filled, lines, others = [], [], []
    for number, (fill, stroke, count) in enumerate(zip(modes[::2], modes[1::2], map(count_segments, paths), strict=True)):
        if not stroke and count <= BOX_SEGMENTS:
            # Bounds are exact for a box that is filled.
            filled += [number] if fill else []
        elif stroke or fill:
            (lines if count == LINE_SEGMENTS else others).append(number)
    for number, box in zip(filled, bounds([paths[number] for number in filled]), strict=True):
        found[number] = (box,) if _is_thin(box) else ()
    ends = list(map(get_segment, (paths[number] for number in lines), repeat(LINE_SEGMENTS - 1)))
    boxes = _line_boxes([paths[number] for number in lines], ends)
    for number, box, kind in zip(lines, boxes, map(get_segment_type, ends), strict=True):
        if kind != raw.FPDF_SEGMENT_LINETO:
            others.append(number)
        elif _is_thin(box):
            found[number] = (box,)
    for number in others:
        found[number] = path_segments(paths[number], AS_DRAWN)
    return found


def path_segments(path: object, outer: Matrix) -> list[Box]:
    """The boxes of the straight segments of any path, in a form or not."""
    get_mode(path, *MODE)
    if not FILL.value and not STROKE.value:
        return []
    a, b, c, d, e, f = inner_matrix(path, outer)
    parts: list[list[tuple[float, float]]] = []
    for number in range(count_segments(path)):
        segment = get_segment(path, number)
        get_point(segment, *POINT)
        x, y = X.value, Y.value
        if not parts or get_segment_type(segment) == raw.FPDF_SEGMENT_MOVETO:
            parts.append([])
        parts[-1].append((a * x + c * y + e, b * x + d * y + f))
        if get_close(segment):
            parts[-1].append(parts[-1][0])
    boxes: list[Box] = []
    for part in parts:
        xs, ys = zip(*part, strict=True)
        box = min(xs), min(ys), max(xs), max(ys)
        if _is_thin(box):
            boxes.append(box)
        elif STROKE.value:
            boxes.extend((min(p[0], q[0]), min(p[1], q[1]), max(p[0], q[0]), max(p[1], q[1])) for p, q in pairwise(part))
    return boxes


def inner_matrix(item: object, o: Matrix) -> Matrix:
    """The item's own matrix within that of the form around it."""
    m = raw.FS_MATRIX()
    get_matrix(item, byref(m))
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


def _is_thin(box: Box) -> bool:
    left, low, right, high = box
    return right - left <= RULE_THICKNESS or high - low <= RULE_THICKNESS


def _line_boxes(lines: Sequence[object], ends: Sequence[object]) -> list[Box]:
    """The box of each path of two segments, the last of which is among the `ends`."""
    buffer, places = FLOATS.of(4 * len(lines))
    deque(map(get_point, map(get_segment, lines, repeat(0)), places[::4], places[1::4]), maxlen=0)
    deque(map(get_point, ends, places[2::4], places[3::4]), maxlen=0)
    x0, y0, x1, y1 = np.frombuffer(buffer, np.float32, 4 * len(lines)).reshape(-1, 4).T.astype(float)
    buffer, places = MATRICES.of(len(lines))
    deque(map(get_matrix, lines, places), maxlen=0)
    a, b, c, d, e, f = np.frombuffer(buffer, np.float32, 6 * len(lines)).reshape(-1, 6).T.astype(float)
    x0, y0, x1, y1 = a * x0 + c * y0 + e, b * x0 + d * y0 + f, a * x1 + c * y1 + e, b * x1 + d * y1 + f
    edges = np.minimum(x0, x1), np.minimum(y0, y1), np.maximum(x0, x1), np.maximum(y0, y1)
    return list(zip(*(edge.tolist() for edge in edges), strict=True))
