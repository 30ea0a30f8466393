"""Rows of words that stand between the headings of a table without rules and its first row of figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.readers.aligned_cells import OVERLAP
from ingest.readers.aligned_pieces import Piece, PrintedLine

# Headings wrapped over lines stand closer than rows: two pairs of full lines as far apart as rows are hold a row of words.
AS_FAR = 0.95
FEWEST_FULL = 2
FEWEST_COLUMNS = 3
AMOUNT = re.compile("[0-9][0-9,]*[.][0-9]")


def holds_rows(header: Sequence[PrintedLine], body: Sequence[PrintedLine]) -> bool:
    """Whether rows of words stand between the headings and the first row of figures: full lines as far apart as rows are, or
    amounts with their units under one another."""
    if any(_shared(*map(_with_amounts, pair)) for pair in pairwise(header)):
        return True
    steps = [(lower.middle - upper.middle, lower.height) for upper, lower in pairwise(body)]
    nearest = min((step for step, height in steps if step >= OVERLAP * height), default=0.0)
    apart = [pair for pair in pairwise(header) if pair[1].middle - pair[0].middle >= AS_FAR * nearest > 0.0]
    return sum(_shared(upper.pieces, lower.pieces) >= FEWEST_COLUMNS for upper, lower in apart) >= FEWEST_FULL


def _with_amounts(line: PrintedLine) -> list[Piece]:
    return [piece for piece in line.pieces if AMOUNT.match(piece.text)]


def _shared(upper: Sequence[Piece], lower: Sequence[Piece]) -> int:
    """How many pieces of a line stand below the left edge of one piece of the line above."""
    return sum(any(abs(other.box[0] - piece.box[0]) < piece.height for other in upper) for piece in lower)
