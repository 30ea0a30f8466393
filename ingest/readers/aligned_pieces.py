"""Print that stands under one another without rules: words, the pieces they make, and the lines of a page.

Lengths are those of the page: points of a PDF page, or columns of a text, where a full-width character takes two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

Box = tuple[float, float, float, float]
# Letter-spaced words (合 计) stand no further apart than this, in parts of their height; 类 款 项 head columns of their own.
LETTER_SPACE = 4.0
EVEN_SPACE = 0.5
SENTENCE = frozenset("，。；")
LEVEL_LETTERS = frozenset("类款项目")
ENUMERATOR = re.compile(r"[(（]?[0-9]{1,2}[)）.、．]$|[（(][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．]")
NUMBER = re.compile("[-.,%+()（），．－％]*[0-9０-９][-0-9０-９.,%+()（），．－％]*")
# A number or a dash, as columns of amounts print them; 1. and (2) number a row.
VALUE = re.compile(rf"(?![(（]?[0-9]{{1,2}}[)）.．]$)(?:{NUMBER.pattern}|--?|——?|[–－─/])")


@dataclass(frozen=True, slots=True)
class Piece:
    """Print of one line without a wide gap within it. `words` are its parts between narrow gaps, where they are known."""

    text: str
    box: Box
    words: tuple[Piece, ...] = ()

    @property
    def is_number(self) -> bool:
        return NUMBER.fullmatch(self.text) is not None

    @property
    def is_value(self) -> bool:
        return VALUE.fullmatch(self.text) is not None

    @property
    def is_amount(self) -> bool:
        """A value that prints a point or a comma, so that it is no year, count or number of a row."""
        return self.is_value and any(sign in ".,，．" for sign in self.text)

    @property
    def width(self) -> float:
        return self.box[2] - self.box[0]

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]

    @property
    def middle(self) -> float:
        return (self.box[0] + self.box[2]) / 2


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """The pieces of one line, left to right. `number` is its place on the page."""

    number: int
    pieces: tuple[Piece, ...]
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def fill(self) -> float:
        return sum(piece.width for piece in self.pieces)

    @property
    def is_value(self) -> bool:
        return any(piece.is_value for piece in self.pieces)


def printed_line(number: int, pieces: Sequence[Piece]) -> PrintedLine:
    """The line, its letter-spaced words joined."""
    if len(pieces) == 1:
        return PrintedLine(number, tuple(pieces), pieces[0].box[1], pieces[0].box[3])
    joined = tuple(_join_letters(pieces))
    return PrintedLine(number, joined, min(p.box[1] for p in joined), max(p.box[3] for p in joined))


def join_words(words: Sequence[Piece], text: str) -> Piece:
    """Words of one line as a piece that prints `text`."""
    return Piece(text, box_of([word.box for word in words]), tuple(words))


def join_texts(words: Sequence[Piece]) -> str:
    """The text of words that stand beside one another: a blank parts them, but not two Chinese characters."""
    text = ""
    for word in words:
        text += " " + word.text if text and not (is_wide(text[-1]) and is_wide(word.text[0])) else word.text
    return text


def is_wide(sign: str) -> bool:
    return ord(sign) >= 0x2E80


def box_of(boxes: Sequence[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return round(min(lefts), 1), round(min(tops), 1), round(max(rights), 1), round(max(bottoms), 1)


def _join_letters(pieces: Sequence[Piece]) -> list[Piece]:
    if sum(len(piece.text) == 1 for piece in pieces) < 2:
        return list(pieces)
    joined: list[Piece] = []
    run: list[Piece] = []
    for piece in (*pieces, None):
        if piece is not None and _is_letter(piece) and (not run or _goes_on(run, piece)):
            run.append(piece)
            continue
        joined += _joined(run)
        run = [piece] if piece is not None and _is_letter(piece) else []
        if piece is not None and not run:
            joined.append(piece)
    return joined


def _joined(run: list[Piece]) -> list[Piece]:
    text = "".join(piece.text for piece in run)
    if len(run) < 2 or (text != "项目" and all(letter in LEVEL_LETTERS for letter in text)):
        return run
    return [join_words(run, text)]


def _is_letter(piece: Piece) -> bool:
    return len(piece.text) == 1 and is_wide(piece.text) and piece.text.isalpha()


def _goes_on(run: list[Piece], piece: Piece) -> bool:
    gap = piece.box[0] - run[-1].box[2]
    even = len(run) < 2 or abs(gap - (run[-1].box[0] - run[-2].box[2])) <= EVEN_SPACE * piece.height
    return gap <= LETTER_SPACE * piece.height and even
