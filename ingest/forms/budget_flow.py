"""Budget tables of a text flow: the header up to its numbering line or first row, then the rows.

A header that is not understood is a reason, never a guess: of several readings the one that the rows' arithmetic fits is taken,
and where two fit equally, none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.forms.budget_body import without_repeats, without_strays
from ingest.forms.budget_columns import SideLayout
from ingest.forms.budget_header import TableKind, side_variants
from ingest.forms.budget_header_end import find_numbering, headers, until_figure
from ingest.forms.budget_header_words import Numbering, PrintedWord, read_words, unknown_words
from ingest.forms.budget_printed_rows import PrintedRow
from ingest.forms.budget_rows import flow_rows
from ingest.forms.budget_sheets import Side, build_side
from ingest.forms.budget_text import Token, split_tokens
from ingest.records import Line

# A header is misread where more of its rows than this share contradict their own sums.
MISFIT_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class FlowTable:
    """A table read from a flow: its sides, the tokens of header and numbering, and those of its rows."""

    sides: tuple[Side, ...]
    header: tuple[Token, ...]
    furniture: tuple[Token, ...]


def read_flow(lines: Sequence[Line], kind: TableKind) -> FlowTable | str | None:
    """The table that the lines print; a reason where its header is not understood; None where no header stands there."""
    tokens = [split_tokens(line) for line in lines]
    end, numbering = find_numbering(tokens)
    head = [token for line in tokens[:end] for token in line]
    if numbering is None:
        head, rest = until_figure([token for line in tokens for token in line])
    else:
        rest = [token for line in tokens[end + 1 :] for token in line]
    reason: str | None = None
    for size, words in headers(head, rest, numbering):
        variants = side_variants(words, kind, numbering)
        if not variants:
            reason = reason or _mismatch(words, numbering)
            continue
        header, body = head[:size], [*head[size:], *rest]
        body, repeated = without_repeats(body, header)
        found = _best(variants, without_strays(body, is_coded=any(word.entry("code") for word in words)))
        if isinstance(found, str):
            return found
        numbers = tokens[end] if numbering else ()
        return FlowTable(found, tuple(header), (*numbers, *repeated))
    if reason is None and head and (read_words(head[:1]) or numbering is not None):
        unknown = unknown_words(head)
        reason = f"header words not in the lexicon: {' '.join(unknown[:5])}" if unknown else "the header is not understood"
    if reason is None and any("." in token.text for token in rest if token.is_figure):
        reason = "no header was found above the figures"
    return reason


def _mismatch(words: Sequence[PrintedWord], numbering: Numbering | None) -> str:
    printed = " ".join(word.text for word in words)
    if numbering is None:
        return f"the header has no sound reading: {printed}"
    return f"the header ({printed}) does not agree with its numbering of {numbering.count} columns"


def _best(variants: Sequence[tuple[SideLayout, ...]], body: Sequence[Token]) -> tuple[Side, ...] | str:
    """The one variant whose arithmetic fits best; a reason where none does, or where two do."""
    scored: list[tuple[int, tuple[Side, ...]]] = []
    for layouts in variants:
        rows = flow_rows(body, layouts)
        if rows is None:
            continue
        sides = _build(layouts, rows)
        figured = sum(bool(row.figures) for row in rows)
        misfits = sum(side.misfits for side in sides)
        if misfits <= figured * MISFIT_SHARE:
            scored.append((misfits + sum(side.broken for side in sides), sides))
    if not scored:
        return "the rows contradict the columns of the header"
    best = min(score for score, _ in scored)
    fitting = [sides for score, sides in scored if score == best]
    if len(fitting) > 1 and any(row.figures for side in fitting[0] for row in side.rows):
        return "the header can be read in more than one way"
    return fitting[0]


def _build(layouts: Sequence[SideLayout], rows: Sequence[PrintedRow]) -> tuple[Side, ...]:
    if len(layouts) > 1 and all(layout.code_parts for layout in layouts):
        return (build_side(layouts[0], rows),)
    return tuple(build_side(layout, [row for row in rows if row.side == number]) for number, layout in enumerate(layouts))
