"""Texts that PDFium drops from a page without a word."""

from __future__ import annotations

from ctypes import byref, c_float

import pypdfium2.raw as raw

# Text narrower than this, in points, is dropped by PDFium; it happens where a font is neither embedded nor at hand.
NO_WIDTH = 0.01


def lost_texts(page: object) -> int:
    """How many texts of fonts that are not embedded have no width. Some are blanks; which ones cannot be told."""
    lost = 0
    left, low, right, high = c_float(), c_float(), c_float(), c_float()
    for number in range(raw.FPDFPage_CountObjects(page)):
        item = raw.FPDFPage_GetObject(page, number)
        if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_TEXT:
            raw.FPDFPageObj_GetBounds(item, byref(left), byref(low), byref(right), byref(high))
            if right.value - left.value < NO_WIDTH:
                lost += raw.FPDFFont_GetIsEmbedded(raw.FPDFTextObj_GetFont(item)) == 0
    return lost
