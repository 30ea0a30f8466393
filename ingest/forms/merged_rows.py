"""Rows of merged cells as the forms read them: every text in the column of its header, a row of one cell as one line.

A cell merged over three columns of the grid fills one column of the form. Where the rows of an indicator table are merged
otherwise than its header, a text stands in the column of the header cell above its first column. A table that goes on over a
page break has column edges of its own: there the printed cells, blank ones included, are counted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from ingest.forms.indicator_columns import read_indicator_header
from ingest.forms.pieces import read_entries, split_pieces
from ingest.forms.project_header import DEPARTMENT_AREAS
from ingest.forms.words import clean
from ingest.records import Line

TITLE = re.compile(r"表(?:[(（][^)）]*[)）])?$")
# How many lines the header that begins at a position has, and its columns that are known; None where none begins.
FindHeader = Callable[[int], "tuple[int, tuple[int, ...]] | None"]


@dataclass(frozen=True, slots=True)
class UnmergedRows:
    """`unplaced` are the numbers of table rows whose cells cannot be told to stand in the columns of the header above."""

    lines: tuple[Line, ...]
    unplaced: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Header:
    """Where a header stands, the grid columns its cells begin in, and those of them that have a column of the form."""

    table: tuple[int | None, int | None]
    width: int
    printed: tuple[int, ...]
    known: tuple[int, ...]


def unmerge_rows(lines: Sequence[Line]) -> UnmergedRows:
    """The lines with a row merged over its whole width as one cell, and indicator rows in the columns of their header."""
    whole = [_as_one_cell(line) for line in lines]

    def header_at(position: int) -> tuple[int, tuple[int, ...]] | None:
        header = read_indicator_header(whole[position : position + 3])
        return (header.line_count, tuple(sorted({column.index for column in header.columns}))) if header else None

    return _place(lines, whole, header_at)


def continue_rows(lines: Sequence[Line], header_at: FindHeader) -> UnmergedRows:
    """The lines with rows of a table that goes on in another one in the columns of the header above; all others as they are."""
    return _place(lines, list(lines), header_at)


def _place(lines: Sequence[Line], whole: Sequence[Line], header_at: FindHeader) -> UnmergedRows:
    printed = list(_printed_columns(lines))
    found: list[Line] = []
    unplaced: set[int] = set()
    header: _Header | None = None
    skip = 0
    for position, line in enumerate(whole):
        if len(line.cells) == 1 or _is_one_cell(line) or _is_title(line):
            header = None if _is_title(line) else header
            found.append(line)
            continue
        own = header_at(position)
        if own is not None:
            skip, known = own
            header = _Header(_table_of(line), len(line.cells), printed[position + skip - 1], known)
        skip -= 1
        if header is not None and skip < 0 and _table_of(line) != header.table and _begins_with_label(line):
            header = None
        placed = _in_columns(line, printed[position], header) if header is not None and skip < 0 else line
        if placed is None:
            unplaced.add(line.line_number)
        found.append(placed or line)
    return UnmergedRows(tuple(found), frozenset(unplaced))


def _as_one_cell(line: Line) -> Line:
    if not _is_one_cell(line) or len(line.cells) == 1:
        return line
    text = clean(line.cells[0])
    return replace(line, text=text, cells=(text,), spans=())


def _is_one_cell(line: Line) -> bool:
    return bool(line.spans) and any(span.column_number == 1 and span.column_count == len(line.cells) for span in line.spans)


def _is_title(line: Line) -> bool:
    """Whether a row holds one text alone that names a table."""
    filled = list(islice(filter(None, map(clean, line.cells)), 2))
    return len(filled) == 1 and bool(TITLE.search(filled[0]))


def _table_of(line: Line) -> tuple[int | None, int | None]:
    return line.page_number, line.table_number


def _begins_with_label(line: Line) -> bool:
    return bool(read_entries(split_pieces([line])[:1], DEPARTMENT_AREAS))


def _printed_columns(lines: Sequence[Line]) -> Iterator[tuple[int, ...]]:
    """For each line the columns its printed cells begin in: blank cells count, and so do cells merged from rows above."""
    table: tuple[int | None, int | None] | None = None
    above: dict[int, tuple[int, int]] = {}
    for line in lines:
        if _table_of(line) != table:
            table, above = _table_of(line), {}
        if not line.spans and not above:
            yield tuple(range(len(line.cells)))
            continue
        spans = {span.column_number - 1: span for span in line.spans}
        starts = []
        column = 0
        while column < len(line.cells):
            starts.append(column)
            rows, width = above.pop(column, (0, 1))
            if not rows and column in spans:
                rows, width = spans[column].row_count, max(1, spans[column].column_count)
            if rows > 1:
                above[column] = rows - 1, width
            column += width
        yield tuple(starts)


def _in_columns(line: Line, printed: tuple[int, ...], header: _Header) -> Line | None:
    """The row with each text in its header's column; None where that cannot be told."""
    if _table_of(line) != header.table and line.table_number is not None:
        return _by_count(line, printed, header)
    if not header.known or not line.spans or len(line.cells) != header.width:
        return line
    cells = [""] * len(line.cells)
    for index, text in enumerate(line.cells):
        if not clean(text):
            continue
        own = bisect_right(header.known, index) - 1
        column = header.known[own] if own >= 0 else index
        if cells[column]:
            return _by_count(line, printed, header)
        cells[column] = text
    return replace(line, cells=tuple(cells), text="\t".join(cells))


def _by_count(line: Line, printed: tuple[int, ...], header: _Header) -> Line | None:
    """The row with its first printed cell in the header's first, and so on, where there are as many."""
    if len(printed) != len(header.printed):
        return None
    cells = [""] * header.width
    for column, index in zip(header.printed, printed, strict=True):
        cells[column] = line.cells[index]
    return replace(line, cells=tuple(cells), text="\t".join(cells))
