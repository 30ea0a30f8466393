"""Evidence from outside a row's own sums: the sources of revenue, other tables, prose. It only removes candidates.

Each piece of evidence is a filter over the candidates that survived. It is dropped where it leaves a row or a sum without any
candidate: then it speaks of something else. A figure's basis is the stage at which its column was decided.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.forms.budget_sheets import Sheet, Side
from ingest.forms.column_placement import Choices, decided_places, propagate
from ingest.forms.placement_facts import claimed_amounts, common_unit
from ingest.forms.placement_filters import (
    Filter,
    Work,
    claim_filter,
    economic_filter,
    empty_source_filter,
    known_sources,
    row_filter,
    source_total_filter,
)
from ingest.records import NarrativeClaimRecord

ROUNDS = 3


def decide_columns(sheets: Sequence[Sheet], claims: Sequence[NarrativeClaimRecord]) -> tuple[tuple[Work, ...], ...]:
    """Decide all sides of all tables: by their own sums, by other tables, at last by prose."""
    default = common_unit(sheets)
    works = [_begin(sheet, side, default) for sheet in sheets for side in sheet.sides]
    for work in works:
        known = known_sources(work, [work.sheet], default)
        _apply(work, empty_source_filter(known, work), "own_table", is_strict=True)
        _apply(work, source_total_filter(known, work), "own_table")
    for _ in range(ROUNDS):
        for work in works:
            _apply_other_tables(work, works, sheets, default)
    claimed = claimed_amounts(claims)
    for work in works:
        _apply(work, claim_filter(work, claimed), "prose")
    for work in works:
        _apply_other_tables(work, works, sheets, default)
    return tuple(tuple(work for work in works if work.sheet is sheet) for sheet in sheets)


def _begin(sheet: Sheet, side: Side, default: int) -> Work:
    work = Work(sheet, side, sheet.unit or default, list(side.choices), [[None] * len(row.figures) for row in side.rows])
    for number, row in enumerate(side.rows):
        if row.places is not None:
            work.bases[number] = [
                "printed" if place is not None and (value is not None or side.layout.columns[place].concept is None) else None
                for place, value in zip(row.places, side.values[number], strict=True)
            ]
        elif len(row.figures) == len(side.layout.columns) and side.choices[number] is not None:
            work.bases[number] = ["printed"] * len(row.figures)
    _record(work, "own_table")
    return work


def _record(work: Work, basis: str) -> None:
    for bases, choices in zip(work.bases, work.choices, strict=True):
        for number, place in enumerate(decided_places(choices, len(bases))):
            if place is not None and bases[number] is None:
                bases[number] = basis


def _apply(work: Work, keep: Filter | None, basis: str, is_strict: bool = False) -> None:
    """Remove the candidates that a filter does not keep. A strict one is dropped where it leaves a row without any."""
    if keep is None or not work.is_open():
        return
    filtered: list[Choices] = []
    for number, choices in enumerate(work.choices):
        kept = None if choices is None else tuple(choice for choice in choices if keep(number, choice))
        if kept == () and is_strict and choices:
            return
        filtered.append(choices if kept == () else kept)
    placement = propagate(filtered, work.side.families)
    if placement.broken > work.side.broken or any(choices == () for choices in placement.rows):
        return
    work.choices = list(placement.rows)
    _record(work, basis)


def _apply_other_tables(work: Work, works: Sequence[Work], sheets: Sequence[Sheet], default: int) -> None:
    if not work.is_open():
        return
    known = known_sources(work, sheets, default)
    _apply(work, empty_source_filter(known, work), "other_table", is_strict=True)
    _apply(work, source_total_filter(known, work), "other_table")
    _apply(work, row_filter(work, [other for other in works if other.sheet is not work.sheet]), "other_table")
    _apply(work, economic_filter(work, works), "other_table")
