"""The rows of a two-sided table (收入 | 支出) in a text flow, where one line prints a row of each side.

Each side's name precedes its figures. A name that stands alone on its line is told by its words; one that no word tells makes
the table unread.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.forms.budget_columns import SideLayout
from ingest.forms.budget_layouts import meaning_within, words_of
from ingest.forms.budget_printed_rows import PrintedRow
from ingest.forms.budget_text import Token, fold, ordinal_level, without_ordinal

SHORT_PART = 6


def two_sided_rows(tokens: Sequence[Token], sides: Sequence[SideLayout]) -> list[PrintedRow] | None:
    segments = _join_wrapped(_segments(tokens))
    rows: list[PrintedRow] = []
    for line in _by_line(segments):
        if len(line) > 2:
            return None
        places = (0, 1) if len(line) == 2 else (_side_of(line[0].name, rows, line[0], sides),)
        for place, segment in zip(places, line, strict=True):
            if place is None:
                return None
            rows.append(replace(segment, side=place))
    return rows


def _segments(tokens: Sequence[Token]) -> list[PrintedRow]:
    """A name with the figures after it. Without figures between them, two names are told apart by ordinals and sides."""
    segments: list[PrintedRow] = []
    for token in tokens:
        last = segments[-1] if segments else None
        if token.is_figure and last:
            segments[-1] = replace(last, figures=(*last.figures, token))
        elif last and not last.figures and last.names[-1].line is token.line and _continues(last, token):
            segments[-1] = replace(last, names=(*last.names, token))
        elif token.is_figure:
            return []
        else:
            segments.append(PrintedRow(0, (), (token,), ()))
    return segments


def _continues(row: PrintedRow, token: Token) -> bool:
    if not without_ordinal(row.name):
        return True
    return not ordinal_level(token.text) and not (is_whole(row.name) or meaning_within("row_side", token.text) == "expenditure")


def _join_wrapped(segments: Sequence[PrintedRow]) -> list[PrintedRow]:
    """A short part without an ordinal, first of its line, is the rest of the name that the line before left open."""
    joined: list[PrintedRow] = []
    for segment in segments:
        last = joined[-1] if joined else None
        if last and not last.figures and last.names[-1].line is not segment.first.line and _is_rest(last, segment):
            joined[-1] = replace(last, names=last.names + segment.names, figures=segment.figures)
        else:
            joined.append(segment)
    return joined


def _is_rest(row: PrintedRow, part: PrintedRow) -> bool:
    name = fold(part.name)
    if ordinal_level(name) or name in words_of("total") | words_of("part_total"):
        return False
    return name in words_of("ending") or len(name) <= 2 or (not is_whole(row.name) and len(name) <= SHORT_PART)


def is_whole(name: str) -> bool:
    bare = without_ordinal(name)
    return bare.endswith((")", *words_of("ending"), *words_of("total"))) or meaning_within("row_side", bare[-2:]) is not None


def _side_of(name: str, rows: Sequence[PrintedRow], segment: PrintedRow, sides: Sequence[SideLayout]) -> int | None:
    """The side of a name that stands alone on its line."""
    known = meaning_within("row_side", name)
    if known is None and len(segment.figures) > len(sides[0].columns):
        return 1
    return None if known is None else next(place for place, side in enumerate(sides) if side.side == known)


def _by_line(segments: Iterable[PrintedRow]) -> list[list[PrintedRow]]:
    lines: list[list[PrintedRow]] = []
    for segment in segments:
        if lines and lines[-1][-1].names[-1].line is segment.first.line:
            lines[-1].append(segment)
        else:
            lines.append([segment])
    return lines
