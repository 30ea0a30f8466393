"""Characters of a PDF page joined to lines, and lines to the text of a cell."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter

from ingest.readers.pdf_grid import Box
from ingest.readers.pdf_page import Char

# In parts of a character's height: how far the baselines of one line lie apart (a comma's box is low, its baseline is not), a
# blank, and a gap between columns.
LINE_REACH = 0.4
BLANK = 0.22
COLUMN_GAP = 0.9
# A line that ends nearer to the edge of its cell, in parts of its height, may go on in the next line.
FULL_LINE = 1.3
NUMBER_ENDS, NUMBER_BEGINS = frozenset("0123456789.%)—"), frozenset("0123456789.-+(—")
NUMERALS = frozenset("0123456789.,%-+()")
BY_PLACE, BY_LEFT, ALONG_LINE = attrgetter("baseline", "left"), attrgetter("left"), attrgetter("left", "baseline")


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one line without a wide gap between them."""

    text: str
    box: Box

    @property
    def is_number(self) -> bool:
        return all(sign in NUMERALS for sign in self.text) and any(sign.isdigit() for sign in self.text)


def text_lines(chars: list[Char]) -> list[list[Piece]]:
    """Lines from top to bottom, each cut into pieces at its wide gaps."""
    return [[Piece(_text(group), chars_box(group)) for group in line] for line in _char_lines(chars)]


def may_have_lines(chars: list[Char]) -> bool:
    """False only where the characters surely stand on one line."""
    baselines = [char.baseline for char in chars]
    return bool(chars) and max(baselines) - min(baselines) > LINE_REACH * min([char.height for char in chars])


def _char_lines(chars: list[Char]) -> list[list[list[Char]]]:
    if not may_have_lines(chars):
        return [_groups(sorted(chars, key=ALONG_LINE))] if chars else []
    lines: list[list[Char]] = []
    level = height = 0.0
    for char in sorted(chars, key=BY_PLACE):
        if lines and abs(char.baseline - level) <= LINE_REACH * min(char.height, height):
            lines[-1].append(char)
        else:
            lines.append([char])
            level, height = char.baseline, char.height
    return [_groups(sorted(line, key=BY_LEFT)) for line in lines]


def _groups(line: list[Char]) -> list[list[Char]]:
    groups: list[list[Char]] = []
    edge = 0.0
    for char in line:
        if not groups or char.left - edge > COLUMN_GAP * char.height:
            groups.append([])
        groups[-1].append(char)
        edge = char.right
    return groups


def _text(chars: list[Char]) -> str:
    signs: list[str] = []
    last: Char | None = None
    for char in chars:
        if last and char.left - last.right > BLANK * char.height and not (_wide(last.text) and _wide(char.text)):
            signs.append(" ")
        signs.append(char.text)
        last = char
    return "".join(signs)


def _wide(sign: str) -> bool:
    return ord(sign) >= 0x2E80


def wrapped_text(lines: list[str], full: list[bool]) -> str:
    """Lines of one cell as one text. A blank keeps Latin words apart, and numbers that are not surely one number.

    `full` says of each line whether it reaches the edge of its cell, so that a number in a sentence may go on in the next line.
    """
    text = ""
    before = False
    for line, is_full in zip(lines, full, strict=True):
        if text and line and (_grow_together(text[-1], line[0]) or (_may_fuse(text, line) and not before)):
            text += " "
        text += line
        before = is_full
    return text


def _grow_together(last: str, first: str) -> bool:
    return last.isascii() and first.isascii() and last.isalpha() and first.isalpha()


def _may_fuse(upper: str, lower: str) -> bool:
    """Whether two lines would become one number: a comma at the cut is the only sure sign that they are one."""
    if upper[-1] == "," or lower[0] in ",%":
        return False
    return upper[-1] in NUMBER_ENDS and lower[0] in NUMBER_BEGINS


def cell_text(chars: list[Char], right: float | None = None) -> str:
    """The text of a cell whose right edge is at `right`."""
    if not chars:
        return ""
    found = _char_lines(chars)
    if len(found) == 1:
        return " ".join([_text(group) for group in found[0]])
    lines = text_lines(chars)
    texts = [" ".join(piece.text for piece in line) for line in lines]
    full = [
        right is not None
        and line[-1].box[2] > right - FULL_LINE * (line[-1].box[3] - line[-1].box[1])
        and not all(piece.is_number for piece in (*line, *below))
        for line, below in zip(lines, [*lines[1:], []], strict=True)
    ]
    return wrapped_text(texts, full)


def box_of(boxes: list[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return round(min(lefts), 1), round(min(tops), 1), round(max(rights), 1), round(max(bottoms), 1)


def chars_box(chars: list[Char]) -> Box:
    _, lefts, tops, rights, bottoms, *_ = zip(*chars, strict=True)
    return round(min(lefts), 1), round(min(tops), 1), round(max(rights), 1), round(max(bottoms), 1)
