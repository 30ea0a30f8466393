"""Where the headings of one line stand: over a column of figures, over several headings, or over a column without figures."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import combinations, pairwise

from ingest.readers.aligned_columns import Extent, touched
from ingest.readers.aligned_pieces import Piece, PrintedLine

MOST_COLUMNS = 60
# Costs, in heights of a line: a heading off its columns, a column without a heading on this line, a column without figures.
FARTHEST = 1.5
ASIDE = 0.3
SKIPPED_OPEN, SKIPPED_HEADED = 1.0, 0.6
NEW_COLUMN = 1.6


@dataclass(slots=True)
class Heading:
    """Pieces of one heading from top to bottom, and the columns it stands over."""

    first: int
    last: int
    pieces: list[Piece]
    lines: list[PrintedLine]


# A heading's piece with its first and last column; a last column before the first: a new column stands before the first.
Placement = tuple[Piece, int, int]


def place_line(
    pieces: Sequence[Piece],
    height: float,
    columns: Sequence[Extent],
    below: Sequence[Heading],
    taken: AbstractSet[Extent],
) -> list[Placement] | None:
    extents = list(columns)
    headed = [False] * len(columns)
    for heading in below:
        for column in range(heading.first, heading.last + 1):
            if heading.first == heading.last and not headed[column]:
                extents[column] = heading.pieces[0].box[0], heading.pieces[0].box[2]
            headed[column] = True
    # best[i][j]: the least cost of the first i pieces over the first j columns, and the step that led there.
    best: list[list[tuple[float, tuple[int, int, int] | None]]] = [
        [(float("inf"), None)] * (len(columns) + 1) for _ in range(len(pieces) + 1)
    ]
    best[0][0] = (0.0, None)
    for done in range(len(pieces) + 1):
        for column in range(len(columns) + 1):
            cost = best[done][column][0]
            if cost == float("inf"):
                continue
            steps = [(done, column + 1, SKIPPED_HEADED if headed[column] else SKIPPED_OPEN)] if column < len(columns) else []
            if done < len(pieces):
                steps += _steps(pieces[done], done, column, extents, headed, height, taken)
            for next_done, next_column, price in steps:
                if cost + price < best[next_done][next_column][0]:
                    best[next_done][next_column] = (cost + price, (done, column, next_done))
    done, column = len(pieces), len(columns)
    if best[done][column][0] == float("inf"):
        return None
    placements: list[Placement] = []
    while (step := best[done][column][1]) is not None:
        if step[2] > step[0]:
            placements.append((pieces[step[0]], step[1], column - 1))
        done, column = step[0], step[1]
    return placements[::-1]


def _steps(
    piece: Piece,
    done: int,
    column: int,
    extents: Sequence[Extent],
    headed: Sequence[bool],
    height: float,
    taken: AbstractSet[Extent],
) -> list[tuple[int, int, float]]:
    """Where a piece may stand that begins with a column: over it, over it and those after it, or before it."""
    left, _, right, _ = piece.box
    steps = []
    before = extents[column - 1][1] if column else float("-inf")
    if before <= left and (column == len(extents) or right <= extents[column][0]):
        steps.append((done + 1, column, NEW_COLUMN))
    for last in range(column, len(extents)):
        if headed[last] != headed[column]:
            break
        low, high = extents[column][0], extents[last][1]
        off = min(abs((low + high) / 2 - piece.middle), abs(low - left)) / height
        if last == column and not headed[column]:
            aside = max(0.0, left - high, low - right) / height
            if not aside or extents[column] not in taken:
                steps.append((done + 1, last + 1, ASIDE * aside))
            continue
        covers = last > column and left < extents[column][1] and right > extents[last][0]
        if (headed[column] and off <= FARTHEST) or covers:
            steps.append((done + 1, last + 1, min(off, FARTHEST)))
    return steps


def parted(pieces: Sequence[Piece], columns: Sequence[Extent], below: Sequence[Heading]) -> list[Piece]:
    """The headings of a line, those that stand close together taken apart where each word stands over a bare column."""
    headed = {column for heading in below for column in range(heading.first, heading.last + 1)}
    found: list[Piece] = []
    for piece in pieces:
        places = [touched(word, columns) for word in piece.words]
        apart = all(one[1] < other[0] for one, other in pairwise(places))
        alone = all(first == last and first not in headed for first, last in places)
        found += piece.words if apart and alone and len(places) > 1 else [piece]
    return found


def overlaps(piece: Piece, columns: Sequence[Extent]) -> bool:
    """Whether a heading stands over just one column of figures, so that no other one beside it can."""
    first, last = touched(piece, columns)
    return first == last and piece.box[0] < columns[first][1] and piece.box[2] > columns[first][0]


def is_over_group(piece: Piece, below: Sequence[PrintedLine]) -> bool:
    """Whether a heading stands over the middle of several headings of a line below, so that it is none of one column."""
    return any(
        abs((one.box[0] + other.box[2]) / 2 - piece.middle) <= FARTHEST * piece.height
        for line in below
        for one, other in combinations(line.pieces[:MOST_COLUMNS], 2)
    )
