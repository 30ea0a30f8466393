"""A document cut into stretches that each begin like a project target form.

A form begins at its title, or where a line begins with a header label after indicators, or names a second project. The title of
another form (整体支出绩效目标表, 绩效自评表), and the head of a list of projects, end the form before them and begin none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.forms.indicator_columns import AREA, IndicatorHeader, read_indicator_header
from ingest.forms.indicator_table import is_frame
from ingest.forms.pieces import read_entries, split_pieces
from ingest.forms.project_header import UNIT_LINE
from ingest.forms.words import clean, fold, other_form_words, title_words
from ingest.records import Line

HEADER = frozenset({"header"})
BEGINS_FORM = {"project_name", "department", "budget_unit"}
LONGEST_TITLE = 40
# Lines of year, unit and an unknown title stand at most so far above the first label.
HIGHEST_REACH = 6
UNKNOWN_TITLE = re.compile(r"表(?:[(（].*[)）])?$")


@dataclass(frozen=True, slots=True)
class Span:
    """`is_other` marks a stretch that begins with the title of another form or with the head of a list."""

    lines: tuple[Line, ...]
    title: Line | None
    is_other: bool = False


def split_spans(lines: Sequence[Line]) -> list[Span]:
    """The stretches in print order; lines before the first belong to none."""
    starts: list[tuple[int, Line | None, bool]] = []
    concepts: set[str] = set()
    table: IndicatorHeader | None = None
    for index, line in enumerate(lines):
        begins, title, is_other = _start_at(lines, index, concepts, table, bool(starts))
        if begins:
            own = index if title or is_other else _reach_up(lines, index, starts[-1][0] + 1 if starts else 0)
            starts.append((own, title, is_other))
            concepts, table = set(), None
        if not title:
            concepts |= {entry.label.concept for entry in read_entries(split_pieces([line]), HEADER)}
            table = table or read_indicator_header(lines[index:])
    ends = [*[start for start, _, _ in starts[1:]], len(lines)][: len(starts)]
    return [Span(tuple(lines[start:end]), title, other) for (start, title, other), end in zip(starts, ends, strict=True)]


def is_form_title(line: Line) -> bool:
    """Whether a line is the title of a project target form and nothing else."""
    text = fold(" ".join(line.cells))
    return not _names_other_form(text) and _is_title(text)


def _start_at(
    lines: Sequence[Line], index: int, concepts: set[str], table: IndicatorHeader | None, has_started: bool
) -> tuple[bool, Line | None, bool]:
    """Whether a stretch begins at a line, its title, and whether it is another form's."""
    line = lines[index]
    if is_form_title(line):
        return (False, None, False) if table and _leads_to_indicators(lines[index + 1 :]) else (True, line, False)
    text = fold(" ".join(line.cells))
    if _names_other_form(text) and len(text) <= LONGEST_TITLE and UNKNOWN_TITLE.search(text):
        return True, None, True
    pieces = split_pieces([line])
    entries = read_entries(pieces, HEADER)
    found = {entry.label.concept for entry in entries} & BEGINS_FORM
    if found and len(read_entries(pieces, AREA)) > 1:
        return True, None, True
    if table and found:
        is_label = entries[0].pieces[0] == pieces[0]
        begins = is_label and (len(line.cells) == 1 or pieces[0].column <= min(column.index for column in table.columns))
    else:
        begins = bool(found) and (not has_started or "project_name" in found & concepts)
    return begins, None, False


def _names_other_form(text: str) -> bool:
    return any(word in text for word in other_form_words())


def _is_title(text: str) -> bool:
    return len(text) <= LONGEST_TITLE and any(_ends_title(text, word) for word in title_words())


def _ends_title(text: str, word: str) -> bool:
    position = text.find(word)
    rest = text[position + len(word) :]
    return position >= 0 and "。" not in text and (not rest or rest.startswith("(") or bool(UNIT_LINE.match(rest)))


def _leads_to_indicators(lines: Sequence[Line]) -> bool:
    """Whether a title is only repeated at the top of a page: what follows is the indicator table's header again."""
    following = [position for position, line in enumerate(lines[:HIGHEST_REACH]) if not is_frame(line)]
    return bool(following) and read_indicator_header(lines[following[0] :]) is not None


def _reach_up(lines: Sequence[Line], index: int, lowest: int) -> int:
    """The first of the lines of year, unit and unknown title right above a form that begins at its first label."""
    top = index
    for position in range(index - 1, max(index - HIGHEST_REACH, lowest) - 1, -1):
        text = fold(lines[position].text)
        filled = [cell for cell in lines[position].cells if clean(cell)]
        is_title = len(filled) == 1 and len(text) <= LONGEST_TITLE and bool(UNKNOWN_TITLE.search(text))
        if not (is_title or (is_frame(lines[position]) and len(filled) <= 2)):
            break
        if text:
            top = position
    return top
