"""Which lines of a page make tables without rules. Lines that only happen to align stay prose.

A table has lines of several pieces that stand under one another. It holds figures in most of its rows, or words in three
columns or more. A long line across the columns ends it; what follows without a header belongs to its columns. Where columns or
rows cannot be told for sure, the lines stay as they are printed and a doubt says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ingest.readers.aligned_cells import OVERLAP, WRAP_REACH
from ingest.readers.aligned_columns import Extent, find_columns, touched
from ingest.readers.aligned_pieces import ENUMERATOR, SENTENCE, Piece, PrintedLine, printed_line
from ingest.readers.aligned_table import Row, Table, read_table

# In parts of a line's height: the widest space between two lines of one table.
LINE_SPACE = 3.0
# A line of prose fills this part of the width; a heading over several columns is narrower.
FULL, NARROW = 0.8, 0.6
# How far from the middle of the table, in heights of a line, a heading stands that is no title of all of it.
OFF_MIDDLE = 2.0
# A single line is the last of a table where it stands no further below, in heights of a line.
NEAR_END = 2.5
COLONS = frozenset(":：")


@dataclass(frozen=True, slots=True)
class Doubt:
    """Lines that look like a table but are left as prose: the first of them, and why."""

    line: int
    reason: str


@dataclass(slots=True)
class Aligned:
    """Tables and, by their numbers, lines of prose in print order; doubts; the columns of the last table."""

    parts: list[int | tuple[Row, ...]] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    columns: tuple[Extent, ...] = ()


def read_aligned(lines: Sequence[Sequence[Piece]], carried: tuple[Extent, ...] = ()) -> Aligned:
    """Split lines into tables and prose. `carried` are the columns of a table that the first lines may go on with."""
    found = Aligned(columns=carried)
    printed = [printed_line(number, pieces) for number, pieces in enumerate(lines)]
    begin = 0
    for end in range(1, len(printed) + 1):
        if end == len(printed) or printed[end].top - printed[end - 1].bottom > LINE_SPACE * printed[end].height:
            for run in _runs(printed[begin:end]):
                _read_run(run, found)
            begin = end
    return found


def _runs(block: Sequence[PrintedLine]) -> list[list[PrintedLine]]:
    """Lines that may be one table, and between them single lines of prose."""
    left, right = min(line.pieces[0].box[0] for line in block), max(line.pieces[-1].box[2] for line in block)
    is_prose = [_is_prose(line, right - left) for line in block]
    several = [line for line, prose in zip(block, is_prose, strict=True) if len(line.pieces) > 1 and not prose]
    columns = find_columns(several)
    runs: list[list[PrintedLine]] = [[]]
    for place, line in enumerate(block):
        following = block[place + 1] if place + 1 < len(block) else None
        fits = (
            len(line.pieces) > 1
            or _touches(runs[-1][-1:], line, following)
            or _goes_on(runs[-1][-2:], line)
            or _fits(line, columns, following, right - left)
        )
        if is_prose[place] or not fits:
            runs += [[line], []]
        else:
            runs[-1].append(line)
    return [run for run in runs if run]


def _is_prose(line: PrintedLine, width: float) -> bool:
    if line.fill < FULL * width:
        return False
    return len(line.pieces) < 3 or any(sign in SENTENCE for p in line.pieces for sign in p.text)


def _touches(above: Sequence[PrintedLine], line: PrintedLine, below: PrintedLine | None) -> bool:
    """Whether a line stands half beside the next one or the one before: it is part of the same rows. So is a lone figure."""
    steps = [line.middle - upper.middle for upper in above] + ([below.middle - line.middle] if below else [])
    reach = WRAP_REACH if line.is_value else OVERLAP
    return any(step < reach * line.height for step in steps)


def _goes_on(above: Sequence[PrintedLine], line: PrintedLine) -> bool:
    """Whether a single piece stands under one close above it, at its left edge or middle and no wider: it is wrapped."""
    piece = line.pieces[0]
    reach = OVERLAP * line.height
    return any(
        piece.width <= own.width + reach and min(abs(piece.box[0] - own.box[0]), abs(piece.middle - own.middle)) <= reach
        for upper in above
        if line.middle - upper.middle <= WRAP_REACH * line.height and max(len(other.pieces) for other in above) > 1
        for own in upper.pieces
    )


def _fits(line: PrintedLine, columns: Sequence[Extent], following: PrintedLine | None, width: float) -> bool:
    """Whether a line of one piece stands in a column, or close above a line of several as a heading over columns."""
    if not columns:
        return False
    first, last = touched(line.pieces[0], columns)
    if first == last:
        return True
    is_near = following is not None and following.middle - line.middle <= WRAP_REACH * line.height
    return is_near and following is not None and len(following.pieces) > 1 and line.pieces[0].width <= NARROW * width


def _read_run(run: list[PrintedLine], found: Aligned) -> None:
    """Add a run to what was found: lines around its table, the table, or all its lines."""
    begin, end = _trimmed(run)
    table: Table | str | None = None
    if begin < end:
        table = read_table(run[begin:end], found.columns)
        if not isinstance(table, Table) and begin + 1 < end and _stands_apart(run[begin], run[begin + 1]):
            begin += 1 + _trimmed(run[begin + 1 :])[0]
            table = read_table(run[begin:end], found.columns) or table
    if isinstance(table, str):
        found.doubts.append(Doubt(run[begin].number, table))
    if not isinstance(table, Table):
        found.parts += [line.number for line in run]
        return
    rows = table.rows
    by_number = {line.number: line for line in run}
    while _is_below(rows, by_number, table.columns):
        rows = rows[:-1]
    last = max(number for row in rows for number in row.lines)
    found.parts += [line.number for line in run[:begin]]
    found.parts.append(rows)
    found.parts += [line.number for line in run if line.number > last]
    found.columns = table.columns


def _stands_apart(line: PrintedLine, below: PrintedLine) -> bool:
    return len(line.pieces) == 1 and below.middle - line.middle >= OVERLAP * line.height


def _is_below(rows: Sequence[Row], lines: Mapping[int, PrintedLine], columns: Sequence[Extent]) -> bool:
    """Whether the last row is a lone line that stands below the table: a label, a heading, or one set apart or aside."""
    last = rows[-1]
    if sum(bool(cell) for cell in last.cells) > 1 or len(rows) < 2:
        return False
    line, above = lines[last.lines[0]], lines[rows[-2].lines[-1]]
    text = line.pieces[0].text
    is_marked = any(sign in COLONS or sign in SENTENCE for sign in text) or ENUMERATOR.match(text) is not None
    is_aside = abs(line.pieces[0].box[0] - columns[0][0]) > line.height
    return is_marked or is_aside or line.top - above.bottom > line.height


def _trimmed(run: Sequence[PrintedLine]) -> tuple[int, int]:
    """The part of a run that may be a table: without single lines and labels (单位：万元) around it."""
    begin, end = 0, len(run)
    middle = (min(line.pieces[0].box[0] for line in run) + max(line.pieces[-1].box[2] for line in run)) / 2
    while begin + 1 < end and not _begins(run[begin], run[begin + 1], middle):
        begin += 1
    while end > begin and len(run[end - 1].pieces) == 1 and not _ends(run[max(begin, end - 2) : end]):
        end -= 1
    return begin, end


def _begins(line: PrintedLine, below: PrintedLine, middle: float) -> bool:
    if len(line.pieces) > 1:
        return not _is_label(line)
    step = below.middle - line.middle
    if step < OVERLAP * line.height:
        return True
    is_near = step <= WRAP_REACH * line.height and len(below.pieces) > 1 and not _is_label(line) and not _is_label(below)
    if below.is_value:
        return is_near and below.pieces[0].is_value
    return is_near and abs(line.pieces[0].middle - middle) > OFF_MIDDLE * line.height


def _is_label(line: PrintedLine) -> bool:
    """Whether a line labels what is below it: 编制单位：某局, 单位：万元."""
    labels = sum(any(sign in COLONS for sign in piece.text) for piece in line.pieces)
    return 2 * labels >= len(line.pieces) and not line.is_value


def _ends(lines: Sequence[PrintedLine]) -> bool:
    return len(lines) == 2 and lines[1].middle - lines[0].middle <= NEAR_END * lines[1].height
