"""What a PDF page draws beside its characters: straight segments, pictures, and texts that PDFium drops without a word."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import repeat

import pypdfium2.raw as raw

from ingest.readers.pdf_calls import unchecked
from ingest.readers.pdf_paths import AS_DRAWN, Box, Matrix, bounds, inner_matrix, page_segments, path_segments

MOST_FORM_DEPTH = 8
# Text narrower than this, in points, is dropped by PDFium; it happens where a font is neither embedded nor at hand.
NO_WIDTH = 0.01
TEXT, PATH, IMAGE, FORM = raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM
get_object, get_type = unchecked(raw.FPDFPage_GetObject), unchecked(raw.FPDFPageObj_GetType)


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
    kinds = list(map(get_type, items))
    texts = [item for item, kind in zip(items, kinds, strict=True) if kind == TEXT]
    segments = iter(page_segments([item for item, kind in zip(items, kinds, strict=True) if kind == PATH]))
    for item, kind in zip(items, kinds, strict=True):
        if kind == PATH:
            drawn.boxes += next(segments)
        elif kind != TEXT:
            _collect(item, kind, AS_DRAWN, drawn, texts, 0)
    for item, (left, _, right, _) in zip(texts, bounds(texts), strict=True):
        if right - left < NO_WIDTH:
            drawn.lost_texts += raw.FPDFFont_GetIsEmbedded(raw.FPDFTextObj_GetFont(item)) == 0
    return drawn


def _collect(item: object, kind: int, outer: Matrix, drawn: Drawn, texts: list[object], depth: int) -> None:
    if kind == TEXT:
        texts.append(item)
    elif kind == IMAGE:
        drawn.pictures += 1
    elif kind == PATH:
        drawn.boxes += path_segments(item, outer)
    elif kind == FORM and depth < MOST_FORM_DEPTH:
        matrix = inner_matrix(item, outer)
        for number in range(raw.FPDFFormObj_CountObjects(item)):
            inner = raw.FPDFFormObj_GetObject(item, number)
            _collect(inner, raw.FPDFPageObj_GetType(inner), matrix, drawn, texts, depth + 1)
