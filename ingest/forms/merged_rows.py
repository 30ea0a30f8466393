"""Rows of merged cells as the forms read them: every text in the column of its header, a row of one cell as one line.

A cell merged over three columns of the grid fills one column of the form. Where the rows of an indicator table are merged
otherwise than its header, a text stands in the column of the header cell above its first column.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from ingest.forms.indicator_columns import read_indicator_header
from ingest.forms.words import clean
from ingest.records import Line


def unmerge_rows(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with a row merged over its whole width as one cell, and indicator rows in the columns of their header."""
    whole = [_as_one_cell(line) for line in lines]
    found: list[Line] = []
    starts: list[int] = []
    table: tuple[int | None, int] | None = None
    skip = 0
    for position, line in enumerate(whole):
        if len(line.cells) == 1:
            found.append(line)
            continue
        header = read_indicator_header(whole[position : position + 3])
        if header is not None:
            starts = sorted({column.index for column in header.columns})
            table, skip = (line.page_number, len(line.cells)), header.line_count
        skip -= 1
        fits = table == (line.page_number, len(line.cells)) and bool(line.spans) and skip < 0
        found.append(_in_columns(line, starts) if fits else line)
    return tuple(found)


def _as_one_cell(line: Line) -> Line:
    is_whole = any(span.column_number == 1 and span.column_count == len(line.cells) for span in line.spans)
    if not is_whole or len(line.cells) == 1:
        return line
    text = clean(line.cells[0])
    return replace(line, text=text, cells=(text,), spans=())


def _in_columns(line: Line, starts: Sequence[int]) -> Line:
    """The row with each text in its header's column; as it is where two texts stand under one heading."""
    cells = [""] * len(line.cells)
    for index, text in enumerate(line.cells):
        if not clean(text):
            continue
        own = bisect_right(starts, index) - 1
        column = starts[own] if own >= 0 else index
        if cells[column]:
            return line
        cells[column] = text
    return replace(line, cells=tuple(cells), text="\t".join(cells))
