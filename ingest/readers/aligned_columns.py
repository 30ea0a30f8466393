"""Columns of print without rules: pieces that stand under one another, told from the narrowest piece to the widest.

A piece that would join two columns which one line prints apart covers both: it is a heading over columns, or a long text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.readers.aligned_pieces import Piece, PrintedLine, join_texts, join_words

# How near, in parts of its height, the edge of a number lies to the edge of its column.
EDGE = 0.3
Extent = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece and the columns it stands in, first and last."""

    first: int
    last: int
    piece: Piece


def find_columns(lines: Iterable[PrintedLine], fixed: Sequence[Extent] = ()) -> list[Extent]:
    """The extents of the columns, left to right. Two of the `fixed` ones never become one."""
    lefts = [extent[0] for extent in fixed]
    rights = [extent[1] for extent in fixed]
    owners: list[set[int]] = [{-1} for _ in fixed]
    pieces = [(piece.width, line.number, piece) for line in lines for piece in line.pieces]
    for _, number, piece in sorted(pieces, key=lambda found: found[:2]):
        left, _, right, _ = piece.box
        first, end = bisect_right(rights, left), bisect_left(lefts, right)
        if first >= end:
            lefts.insert(first, left)
            rights.insert(first, right)
            owners.insert(first, {number})
            continue
        if end - first == 1:
            if number not in owners[first]:
                owners[first].add(number)
                lefts[first], rights[first] = min(left, lefts[first]), max(right, rights[first])
            continue
        merged = _merged(owners[first:end], number)
        if merged is not None:
            lefts[first:end] = [min(left, lefts[first])]
            rights[first:end] = [max(right, rights[end - 1])]
            owners[first:end] = [merged]
    return list(zip(lefts, rights, strict=True))


def place(lines: Iterable[PrintedLine], columns: Sequence[Extent]) -> dict[int, list[Placed]] | None:
    """The pieces of each line in their columns; None where the columns cannot be told for one of them.

    A piece whose words stand in columns of their own is taken apart.
    """
    found: dict[int, list[Placed]] = {}
    for line in lines:
        own = [placed for piece in line.pieces for placed in _place(piece, columns)]
        if any(one.last >= other.first for one, other in pairwise(own)):
            return None
        if any(one.last > one.first and one.piece.is_value for one in own):
            return None
        found[line.number] = own
    return found


def _merged(owners: list[set[int]], number: int) -> set[int] | None:
    """The lines of the columns together with one more; None where a line stands in two of them."""
    if any(number in own for own in owners):
        return None
    largest = max(owners, key=len)
    others = [own for own in owners if own is not largest]
    seen: set[int] = set()
    for own in others:
        if not largest.isdisjoint(own) or not seen.isdisjoint(own):
            return None
        seen |= own
    largest |= seen
    largest.add(number)
    return largest


def _place(piece: Piece, columns: Sequence[Extent]) -> list[Placed]:
    first, last = touched(piece, columns)
    if last > first and piece.is_value:
        return [_by_edge(piece, columns, first, last)]
    if last > first and len(piece.words) > 1:
        parts = _parts(piece, columns)
        if parts is not None:
            return parts
    return [Placed(first, last, piece)]


def touched(piece: Piece, columns: Sequence[Extent]) -> tuple[int, int]:
    """First and last column that a piece stands in; the nearest one where it stands between columns."""
    left, _, right, _ = piece.box
    first = bisect_right(columns, left, key=lambda extent: extent[1])
    end = bisect_left(columns, right, key=lambda extent: extent[0])
    if first < end:
        return first, end - 1
    near = [n for n in (first - 1, first) if 0 <= n < len(columns)]
    nearest = min(near, key=lambda n: abs(sum(columns[n]) / 2 - piece.middle))
    return nearest, nearest


def _by_edge(piece: Piece, columns: Sequence[Extent], first: int, last: int) -> Placed:
    """A wide number belongs to the column whose right edge, or else whose left edge, it shares."""
    reach = EDGE * piece.height
    for edge in (1, 0):
        sharing = [n for n in range(first, last + 1) if abs(columns[n][edge] - piece.box[2 * edge]) <= reach]
        if len(sharing) == 1:
            return Placed(sharing[0], sharing[0], piece)
    return Placed(first, last, piece)


def _parts(piece: Piece, columns: Sequence[Extent]) -> list[Placed] | None:
    """The words of a piece by columns, where each of them stands in one and all of them in several; else None."""
    groups: dict[int, list[Piece]] = {}
    for word in piece.words:
        first, last = touched(word, columns)
        if last > first:
            return None
        groups.setdefault(first, []).append(word)
    if len(groups) < 2:
        return None
    return [Placed(column, column, join_words(words, join_texts(words))) for column, words in groups.items()]
