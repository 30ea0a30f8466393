"""Characters of a PDF page joined to lines, and lines to the text of a cell."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter

from ingest.readers.pdf_grid import Box
from ingest.readers.pdf_page import Char

# In parts of a character's height: how far centres of one line lie apart, a blank, and a gap between columns.
LINE_REACH = 0.4
BLANK = 0.22
COLUMN_GAP = 0.9
NUMERALS = frozenset("0123456789.,%-+()")
BY_PLACE, BY_LEFT = attrgetter("centre", "left"), attrgetter("left")


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
    lines: list[list[Char]] = []
    level = height = 0.0
    for char in sorted(chars, key=BY_PLACE):
        if lines and abs(char.centre - level) <= LINE_REACH * min(char.height, height):
            lines[-1].append(char)
        else:
            lines.append([char])
            level, height = char.centre, char.height
    return [_pieces(sorted(line, key=BY_LEFT)) for line in lines]


def _pieces(line: list[Char]) -> list[Piece]:
    groups: list[list[Char]] = []
    edge = 0.0
    for char in line:
        if not groups or char.left - edge > COLUMN_GAP * char.height:
            groups.append([])
        groups[-1].append(char)
        edge = char.right
    return [Piece(_text(group), chars_box(group)) for group in groups]


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


def wrapped_text(lines: list[str]) -> str:
    """Lines of one cell as one text: a blank only where two Latin words would grow together."""
    text = ""
    for line in lines:
        if text and text[-1].isascii() and text[-1].isalpha() and line[:1].isascii() and line[:1].isalpha():
            text += " "
        text += line
    return text


def cell_text(chars: list[Char]) -> str:
    return wrapped_text([" ".join(piece.text for piece in line) for line in text_lines(chars)])


def box_of(boxes: list[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return round(min(lefts), 1), round(min(tops), 1), round(max(rights), 1), round(max(bottoms), 1)


def chars_box(chars: list[Char]) -> Box:
    _, lefts, tops, rights, bottoms, *_ = zip(*chars, strict=True)
    return round(min(lefts), 1), round(min(tops), 1), round(max(rights), 1), round(max(bottoms), 1)
