"""Rows of an indicator table, from a grid of cells or from a text flow.

A row that cannot be placed (more cells than columns, a level that is none) is left unread; the level names it prints still end
those before it, so no later row is filed under a level that has ended.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.forms.flow_words import LevelWords, level_words_of
from ingest.forms.indicator_alignment import align, align_decided, looks_like_level
from ingest.forms.indicator_cells import cell_rows, is_one_cell_a_line
from ingest.forms.indicator_columns import UNKNOWN, Column, IndicatorHeader
from ingest.forms.indicator_flow import FlowRow, flow_rows
from ingest.forms.indicator_lines import join_broken_rows
from ingest.forms.pieces import Piece, split_pieces
from ingest.forms.words import find_label, fold, indicator_levels, level_parents
from ingest.records import Line

AREA = frozenset({"indicator_column"})


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One printed row. `values` maps (half, concept) to the printed text; `cells` are all texts of the row as printed."""

    line: Line
    last_line: Line
    values: dict[tuple[int, str], str | None]
    cells: tuple[tuple[Line, str], ...]
    column_number: int | None
    was_shifted: bool


def read_indicator_rows(
    lines: Sequence[Line], header: IndicatorHeader, unplaced: frozenset[int] = frozenset()
) -> list[IndicatorRow]:
    """Rows below the header, in print order. Lines that fit no row, or are `unplaced`, are left out: they stay unrecognised."""
    if any(len(line.cells) > 1 for line in lines):
        return _grid_rows(lines, header, unplaced)
    pieces = split_pieces(lines)
    read = cell_rows if is_one_cell_a_line(pieces, header) else flow_rows
    return [_row_of_flow(row) for row in read(pieces, header.columns)]


def _row_of_flow(row: FlowRow) -> IndicatorRow:
    return IndicatorRow(
        line=row.parts[0][0],
        last_line=row.parts[-1][0],
        values={(column.half, column.concept): text for column, text in row.values},
        cells=row.parts,
        column_number=None,
        was_shifted=False,
    )


def _grid_rows(lines: Sequence[Line], header: IndicatorHeader, unplaced: frozenset[int]) -> list[IndicatorRow]:
    columns = header.columns
    joined = [(parts, _cells(pieces)) for parts, pieces in join_broken_rows(lines, header)]
    torn = [len(parts[0].cells) == 1 for parts, _ in joined[1:]] + [False]
    filled = [
        (parts, cells, 2 <= len(cells) <= len(columns) and not is_torn and parts[0].line_number not in unplaced)
        for (parts, cells), is_torn in zip(joined, torn, strict=True)
        if len(parts[0].cells) > 1
    ]
    used = level_words_of(text for _, cells, _ in filled for _, text in cells)
    usual = tuple(column.index for column in columns)
    usual = _usual_indices([(cells, align(cells, columns, usual)) for _, cells, fits in filled if fits], usual)
    rows = []
    for parts, cells, fits in filled:
        in_table = parts[0].table_number is not None
        places = align_decided(cells, columns, usual, in_table) if fits else ()
        shifted = any(usual[place] != index for place, (index, _) in zip(places, cells, strict=False))
        if places and _is_plausible(cells, [columns[place] for place in places], shifted, columns, used):
            values = {
                (columns[place].half, columns[place].concept): text for place, (_, text) in zip(places, cells, strict=True)
            }
            known = [text for place, (_, text) in zip(places, cells, strict=True) if columns[place].concept != UNKNOWN]
            texts = [(parts[0], text) for text in known] if len(parts) == 1 else _texts(parts)
        else:
            values, texts = _unread_levels(cells, columns, usual, used), []
        rows.append(IndicatorRow(parts[0], parts[-1], values, tuple(texts), cells[0][0] + 1 if cells else None, shifted))
    return rows


def _is_plausible(
    cells: Sequence[tuple[int, str]], placed: Sequence[Column], shifted: bool, columns: Sequence[Column], used: LevelWords
) -> bool:
    """Level columns hold level names; a row without a target stands where it should; beside an unknown column, any row does."""
    held = {column.concept: fold(text) for column, (_, text) in zip(placed, cells, strict=True) if column.half == 0}
    level1, level2 = indicator_levels()
    high, low = held.get("level1", ""), held.get("level2", "")
    if not all(looks_like_level(text) for text in (high, low) if text) or (high in level2 and high not in level1):
        return False
    if not any(column.concept in {"name", "target"} for column in placed) or _is_doubtful_level(held, used):
        return False
    is_misfiled = high in level1 and low in level2 and (high, low) not in level_parents()
    if "target" not in {column.concept for column in placed} and (shifted or is_misfiled):
        return False
    return not (shifted and any(column.concept == UNKNOWN for column in columns))


def _is_doubtful_level(held: dict[str, str], used: LevelWords) -> bool:
    """A short level alone that may be an indicator's name, or a level 1 with its level 2 where the name should be."""
    high, low, name = (held.get(concept, "") for concept in ("level1", "level2", "name"))
    if high and low:
        return False
    is_short = not (high or low).endswith("指标") and (high or low) not in (used.first if high else used.second)
    return bool(high or low) and (is_short or (low in used.first and low != name and (low, name) in level_parents()))


def _unread_levels(
    cells: Sequence[tuple[int, str]], columns: Sequence[Column], usual: Sequence[int], used: LevelWords
) -> dict[tuple[int, str], str | None]:
    """The levels that a row left unread begins: its own where they are known words in their columns, else none at all."""
    words = {"level1": used.first, "level2": used.second}
    concepts = {index: column.concept for column, index in zip(columns, usual, strict=True)}
    values: dict[tuple[int, str], str | None] = {}
    for index, text in cells[:2]:
        concept = concepts.get(index, "")
        if concept in words:
            is_known = fold(text) in words[concept] or used.is_below(fold(values.get((0, "level1")) or ""), fold(text))
            values[0, concept] = text if is_known else None
        elif any(fold(text) in known for known in words.values()):
            return {(0, "level1"): None}
    return values


def _cells(pieces: Sequence[Piece]) -> list[tuple[int, str]]:
    """Filled cells, without a heading of the whole table (绩效指标) that is merged over its rows."""
    cells = [(piece.column, piece.text) for piece in pieces]
    label = find_label(cells[0][1], AREA) if cells else None
    return cells[1:] if label is not None and label.concept == "furniture" and label.remainder is None else cells


def _texts(parts: Sequence[Line]) -> list[tuple[Line, str]]:
    return [(piece.line, piece.text) for piece in split_pieces(parts)]


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
