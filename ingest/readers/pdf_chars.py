"""The printed signs of a page as columns of numbers: a page holds thousands of signs, and one step is done for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

# How far, in parts of its height, a second print of a sign may lie from the first; the farthest in points.
OVERPRINT = 0.15
FARTHEST = 4.0
# Sides of the squares in which twins are looked for: at first in parts of the farthest reach, then in points.
SIDE = 2.1
SQUARE = 8.0
# Factors that make one number of column, row and sign.
PRIMES = (1_000_003.0, 15_485_863.0, 7_919.0)
Numbers = np.ndarray


@dataclass(frozen=True, slots=True)
class Chars:
    """Signs in print order. `edges` has a row a measure and a column a sign, in points from the upper left corner."""

    codes: Numbers
    edges: Numbers

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def left(self) -> Numbers:
        return self.edges[0]

    @property
    def top(self) -> Numbers:
        return self.edges[1]

    @property
    def right(self) -> Numbers:
        return self.edges[2]

    @property
    def bottom(self) -> Numbers:
        return self.edges[3]

    @property
    def baseline(self) -> Numbers:
        return self.edges[4]

    @property
    def middle(self) -> Numbers:
        return self.edges[5]

    @property
    def centre(self) -> Numbers:
        return self.edges[6]

    @property
    def height(self) -> Numbers:
        """At least 1."""
        return self.edges[7]

    def take(self, places: Numbers) -> Chars:
        """The signs at some places, in that order."""
        return Chars(self.codes[places], self.edges[:, places])


def make_chars(codes: Numbers, left: Numbers, top: Numbers, right: Numbers, bottom: Numbers, baseline: Numbers) -> Chars:
    """The signs with their boxes and baselines. Raises ValueError where a place is no number."""
    edges = np.stack((left, top, right, bottom, baseline, (left + right) / 2, (top + bottom) / 2, bottom - top))
    if not np.isfinite(edges).all():
        raise ValueError("a sign of the page has no place")
    np.maximum(edges[7], 1.0, out=edges[7])
    return Chars(codes, edges)


def joined(parts: Sequence[Chars]) -> Chars:
    """The signs of all parts, one part after the other."""
    return Chars(np.concatenate([part.codes for part in parts]), np.concatenate([part.edges for part in parts], axis=1))


def without_twins(chars: Chars) -> Chars:
    """Without second prints (false bold): the same sign at the same place is kept once, the first one."""
    suspects = _suspects(chars)
    if not len(suspects):
        return chars
    twins = _twins(chars.take(suspects))
    return chars.take(np.delete(np.arange(len(chars)), suspects[twins])) if twins else chars


def _suspects(chars: Chars) -> Numbers:
    """The places of signs that may have a twin: the same sign in the same square, of one of four sets of squares.

    Whatever lies nearer than half a side shares a square of one set; signs that share a key by chance only cost time.
    """
    if len(chars) < 2:
        return np.empty(0, int)
    side = SIDE * min(OVERPRINT * chars.height.max(), FARTHEST)
    columns, rows = chars.middle / side, chars.centre / side
    across = [np.floor(columns + shift) * PRIMES[0] for shift in (0.0, 0.5)]
    down = [np.floor(rows + shift) * PRIMES[1] + chars.codes * PRIMES[2] for shift in (0.0, 0.5)]
    suspect = np.zeros(len(chars), bool)
    for column in across:
        for row in down:
            keys = column + row
            order = np.argsort(keys)
            keys = keys[order]
            same = keys[1:] == keys[:-1]
            suspect[order[1:][same]] = suspect[order[:-1][same]] = True
    return np.flatnonzero(suspect)


def _twins(suspects: Chars) -> list[int]:
    """Which of the signs are second prints. A sign's twin lies in its own square or the three nearest."""
    twins: list[int] = []
    kept: defaultdict[tuple[int, int, int], list[tuple[float, float]]] = defaultdict(list)
    reaches = np.minimum(OVERPRINT * suspects.height, FARTHEST)
    measures = (suspects.codes, suspects.middle, suspects.centre, reaches)
    for number, (code, x, y, reach) in enumerate(zip(*(measure.tolist() for measure in measures), strict=True)):
        column, row = int(x / SQUARE), int(y / SQUARE)
        beside = column + 1 if x / SQUARE - column > 0.5 else column - 1
        below = row + 1 if y / SQUARE - row > 0.5 else row - 1
        near = ((code, column, row), (code, beside, row), (code, column, below), (code, beside, below))
        if any(abs(x - other) < reach and abs(y - level) < reach for key in near for other, level in kept.get(key, ())):
            twins.append(number)
        else:
            kept[near[0]].append((x, y))
    return twins
