"""Rows within one band of a ruled table: some tables rule their columns and leave out the rules between the rows.

A band is split where its columns print numbers line by line and the lines stand on the same heights in two columns at least.
Where that is not sure the band stays one row, and its numbers stay apart by a blank.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise

import numpy as np

from ingest.readers.aligned_pieces import Box, Piece
from ingest.readers.aligned_table import Row
from ingest.readers.pdf_chars import Chars, joined
from ingest.readers.pdf_lines import LINE_REACH
from ingest.readers.pdf_text import TextLines

WHOLE_NUMBER = re.compile(r"[-+(]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?[)%]?")
DASHES = frozenset({"-", "—", "——", "–", "－", "─", "--", "/"})
# A number that leaves less of its column free, in parts of its height, may have been wrapped.
FREE_WIDTH = 2.0
# A line between two rows belongs to the nearer one where its way there is at most so much of the way to the other.
CLEARLY_NEARER = 0.75
Lines = list[list[Piece]]


def band_rows(band: dict[int, int], text: TextLines, xs: tuple[float, ...]) -> list[Row]:
    """The rows of a band whose columns, between `xs`, print numbers line by line; none where it is, or may be, one row.

    `band` gives the block of each column that prints something.
    """
    if len(band) < 2 or not any(len(text.line_numbers(block)) > 1 for block in band.values()):
        return []
    lines = {column: text.pieces(block) for column, block in band.items()}
    values = {column: of for column, of in lines.items() if all(_is_value(line) for line in of)}
    several = [column for column, of in values.items() if _are_rows(of, xs[column + 1] - xs[column])]
    if not several or not all(_is_whole(line) for of in values.values() for line in of):
        return []
    height = text.first_height(next(iter(band.values())))
    levels = _levels([_level(line) for of in values.values() for line in of], LINE_REACH * height)
    names = [of for column, of in lines.items() if column not in values]
    if len(levels) < 2 or not _stand_together(lines, levels, LINE_REACH * height):
        return []
    is_sure = len(values) > 1 and any(_has_points(values[column]) for column in several)
    if not is_sure and not any(len(of) == len(levels) for of in names):
        return []
    if any(_nearest(levels, _level(line)) is None for of in names for line in of):
        return []
    return _split({column: text.chars(block) for column, block in band.items()}, levels, len(xs) - 1)


def _is_value(line: list[Piece]) -> bool:
    return all(piece.is_number or piece.text in DASHES for piece in line)


def _is_whole(line: list[Piece]) -> bool:
    return all(piece.text in DASHES or WHOLE_NUMBER.fullmatch(piece.text) for piece in line)


def _are_rows(lines: Lines, width: float) -> bool:
    """Several numbers, not one number that was wrapped: it would have one point at most, and fill its lines."""
    if len(lines) < 2 or not any(piece.is_number for line in lines for piece in line):
        return False
    return _has_points(lines) or all(
        line[-1].box[2] - line[0].box[0] < width - FREE_WIDTH * _height(line) for line in lines[:-1]
    )


def _has_points(lines: Lines) -> bool:
    """More points (or dashes) than one number can have."""
    return sum("." in piece.text or piece.text in DASHES for line in lines for piece in line) > 1


def _levels(centres: list[float], reach: float) -> list[float]:
    levels: list[float] = []
    for centre in sorted(centres):
        if not levels or centre - levels[-1] > reach:
            levels.append(centre)
    return levels


def _stand_together(lines: dict[int, Lines], levels: list[float], reach: float) -> bool:
    """Whether on every level at least two columns print a line."""
    columns: list[set[int]] = [set() for _ in levels]
    for column, of in lines.items():
        for line in of:
            number = _nearest(levels, _level(line))
            if number is not None and abs(levels[number] - _level(line)) <= reach:
                columns[number].add(column)
    return all(len(found) > 1 for found in columns)


def _nearest(levels: list[float], centre: float) -> int | None:
    """The level a line stands on or nearest to; None where two are about as near."""
    after = bisect_right(levels, centre)
    near = sorted((abs(levels[n] - centre), n) for n in (after - 1, after) if 0 <= n < len(levels))
    return None if len(near) > 1 and near[0][0] > CLEARLY_NEARER * near[1][0] else near[0][1]


def _split(band: dict[int, Chars], levels: list[float], columns: int) -> list[Row]:
    borders = [(upper + lower) / 2 for upper, lower in pairwise(levels)]
    chars = joined(list(band.values()))
    rows = np.searchsorted(borders, chars.centre, "right")
    places = np.repeat(list(band), [len(own) for own in band.values()])
    text = TextLines(chars, rows * columns + places)
    return [
        Row(
            tuple(text.cell_text(row * columns + column) for column in range(columns)),
            (),
            _box(chars.take(np.flatnonzero(rows == row))),
        )
        for row in range(len(levels))
    ]


def _box(chars: Chars) -> Box:
    edges = (chars.left.min(), chars.top.min(), chars.right.max(), chars.bottom.max())
    left, top, right, bottom = (round(float(edge), 1) for edge in edges)
    return left, top, right, bottom


def _level(line: list[Piece]) -> float:
    return (line[0].box[1] + line[0].box[3]) / 2


def _height(line: list[Piece]) -> float:
    return line[0].box[3] - line[0].box[1]
