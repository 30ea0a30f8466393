"""A budget table as it is worked on: its block, its sides with rows, codes, values and sums.

Figures become whole numbers of the table's last printed place, so that sums are exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.forms.budget_agencies import carry_agencies
from ingest.forms.budget_blocks import Block
from ingest.forms.budget_columns import SideLayout
from ingest.forms.budget_continued import same_title
from ingest.forms.budget_families import find_families, full_codes
from ingest.forms.budget_header import TableKind
from ingest.forms.budget_printed_rows import PrintedRow
from ingest.forms.budget_text import Token, figure_value
from ingest.forms.column_placement import Choices, Family, placed, propagate, row_candidates, satisfies_identities
from ingest.records import Capture

UNITS = {"元": 1, "千元": 1_000, "万元": 10_000, "百万元": 1_000_000, "千万元": 10_000_000, "亿元": 100_000_000}


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a table: full codes, values in whole numbers of `place` (a power of ten), the choices its sums leave."""

    layout: SideLayout
    rows: tuple[PrintedRow, ...]
    codes: tuple[str | None, ...]
    values: tuple[tuple[int | None, ...], ...]
    place: Decimal
    families: tuple[Family, ...]
    choices: tuple[Choices, ...]
    misfits: int
    broken: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table that was read: where it stands, what it is, its sides, and what of its lines is furniture."""

    block: Block
    kind: TableKind
    sides: tuple[Side, ...]
    header_text: str
    furniture: tuple[Capture, ...]
    unknown: tuple[str, ...] = ()

    @property
    def unit(self) -> int | None:
        """Yuan per printed unit, None where the table declares none."""
        return UNITS.get(self.block.unit_text or "")


def build_side(layout: SideLayout, rows: Sequence[PrintedRow]) -> Side:
    """Solve one side by its own arithmetic. `misfits` counts rows whose own sums fail, `broken` sums over rows that fail."""
    rows = carry_agencies(rows, layout)
    numbers = [[figure_value(token.text) for token in row.figures] for row in rows]
    place = _last_place([number for row in numbers for number in row if number is not None])
    values = tuple(tuple(None if number is None else int(number / place) for number in row) for row in numbers)
    firsts = tuple(row[0] if row else None for row in values)
    codes = full_codes(rows, layout, firsts)
    choices = [_choices(row, value, layout) for row, value in zip(rows, values, strict=True)]
    families = find_families(rows, codes, firsts, layout)
    placement = propagate(choices, families)
    misfits = sum(
        not _fits(choice, layout) for value, choice in zip(values, choices, strict=True) if value and None not in value
    )
    return Side(layout, tuple(rows), codes, values, place, families, placement.rows, misfits, placement.broken)


def continue_sheet(first: Sheet, second: Sheet) -> Sheet | None:
    """Both as one table where the second repeats title and header on a new page; None where it is a table of its own."""
    totals = sum(row.is_total for sheet in (first, second) for row in sheet.sides[0].rows)
    if not same_title(first.block, second.block) or _kinds(first) != _kinds(second) or totals > 1:
        return None
    if first.block.agency_text != second.block.agency_text and second.block.agency_text:
        return None
    sides = tuple(
        build_side(one.layout, (*one.rows, *other.rows)) for one, other in zip(first.sides, second.sides, strict=True)
    )
    block = replace(first.block, note_text=second.block.note_text or first.block.note_text)
    return replace(first, block=block, sides=sides, furniture=(*first.furniture, *second.furniture))


def _kinds(sheet: Sheet) -> list[tuple[object, ...]]:
    """What the sides hold. On two pages the same columns may be drawn with other edges, and a group's word be left out."""
    return [
        (
            side.layout.side,
            side.layout.row_kind,
            side.layout.code_parts > 0,
            [(c.concept, c.phase) for c in side.layout.columns],
        )
        for side in sheet.sides
    ]


def captures_of(tokens: Sequence[Token], recognised_by: str, is_furniture: bool) -> tuple[Capture, ...]:
    """One capture a line for the tokens that were used; the whole line where all of it was."""
    lines: dict[int, list[Token]] = {}
    for token in tokens:
        lines.setdefault(token.line.line_number, []).append(token)
    captures = []
    for number, used in lines.items():
        printed = used[0].line.text.strip()
        joined = " ".join(token.text for token in sorted(used, key=lambda token: token.position))
        is_whole = "".join(joined.split()) == "".join(printed.split())
        captures.append(Capture(number, recognised_by, printed if is_whole else joined, is_furniture))
    return tuple(captures)


def _choices(row: PrintedRow, values: Sequence[int | None], layout: SideLayout) -> Choices:
    if row.places is None:
        return row_candidates(values, layout)
    if any(place is None for place in row.places):
        return None
    return placed([place for place in row.places if place is not None], values, len(layout.columns))


def _fits(choices: Choices, layout: SideLayout) -> bool:
    return choices is not None and any(satisfies_identities(choice, layout) for choice in choices)


def _last_place(numbers: Sequence[Decimal]) -> Decimal:
    exponents = [number.as_tuple().exponent for number in numbers]
    return Decimal(1).scaleb(min([exponent for exponent in exponents if isinstance(exponent, int)], default=0))
