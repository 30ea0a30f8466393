"""Ruled tables of a PDF page: rules that touch make a grid, missing rules make merged cells."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from ingest.readers.pdf_page import Rule

# Rules nearer than this are one rule; ends nearer than this touch.
SNAP = 2.5
Box = tuple[float, float, float, float]


class Cell(NamedTuple):
    row: int
    column: int
    row_count: int
    column_count: int


@dataclass(frozen=True, slots=True)
class Grid:
    """`xs` and `ys` are the rules' places; `owner` gives the cell of each place (row, column)."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Cell, ...]
    owner: dict[tuple[int, int], Cell]

    @property
    def box(self) -> Box:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]


def find_grids(across: tuple[Rule, ...], down: tuple[Rule, ...]) -> list[Grid]:
    """The grids of a page, the smallest first, so that a table within a cell is met before the table around it."""
    across, down = _joined(across), _joined(down)
    parent = list(range(len(across) + len(down)))
    order = sorted(range(len(across)), key=lambda n: across[n][0])
    heights = [across[n][0] for n in order]
    for number, (x, top, bottom) in enumerate(down, start=len(across)):
        for place in range(bisect_right(heights, top - SNAP), bisect_right(heights, bottom + SNAP)):
            if across[order[place]][1] - SNAP <= x <= across[order[place]][2] + SNAP:
                _union(parent, order[place], number)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for number in range(len(parent)):
        group = groups.setdefault(_root(parent, number), ([], []))
        is_across = number < len(across)
        (group[0] if is_across else group[1]).append(across[number] if is_across else down[number - len(across)])
    grids = [grid for group in groups.values() if group[0] and group[1] for grid in [_grid(*group)] if len(grid.cells) > 1]
    return sorted(grids, key=lambda g: (g.box[2] - g.box[0]) * (g.box[3] - g.box[1]))


def _joined(rules: tuple[Rule, ...]) -> list[Rule]:
    """Collinear rules that touch become one."""
    if not rules:
        return []
    places = _clusters([rule[0] for rule in rules])
    nearest = {place: _nearest(places, place) for place in {rule[0] for rule in rules}}
    by_place: dict[int, list[Rule]] = {}
    for rule in rules:
        by_place.setdefault(nearest[rule[0]], []).append(rule)
    joined: list[Rule] = []
    for number, members in by_place.items():
        begin = end = None
        for _, first, last in sorted(members, key=lambda rule: rule[1]):
            if end is not None and first <= end + SNAP:
                end = max(end, last)
                continue
            if end is not None:
                joined.append((places[number], begin, end))
            begin, end = first, last
        joined.append((places[number], begin, end))
    return joined


def _grid(across: list[Rule], down: list[Rule]) -> Grid:
    """An open side (rules that end in no crossing rule) is closed where the rules end."""
    left, right = min(r[1] for r in across), max(r[2] for r in across)
    top, bottom = min(r[1] for r in down), max(r[2] for r in down)
    xs = _clusters([r[0] for r in down] + [left, right])
    ys = _clusters([r[0] for r in across] + [top, bottom])
    upright = _covered(down, xs, ys)
    level = _covered(across, ys, xs)
    rows, columns = len(ys) - 1, len(xs) - 1
    parent = list(range(rows * columns))
    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            if column + 1 < columns and (column + 1, row) not in upright:
                _union(parent, here, here + 1)
            if row + 1 < rows and (row + 1, column) not in level:
                _union(parent, here, here + columns)
    groups: dict[int, list[tuple[int, int]]] = {}
    for here in range(rows * columns):
        groups.setdefault(_root(parent, here), []).append(divmod(here, columns))
    owner: dict[tuple[int, int], Cell] = {}
    for places in groups.values():
        for part in _rectangles(places):
            (row, column), (last_row, last_column) = part[0], part[-1]
            cell = Cell(row, column, last_row - row + 1, last_column - column + 1)
            owner.update(dict.fromkeys(part, cell))
    cells = tuple(dict.fromkeys(owner[place] for place in sorted(owner)))
    return Grid(tuple(xs), tuple(ys), cells, owner)


def _covered(rules: list[Rule], places: list[float], steps: list[float]) -> set[tuple[int, int]]:
    """(rule place, step) wherever a rule runs along the whole step."""
    covered = set()
    for place, begin, end in rules:
        number = _nearest(places, place)
        for step in range(len(steps) - 1):
            middle = (steps[step] + steps[step + 1]) / 2
            if begin <= middle <= end:
                covered.add((number, step))
    return covered


def _rectangles(places: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """A group of open places; one that is no rectangle falls apart into the runs of its rows."""
    rows, columns = {row for row, _ in places}, {column for _, column in places}
    if len(places) == len(rows) * len(columns):
        return [sorted(places)]
    runs: list[list[tuple[int, int]]] = []
    for row, column in sorted(places):
        if runs and runs[-1][-1] == (row, column - 1):
            runs[-1].append((row, column))
        else:
            runs.append([(row, column)])
    return runs


def _clusters(values: list[float]) -> list[float]:
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][0] <= SNAP:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def _nearest(places: list[float], value: float) -> int:
    after = bisect_right(places, value)
    return min((n for n in (after - 1, after) if 0 <= n < len(places)), key=lambda n: abs(places[n] - value))


def _root(parent: list[int], number: int) -> int:
    while parent[number] != number:
        parent[number] = parent[parent[number]]
        number = parent[number]
    return number


def _union(parent: list[int], one: int, other: int) -> None:
    parent[_root(parent, other)] = _root(parent, one)
