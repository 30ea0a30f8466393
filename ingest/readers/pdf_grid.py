"""Ruled tables of a PDF page: rules that touch make a grid, missing rules make merged cells."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise, product
from typing import NamedTuple

import numpy as np

from ingest.readers.pdf_page import Rule

# Rules nearer than this are one rule; ends nearer than this touch.
SNAP = 2.5
# Each member of a group leads to another one of it, the first to itself.
Parents = list[int] | dict[int, int]
Box = tuple[float, float, float, float]


class Cell(NamedTuple):
    row: int
    column: int
    row_count: int
    column_count: int


@dataclass(frozen=True, slots=True)
class Grid:
    """`xs` and `ys` are the rules' places; `owner` gives the number of the cell of each place (row, column)."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Cell, ...]
    owner: np.ndarray

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
            other = order[place]
            if parent[other] != parent[number] and across[other][1] - SNAP <= x <= across[other][2] + SNAP:
                _union(parent, other, number)
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
    missing = [(row, column, 0, 1) for column, row in _open(down, xs, ys)]
    missing += [(row, column, 1, 0) for row, column in _open(across, ys, xs)]
    cells, owner = _cells(len(ys) - 1, len(xs) - 1, missing)
    return Grid(tuple(xs), tuple(ys), cells, owner)


def _open(rules: list[Rule], places: list[float], steps: list[float]) -> list[tuple[int, int]]:
    """Where no rule runs along the whole step: the step, and the place before the rule that is missing; ends left aside."""
    middles = [(begin + end) / 2 for begin, end in pairwise(steps)]
    is_open = np.ones((len(places), len(middles)), bool)
    for place, begin, end in rules:
        is_open[_nearest(places, place), bisect_left(middles, begin) : bisect_right(middles, end)] = False
    return [(place, step) for place, step in np.argwhere(is_open[1:-1]).tolist()]


def _cells(rows: int, columns: int, missing: list[tuple[int, int, int, int]]) -> tuple[tuple[Cell, ...], np.ndarray]:
    """The cells in print order, and the number of each place's cell. `missing` are the rules below or right of a place."""
    if not missing:
        whole = tuple(Cell(row, column, 1, 1) for row, column in product(range(rows), range(columns)))
        return whole, np.arange(rows * columns).reshape(rows, columns)
    parent: dict[int, int] = {}
    for row, column, down, right in missing:
        here = row * columns + column
        there = here + down * columns + right
        parent.setdefault(here, here)
        parent.setdefault(there, there)
        _union(parent, here, there)
    groups: dict[int, list[tuple[int, int]]] = {}
    for here in parent:
        groups.setdefault(_root(parent, here), []).append(divmod(here, columns))
    merged = [part for places in groups.values() for part in _rectangles(places)]
    begins = {place: part[0] for part in merged for place in part}
    ends = {part[0]: part[-1] for part in merged}
    cells: dict[tuple[int, int], Cell] = {}
    for place in product(range(rows), range(columns)):
        if begins.get(place, place) == place:
            last_row, last_column = ends.get(place, place)
            cells[place] = Cell(*place, last_row - place[0] + 1, last_column - place[1] + 1)
    numbers = {place: number for number, place in enumerate(cells)}
    owner = [numbers[begins.get(place, place)] for place in product(range(rows), range(columns))]
    return tuple(cells.values()), np.array(owner, int).reshape(rows, columns)


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
    if after in (0, len(places)):
        return max(0, after - 1)
    return after - (value - places[after - 1] <= places[after] - value)


def _root(parent: Parents, number: int) -> int:
    while parent[number] != number:
        parent[number] = parent[parent[number]]
        number = parent[number]
    return number


def _union(parent: Parents, one: int, other: int) -> None:
    parent[_root(parent, other)] = _root(parent, one)
