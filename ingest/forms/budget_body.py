"""The tokens of a text flow's rows, without what a new page prints again: headers, numbering lines, page numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.forms.budget_header_words import read_numbering
from ingest.forms.budget_layouts import words_of
from ingest.forms.budget_text import Token, fold, split_tokens

STRAY = re.compile("[1-9][0-9]{0,2}$")


def without_repeats(body: Sequence[Token], header: Sequence[Token]) -> tuple[list[Token], list[Token]]:
    """The rows without headers and numbering lines that a new page prints again."""
    last = header[-1].line
    wanted = [_text(line) for line in _lines(header) if line[0].line is not last or len(split_tokens(last)) == len(line)]
    kept: list[Token] = []
    repeated: list[Token] = []
    lines = _lines(body)
    place = 0
    while place < len(lines):
        run = [_text(line) for line in lines[place : place + len(wanted)]]
        if wanted and run == wanted:
            repeated += [token for line in lines[place : place + len(wanted)] for token in line]
            place += len(wanted)
            continue
        numbering = read_numbering([token.text for token in lines[place]])
        (repeated if numbering and numbering.is_marked else kept).extend(lines[place])
        place += 1
    return kept, repeated


def without_strays(body: Sequence[Token], is_coded: bool) -> list[Token]:
    """Without whole numbers that stand alone on a line among figures with decimals, where a row is complete: page numbers."""
    decimals = sum("." in token.text for token in body if token.is_figure)
    if decimals * 2 <= sum(token.is_figure for token in body):
        return list(body)
    kept: list[Token] = []
    for place, token in enumerate(body):
        follower = body[place + 1] if place + 1 < len(body) else None
        is_alone = (not kept or kept[-1].line is not token.line) and (follower is None or follower.line is not token.line)
        is_page = is_alone and STRAY.match(token.folded) and bool(kept) and kept[-1].is_figure
        names_row = follower is not None and not follower.is_figure and follower.folded not in words_of("total")
        goes_on = follower is not None and "." in follower.text and follower.is_figure
        if is_page and not goes_on and not (is_coded and names_row):
            continue
        kept.append(token)
    return kept


def _lines(tokens: Sequence[Token]) -> list[list[Token]]:
    lines: list[list[Token]] = []
    for token in tokens:
        if lines and lines[-1][-1].line is token.line:
            lines[-1].append(token)
        else:
            lines.append([token])
    return lines


def _text(tokens: Sequence[Token]) -> str:
    return fold("".join(token.text for token in tokens))
