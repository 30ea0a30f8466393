"""Rows of an indicator table in a text flow: cells are blank-separated words, wrapped over lines, blank cells unprinted.

A row ends with the line that carries its target: two or more words that are no level names, or a single figure or graded word
after a name that began on earlier lines. Level names are known words, also where they wrap (满意度指 / 标). Where a free
sentence as target cannot be told from a name beside, above or below it, the rows that share the doubt are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from ingest.forms.flow_words import (
    LevelWords,
    Word,
    is_sure_target,
    is_wrapped_text,
    join_levels,
    join_units,
    level_words_of,
)
from ingest.forms.indicator_alignment import cheapest_alignment
from ingest.forms.indicator_columns import Column
from ingest.forms.pieces import Piece
from ingest.forms.words import fold, indicator_levels, level_parents, unit_words
from ingest.records import Line

LEVELS = {"level1", "level2"}
NO_NAME = 1.0
# A line that begins so goes on with the text above it.
TAIL_MARKS = frozenset("/、，,；;。）)%％")


@dataclass(frozen=True, slots=True)
class FlowRow:
    """`values` are the columns with their texts, None for a level that ends unread; `parts` the printed words."""

    values: tuple[tuple[Column, str | None], ...]
    parts: tuple[tuple[Line, str], ...]


@dataclass(slots=True)
class _OpenRow:
    """What is read of a row so far."""

    levels: dict[str, str] = field(default_factory=dict)
    name: list[str] = field(default_factory=list)
    parts: list[tuple[Line, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Closed:
    """A row and its doubts: its own reading; lines at its begin that may be, or are, the tail of the row above; a free sentence
    as its last text; a name or weight that is not printed, or stands on the lines below."""

    row: FlowRow
    levels: tuple[tuple[Column, str], ...]
    is_doubtful: bool = True
    begins_alone: bool = False
    has_tail: bool = False
    ends_free: bool = False
    is_open: bool = False


def flow_rows(pieces: Sequence[Piece], columns: Sequence[Column]) -> list[FlowRow]:
    """All complete rows; for a doubtful one only the levels it prints. Words after the last complete row belong to none."""
    first = [column for column in columns if column.half == 0]
    if len(first) < len(columns):
        return []
    closed = _closed_rows(join_levels(pieces), first)
    rows = []
    for before, own, after in zip([None, *closed], closed, [*closed[1:], None], strict=False):
        spoilt_above = bool(before) and not own.levels and (before.is_open or (before.ends_free and own.begins_alone))
        spoilt_below = bool(after) and not after.levels and (own.is_open or (own.ends_free and after.begins_alone))
        doubtful = own.is_doubtful or spoilt_above or spoilt_below or bool(after and after.has_tail)
        rows.append(FlowRow(own.levels, own.row.parts) if doubtful else own.row)
    return rows


def _closed_rows(words: Sequence[Word], columns: Sequence[Column]) -> list[_Closed]:
    """The rows that have a target, and for words without one a row that only says what they make doubtful."""
    named = {column.concept: column for column in columns}
    used = level_words_of(word.text for word in words)
    if "level2" not in named:
        used = LevelWords(used.first, frozenset())
    after_name = [column for column in columns if column.concept not in {*LEVELS, "name"}]
    closed: list[_Closed] = []
    row, level1, level2 = _OpenRow(), "", ""
    lines = [list(line) for _, line in groupby(words, key=lambda word: word.pieces[0].line.line_number)]
    for place, line in enumerate(lines):
        below = lines[place + 1] if place + 1 < len(lines) else []
        if row.name and line[0].text in used and fold(line[0].text).endswith("指标"):
            closed.append(_without_target(row, named, has_tail=not row.levels))
            level1, level2, row = fold(row.levels.get("level1", level1)), row.levels.get("level2", level2), _OpenRow()
        rest = _take_levels(line, below[:1], row, level1, level2, used)
        if not rest:
            continue
        row.parts += [part for word in rest for part in word.parts]
        texts = join_units([word.text for word in rest], after_name)
        if len(texts) == 1 and not ((row.name or "level2" in row.levels) and is_sure_target(texts[0])):
            row.name += texts
            continue
        lead = list(row.name)
        values = _split_values(texts, row, after_name)
        if values is None:
            row.name += texts
            continue
        closed.append(_close(row, lead, values, named))
        level1, level2, row = fold(row.levels.get("level1", level1)), row.levels.get("level2", level2), _OpenRow()
    if row.name:
        closed.append(_without_target(row, named, has_tail=_is_tail(row, row.name)))
    return closed


def _close(row: _OpenRow, lead: Sequence[str], values: Sequence[tuple[Column, str]], named: dict[str, Column]) -> _Closed:
    levels = _levels_of(row, named)
    on_line = row.name[len(lead) :]
    heads_name = len(row.name) > 1 and any(fold(row.name[0]) in known for known in indicator_levels())
    has_target = any(is_sure_target(text) for text in row.name)
    is_tail = _is_tail(row, lead)
    name = [(named["name"], "".join(row.name))] if "name" in named and row.name else []
    held = {column.concept for column, _ in values}
    return _Closed(
        row=FlowRow((*levels, *name, *values), tuple(row.parts)),
        levels=levels,
        is_doubtful=is_tail or heads_name or has_target or len(on_line) > 1 or not is_wrapped_text(lead, on_line),
        begins_alone=bool(lead),
        has_tail=is_tail,
        ends_free=not is_sure_target(values[-1][1]) and values[-1][0].concept == "target",
        is_open=not name or ("weight" in named and "weight" not in held),
    )


def _without_target(row: _OpenRow, named: dict[str, Column], has_tail: bool) -> _Closed:
    levels = _levels_of(row, named)
    return _Closed(FlowRow(levels, tuple(row.parts)), levels, begins_alone=True, has_tail=has_tail)


def _levels_of(row: _OpenRow, named: dict[str, Column]) -> tuple[tuple[Column, str], ...]:
    return tuple((named[concept], text) for concept, text in row.levels.items() if concept in named)


def _is_tail(row: _OpenRow, lead: Sequence[str]) -> bool:
    """Whether the first line of a row goes on with the text above it."""
    return bool(lead) and not row.levels and (lead[0][:1] in TAIL_MARKS or fold(lead[0]) in unit_words())


def _take_levels(
    words: Sequence[Word], below: Sequence[Word], row: _OpenRow, in_force: str, carried: str, used: LevelWords
) -> list[Word]:
    """Move the level names at the front of a line into the row; what remains is name and values."""
    rest = list(words)
    while rest and not row.name:
        folded = fold(rest[0].text)
        upper = fold(row.levels.get("level1", ""))
        follows = any(used.is_below(folded, fold(word.text)) for word in [*rest[1:], *below][:1])
        is_second = used.is_below(upper, folded) if upper else folded in used.second
        is_lower = is_second and not follows and bool(used.second) and (in_force, folded) in level_parents()
        if folded in used.first and not row.levels and not is_lower and not _is_name(rest, carried):
            row.levels["level1"] = rest[0].text
        elif is_second and "level2" not in row.levels and not _is_name(rest, carried):
            row.levels["level2"] = rest[0].text
        else:
            break
        row.parts += rest.pop(0).parts
    return rest


def _is_name(rest: Sequence[Word], carried: str) -> bool:
    """A word that repeats the level 2 in force, with just a target after it, is the indicator's name."""
    return bool(carried) and fold(rest[0].text) == fold(carried) and len(rest) == 2 and is_sure_target(rest[1].text)


def _split_values(texts: list[str], row: _OpenRow, after_name: Sequence[Column]) -> list[tuple[Column, str]] | None:
    """Texts of the columns after the name; leading words beyond them continue the name. None where no target is among them."""
    options = []
    for taken in range(0 if row.name or "level2" in row.levels else 1, len(texts)):
        cells = list(enumerate(texts[taken:]))
        if len(cells) <= len(after_name):
            cost, places = cheapest_alignment(cells, after_name, range(len(after_name)))
            if any(after_name[place].concept == "target" for place in places):
                options.append((cost + (0.0 if taken or row.name else NO_NAME), taken, places))
    if not options:
        return None
    _, taken, places = min(options)
    row.name += texts[:taken]
    return [(after_name[place], text) for place, text in zip(places, texts[taken:], strict=True)]
