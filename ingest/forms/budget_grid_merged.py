"""Columns of a table that are no columns of its own: edges that only another table below or above it has.

Where two tables touch, or a header was drawn over more edges than its rows have, every cell of the one reaches over edges of
the other. A column in which no cell begins, because each is merged with the one before it, is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.records import Line, Span


def without_merged_columns(lines: Sequence[Line]) -> list[Line]:
    """The lines, table by table, without the columns in which no cell of theirs begins; spans follow."""
    merged: dict[int | None, set[int]] = {}
    reaching: list[tuple[Span, int]] = []
    table: int | None = None
    for line in lines:
        reaching = [(span, left - 1) for span, left in reaching if left > 1] if line.table_number == table else []
        reaching += [(span, span.row_count) for span in line.spans]
        table = line.table_number
        if len(line.cells) > 1:
            covered = {place for span, _ in reaching for place in _continued(span)}
            merged[table] = merged[table] & covered if table in merged else covered
    return [_without(line, merged.get(line.table_number, set())) for line in lines]


def _continued(span: Span) -> range:
    """The places from 0 that a span covers after its first one."""
    return range(span.column_number, span.column_number - 1 + span.column_count)


def _without(line: Line, places: set[int]) -> Line:
    if not places or len(line.cells) < 2:
        return line
    cells = tuple(cell for place, cell in enumerate(line.cells) if place not in places)
    spans = []
    for span in line.spans:
        before = sum(place < span.column_number - 1 for place in places)
        width = span.column_count - sum(place in places for place in _continued(span))
        if width > 1 or span.row_count > 1:
            spans.append(Span(span.column_number - before, span.row_count, width))
    return replace(line, cells=cells, spans=tuple(spans))
