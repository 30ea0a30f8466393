"""Lines of cells parted by pipes or box drawing: framed or not, and cells wrapped over lines between two rules.

A framed line (|a|b|) is a row by itself. Lines without a frame (a | b) are rows where two at least stand together and agree in
their number of cells; one with more cells stays whole. Among them a line whose first and last cells are blank only looks
framed. Where rules part every row from the next, the lines between two rules are one row, unless they fill two columns line
by line or print two figures in one column.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from ingest.readers.aligned_pieces import VALUE
from ingest.readers.cell_lines import wrapped_text
from ingest.readers.text_cells import PIPE, PIPES, RULE, UNESCAPED, split_line

FEWEST_ROWS = 3
Cells = tuple[str, ...]


def piped_lines(lines: Sequence[str]) -> Mapping[int, Cells]:
    """The cells of the lines that pipes part, by their places from 0; none for a line that goes on with the row above it."""
    found: dict[int, Cells] = {}
    framed: list[list[int]] = []
    open_lines: list[int] = []
    like_framed: list[int] = []
    rules = 0
    for place, line in enumerate([*lines, ""]):
        cells = split_line(line) if "\t" not in line else ()
        is_rule = bool(line.strip()) and RULE.match(line.strip()) is not None
        if len(cells) > 1:
            found[place] = cells
            if not framed:
                framed.append([])
            framed[-1].append(place)
            like_framed.append(place)
        elif is_rule:
            rules += 1
            framed += [[]] if framed and framed[-1] else []
        else:
            found |= _joined(framed, rules, found)
            framed, rules = [], 0
        if not is_rule and len(cells) < 2 and "\t" not in line and PIPE in line.translate(PIPES):
            open_lines.append(place)
        elif not is_rule and len(cells) < 2:
            found |= _open_rows(open_lines, like_framed, lines)
            open_lines, like_framed = [], []
    return found


def _open_rows(places: Sequence[int], like_framed: Sequence[int], lines: Sequence[str]) -> dict[int, Cells]:
    rows = {place: _open_cells(lines[place]) for place in places}
    counts = Counter(len(cells) for cells in rows.values())
    width, agreeing = max(counts.items(), key=lambda count: (count[1], count[0]), default=(0, 0))
    if width < 2 or agreeing < 2 or 2 * agreeing < len(rows):
        return {}
    rows |= {place: cells for place in like_framed if len(cells := _open_cells(lines[place])) == width}
    return {place: cells for place, cells in rows.items() if len(cells) <= width}


def _open_cells(line: str) -> Cells:
    return tuple(UNESCAPED.split(line.translate(PIPES)))


def _joined(groups: Sequence[Sequence[int]], rules: int, cells: Mapping[int, Cells]) -> dict[int, Cells]:
    """The lines between two rules as one row, where each row is ruled off; else nothing."""
    groups = [group for group in groups if group]
    if len(groups) < FEWEST_ROWS or rules < len(groups) or all(len(group) == 1 for group in groups):
        return {}
    joined: dict[int, Cells] = {}
    for group in groups:
        rows = [[cell.strip() for cell in cells[place]] for place in group]
        if len({len(row) for row in rows}) > 1:
            return {}
        columns = list(zip(*rows, strict=True))
        if len(rows) > 1 and sum(all(column) for column in columns) > 1:
            return {}
        if any(sum(VALUE.fullmatch(cell) is not None for cell in column) > 1 for column in columns):
            return {}
        joined[group[0]] = tuple(wrapped_text([cell for cell in column if cell]) for column in columns)
        joined |= dict.fromkeys(group[1:], ())
    return joined
