"""Evidence as filters over the placements of a row: revenue by source, the same row elsewhere, economic codes, prose."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.forms.budget_layouts import word_list
from ingest.forms.budget_sheets import Sheet, Side
from ingest.forms.column_placement import Candidate, Choices
from ingest.forms.placement_facts import (
    TOTAL_KEY,
    Amount,
    RowFact,
    amount_of,
    merge_sources,
    row_amounts,
    row_facts,
    row_key,
    sources_of,
)

Filter = Callable[[int, Candidate], bool]
COMPARED = ("total", "basic", "project", "personnel", "operating")
COMPARABLE = frozenset({"department_revenue", "department_expenditure", "general_public_budget", "expenditure_by_class"})
THREE_PUBLIC_PARTS = ("overseas", "reception", "vehicle_total", "vehicle_purchase", "vehicle_operation")


@dataclass
class Work:
    """One side while it is being decided: its candidates so far, and the basis of each figure (None: not decided)."""

    sheet: Sheet
    side: Side
    unit: int
    choices: list[Choices]
    bases: list[list[str | None]]

    def is_open(self) -> bool:
        return any(basis is None for row, choices in zip(self.bases, self.choices, strict=True) if choices for basis in row)

    def amounts(self, candidate: Candidate) -> dict[str, Amount]:
        return row_amounts(self.side, (candidate,), self.unit)


def known_sources(work: Work, sheets: Sequence[Sheet], default: int) -> dict[str, Amount]:
    """What each source of money holds; for expenditure only where nothing of that source was carried over."""
    found = [sources_of(sheet, sheet.unit or default) for sheet in sheets]
    current = merge_sources(one for one, _ in found)
    if work.side.layout.side == "revenue":
        return current
    carried = [other for _, other in found]
    return {
        concept: amount
        for concept, amount in current.items()
        if all(other.get(concept, other.get("prior_carryover", amount_of(0, work.side, 1))).is_zero for other in carried)
    }


def empty_source_filter(known: dict[str, Amount], work: Work) -> Filter | None:
    """A source without money has no money in any row."""
    empty = frozenset(concept for concept, amount in known.items() if amount.is_zero)

    def keep(number: int, candidate: Candidate) -> bool:
        amounts = work.amounts(candidate)
        return all(amounts[concept].is_zero for concept in empty & amounts.keys())

    return keep if empty else None


def source_total_filter(known: dict[str, Amount], work: Work) -> Filter | None:
    """The total row holds what each source has."""

    def keep(number: int, candidate: Candidate) -> bool:
        if not work.side.rows[number].is_total:
            return True
        amounts = work.amounts(candidate)
        return all(amounts[concept].agrees(amount) for concept, amount in known.items() if concept in amounts)

    return keep if known else None


def row_filter(work: Work, others: Sequence[Work]) -> Filter | None:
    """The same row in another table, with the same total, has the same parts."""
    if work.sheet.kind.statement not in COMPARABLE:
        return None
    facts: dict[str, list[RowFact]] = {}
    basics: list[Amount] = []
    for other in others:
        if other.sheet.kind.phase != work.sheet.kind.phase:
            continue
        found = row_facts(other.sheet, other.side, other.choices, other.unit)
        if other.sheet.kind.statement in COMPARABLE:
            for key, fact in found:
                facts.setdefault(key, []).append(fact)
        if other.sheet.kind.statement == "general_public_basic":
            basics += [fact.amounts["total"] for key, fact in found if key == TOTAL_KEY and "total" in fact.amounts]
    keys = [row_key(row, code) for row, code in zip(work.side.rows, work.side.codes, strict=True)]

    def keep(number: int, candidate: Candidate) -> bool:
        amounts = work.amounts(candidate)
        for fact in facts.get(keys[number], []):
            shared = [concept for concept in COMPARED if concept in amounts and concept in fact.amounts]
            is_same = "total" in shared and amounts["total"].agrees(fact.amounts["total"])
            if is_same and not all(amounts[concept].agrees(fact.amounts[concept]) for concept in shared):
                return False
        if keys[number] == TOTAL_KEY and basics and "basic" in amounts:
            return any(amounts["basic"].agrees(amount) for amount in basics)
        return True

    return keep


def economic_filter(work: Work, works: Sequence[Work]) -> Filter | None:
    """Each part of 三公 is the amount of its economic code."""
    if work.sheet.kind.statement != "three_public":
        return None
    concepts = dict(word_list("economic_row"))
    known: dict[str, Amount] = {}
    for other in works:
        if other.side.layout.row_kind == "economic" and other.sheet.kind.phase == work.sheet.kind.phase:
            for key, fact in row_facts(other.sheet, other.side, other.choices, other.unit):
                whole = fact.amounts.get("total") or fact.amounts.get("amount")
                if key in concepts and whole is not None:
                    known.setdefault(concepts[key], whole)
    if not known:
        return None

    def keep(number: int, candidate: Candidate) -> bool:
        amounts = work.amounts(candidate)
        printed = {
            concept: amounts[concept] for concept in THREE_PUBLIC_PARTS if concept in amounts and not amounts[concept].is_zero
        }
        parts = {concept: amount for concept, amount in printed.items() if concept != "vehicle_total"}
        return bool(parts) and all(concept in known and amount.agrees(known[concept]) for concept, amount in parts.items())

    return keep


def claim_filter(work: Work, claimed: dict[str, Amount]) -> Filter | None:
    """What prose states of the whole document holds for the total row, and for the one row of a table with one row."""
    rows = [row for row in work.side.rows if row.figures]

    def keep(number: int, candidate: Candidate) -> bool:
        if not work.side.rows[number].is_total and len(rows) != 1:
            return True
        amounts = work.amounts(candidate)
        return all(amounts[concept].agrees(amount) for concept, amount in claimed.items() if concept in amounts)

    return keep if claimed else None
