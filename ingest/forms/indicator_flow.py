"""Rows of an indicator table in a text flow: cells are blank-separated words, wrapped over lines, blank cells unprinted.

A row ends with the line that carries its target: two or more words that are no level names, or a single figure or graded word
after a name that began on earlier lines. Level names are known words, also where they wrap (满意度指 / 标).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from ingest.forms.indicator_alignment import cheapest_alignment
from ingest.forms.indicator_columns import Column
from ingest.forms.pieces import LONGEST_WRAP, Piece
from ingest.forms.words import fold, graded_words, indicator_levels, is_figure
from ingest.records import Line


@dataclass(frozen=True, slots=True)
class FlowRow:
    """`values` are the columns with their texts; `parts` every printed word with its line."""

    values: tuple[tuple[Column, str], ...]
    parts: tuple[tuple[Line, str], ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A cell of a row: one piece, or the pieces of a level name that wraps over lines."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def parts(self) -> list[tuple[Line, str]]:
        return [(piece.line, piece.text) for piece in self.pieces]


@dataclass(slots=True)
class _OpenRow:
    levels: dict[str, str]
    name: list[str]
    parts: list[tuple[Line, str]]


def flow_rows(pieces: Sequence[Piece], columns: Sequence[Column]) -> list[FlowRow]:
    """All complete rows. Words after the last complete row belong to none."""
    first = [column for column in columns if column.half == 0]
    after_name = [column for column in first if column.concept not in {"level1", "level2", "name"}]
    rows: list[FlowRow] = []
    row = _OpenRow({}, [], [])
    carried = ""
    for _, on_line in groupby(_join_levels(pieces), key=lambda word: word.pieces[0].line.line_number):
        rest = _take_levels(list(on_line), row, carried)
        if not rest:
            continue
        row.parts += [part for word in rest for part in word.parts]
        texts = [word.text for word in rest]
        may_be_target = bool(row.name) or "level2" in row.levels
        if len(texts) == 1 and not (may_be_target and _is_target(texts[0])):
            row.name += texts
            continue
        values = _split_values(texts, row, after_name)
        if values is None:
            row.name += texts
            continue
        named = [(column, row.levels[column.concept]) for column in first if column.concept in row.levels]
        name = next((column for column in first if column.concept == "name"), None)
        if name is not None and row.name:
            named.append((name, "".join(row.name)))
        rows.append(FlowRow((*named, *values), tuple(row.parts)))
        carried = row.levels.get("level2", carried)
        row = _OpenRow({}, [], [])
    return rows


def _join_levels(pieces: Sequence[Piece]) -> list[Word]:
    """Pieces as words, level names that wrap over lines put together."""
    level1, level2 = indicator_levels()
    joined = []
    position = 0
    while position < len(pieces):
        width = 1
        for count in range(2, LONGEST_WRAP + 1):
            parts = pieces[position : position + count]
            text = fold("".join(part.text for part in parts))
            wraps = len({part.line.line_number for part in parts}) > 1
            if len(parts) == count and wraps and text in level1 | level2 and fold(parts[0].text) not in level1 | level2:
                width = count
                break
        parts = pieces[position : position + width]
        joined.append(Word(tuple(parts)))
        position += width
    return joined


def _take_levels(words: Sequence[Word], row: _OpenRow, carried: str) -> list[Word]:
    """Move the level names at the front of a line into the row; what remains is name and values."""
    level1, level2 = indicator_levels()
    rest = list(words)
    while rest and not row.name:
        folded = fold(rest[0].text)
        if folded in level1 and not row.levels and not _is_name(rest, carried):
            row.levels["level1"] = rest[0].text
        elif folded in level2 and "level2" not in row.levels and not _is_name(rest, carried):
            row.levels["level2"] = rest[0].text
        else:
            break
        row.parts += rest.pop(0).parts
    return rest


def _is_name(rest: Sequence[Word], carried: str) -> bool:
    """A word that repeats the level 2 in force, with just a target after it, is the indicator's name."""
    return bool(carried) and fold(rest[0].text) == fold(carried) and len(rest) == 2 and _is_target(rest[1].text)


def _split_values(texts: list[str], row: _OpenRow, after_name: Sequence[Column]) -> list[tuple[Column, str]] | None:
    """Texts of the columns after the name; leading words beyond them continue the name. None where no target is among them."""
    options = []
    for taken in range(0 if row.name or "level2" in row.levels else 1, len(texts)):
        cells = list(enumerate(texts[taken:]))
        if len(cells) <= len(after_name):
            cost, places = cheapest_alignment(cells, after_name, range(len(after_name)))
            if any(after_name[place].concept == "target" for place in places):
                options.append((cost, taken, places))
    if not options:
        return None
    _, taken, places = min(options)
    row.name += texts[:taken]
    return [(after_name[place], text) for place, text in zip(places, texts[taken:], strict=True)]


def _is_target(text: str) -> bool:
    return is_figure(fold(text)) or fold(text) in graded_words()
