"""Tables of a text whose columns are told by runs of blanks. A line becomes a row only where the lines around it align with it.

Full-width characters take two columns, signs such as ≥ and — one or two, and some exports count every character as one: the
measure is taken under which the figures stand under one another most evenly.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.readers.aligned_columns import Extent
from ingest.readers.aligned_pieces import SENTENCE, Piece, join_words
from ingest.readers.aligned_table import UNSURE_COLUMNS, Row
from ingest.readers.aligned_tables import Aligned, Doubt, read_aligned

BLANKS = " \t\u00a0\u3000\u2002\u2003"
PIECES = re.compile(f"[^{BLANKS}]+(?:[{BLANKS}][^{BLANKS}]+)*")
WORDS = re.compile(f"[^{BLANKS}]+")
# Widths of full-width characters and of ambiguous ones.
MEASURES = ((2, 2), (2, 1), (1, 1))
# A line is as high as a full-width character is wide; lines lie apart so that one blank line is bridged, and two are not.
COLUMN, HEIGHT, LINE = 0.6, 1.2, 2.0
FEWEST_LINES = 3
NOWHERE = (0.0, 0.0, 0.0, 0.0)
# Lines further apart make no table.
NEAREST_BLOCK = 2
WIDE = re.compile("[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]")
AMBIGUOUS = re.compile("[§°±·×÷‐-‖‘’“”†‡…‰′″※℃№Ⅰ-ⅹ←-↓∈-≥①-⓿─-◿★☆]")
Carried = tuple[tuple[int, int], tuple[Extent, ...]]


def aligned_text(lines: Sequence[str], carried: Carried | None = None) -> tuple[Aligned, Carried | None]:
    """Tables and lines of prose of consecutive lines, by their numbers from 0; and the columns of the last table.

    `carried` are the columns of a table that the first lines may go on with, and their measure.
    """
    cut = [list(PIECES.finditer(line)) for line in lines]
    found = Aligned()
    block: list[int] = []
    for number in range(len(lines) + 1):
        if number < len(lines) and cut[number] and (not block or number - block[-1] <= NEAREST_BLOCK):
            block.append(number)
        elif number == len(lines) or cut[number]:
            carried = _read_block(lines, cut, block, carried, found)
            block = [number]
    return found, carried


def _read_block(
    lines: Sequence[str], cut: Sequence[Sequence[re.Match[str]]], block: Sequence[int], carried: Carried | None, into: Aligned
) -> Carried | None:
    several = sum(len(cut[number]) > 1 for number in block)
    if several < (1 if carried else FEWEST_LINES) or any(_is_flow(match.group()) for number in block for match in cut[number]):
        into.parts += block
        return carried
    best: tuple[tuple[int, int, int], Aligned, Carried | None] | None = None
    readings: list[tuple[int, list[tuple[str, ...]]]] = []
    for measure in MEASURES:
        pieces = [_pieces(lines[number], cut[number], number, measure) for number in block]
        found = read_aligned(pieces, carried[1] if carried and carried[0] == measure else ())
        tables = [part for part in found.parts if isinstance(part, tuple)]
        score = (_unevenness(pieces), len(found.doubts), -sum(map(len, tables)))
        readings.append((score[0], _cells(found)))
        if best is None or score < best[0]:
            best = score, found, (measure, found.columns) if tables else carried
    if best is None:
        return carried
    score, found, measured = best
    if any(uneven <= score[0] and cells and cells != _cells(found) for uneven, cells in readings):
        into.parts += block
        into.doubts.append(Doubt(block[0], UNSURE_COLUMNS))
        return carried
    carried = measured
    for part in found.parts:
        if isinstance(part, int):
            into.parts.append(block[part])
        else:
            into.parts.append(tuple(Row(row.cells, row.spans, row.box, tuple(block[n] for n in row.lines)) for row in part))
    into.doubts += [Doubt(block[doubt.line], doubt.reason) for doubt in found.doubts]
    return carried


def _is_flow(text: str) -> bool:
    """Whether one blank parts an amount from what stands before it: then blanks tell no columns."""
    words = WORDS.findall(text)
    return any(Piece(word, NOWHERE).is_amount for word in words[1:]) and not any(sign in SENTENCE for sign in text)


def _pieces(line: str, found: Sequence[re.Match[str]], number: int, measure: tuple[int, int]) -> list[Piece]:
    pieces: list[Piece] = []
    done = place = 0
    for match in found:
        words = []
        for word in WORDS.finditer(match.group()):
            begin, end = match.start() + word.start(), match.start() + word.end()
            left = place + _width(line[done:begin], measure)
            done, place = end, left + _width(word.group(), measure)
            words.append(Piece(word.group(), (COLUMN * left, LINE * number, COLUMN * place, LINE * number + HEIGHT)))
        pieces.append(words[0] if len(words) == 1 else join_words(words, match.group()))
    return pieces


def _width(text: str, measure: tuple[int, int]) -> int:
    if text.isascii() or measure == (1, 1):
        return len(text)
    wide = (measure[0] - 1) * len(WIDE.findall(text))
    return len(text) + wide + (measure[1] - 1) * len(AMBIGUOUS.findall(text))


def _cells(found: Aligned) -> list[tuple[str, ...]]:
    return [row.cells for part in found.parts if isinstance(part, tuple) for row in part]


def _unevenness(pieces: Sequence[Sequence[Piece]]) -> int:
    """How many different right or left ends the figures have: the fewer, the better they stand in columns."""
    own = [piece for line in pieces for piece in line if piece.is_value]
    return min(len({round(piece.box[0], 1) for piece in own}), len({round(piece.box[2], 1) for piece in own}))
