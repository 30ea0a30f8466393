"""Lines of cells parted by pipes or box drawing: framed or not, and cells wrapped over lines between two rules.

A framed line (|a|b|) is a row by itself. Lines without a frame (a | b) are rows where two at least stand together and agree in
their number of cells; one with more cells stays whole. Where rules part every row from the next, the lines between two rules
are one row, unless they fill two columns line by line or print two figures in one column.
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
    stretch: list[int] = []
    for place, line in enumerate([*lines, ""]):
        if "\t" not in line and (_is_rule(line) or PIPE in line.translate(PIPES)):
            stretch.append(place)
        elif stretch:
            found |= _stretch_rows(stretch, lines)
            stretch = []
    return found


def _is_rule(line: str) -> bool:
    return bool(line.strip()) and RULE.match(line.strip()) is not None


def _stretch_rows(stretch: Sequence[int], lines: Sequence[str]) -> dict[int, Cells]:
    """The rows of lines that stand together, those with a frame and those without."""
    rules = {place for place in stretch if _is_rule(lines[place])}
    parts = {place: split_line(lines[place]) for place in stretch if place not in rules}
    framed = {place: cells for place, cells in parts.items() if len(cells) > 1}
    bare = [place for place in parts if place not in framed]
    if bare:
        # A row that begins and ends with a blank cell looks framed: it has as many pipes as the rows around it.
        counts = Counter(len(UNESCAPED.split(lines[place].translate(PIPES))) - 2 for place in bare)
        usual = counts.most_common(1)[0][0]
        bare = [place for place in parts if place not in framed or len(framed[place]) == usual]
        framed = {place: cells for place, cells in framed.items() if place not in bare}
    groups: list[list[int]] = [[]]
    found: dict[int, Cells] = dict(framed)
    for place in stretch:
        if place in framed:
            groups[-1].append(place)
        else:
            groups.append([])
    return found | _joined(groups, len(rules), framed) | _open_rows(bare, lines)


def _open_rows(places: Sequence[int], lines: Sequence[str]) -> dict[int, Cells]:
    rows = {place: tuple(UNESCAPED.split(lines[place].translate(PIPES))) for place in places}
    counts = Counter(len(cells) for cells in rows.values())
    width, agreeing = max(counts.items(), key=lambda count: (count[1], count[0]), default=(0, 0))
    if width < 2 or agreeing < 2 or 2 * agreeing < len(rows):
        return {}
    return {place: cells for place, cells in rows.items() if len(cells) <= width}


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
