"""Lines that print the figures of a row, and lines of words set around them: what tells the rows of a table without rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from ingest.readers.aligned_cells import OVERLAP, is_full, widest_pieces
from ingest.readers.aligned_columns import Placed
from ingest.readers.aligned_pieces import PrintedLine

# A column of values prints values in this share of its cells, a dense column has pieces beside this share of the rows.
MOST = 0.6
# How far, in heights of a line, the first and the last line of a cell may stand unevenly about the middle of its row.
EVENLY = 0.5


def value_lines(lines: Sequence[PrintedLine], placed: Mapping[int, Sequence[Placed]]) -> list[PrintedLine]:
    counts: dict[int, list[int]] = {}
    for line in lines:
        for one in placed[line.number]:
            count = counts.setdefault(one.first, [0, 0])
            count[0] += one.piece.is_value
            count[1] += 1
    of_values = {column for column, (values, pieces) in counts.items() if values >= MOST * pieces}
    return [line for line in lines if any(one.first in of_values and one.piece.is_value for one in placed[line.number])]


def joined_anchors(values: Sequence[PrintedLine], placed: Mapping[int, Sequence[Placed]]) -> list[list[int]]:
    """Lines of values; two that overlap in other columns are one row (a code beside a name, amounts beside its middle)."""
    anchors: list[list[PrintedLine]] = []
    for line in values:
        if anchors and line.middle - anchors[-1][-1].middle < OVERLAP * line.height:
            taken = {one.first for own in anchors[-1] for one in placed[own.number]}
            if taken.isdisjoint(one.first for one in placed[line.number]):
                anchors[-1].append(line)
                continue
        anchors.append([line])
    return [[line.number for line in own] for own in anchors]


def centred(
    lines: Sequence[PrintedLine], placed: Mapping[int, Sequence[Placed]], anchors: Sequence[Sequence[int]]
) -> dict[int, int]:
    """The row of each line where the lines of the first dense column of words stand evenly around the rows; else nothing."""
    by_number = {line.number: line for line in lines}
    columns = Counter(one.first for own in placed.values() for one in own if not one.piece.is_value)
    dense = [column for column, count in columns.items() if count > len(anchors)]
    if not anchors or not dense:
        return {}
    pieces = {number: one.piece for number, own in placed.items() for one in own if one.first == min(dense)}
    named = [line for line in lines if line.number in pieces]
    widest = widest_pieces(placed).get(min(dense), 0.0)
    found: dict[int, int] = {}
    begin = around = 0
    for row, own in enumerate(anchors):
        middle = sum(by_number[number].middle for number in own) / len(own)
        end = begin
        while end < len(named) and named[end].middle + named[begin].middle < 2 * middle - named[end].height * EVENLY:
            end += 1
        if end >= len(named) or abs(named[end].middle + named[begin].middle - 2 * middle) > named[end].height * EVENLY:
            return {}
        full = [is_full(pieces[line.number], widest) for line in named[begin : end + 1]]
        if not all(full[:-1]) or full[-1]:
            return {}
        found.update((line.number, row) for line in named[begin : end + 1])
        around += end > begin and any(line.number in own for line in named[begin : end + 1])
        begin = end + 1
    # One name alone around a line that has a part of it may as well be a row between two rows without figures.
    if around == 1:
        return {}
    return found if begin == len(named) and all(found.get(n, r) == r for r, own in enumerate(anchors) for n in own) else {}


def beside(lines: Sequence[PrintedLine], placed: Mapping[int, Sequence[Placed]], row_of: Mapping[int, int]) -> dict[int, int]:
    """Lines without values that overlap just one row of values, and none of its cells: they are lines of its cells."""
    found: dict[int, int] = {}
    for place, line in enumerate(lines):
        if line.number in row_of:
            continue
        near = [n for n in (place - 1, place + 1) if 0 <= n < len(lines) and lines[n].number in row_of]
        near = [n for n in near if abs(lines[n].middle - line.middle) < OVERLAP * line.height]
        own = {one.first for one in placed[line.number]}
        if len(near) == 1 and own.isdisjoint(one.first for one in placed[lines[near[0]].number]):
            found[line.number] = row_of[lines[near[0]].number]
    return found
