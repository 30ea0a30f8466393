"""Tables without rules: consecutive lines whose pieces stand under one another, with blanks between the columns."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.readers.pdf_grid import Box
from ingest.readers.pdf_text import Piece, box_of, wrapped_text
from ingest.records import Span

FEWEST_ROWS = 3
# In parts of a line's height: the widest space between two lines of one table, and between a row and its wrapped name.
LINE_SPACE = 3.0
WRAP_SPACE = 1.0


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[str, ...]
    spans: tuple[Span, ...]
    box: Box


def split_lines(lines: list[list[Piece]]) -> list[list[Piece] | list[Row]]:
    """The lines in their order, those of a table without rules replaced by the list of its rows."""
    parts: list[list[Piece] | list[Row]] = []
    begin = 0
    while begin < len(lines):
        end = _run_end(lines, begin)
        run = lines[begin:end]
        columns = _columns(run) if sum(len(line) > 1 for line in run) >= FEWEST_ROWS else []
        if len(columns) > 1 and sum(piece.is_number for line in run for piece in line) >= FEWEST_ROWS:
            parts.append(_rows(run, columns))
        else:
            parts.extend(run)
        begin = end
    return parts


def _run_end(lines: list[list[Piece]], begin: int) -> int:
    """A run begins at a line of several pieces (or one wrapped piece above it) and goes on while lines are near."""
    end = begin + 1
    singles = 0 if len(lines[begin]) > 1 else 1
    if singles and not (end < len(lines) and _is_wrap(lines[begin], lines[end])):
        return end
    while end < len(lines) and _space(lines[end - 1], lines[end]) <= LINE_SPACE * _height(lines[end]):
        singles = 0 if len(lines[end]) > 1 else singles + 1
        near = _is_wrap(lines[end], lines[end - 1]) or (end + 1 < len(lines) and _is_wrap(lines[end], lines[end + 1]))
        if singles > 2 or (singles and not near):
            break
        end += 1
    return end


def _is_wrap(line: list[Piece], row: list[Piece]) -> bool:
    """One piece that ends left of the row's second column, close to the row."""
    numbers = [piece for piece in row if piece.is_number]
    if len(line) > 1 or line[0].is_number or not numbers or abs(_space(row, line)) > WRAP_SPACE * _height(row):
        return False
    return line[0].box[2] <= numbers[0].box[0]


def _columns(run: list[list[Piece]]) -> list[tuple[float, float]]:
    """Places of the columns. A piece over several columns (a heading) is left out once it would join two pieces of a line."""
    pieces = [piece for line in run if len(line) > 1 for piece in line]
    while pieces:
        columns: list[tuple[float, float]] = []
        for left, right in sorted((piece.box[0], piece.box[2]) for piece in pieces):
            if columns and left <= columns[-1][1]:
                columns[-1] = (columns[-1][0], max(right, columns[-1][1]))
            else:
                columns.append((left, right))
        crowded = {
            number for line in run for number, count in _counts(line, columns).items() if count > 1 and number is not None
        }
        wide = [p for p in pieces if any(columns[n][0] <= p.box[0] and p.box[2] <= columns[n][1] for n in crowded)]
        if not wide:
            return columns
        widest = max(p.box[2] - p.box[0] for p in wide)
        pieces = [p for p in pieces if p not in wide or p.box[2] - p.box[0] < widest]
    return []


def _counts(line: list[Piece], columns: list[tuple[float, float]]) -> dict[int | None, int]:
    counts: dict[int | None, int] = {}
    for piece in line:
        for number in _touched(piece, columns):
            counts[number] = counts.get(number, 0) + 1
    return counts


def _touched(piece: Piece, columns: list[tuple[float, float]]) -> list[int]:
    touched = [n for n, (left, right) in enumerate(columns) if piece.box[0] < right and left < piece.box[2]]
    middle = (piece.box[0] + piece.box[2]) / 2
    return touched or [min(range(len(columns)), key=lambda n: abs(sum(columns[n]) / 2 - middle))]


def _rows(run: list[list[Piece]], columns: list[tuple[float, float]]) -> list[Row]:
    groups: list[list[list[Piece]]] = [[line] for line in run]
    number = 0
    while number < len(groups):
        group = groups[number]
        row = group[0]
        if len(row) > 1 and any(piece.is_number for piece in row):
            nameless = row[0].is_number
            below = groups[number + 1][0] if number + 1 < len(groups) else None
            above = groups[number - 1][0] if number and len(groups[number - 1]) == 1 else None
            if nameless and above and _is_wrap(above, row):
                groups[number - 1 : number + 1] = [[above, *group]]
                number -= 1
            after = groups[number + 2][0] if number + 2 < len(groups) else None
            next_nameless = after is not None and after[0].is_number and not nameless and len(after) > 1
            if below and _is_wrap(below, row) and not next_nameless:
                groups[number : number + 2] = [[*groups[number], below]]
        number += 1
    return [_row(group, columns) for group in groups]


def _row(group: list[list[Piece]], columns: list[tuple[float, float]]) -> Row:
    texts: list[list[str]] = [[] for _ in columns]
    spans: list[Span] = []
    for line in group:
        for piece in line:
            touched = _touched(piece, columns)
            texts[touched[0]].append(piece.text)
            if len(touched) > 1:
                spans.append(Span(touched[0] + 1, 1, len(touched)))
    cells = tuple(wrapped_text(parts, [False] * len(parts)) for parts in texts)
    return Row(cells, tuple(dict.fromkeys(spans)), box_of([piece.box for line in group for piece in line]))


def _space(upper: list[Piece], lower: list[Piece]) -> float:
    return lower[0].box[1] - upper[0].box[3] if lower[0].box[1] > upper[0].box[1] else upper[0].box[1] - lower[0].box[3]


def _height(line: list[Piece]) -> float:
    return line[0].box[3] - line[0].box[1]
