"""Rows of an indicator table, from a grid of cells or from a text flow, with level names carried down merged cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.forms.indicator_alignment import align
from ingest.forms.indicator_columns import Column, IndicatorHeader
from ingest.forms.indicator_flow import flow_rows
from ingest.forms.pieces import split_pieces
from ingest.forms.words import fold, indicator_levels
from ingest.records import Line

RULE_LINE = re.compile(r"^[\s|:=_-]+$")


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One printed row. `values` maps (half, concept) to the printed text; `cells` are all texts of the row as printed."""

    line: Line
    last_line: Line
    values: dict[tuple[int, str], str]
    cells: tuple[tuple[Line, str], ...]
    column_number: int | None
    was_shifted: bool


@dataclass(frozen=True, slots=True)
class CarriedRow:
    """A row of one half with its level names: `level*_text` carried down, `level*_printed` the row's own."""

    row: IndicatorRow
    half: int
    level1_text: str | None
    level2_text: str | None
    level1_printed: str | None
    level2_printed: str | None

    def value(self, concept: str) -> str | None:
        """The half's own text, or the first half's where a half shares its name column."""
        own = self.row.values.get((self.half, concept))
        if own is None and concept == "name":
            return self.row.values.get((0, concept))
        return own


def read_indicator_rows(lines: Sequence[Line], header: IndicatorHeader) -> list[IndicatorRow]:
    """Rows below the header, in print order. Lines that fit no row are left out: they stay unrecognised."""
    if any(len(line.cells) > 1 for line in lines):
        return _grid_rows(lines, header.columns)
    return [
        IndicatorRow(
            line=row.parts[0][0],
            last_line=row.parts[-1][0],
            values={(column.half, column.concept): text for column, text in row.values},
            cells=row.parts,
            column_number=None,
            was_shifted=False,
        )
        for row in flow_rows(split_pieces(lines), header.columns)
    ]


def carry_levels(rows: Sequence[IndicatorRow], header: IndicatorHeader) -> list[CarriedRow]:
    """One entry a row and half that prints a name or a target. A new level 1 ends the level 2 before it."""
    carried = []
    level1: str | None = None
    level2: dict[int, str | None] = {}
    shares_name = ("name", 0) in {(column.concept, column.half) for column in header.columns}
    for row in rows:
        printed1 = next((row.values[key] for key in sorted(row.values) if key[1] == "level1"), None)
        if printed1 is not None:
            level1, level2 = printed1, {}
        for half in range(header.half_count):
            own = row.values.get((half, "level2"))
            if own is not None:
                level2[half] = own
            elif half and half not in level2:
                level2[half] = level2.get(0)
            has_text = (half, "target") in row.values or (half, "name") in row.values
            if has_text and shares_name:
                carried.append(CarriedRow(row, half, level1, level2.get(half), printed1, own))
    return carried


def _grid_rows(lines: Sequence[Line], columns: Sequence[Column]) -> list[IndicatorRow]:
    filled = [(line, [(index, text) for index, text in _cells(line)]) for line in lines]
    filled = [(line, cells) for line, cells in filled if 2 <= len(cells) <= len(columns) and not RULE_LINE.match(line.text)]
    usual = tuple(column.index for column in columns)
    usual = _usual_indices([(cells, align(cells, columns, usual)) for _, cells in filled], usual)
    rows = []
    for line, cells in filled:
        places = align(cells, columns, usual)
        rows.append(
            IndicatorRow(
                line=line,
                last_line=line,
                values={
                    (columns[place].half, columns[place].concept): text for place, (_, text) in zip(places, cells, strict=True)
                },
                cells=tuple((line, text) for _, text in cells),
                column_number=cells[0][0] + 1,
                was_shifted=any(usual[place] != index for place, (index, _) in zip(places, cells, strict=True)),
            )
        )
    return rows


def _cells(line: Line) -> list[tuple[int, str]]:
    return [(piece.column, piece.text) for piece in split_pieces([line])]


def _usual_indices(placed: Sequence[tuple[list[tuple[int, str]], tuple[int, ...]]], header: tuple[int, ...]) -> tuple[int, ...]:
    """Where each column's cells mostly stand; the header's own index where it is as frequent as any other."""
    seen: list[Counter[int]] = [Counter() for _ in header]
    for cells, places in placed:
        for (index, _), place in zip(cells, places, strict=True):
            seen[place][index] += 1
    return tuple(
        max(counts, key=lambda index: (counts[index], index == own)) if counts else own
        for counts, own in zip(seen, header, strict=True)
    )


def is_level_word(text: str) -> bool:
    """Whether a text is nothing but a level-1 or level-2 name of the taxonomies."""
    level1, level2 = indicator_levels()
    return fold(text) in level1 or fold(text) in level2
