"""Rows of cells printed one a line, blank ones left out: which cells make a row, and which columns they stand in.

All ways to cut a stretch of cells into rows are weighed. One is taken only where it fits better than every other, by more than
its free texts could hide: a sentence as target may as well be a name or a note.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import combinations

from ingest.forms.flow_words import is_sure_target
from ingest.forms.indicator_alignment import misfit
from ingest.forms.indicator_columns import Column
from ingest.forms.pieces import Piece
from ingest.forms.words import fold, unit_words

Row = tuple[tuple[Column, Piece], ...]
GOOD_FIT = 0.5
# What a blank cell costs in a column that rows rarely leave blank.
BLANK = {"weight": 1.0, "comparator": 1.0, "number": 6.0}
# Columns of free text, whose cells may look like the first line of a name.
FREE = frozenset({"note", "basis", "evidence", "scoring_rule", "unknown"})
# So many ways are kept for each rest of the cells; longer stretches, or wider tables, are not weighed.
KEPT = 3
MOST_CELLS = 80
MOST_COLUMNS = 9


def rows_by_counting(cells: Sequence[Piece], wanted: Sequence[Column], repeated: Collection[str] = ()) -> list[Row]:
    """The rows the cells make; empty where they can be read in two ways, or in none. `wanted` begins with a row's first cell;
    `repeated` are texts that the table prints several times, so that none is half of a name."""
    count = len(cells)
    if count > MOST_CELLS or len(wanted) > MOST_COLUMNS:
        return []
    best: list[list[tuple[float, int, tuple[Row, ...]]]] = [[] for _ in range(count)] + [[(0.0, 0, ())]]
    for at in range(count - 1, -1, -1):
        options = []
        for size in range(2, min(len(wanted), count - at) + 1):
            if not best[at + size]:
                continue
            for cost, free, row in _placements(cells[at : at + size], wanted):
                options += [(cost + rest, free + others, (row, *rows)) for rest, others, rows in best[at + size]]
        best[at] = sorted(options, key=lambda option: option[0])[:KEPT]
    if not best[0]:
        return []
    cost, free, rows = best[0][0]
    is_sure = all(other >= cost + GOOD_FIT * (1 + free) for other, _, _ in best[0][1:])
    return list(rows) if is_sure and _is_certain(rows, repeated) else []


def _placements(cells: Sequence[Piece], wanted: Sequence[Column]) -> list[tuple[float, int, Row]]:
    """The cheapest ways the cells make one row, with the count of free texts as target."""
    texts = [fold(piece.text) for piece in cells]
    found = []
    for chosen in combinations(range(1, len(wanted)), len(cells) - 1):
        columns = [wanted[0], *(wanted[at] for at in chosen)]
        concepts = [column.concept for column in columns]
        if "target" not in concepts or "name" not in concepts or not _fits(texts, concepts):
            continue
        cost = sum(misfit(text, concept) for text, concept in zip(texts, concepts, strict=True))
        cost += sum(BLANK.get(column.concept, 0.0) for column in wanted if column not in columns)
        # The name of a unit in a column of free text stands beside its own column.
        cost += sum(text in unit_words() for text, concept in zip(texts, concepts, strict=True) if concept in FREE)
        free = sum(concept == "target" and not is_sure_target(text) for text, concept in zip(texts, concepts, strict=True))
        found.append((cost, free, tuple(zip(columns, cells, strict=True))))
    return sorted(found, key=lambda option: option[0])[:KEPT]


def _fits(texts: Sequence[str], concepts: Sequence[str]) -> bool:
    """Whether each text is of its column's kind; beside a sure target, a free text in the target's column is half a name."""
    held = dict(zip(concepts, texts, strict=True))
    if is_sure_target(held["name"]) or any(misfit(text, concept) > GOOD_FIT for concept, text in held.items()):
        return False
    others = (text for concept, text in held.items() if concept not in {"target", "weight", "number"})
    return is_sure_target(held["target"]) or not any(map(is_sure_target, others))


def _is_certain(rows: Sequence[Row], repeated: Collection[str]) -> bool:
    """Whether rows that follow each other have sure targets, and none ends in what may be the first line of the next name."""
    ends = [row[-1] for row in rows[:-1] if row[-1][0].concept in FREE]
    targets = [fold(piece.text) for row in rows for column, piece in row if column.concept == "target"]
    is_loose = any(piece.text not in repeated for _, piece in ends)
    return len(rows) == 1 or (all(map(is_sure_target, targets)) and not is_loose)
