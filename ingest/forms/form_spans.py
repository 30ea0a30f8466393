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
from ingest.forms.memory import remembered
from ingest.forms.pieces import Entry, has_label, read_entries, split_pieces
from ingest.forms.project_header import UNIT_LINE
from ingest.forms.words import clean, fold, other_form_words, title_words
from ingest.records import Line

HEADER = frozenset({"header"})
BEGINS_FORM = {"project_name", "department", "budget_unit"}
LONGEST_TITLE = 40
# As printed, with blanks and mark-up.
LONGEST_TITLE_LINE = 200
# Lines of year, unit and an unknown title stand at most so far above the first label.
HIGHEST_REACH = 6
# An indicator table's header lies within so many lines from its first.
HEADER_REACH = 60
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
        title, is_other = _title_at(lines, index, table)
        entries = [] if title or not has_label(line, HEADER) else read_entries(split_pieces([line]), HEADER)
        begins = title is not None or is_other
        if entries and not begins:
            begins, is_other = _label_begins(line, entries, concepts, table, bool(starts))
        if begins:
            own = index if title or is_other else _reach_up(lines, index, starts[-1][0] + 1 if starts else 0)
            starts.append((own, title, is_other))
            concepts, table = set(), None
        concepts |= {entry.label.concept for entry in entries}
        table = table or (None if title else read_indicator_header(lines[index : index + HEADER_REACH]))
    ends = [*[start for start, _, _ in starts[1:]], len(lines)][: len(starts)]
    return [Span(tuple(lines[start:end]), title, other) for (start, title, other), end in zip(starts, ends, strict=True)]


def _title_at(lines: Sequence[Line], index: int, table: IndicatorHeader | None) -> tuple[Line | None, bool]:
    """The line where it is a title that begins a form, and whether it is another form's title."""
    if len(lines[index].text) > LONGEST_TITLE_LINE:
        return None, False
    text = fold(" ".join(lines[index].cells))
    if _names_other_form(text):
        return None, len(text) <= LONGEST_TITLE and bool(UNKNOWN_TITLE.search(text))
    if not _is_title(text) or (table and _leads_to_indicators(lines[index + 1 : index + HEADER_REACH])):
        return None, False
    return lines[index], False


def _label_begins(
    line: Line, entries: Sequence[Entry], concepts: set[str], table: IndicatorHeader | None, has_started: bool
) -> tuple[bool, bool]:
    """Whether the labels of a line begin a stretch, and whether they head a list of projects."""
    found = {entry.label.concept for entry in entries} & BEGINS_FORM
    if not found:
        return False, False
    pieces = split_pieces([line])
    if len(read_entries(pieces, AREA)) > 1:
        return True, True
    if not table:
        return not has_started or "project_name" in found & concepts, False
    is_first = entries[0].pieces[0] == pieces[0]
    return is_first and (len(line.cells) == 1 or pieces[0].column <= min(column.index for column in table.columns)), False


@remembered
def _names_other_form(text: str) -> bool:
    return any(word in text for word in other_form_words())


@remembered
def _is_title(text: str) -> bool:
    if len(text) > LONGEST_TITLE or "。" in text:
        return False
    return any(_ends_title(text, word) for word in title_words() if word in text)


def _ends_title(text: str, word: str) -> bool:
    position = text.find(word)
    rest = text[position + len(word) :]
    return not rest or rest.startswith("(") or bool(UNIT_LINE.match(rest))


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
