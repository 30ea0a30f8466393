"""Characters of a PDF page joined to lines, and lines to the text of a cell."""

from __future__ import annotations

from operator import attrgetter

from ingest.readers.aligned_pieces import Box, Piece, join_texts, join_words
from ingest.readers.cell_lines import wrapped_text
from ingest.readers.pdf_page import Char

# In parts of a character's height: how far the baselines of one line lie apart (a comma's box is low, its baseline is not), a
# blank, and a gap between columns.
LINE_REACH = 0.4
BLANK = 0.22
COLUMN_GAP = 0.9
# A line that ends nearer to the edge of its cell, in parts of its height, may go on in the next line.
FULL_LINE = 1.3
BY_PLACE, BY_LEFT, ALONG_LINE = attrgetter("baseline", "left"), attrgetter("left"), attrgetter("left", "baseline")


def text_lines(chars: list[Char]) -> list[list[Piece]]:
    """Lines from top to bottom, each cut into pieces at its wide gaps."""
    return [[Piece(_text(group), chars_box(group)) for group in _groups(line, COLUMN_GAP)] for line in _lines(chars)]


def word_lines(chars: list[Char]) -> list[list[Piece]]:
    """The same lines, and the words of every piece that has several."""
    return [[_with_words(group) for group in _groups(line, COLUMN_GAP)] for line in _lines(chars)]


def may_have_lines(chars: list[Char]) -> bool:
    """False only where the characters surely stand on one line."""
    baselines = [char.baseline for char in chars]
    return bool(chars) and max(baselines) - min(baselines) > LINE_REACH * min([char.height for char in chars])


def _lines(chars: list[Char]) -> list[list[Char]]:
    if not may_have_lines(chars):
        return [sorted(chars, key=ALONG_LINE)] if chars else []
    lines: list[list[Char]] = []
    level = height = 0.0
    for char in sorted(chars, key=BY_PLACE):
        if lines and abs(char.baseline - level) <= LINE_REACH * min(char.height, height):
            lines[-1].append(char)
        else:
            lines.append([char])
            level, height = char.baseline, char.height
    return [sorted(line, key=BY_LEFT) for line in lines]


def _groups(line: list[Char], gap: float) -> list[list[Char]]:
    """The signs of a line, parted where they stand further apart than `gap` times their height."""
    groups: list[list[Char]] = []
    edge = 0.0
    for char in line:
        if not groups or char.left - edge > gap * char.height:
            groups.append([])
        groups[-1].append(char)
        edge = char.right
    return groups


def _with_words(chars: list[Char]) -> Piece:
    groups = _groups(chars, BLANK)
    if len(groups) == 1:
        return Piece(_text(chars), chars_box(chars))
    words = [Piece(_text(group), chars_box(group)) for group in groups]
    return join_words(words, join_texts(words))


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


def cell_text(chars: list[Char], right: float | None = None) -> str:
    """The text of a cell whose right edge is at `right`."""
    if not chars:
        return ""
    found = _lines(chars)
    if len(found) == 1:
        return " ".join([_text(group) for group in _groups(found[0], COLUMN_GAP)])
    lines = text_lines(chars)
    texts = [" ".join(piece.text for piece in line) for line in lines]
    full = [
        right is not None
        and line[-1].box[2] > right - FULL_LINE * (line[-1].box[3] - line[-1].box[1])
        and not all(piece.is_number for piece in (*line, *below))
        for line, below in zip(lines, [*lines[1:], []], strict=True)
    ]
    return wrapped_text(texts, full)


def chars_box(chars: list[Char]) -> Box:
    _, lefts, tops, rights, bottoms, *_ = zip(*chars, strict=True)
    return round(min(lefts), 1), round(min(tops), 1), round(max(rights), 1), round(max(bottoms), 1)
