"""Which numbers of a text flow are codes: runs of code-shaped numbers that begin a line and that a name follows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.forms.budget_columns import SideLayout
from ingest.forms.budget_layouts import words_of
from ingest.forms.budget_text import Token

CODE = re.compile(r"[0-9]{3}|[0-9]{5}|[0-9]{7}|[0-9]{2}")
AGENCY_CODE = re.compile(r"[0-9]{3,12}")
FOREIGN_CODE = re.compile(r"[0-9]{6}|[0-9]{8,12}")
FIRST_DIGITS = {"function": "2", "economic": "35"}


def code_places(tokens: Sequence[Token], layout: SideLayout, in_line: bool) -> frozenset[int]:
    """Where codes stand: runs of code-shaped numbers that begin a line and that a name follows."""
    if not layout.code_parts and layout.row_kind not in ("function", "economic"):
        return frozenset()
    has_decimals = sum("." in token.text for token in tokens if token.is_figure) * 2 > sum(
        token.is_figure and not CODE.fullmatch(token.folded) for token in tokens
    )
    found: set[int] = set()
    has_figures = False
    for place, token in enumerate(tokens):
        starts_line = place == 0 or tokens[place - 1].line is not token.line
        if place in found or not token.is_figure:
            has_figures = has_figures and token.is_figure
            continue
        run = _code_run(tokens, place, layout) if starts_line or (in_line and has_decimals) else ()
        alone = bool(run) and tokens[run[-1]].line is not (tokens[run[-1] + 1] if run[-1] + 1 < len(tokens) else token).line
        if run and (not alone or has_decimals or has_figures or place == 0):
            found.update(run)
            has_figures = False
        else:
            has_figures = True
    return frozenset(found)


def _code_run(tokens: Sequence[Token], place: int, layout: SideLayout) -> tuple[int, ...]:
    shape = AGENCY_CODE if layout.row_kind == "agency" else CODE
    run: list[int] = []
    while place < len(tokens) and tokens[place].is_figure and shape.fullmatch(tokens[place].folded):
        if run and (len(tokens[place].folded) != 2 or tokens[place].line is not tokens[run[0]].line):
            break
        run.append(place)
        place += 1
    if not run and layout.code_parts and FOREIGN_CODE.fullmatch(tokens[place].folded) and place + 1 < len(tokens):
        follower = tokens[place + 1]
        return (place,) if not follower.is_figure and follower.line is tokens[place].line else ()
    if not run or len(run) > max(layout.code_parts, 1):
        return ()
    first = tokens[run[0]].folded
    digits = FIRST_DIGITS.get(layout.row_kind, "0123456789")
    if len(first) != 2 and first[0] not in digits:
        return ()
    if not layout.code_parts and len(first) == 2:
        return ()
    follower = tokens[place] if place < len(tokens) else None
    is_named = follower is not None and not follower.is_figure and follower.folded not in words_of("total")
    shares_line = place > 0 and follower is not None and follower.line is tokens[run[0]].line
    return tuple(run) if is_named or (shares_line and layout.code_parts and "." in follower.text) else ()
