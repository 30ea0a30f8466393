"""Grid rows that a line break inside a cell has torn into several lines, put together again."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.forms.indicator_alignment import looks_like_level
from ingest.forms.indicator_columns import IndicatorHeader
from ingest.forms.pieces import Piece, split_pieces
from ingest.forms.words import clean, fold
from ingest.records import Line

MOST_PARTS = 5


def join_broken_rows(lines: Sequence[Line], header: IndicatorHeader) -> list[tuple[tuple[Line, ...], list[Piece]]]:
    """Each row's lines with its pieces. Lines make one row where their cells together are as many as the header's."""
    rows: list[tuple[tuple[Line, ...], list[Piece]]] = []
    position = 0
    while position < len(lines):
        parts, cells = _broken_row(lines[position : position + MOST_PARTS], header.width)
        if len(parts) > 1:
            pieces = [Piece(parts[0], column, clean(text)) for column, text in enumerate(cells) if clean(text)]
        else:
            pieces = split_pieces(parts)
        rows.append((parts, pieces))
        position += len(parts)
    return rows


def _broken_row(lines: Sequence[Line], width: int) -> tuple[tuple[Line, ...], list[str]]:
    cells = list(lines[0].cells)
    if lines[0].table_number is not None:
        return (lines[0],), cells
    for count, line in enumerate(lines[1:], start=2):
        tail = clean(line.cells[0])
        if len(cells) >= width or not clean(cells[-1]) or not tail or looks_like_level(fold(tail)):
            break
        cells = [*cells[:-1], cells[-1] + line.cells[0], *line.cells[1:]]
        if len(cells) == width:
            return tuple(lines[:count]), cells
    return (lines[0],), list(lines[0].cells)
