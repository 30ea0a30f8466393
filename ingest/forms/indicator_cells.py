"""Rows of an indicator table that prints one cell a line: the header's words, then every filled cell, each on its own line.

Blank cells leave no trace, so rows are counted: the cells between two level names are read where they make whole rows, or one
row in which only one placement fits. What can be read in two ways is left unread, and ends the levels in force.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise

from ingest.forms.flow_words import LevelWords, is_sure_target, level_words_of
from ingest.forms.indicator_alignment import misfit
from ingest.forms.indicator_columns import Column, IndicatorHeader
from ingest.forms.indicator_counting import rows_by_counting
from ingest.forms.indicator_flow import FlowRow
from ingest.forms.pieces import Piece
from ingest.forms.words import fold, level_parents, unit_words
from ingest.records import Line

Cell = tuple[Column, Piece]
LEVELS = ("level1", "level2")
GOOD_FIT = 0.5


def is_one_cell_a_line(pieces: Sequence[Piece], header: IndicatorHeader) -> bool:
    """Whether the header's words, and all words below it, stand on lines of their own."""
    return header.line_count >= header.width and len({piece.line.line_number for piece in pieces}) == len(pieces)


def cell_rows(pieces: Sequence[Piece], columns: Sequence[Column]) -> list[FlowRow]:
    """The rows that can be told by counting, in print order, and for each unread stretch a row that ends its levels."""
    if any(column.half for column in columns) or not any(column.concept == "name" for column in columns):
        return []
    named = {column.concept: column for column in columns}
    levels_used = level_words_of(piece.text for piece in pieces)
    wanted = [named["name"], *(column for column in columns if column.concept not in {*LEVELS, "name"})]
    if pieces and pieces[0].text == "1":
        return _numbered_rows(pieces, wanted, named, levels_used)
    repeated = {text for text, count in Counter(piece.text for piece in pieces).items() if count > 1}
    rows: list[FlowRow] = []
    level1 = ""
    position = 0
    while position < len(pieces):
        levels = _levels_at(pieces, position, level1, named, levels_used)
        start = position + len(levels)
        end = next((at for at in range(start + 1, len(pieces)) if _is_level(pieces, at, levels_used)), len(pieces))
        own = [(column, piece.text) for column, piece in zip(levels, pieces[position:start], strict=True)]
        level1 = next((fold(text) for column, text in own if column.concept == "level1"), level1)
        segment = pieces[start:end]
        placed = _place(segment, wanted, repeated)
        if not placed:
            # An unknown level name may stand among the unread cells: then the level in force is unknown too.
            is_lost = "level1" in named and any(fold(piece.text).endswith("指标") for piece in segment)
            rows.append(FlowRow(((named["level1"], None),) if is_lost else tuple(own), _parts(pieces[position:end])))
        for number, cells in enumerate(placed):
            before = own if number == 0 else []
            printed = [*(pieces[position:start] if number == 0 else []), *(piece for _, piece in cells)]
            rows.append(FlowRow((*before, *((column, piece.text) for column, piece in cells)), _parts(printed)))
        position = end
    return rows


def _numbered_rows(
    pieces: Sequence[Piece], wanted: Sequence[Column], named: dict[str, Column], used: LevelWords
) -> list[FlowRow]:
    """Rows that each begin with their number; none where the numbers, or the cells of a row, can be told in two ways."""
    rows: list[FlowRow] = []
    level1 = ""
    starts = _numbers(pieces)
    for start, end in pairwise([*starts, len(pieces)] if starts else []):
        levels = _levels_at(pieces, start + 1, level1, named, used)
        begin = start + 1 + len(levels)
        own = tuple((column, piece.text) for column, piece in zip(levels, pieces[start + 1 : begin], strict=True))
        level1 = next((fold(text) for column, text in own if column.concept == "level1"), level1)
        placed = _place(pieces[begin:end], wanted, ())
        if len(placed) != 1 or any(_is_level(pieces, at, used) for at in range(begin, end)):
            return []
        cells = tuple((column, piece.text) for column, piece in placed[0])
        rows.append(FlowRow((*own, *cells), _parts(pieces[start:end])))
    return rows


def _numbers(pieces: Sequence[Piece]) -> list[int]:
    """Where the numbers 1, 2, 3 … of the rows stand; empty where they can be told in two ways."""
    folded = [fold(piece.text) for piece in pieces] + [""]
    no_begin = unit_words() | {""}
    may_begin = [at for at in range(len(pieces)) if not is_sure_target(folded[at + 1]) and folded[at + 1] not in no_begin]
    first: list[int] = []
    for at in may_begin:
        if folded[at] == str(len(first) + 1):
            first.append(at)
    last: list[int] = []
    for at in reversed(may_begin):
        if folded[at] == str(len(first) - len(last)):
            last.insert(0, at)
    return first if first == last else []


def _levels_at(pieces: Sequence[Piece], position: int, level1: str, named: dict[str, Column], used: LevelWords) -> list[Column]:
    """The level columns that the pieces from `position` on fill."""
    words = [fold(piece.text) for piece in pieces[position : position + 2]]
    if {"level1", "level2"} <= named.keys() and _is_short_level(pieces, position):
        return [named["level1"], named["level2"]]
    follows = len(words) == 2 and used.is_below(*words)
    is_upper = "level2" not in named or follows or words[0] not in used.second or (level1, words[0]) not in level_parents()
    if "level1" in named and words[0] in used.first and is_upper:
        return [named["level1"], named["level2"]] if follows and "level2" in named else [named["level1"]]
    return [named["level2"]] if "level2" in named and words[0] in used.second else []


def _is_level(pieces: Sequence[Piece], at: int, used: LevelWords) -> bool:
    return pieces[at].text in used or _is_short_level(pieces, at)


def _is_short_level(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a word such as 产出 stands right before the name of a level below it."""
    upper, lower = fold(pieces[at].text), fold(pieces[at + 1].text) if at + 1 < len(pieces) else ""
    return lower.endswith("指标") and (upper, lower) in level_parents()


def _place(
    segment: Sequence[Piece], wanted: Sequence[Column], repeated: Collection[str]
) -> Sequence[Sequence[tuple[Column, Piece]]]:
    """The segment's rows as cells in columns; empty where they cannot be told."""
    size, width = len(segment), len(wanted)
    if size and size % width == 0:
        rows = [list(zip(wanted, segment[at : at + width], strict=True)) for at in range(0, size, width)]
        if all(_fits(row, is_sure=len(rows) > 1) for row in rows):
            return rows
    return rows_by_counting(segment, wanted, repeated) if size > 1 else []


def _fits(row: Sequence[tuple[Column, Piece]], is_sure: bool) -> bool:
    """Whether every cell is of its column's kind; a sure row has a target that can be nothing else."""
    for column, piece in row:
        text = fold(piece.text)
        if column.concept == "name" and is_sure_target(text):
            return False
        if column.concept != "name" and misfit(text, column.concept) > GOOD_FIT:
            return False
        if is_sure and column.concept == "target" and not is_sure_target(text):
            return False
    return True


def _parts(pieces: Sequence[Piece]) -> tuple[tuple[Line, str], ...]:
    return tuple((piece.line, piece.text) for piece in pieces)
