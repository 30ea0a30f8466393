"""Amounts that stand apart from their labels: a row, or a run of words, of labels, and the amounts below or after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.forms.pieces import FUNDING_AREAS, Entry, Piece
from ingest.forms.words import fold

AMOUNT = re.compile(r"^(?:[-—/]+|-?[0-9][0-9,.]*(?:[亿万千]?元)?)$")


def with_amounts_below(entries: Sequence[Entry], pieces: Sequence[Piece]) -> list[Entry]:
    """Entries whose labels stand in rows of labels over a row of amounts: each amount is that of the lowest label above it."""
    found = list(entries)
    above: dict[int, Entry] = {}
    for line in dict.fromkeys(piece.line for piece in pieces):
        own = [piece for piece in pieces if piece.line is line]
        amounts = {piece.column: piece for piece in own}
        labels = [
            entry for entry in entries if entry.line is line and entry.label.area in FUNDING_AREAS and entry.pieces[0].in_grid
        ]
        if len(above) >= 2 and amounts.keys() <= above.keys() and all(AMOUNT.match(fold(piece.text)) for piece in own):
            filled = {id(above[column]): piece for column, piece in amounts.items()}
            found = [_with_amount(entry, filled[id(entry)]) if id(entry) in filled else entry for entry in found]
            above = {}
        elif len(labels) >= 2 and not any(entry.value for entry in labels):
            above = {**above, **{entry.column: entry for entry in labels}}
        else:
            above = {}
    return found


def with_amounts_after(entries: Sequence[Entry], pieces: Sequence[Piece]) -> list[Entry]:
    """Entries of a text flow whose labels follow each other before as many amounts: the amounts are theirs in that order.

    Where labels and amounts differ in number it is not told whose they are, and none is taken.
    """
    found = list(entries)
    position_of = {id(piece): position for position, piece in enumerate(pieces)}
    run: list[int] = []
    for place, entry in enumerate(entries):
        is_bare = not entry.pieces[0].in_grid and entry.label.area in FUNDING_AREAS and entry.label.remainder is None
        run = [*run, place] if is_bare else []
        if not run or (place + 1 < len(entries) and not entry.values):
            continue
        start = position_of[id(entry.pieces[0])] + len(entry.pieces) - len(entry.values)
        amounts = _amounts_from(pieces, start)
        if len(run) > 1 and len(amounts) > 1:
            for own, amount in zip(run, amounts if len(amounts) == len(run) else [None] * len(run), strict=True):
                found[own] = _with_amount(_without_amount(found[own]), amount) if amount else _without_amount(found[own])
        run = []
    return found


def _amounts_from(pieces: Sequence[Piece], start: int) -> list[Piece]:
    amounts = []
    for piece in pieces[start:]:
        if piece.in_grid or not AMOUNT.match(fold(piece.text)):
            break
        amounts.append(piece)
    return amounts


def _without_amount(entry: Entry) -> Entry:
    return replace(entry, pieces=entry.pieces[: len(entry.pieces) - len(entry.values)], values=())


def _with_amount(entry: Entry, amount: Piece) -> Entry:
    return replace(entry, pieces=(*entry.pieces, amount), values=(amount,))
