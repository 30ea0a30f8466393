"""The rows of a text flow: codes, names wrapped over lines, figures.

In a flow a row is an optional code, the parts of its name, and its figures. A code begins its line; a word after figures begins
the next row, or ends the name of the row before where a code follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.forms.budget_code_tokens import code_places
from ingest.forms.budget_columns import SideLayout
from ingest.forms.budget_layouts import words_of
from ingest.forms.budget_printed_rows import PrintedRow
from ingest.forms.budget_text import Token, ordinal_level
from ingest.forms.budget_two_sides import is_whole, two_sided_rows

# The number of a row (行次).
INTEGER = re.compile(r"[0-9]{1,3}$")
# Print as short as this is the end of a wrapped name.
SHORTEST_REST = 1


def flow_rows(tokens: Sequence[Token], sides: Sequence[SideLayout]) -> tuple[PrintedRow, ...] | None:
    """The rows that tokens print, in order; None where the side of a row cannot be told."""
    if len(sides) == 1 or all(side.code_parts for side in sides):
        rows = _single_rows(tokens, sides[0], in_line=len(sides) > 1)
    else:
        rows = two_sided_rows(tokens, sides)
    return None if rows is None else tuple(_without_index(row, sides[row.side]) for row in rows)


def _single_rows(tokens: Sequence[Token], layout: SideLayout, in_line: bool) -> list[PrintedRow]:
    rows: list[PrintedRow] = []
    row = PrintedRow(0, (), (), ())
    codes = code_places(tokens, layout, in_line)
    for place, token in enumerate(tokens):
        if place in codes:
            if row.names or row.figures:
                rows, row = _close_before_code(rows, row, tokens, place, codes)
            row = replace(row, codes=(*row.codes, token))
        elif token.is_figure:
            row = replace(row, figures=(*row.figures, token))
        else:
            if row.figures or (row.names and _begins_row(row, token, layout)):
                rows, row = [*rows, row], PrintedRow(0, (), (), ())
            row = replace(row, names=(*row.names, token))
    rows.append(row)
    while rows and not rows[-1].figures and not rows[-1].codes and not rows[-1].is_total and not ordinal_level(rows[-1].name):
        rows.pop()
    return rows


def _close_before_code(
    rows: list[PrintedRow], row: PrintedRow, tokens: Sequence[Token], place: int, codes: frozenset[int]
) -> tuple[list[PrintedRow], PrintedRow]:
    """Words between figures and a code end the name before, unless the coming row has no name of its own."""
    empty = PrintedRow(0, (), (), ())
    if row.figures or row.codes or row.is_total:
        return [*rows, row], empty
    following = place
    while following < len(tokens) and following in codes:
        following += 1
    has_name = following < len(tokens) and not tokens[following].is_figure
    if not has_name:
        return rows, row
    if rows and rows[-1].figures and rows[-1].codes:
        return [*rows[:-1], replace(rows[-1], names=rows[-1].names + row.names)], empty
    return [*rows, row], empty


def _begins_row(row: PrintedRow, token: Token, layout: SideLayout) -> bool:
    """Whether a word after a name without figures is another row, not the rest of the name."""
    if token.line is row.names[-1].line:
        return False
    if token.folded in words_of("total") | words_of("part_total") or ordinal_level(token.text):
        return True
    if row.codes or layout.code_parts:
        return row.is_total
    is_rest = token.folded in words_of("ending") or len(token.folded) <= SHORTEST_REST
    return row.is_total or (is_whole(row.name) and not is_rest)


def _without_index(row: PrintedRow, layout: SideLayout) -> PrintedRow:
    """A table that numbers its rows (行次) prints that number before the figures."""
    if layout.has_index and row.places is None and row.figures and INTEGER.match(row.figures[0].folded):
        return replace(row, index=row.figures[0], figures=row.figures[1:])
    return row
