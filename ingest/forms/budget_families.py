"""Which rows of a side are the sum of which others: by codes, or, where no codes are printed, by totals and ordinals.

A code of two digits stands under the class (and section) above it. A family that is read from codes is taken as it is. One
that is guessed from the order of uncoded rows counts only if the first figures of its rows, their totals, add up.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingest.forms.budget_columns import SideLayout
from ingest.forms.budget_printed_rows import PrintedRow
from ingest.forms.budget_text import ordinal_level
from ingest.forms.column_placement import Family, rounding_tolerance

CLASS_LENGTH, SECTION_LENGTH, ITEM_LENGTH = 3, 5, 7


def full_codes(rows: Sequence[PrintedRow], layout: SideLayout, totals: Sequence[int | None]) -> tuple[str | None, ...]:
    """The full code of each row: its own digits with those of its parents before them. None where its level is not printed."""
    if layout.row_kind == "agency":
        return tuple("".join(token.folded for token in row.codes) or None for row in rows)
    short = _section_indent(rows, layout)
    codes = _extend_codes(rows, short)
    if short is None and any(_is_short(row) for row in rows):
        families = _coded_families(rows, codes)
        if not all(_adds_up(family, totals) for family in families):
            return tuple(None if _is_short(row) else code for row, code in zip(rows, codes, strict=True))
    return codes


def find_families(
    rows: Sequence[PrintedRow], codes: Sequence[str | None], totals: Sequence[int | None], layout: SideLayout
) -> tuple[Family, ...]:
    """The sums among the rows of one side. `totals` are the rows' first figures."""
    if layout.row_kind == "agency":
        return ()
    coded = [code for code in codes if code]
    unknown = [row for row, code in zip(rows, codes, strict=True) if row.codes and not code and not _is_foreign(row)]
    by_agency = _by_agency(rows, codes)
    if unknown or any(len(set(own)) < len(own) for own in ([code for code in codes if code] for codes in by_agency)):
        return ()
    if coded:
        families = [family for own in by_agency for family in _coded_families(rows, own)]
        tops = {number for number, code in enumerate(codes) if code} - {
            child for family in families for child in family.children
        }
        roots = [number for number, row in enumerate(rows) if row.is_total]
        if len(roots) == 1 and tops:
            families.append(Family(roots[0], tuple(sorted(tops))))
        return tuple(families)
    return tuple(family for family in _uncoded_families(rows, totals) if _adds_up(family, totals))


def _by_agency(rows: Sequence[PrintedRow], codes: Sequence[str | None]) -> list[list[str | None]]:
    """The codes of each agency apart. Where only some rows have an agency, all codes together."""
    agencies = dict.fromkeys(row.agency for row, code in zip(rows, codes, strict=True) if code)
    if None in agencies:
        return [list(codes)]
    return [[code if row.agency == agency else None for row, code in zip(rows, codes, strict=True)] for agency in agencies]


def _is_short(row: PrintedRow) -> bool:
    """Whether a row prints two digits whose level no column tells."""
    return len(row.codes) == 1 and len(row.codes[0].folded) == 2 and not row.code_levels


def _is_foreign(row: PrintedRow) -> bool:
    """Whether a row's code is of another list, such as an agency's; such a row is part of no sum."""
    lengths = (2, CLASS_LENGTH, SECTION_LENGTH, ITEM_LENGTH)
    return row.kind == "agency" or (len(row.codes) == 1 and len(row.codes[0].folded) not in lengths)


def _section_indent(rows: Sequence[PrintedRow], layout: SideLayout) -> int | None:
    """The indent of two-digit codes that are sections; -1 where all are, None where it cannot be told."""
    codes = [row.codes[-1] for row in rows if row.codes]
    short = [code for code in codes if len(code.folded) == 2]
    if layout.row_kind == "economic" or any(len(code.folded) == ITEM_LENGTH for code in codes):
        return -1
    indents = sorted({code.indent for code in short})
    return indents[0] if len(indents) == 2 and indents[0] > 0 else None


def _extend_codes(rows: Sequence[PrintedRow], section_indent: int | None) -> tuple[str | None, ...]:
    found: list[str | None] = []
    last = ""
    for row in rows:
        digits = "".join(token.folded for token in row.codes)
        if not row.codes or _is_foreign(row):
            found.append(None)
            continue
        if row.code_levels:
            last = last[: (0, CLASS_LENGTH, SECTION_LENGTH)[row.code_levels[0]]] + digits
        elif len(row.codes[0].folded) > 2:
            last = digits
        elif len(row.codes) == 2:
            last = last[:CLASS_LENGTH] + digits
        elif section_indent is not None and section_indent >= 0 and row.codes[0].indent > section_indent:
            last = last[:SECTION_LENGTH] + digits
        else:
            last = last[:CLASS_LENGTH] + digits
        found.append(last if len(last) in (CLASS_LENGTH, SECTION_LENGTH, ITEM_LENGTH) else None)
    return tuple(found)


def _coded_families(rows: Sequence[PrintedRow], codes: Sequence[str | None]) -> list[Family]:
    places = {code: number for number, code in enumerate(codes) if code}
    children: dict[int, list[int]] = {}
    for code, number in places.items():
        for length in (SECTION_LENGTH, CLASS_LENGTH):
            if length < len(code) and code[:length] in places:
                children.setdefault(places[code[:length]], []).append(number)
                break
    return [Family(parent, tuple(sorted(found))) for parent, found in sorted(children.items())]


def _uncoded_families(rows: Sequence[PrintedRow], totals: Sequence[int | None]) -> list[Family]:
    families: list[Family] = []
    claimed: set[int] = set()
    levels = [(ordinal_level(row.name) or 9) + row.first.indent for row in rows]
    plain = [number for number, row in enumerate(rows) if not row.is_total]
    for parent, following in pairwise([*plain, len(rows)]):
        if following != parent + 1 or (ordinal_level(rows[parent].name) == 0 and rows[parent].first.indent == 0):
            continue
        below = _below(parent, rows, levels)
        family = Family(parent, below)
        if below and _adds_up(family, totals):
            families.append(family)
            claimed |= set(below)
    for number, row in enumerate(rows):
        if not row.is_total:
            continue
        above = [other for other in range(number) if other not in claimed]
        every = [other for other in range(len(rows)) if other not in claimed and other != number]
        for group in (above, every):
            family = Family(number, tuple(group))
            if group and _adds_up(family, totals):
                families.append(family)
                claimed |= set(group)
                break
    return families


def _below(parent: int, rows: Sequence[PrintedRow], levels: Sequence[int]) -> tuple[int, ...]:
    """The rows directly under a row: those of the next deeper level, up to a row of its own level or a total."""
    deeper: list[int] = []
    for number in range(parent + 1, len(rows)):
        if levels[number] <= levels[parent] or rows[number].is_total:
            break
        deeper.append(number)
    nearest = min((levels[number] for number in deeper), default=0)
    return tuple(number for number in deeper if levels[number] == nearest)


def _adds_up(family: Family, totals: Sequence[int | None]) -> bool:
    """Whether the rows' totals satisfy the sum, blanks counting as nothing."""
    parent = totals[family.parent]
    if parent is None:
        return False
    parts = [totals[child] or 0 for child in family.children]
    return any(parts) and abs(parent - sum(parts)) <= rounding_tolerance(len(parts))
