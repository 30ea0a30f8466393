"""Characters of a PDF page in the order they are read: block by block, line by line, from left to right.

A block is a cell of a ruled table, or all that stands outside of tables. One step does it for all blocks of a page.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ingest.readers.pdf_chars import Chars, Numbers

# In parts of a character's height: how far the baselines of one line lie apart (a comma's box is low, its baseline is not), a
# blank, and a gap between columns.
LINE_REACH = 0.4
BLANK = 0.22
COLUMN_GAP = 0.9
WIDE = 0x2E80
SPACE = 0x20


@dataclass(frozen=True, slots=True)
class Arranged:
    """Characters in order, where blocks, lines, pieces and words begin among them, and their text with blanks set.

    Pieces are parted by wide gaps, words by narrow ones too. `places` says where in the text each character stands. `blocks`
    has the number of each block, and `heights` the height of the character that was printed first in it.
    """

    chars: Chars
    blocks: list[int]
    heights: list[float]
    block_begins: Numbers
    line_begins: Numbers
    piece_begins: Numbers
    word_begins: Numbers
    text: str
    places: Numbers


def arrange(chars: Chars, blocks: Numbers) -> Arranged:
    """Characters laid out; `blocks` says of each one, by a number, which block it stands in."""
    order = np.argsort(blocks, kind="stable")
    blocks, chars = blocks[order], chars.take(order)
    begins = _begins(blocks)
    heights = chars.height[begins].tolist()
    lines = _line_numbers(chars, blocks, begins)
    order = np.lexsort((chars.baseline, chars.left, lines))
    chars = chars.take(order)
    line_begins = _begins(lines[order])
    is_first = np.zeros(len(order), bool)
    is_first[line_begins] = True
    is_gap, is_blank = _apart(chars, COLUMN_GAP), _apart(chars, BLANK)
    wide = chars.codes >= WIDE
    # Between two Chinese characters a narrow gap is none; a wide one always is.
    is_printed = is_blank.copy()
    is_printed[1:] &= ~(wide[1:] & wide[:-1])
    is_printed = (is_printed | is_gap) & ~is_first
    codes = np.insert(chars.codes, np.flatnonzero(is_printed), SPACE)
    return Arranged(
        chars,
        blocks[begins].tolist(),
        heights,
        begins,
        line_begins,
        np.flatnonzero(is_gap | is_first),
        np.flatnonzero(is_gap | is_blank | is_first),
        codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass"),
        np.arange(len(order)) + np.cumsum(is_printed),
    )


def _begins(numbers: Numbers) -> Numbers:
    """Where another number begins."""
    return np.flatnonzero(np.concatenate(([True], numbers[1:] != numbers[:-1]))[: len(numbers)])


def _apart(chars: Chars, gap: float) -> Numbers:
    """Which characters stand further from the one before than `gap` times their height."""
    is_apart = np.zeros(len(chars), bool)
    is_apart[1:] = chars.left[1:] - chars.right[:-1] > gap * chars.height[1:]
    return is_apart


def _line_numbers(chars: Chars, blocks: Numbers, begins: Numbers) -> Numbers:
    """A number for each line, rising from block to block and down each block."""
    counts = np.diff(np.append(begins, len(chars)))
    numbers = np.repeat(np.arange(len(begins)) * (len(chars) + 1), counts)
    if not len(chars):
        return numbers
    baselines = chars.baseline
    height = np.maximum.reduceat(baselines, begins) - np.minimum.reduceat(baselines, begins)
    has_lines = height > LINE_REACH * np.minimum.reduceat(chars.height, begins)
    if not has_lines.any():
        return numbers
    several = np.flatnonzero(np.repeat(has_lines, counts))
    several = several[np.lexsort((chars.left[several], baselines[several], blocks[several]))]
    steps: list[int] = []
    step, block, level, size = 0, -1, 0.0, 0.0
    columns = (blocks[several].tolist(), baselines[several].tolist(), chars.height[several].tolist())
    for own, baseline, height_here in zip(*columns, strict=True):
        if own != block:
            step, block, level, size = 0, own, baseline, height_here
        elif baseline - level > LINE_REACH * (height_here if height_here < size else size):
            step, level, size = step + 1, baseline, height_here
        steps.append(step)
    numbers[several] += steps
    return numbers
