"""What the lines of a PDF page's blocks print: the text of a cell, and lines of pieces and words."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise

import numpy as np

from ingest.readers.aligned_pieces import Piece
from ingest.readers.cell_lines import wrapped_text
from ingest.readers.pdf_chars import Chars, Numbers
from ingest.readers.pdf_lines import Arranged, arrange

# A line that ends nearer to the edge of its cell, in parts of its height, may go on in the next line.
FULL_LINE = 1.3
NONE = range(0)


class TextLines:
    """The lines of each block, by the block's number, from top to bottom."""

    def __init__(self, chars: Chars, blocks: Numbers) -> None:
        """`blocks` says of each character which block it stands in."""
        self._found = arrange(chars, blocks)
        begins, text = self._found.line_begins, self._found.text
        places = [*self._found.places[begins].tolist(), len(text)]
        self._texts = [text[begin:end] for begin, end in pairwise(places)]
        firsts = np.searchsorted(begins, self._found.block_begins).tolist()
        self._places = {block: place for place, block in enumerate(self._found.blocks)}
        numbers = (range(begin, end) for begin, end in pairwise([*firsts, len(begins)]))
        self._lines = dict(zip(self._found.blocks, numbers, strict=True))

    def line_numbers(self, block: int) -> range:
        """The numbers of a block's lines."""
        return self._lines.get(block, NONE)

    def cell_text(self, block: int, right: float | None = None) -> str:
        """The text of a cell whose right edge is at `right`."""
        numbers = self._lines.get(block, NONE)
        if len(numbers) < 2:
            return self._texts[numbers.start] if numbers else ""
        lines = self.pieces(block)
        full = [
            right is not None
            and line[-1].box[2] > right - FULL_LINE * (line[-1].box[3] - line[-1].box[1])
            and not all(piece.is_number for piece in (*line, *below))
            for line, below in zip(lines, [*lines[1:], []], strict=True)
        ]
        return wrapped_text(self._texts[numbers.start : numbers.stop], full)

    def pieces(self, block: int) -> list[list[Piece]]:
        """The lines of a block, each cut into pieces."""
        return [list(map(self._pieces.piece, self._pieces.within[line])) for line in self.line_numbers(block)]

    def words(self, block: int) -> list[list[Piece]]:
        """The same lines, and the words of every piece that has several."""
        return [list(map(self._with_words, self._pieces.within[line])) for line in self.line_numbers(block)]

    def first_height(self, block: int) -> float:
        """The height of the character that was printed first in a block."""
        return self._found.heights[self._places[block]]

    def chars(self, block: int) -> Chars:
        """The characters of a block."""
        begins = [*self._found.block_begins.tolist(), len(self._found.chars)]
        number = self._places[block]
        return self._found.chars.take(np.arange(begins[number], begins[number + 1]))

    def _with_words(self, number: int) -> Piece:
        words = self._words.within[number]
        if len(words) == 1:
            return self._pieces.piece(number)
        return self._pieces.piece(number, tuple(map(self._words.piece, words)))

    @cached_property
    def _pieces(self) -> _Parts:
        return _Parts(self._found, self._found.piece_begins, self._found.line_begins)

    @cached_property
    def _words(self) -> _Parts:
        return _Parts(self._found, self._found.word_begins, self._found.piece_begins)


class _Parts:
    """Runs of characters. `within` gives the numbers of those within each run of a coarser kind."""

    def __init__(self, found: Arranged, begins: Numbers, around: Numbers) -> None:
        ends = np.append(begins[1:], len(found.chars))
        text = found.text
        places = zip(found.places[begins].tolist(), (found.places[ends - 1] + 1).tolist(), strict=True)
        self._texts = [text[begin:end] for begin, end in places]
        lows = (np.minimum.reduceat(edge, begins).tolist() for edge in (found.chars.left, found.chars.top))
        highs = (np.maximum.reduceat(edge, begins).tolist() for edge in (found.chars.right, found.chars.bottom))
        self._boxes = list(zip(*lows, *highs, strict=True))
        first = np.searchsorted(begins, around).tolist()
        self.within = [range(begin, end) for begin, end in pairwise([*first, len(begins)])]

    def piece(self, number: int, words: tuple[Piece, ...] = ()) -> Piece:
        left, top, right, bottom = self._boxes[number]
        return Piece(self._texts[number], (round(left, 1), round(top, 1), round(right, 1), round(bottom, 1)), words)
