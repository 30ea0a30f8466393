"""What the tables of a document know for sure: amounts in yuan by source, by row and by economic code, and from prose.

Only decided figures are facts. A row that prints no figure is a fact too: its amount is nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.forms.budget_header import SUMMARIES
from ingest.forms.budget_layouts import meaning_within
from ingest.forms.budget_printed_rows import PrintedRow
from ingest.forms.budget_sheets import UNITS, Sheet, Side
from ingest.forms.budget_text import figure_value, without_ordinal
from ingest.forms.column_placement import Choices
from ingest.records import NarrativeClaimRecord

TOTAL_KEY = "合计"
FUNDS = ("general_public_budget", "government_fund", "state_capital")
CLASS_LENGTH = 3


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in yuan, and the value of its last printed place."""

    value: Decimal
    step: Decimal

    def agrees(self, other: Amount) -> bool:
        """Equal, or equal after rounding to the coarser print."""
        if self.step == other.step:
            return self.value == other.value
        return abs(self.value - other.value) * 2 <= max(self.step, other.step)

    @property
    def is_zero(self) -> bool:
        return self.value == 0


@dataclass(frozen=True, slots=True)
class RowFact:
    """A row's decided amounts by column concept."""

    statement: str
    amounts: Mapping[str, Amount]


def common_unit(sheets: Sequence[Sheet]) -> int:
    """Yuan per unit for tables that declare none: the unit of all others, where they share one."""
    units = {sheet.unit for sheet in sheets if sheet.unit}
    return units.pop() if len(units) == 1 else 1


def amount_of(value: int, side: Side, unit: int) -> Amount:
    """A whole number of a side's last place, in yuan."""
    return Amount(value * side.place * unit, side.place * unit)


def row_key(row: PrintedRow, code: str | None) -> str:
    """What identifies a row across tables: 合计, the full code, or the name."""
    return TOTAL_KEY if row.is_total else code or without_ordinal(row.name)


def row_amounts(side: Side, choices: Choices, unit: int) -> dict[str, Amount]:
    """The amounts of a row by concept, blanks as nothing: those on which all placements that are left agree."""
    if not choices:
        return {}
    vectors = [choice.vector for choice in choices]
    return {
        column.concept: amount_of(vectors[0][place], side, unit)
        for place, column in enumerate(side.layout.columns)
        if column.concept and column.phase != "prior_year" and len({vector[place] for vector in vectors}) == 1
    }


def sources_of(sheet: Sheet, unit: int) -> tuple[dict[str, Amount], dict[str, Amount]]:
    """Current revenue by source and what was carried over by source, from the revenue side of a summary."""
    current: dict[str, Amount] = {}
    carried: dict[str, Amount] = {}
    if sheet.kind.statement not in SUMMARIES:
        if sheet.kind.statement in FUNDS and not any(row.figures for side in sheet.sides for row in side.rows):
            current[sheet.kind.statement] = carried[sheet.kind.statement] = Amount(Decimal(0), Decimal(1))
        return current, carried
    side = sheet.sides[0]
    in_carryover = False
    for row, choices in zip(side.rows, side.choices, strict=True):
        amounts = row_amounts(side, choices, unit)
        concept = meaning_within("source", row.name)
        if row.is_total or concept is None or (row.figures and not amounts):
            continue
        amount = next(iter(amounts.values()), Amount(Decimal(0), Decimal(1)))
        if concept == "prior_carryover":
            in_carryover = True
        is_carried = in_carryover or ("结转" in row.name and concept in FUNDS)
        (carried if is_carried else current).setdefault(concept, amount)
    return current, carried


def merge_sources(found: Iterable[dict[str, Amount]]) -> dict[str, Amount]:
    """Amounts by source on which all tables agree."""
    merged: dict[str, Amount] = {}
    contradicted: set[str] = set()
    for amounts in found:
        for concept, amount in amounts.items():
            if not merged.setdefault(concept, amount).agrees(amount):
                contradicted.add(concept)
    return {concept: amount for concept, amount in merged.items() if concept not in contradicted}


def row_facts(sheet: Sheet, side: Side, choices: Sequence[Choices], unit: int) -> list[tuple[str, RowFact]]:
    """Decided rows of one side by key; a class is known by its name too, for tables without codes."""
    facts: list[tuple[str, RowFact]] = []
    for row, code, choice in zip(side.rows, side.codes, choices, strict=True):
        amounts = row_amounts(side, choice, unit)
        if not amounts or not row.figures:
            continue
        fact = RowFact(sheet.kind.statement, amounts)
        facts.append((row_key(row, code), fact))
        if code and len(code) == CLASS_LENGTH:
            facts.append((without_ordinal(row.name), fact))
    return facts


def claimed_amounts(claims: Iterable[NarrativeClaimRecord]) -> dict[str, Amount]:
    """Amounts that prose states for a column concept; a concept with more than one amount is left out."""
    found: list[dict[str, Amount]] = []
    for claim in claims:
        concept = meaning_within("claim", claim.subject_text or "")
        value = figure_value(claim.value_text)
        unit = UNITS.get(claim.unit_text or "")
        if claim.kind == "amount" and concept and value is not None and unit:
            exponent = value.as_tuple().exponent
            step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) * unit
            found.append({concept: Amount(value * unit, min(step, Decimal(unit) / 100))})
    return merge_sources(found)
