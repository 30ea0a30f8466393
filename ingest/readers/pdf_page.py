"""What one PDF page prints: characters and straight rules, as seen by a reader who holds the page so that its text is upright.

Coordinates are points from the upper left corner. A character printed twice at one place (false bold) is kept once.
"""

from __future__ import annotations

from collections import Counter, deque
from ctypes import POINTER, byref, c_double, c_ushort, cast, create_string_buffer
from dataclasses import dataclass
from itertools import compress, repeat

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.readers.pdf_calls import Records, unchecked
from ingest.readers.pdf_chars import Chars, Numbers, make_chars, without_twins
from ingest.readers.pdf_drawn import drawn_on
from ingest.readers.pdf_paths import MATRICES, RULE_THICKNESS, Box

# The shortest rule, in points.
RULE_LENGTH = 3.0
# Every so many characters one is asked which way it stands.
TURN_SAMPLE = 8
# Printed characters that show nothing: blanks, of which none has a code above 0x3000, and these.
UNSEEN = "\u200b\u200c\u200d\ufeff\u00ad"
LAST_BLANK = 0x3000
NOT_DECODED = 0xFFFD
# PDFium's codes of a hyphen at the end of a line.
HYPHEN, HYPHENS = 0x2D, (2, 0xFFFE)
# Halves of a character that takes two in UTF-16.
FIRST_HALF, LAST_HALF = 0xD800, 0xDFFF
# A box without size, in points.
NO_SIZE = 0.1

get_unicode, get_origin = unchecked(raw.FPDFText_GetUnicode), unchecked(raw.FPDFText_GetCharOrigin)
get_box, get_matrix = unchecked(raw.FPDFText_GetLooseCharBox), unchecked(raw.FPDFText_GetMatrix)
# A box is four floats (left, top, right, bottom), an origin two doubles, of which one is asked for.
BOXES = Records(16)
UNUSED = byref(c_double())
Rule = tuple[float, float, float]
IS_SEEN = np.ones(0x10000, bool)
IS_SEEN[[code for code in range(LAST_BLANK + 1) if chr(code).isspace()] + [ord(sign) for sign in UNSEEN]] = False


@dataclass(frozen=True, slots=True)
class Page:
    """`across` are (y, left, right) of horizontal rules, `down` are (x, top, bottom) of vertical ones."""

    chars: Chars
    across: tuple[Rule, ...]
    down: tuple[Rule, ...]
    has_picture: bool
    lost_texts: int


def read_page(page: pdfium.PdfPage) -> Page:
    """The characters and rules of a page. The caller closes it."""
    corners = page.get_cropbox()
    textpage = raw.FPDFText_LoadPage(page.raw)
    if not textpage:
        raise pdfium.PdfiumError("the text of a page cannot be loaded")
    try:
        codes, places = _printed(textpage)
        turn = _turn(textpage, places[::TURN_SAMPLE]) if places else page.get_rotation()
        chars = _chars(textpage, codes, places, corners, turn)
    finally:
        raw.FPDFText_ClosePage(textpage)
    drawn = drawn_on(page.raw)
    across, down = _rules(drawn.boxes, corners, turn)
    return Page(without_twins(chars), across, down, drawn.pictures > 0, drawn.lost_texts)


def _rules(boxes: list[Box], corners: Box, turn: int) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """Horizontal and vertical rules."""
    if not boxes:
        return (), ()
    left, top, right, bottom = _upright(np.array(boxes).T, corners, turn)
    width, height = right - left, bottom - top
    is_across = (height <= RULE_THICKNESS) & (width >= RULE_LENGTH) & (width > height)
    is_down = ~is_across & (width <= RULE_THICKNESS) & (height >= RULE_LENGTH)
    across = zip(((top + bottom) / 2)[is_across].tolist(), left[is_across].tolist(), right[is_across].tolist(), strict=True)
    down = zip(((left + right) / 2)[is_down].tolist(), top[is_down].tolist(), bottom[is_down].tolist(), strict=True)
    return tuple(across), tuple(down)


def _printed(textpage: object) -> tuple[Numbers, list[int]]:
    """The characters that show something, and their numbers in PDFium's text."""
    codes = _codes(textpage, raw.FPDFText_CountChars(textpage))
    is_seen = IS_SEEN[np.minimum(codes, len(IS_SEEN) - 1)]
    places = np.flatnonzero(is_seen)
    codes = codes[places]
    codes[codes == 0] = NOT_DECODED
    codes[(codes == HYPHENS[0]) | (codes == HYPHENS[1])] = HYPHEN
    return codes, places.tolist()


def _codes(textpage: object, count: int) -> Numbers:
    """The code of each character: as one text where it has one sign for each of them, else one by one."""
    if count <= 0:
        return np.empty(0, np.uint32)
    text = create_string_buffer(2 * (count + 1))
    written = raw.FPDFText_GetText(textpage, 0, count, cast(text, POINTER(c_ushort)))
    codes = np.frombuffer(text, np.uint16, count).astype(np.uint32)
    if written == count + 1 and codes.all() and not ((codes >= FIRST_HALF) & (codes <= LAST_HALF)).any():
        return codes
    return np.fromiter(map(get_unicode, repeat(textpage), range(count)), np.uint32, count)


def _turn(textpage: object, places: list[int]) -> int:
    """By how many degrees, clockwise, most of some characters are turned."""
    buffer, records = MATRICES.of(len(places))
    known = list(map(get_matrix, repeat(textpage), places, records))
    turns: Counter[int] = Counter()
    for a, b, *_ in compress(np.frombuffer(buffer, np.float32, 6 * len(places)).reshape(-1, 6).tolist(), known):
        turns[(0 if a >= 0 else 180) if abs(a) >= abs(b) else (90 if b > 0 else 270)] += 1
    return turns.most_common(1)[0][0] if turns else 0


def _chars(textpage: object, codes: Numbers, places: list[int], corners: Box, turn: int) -> Chars:
    """The characters with their boxes and baselines. PDFium writes one character after the other into one buffer."""
    buffer, records = BOXES.of(len(places))
    deque(map(get_box, repeat(textpage), places, records), maxlen=0)
    x0, y1, x1, y0 = np.frombuffer(buffer, np.float32, 4 * len(places)).reshape(-1, 4).T.astype(float)
    is_upright = turn in (0, 180)
    unused = repeat(UNUSED)
    deque(map(get_origin, repeat(textpage), places, *((unused, records) if is_upright else (records, unused))), maxlen=0)
    origins = np.frombuffer(buffer, float, 2 * len(places))[::2].copy()
    for number in np.flatnonzero(~((x1 - x0 >= NO_SIZE) & (y1 - y0 >= NO_SIZE))).tolist():
        x0[number], y0[number], x1[number], y1[number] = _tight(textpage, places[number])
    left, low, right, high = corners
    baselines = {0: high - origins, 90: origins - left, 180: origins - low, 270: right - origins}
    return make_chars(codes, *_upright((x0, y0, x1, y1), corners, turn), baselines[turn])


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
