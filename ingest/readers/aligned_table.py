"""One table without rules: from its lines to the rows and columns they make, or the reason why these cannot be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.aligned_cells import OVERLAP
from ingest.readers.aligned_columns import Extent, Placed, find_columns, place
from ingest.readers.aligned_header import header_rows, is_numbering
from ingest.readers.aligned_headings import MOST_COLUMNS
from ingest.readers.aligned_pieces import Box, PrintedLine, box_of
from ingest.readers.aligned_rows import RowDraft, body_rows
from ingest.readers.aligned_words import holds_rows
from ingest.readers.cell_lines import wrapped_text
from ingest.records import Span

FEWEST_ROWS = 3
FEWEST_NUMBERS = 3
DEEPEST_HEADER = 7
# A table of words has this many columns at least, and as few of its pieces stand over several.
FEWEST_COLUMNS = 3
FEW_OVER_COLUMNS = 0.2
UNSURE_COLUMNS = "the columns of a table without rules cannot be told for sure"
UNSURE_ROWS = "the rows of a table without rules cannot be told for sure"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: a cell for each column, and the lines it is printed on."""

    cells: tuple[str, ...]
    spans: tuple[Span, ...]
    box: Box
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[Row, ...]
    columns: tuple[Extent, ...]


def read_table(lines: Sequence[PrintedLine], carried: Sequence[Extent] = ()) -> Table | str | None:
    """The table that lines print; the reason where it is in doubt; None where they are no table.

    `carried` are the columns of the table before: lines without a header go on in them.
    """
    several = [line for line in lines if len(line.pieces) > 1]
    values = [line for line in several if line.is_value]
    numbers = sum(piece.is_value for line in values for piece in line.pieces)
    head = _header_depth(lines)
    body = [line for line in lines[head:] if len(line.pieces) > 1]
    has_rows = len(several) >= FEWEST_ROWS or (carried and head == 0)
    if has_rows and 2 * len(values) >= len(body) and head <= DEEPEST_HEADER and numbers >= FEWEST_NUMBERS:
        return _table_of_values(lines[:head], lines[head:], carried)
    table = _table_of_words(lines) if len(several) >= FEWEST_ROWS else None
    return table or _rest_of_words(lines, carried)


def _header_depth(lines: Sequence[PrintedLine]) -> int:
    """How many lines stand above the first row of figures; single lines close above it are lines of its name."""
    depth = next((place for place, line in enumerate(lines) if line.is_value), len(lines))
    if depth < len(lines) and is_numbering(lines[depth]):
        return depth + 1
    while depth and len(lines[depth - 1].pieces) == 1 and (depth == 1 or not _overlap(lines[depth - 2], lines[depth - 1])):
        depth -= 1
    return depth


def _overlap(upper: PrintedLine, lower: PrintedLine) -> bool:
    return lower.middle - upper.middle < OVERLAP * lower.height


def _table_of_values(
    header: Sequence[PrintedLine], body: Sequence[PrintedLine], carried: Sequence[Extent]
) -> Table | str | None:
    if header or not carried:
        columns = find_columns(body)
    else:
        columns = find_columns(body, carried)
        if len(columns) != len(carried):
            return UNSURE_COLUMNS
    if len(columns) < 2 or len(columns) > MOST_COLUMNS:
        return None if len(columns) < 2 else UNSURE_COLUMNS
    drafts: list[RowDraft] = []
    if header:
        if holds_rows(header, body):
            return UNSURE_ROWS
        headed = header_rows(header, columns)
        if headed is None:
            return UNSURE_COLUMNS
        columns, drafts = headed
    placed = place(body, columns)
    if placed is None or any(word.is_amount for own in placed.values() for one in own for word in one.piece.words[1:]):
        return UNSURE_COLUMNS
    if header:
        columns, drafts, placed = _without_strays(columns, drafts, placed)
    rows = body_rows(body, placed)
    if rows is None:
        return UNSURE_ROWS
    return _table([*drafts, *rows], columns)


def _table_of_words(lines: Sequence[PrintedLine]) -> Table | None:
    columns = find_columns(lines)
    if not FEWEST_COLUMNS <= len(columns) <= MOST_COLUMNS:
        return None
    placed = place(lines, columns)
    if placed is None:
        return None
    pieces = [one for own in placed.values() for one in own]
    over = sum(one.last > one.first for one in pieces)
    wide = sum(len(own) >= FEWEST_COLUMNS for own in placed.values())
    if over > FEW_OVER_COLUMNS * len(pieces) or wide < FEWEST_ROWS:
        return None
    rows = body_rows(lines, placed)
    return None if rows is None else _table(rows, columns)


def _rest_of_words(lines: Sequence[PrintedLine], carried: Sequence[Extent]) -> Table | None:
    """Lines that go on in the columns of the table before: each piece stands in one, and a line fills most of them."""
    if len(carried) < FEWEST_COLUMNS or len(find_columns(lines, carried)) != len(carried):
        return None
    placed = place(lines, carried)
    if placed is None or any(one.last > one.first for own in placed.values() for one in own):
        return None
    rows = body_rows(lines, placed) if max(map(len, placed.values())) >= FEWEST_COLUMNS else None
    return None if rows is None else _table(rows, carried)


def _without_strays(
    columns: list[Extent], drafts: list[RowDraft], placed: dict[int, list[Placed]]
) -> tuple[list[Extent], list[RowDraft], dict[int, list[Placed]]]:
    """A column without a heading (dashes set in the middle of amounts) joined to the one beside it that it never meets."""
    headed = {column for draft in drafts for cell in draft.cells for column in range(cell.first, cell.last + 1)}
    filled: list[set[int]] = [set() for _ in columns]
    for number, own in placed.items():
        for one in own:
            for column in range(one.first, one.last + 1):
                filled[column].add(number)
    joins: dict[int, int] = {}
    for column in range(len(columns)):
        beside = [n for n in (column - 1, column + 1) if n in headed and filled[n].isdisjoint(filled[column])]
        if column not in headed and len(beside) == 1:
            joins[column] = beside[0]
            filled[beside[0]] |= filled[column]
    if not joins:
        return columns, drafts, placed
    kept = [column for column in range(len(columns)) if column not in joins]
    moved = {column: kept.index(joins.get(column, column)) for column in range(len(columns))}
    for draft in drafts:
        for cell in draft.cells:
            cell.first, cell.last = moved[cell.first], moved[cell.last]
    placed = {n: [Placed(moved[one.first], moved[one.last], one.piece) for one in own] for n, own in placed.items()}
    extents = [columns[column] for column in kept]
    for column, target in joins.items():
        low, high = extents[kept.index(target)]
        extents[kept.index(target)] = (min(low, columns[column][0]), max(high, columns[column][1]))
    return extents, drafts, placed


def _table(drafts: Sequence[RowDraft], columns: Sequence[Extent]) -> Table:
    return Table(tuple(_row(draft, len(columns)) for draft in drafts), tuple(columns))


def _row(draft: RowDraft, width: int) -> Row:
    cells = [""] * width
    spans = []
    for cell in draft.cells:
        cells[cell.first] = wrapped_text([one.piece.text for one in cell.pieces])
        if cell.last > cell.first:
            spans.append(Span(cell.first + 1, 1, cell.last - cell.first + 1))
    pieces = [one.piece for cell in draft.cells for one in cell.pieces]
    numbers = sorted({number for cell in draft.cells for number in cell.lines})
    return Row(tuple(cells), tuple(spans), box_of([piece.box for piece in pieces]), tuple(numbers))
