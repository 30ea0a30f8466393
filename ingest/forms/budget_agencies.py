"""Budget tables whose rows name an agency beside a functional or economic code, or among the codes.

An agency has columns of its own, filled in every row or only in its first one; or it prints as a row of its own, its code in
the column of the other codes. A row that names an agency alone is that agency's total, and the rows below are its parts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.forms.budget_columns import SideLayout
from ingest.forms.budget_grid_columns import GridColumn
from ingest.forms.budget_layouts import words_of
from ingest.forms.budget_printed_rows import Agency, PrintedRow
from ingest.forms.budget_text import Token, fold, without_ordinal

# An agency's code beside its name in one cell: [601001]甲县民政局, 601001-甲县民政局.
CODED_AGENCY = re.compile(r"[\[(]?([0-9]{3,12})[\])]?[-_]?(.*[\u4e00-\u9fff].*)$")
AGENCY_CODE = re.compile("[0-9]{6}|[0-9]{8,12}|[4-9][0-9]{2}(?:[0-9]{2}){0,2}")
CLASS_CODE = re.compile("2[0-9]{2}")
SUM_END = re.compile("(?:小计|合计)$")
BODY_WORDS = "局|委员会|委|办公室|政府|中心|学校|中学|小学|大队|支队|总站|学院|研究所|管理所|管理处|联合会"
BODY_NAME = re.compile(rf"(?:{BODY_WORDS})(?:[(]?(?:本级|机关)[)]?)?$")
SUBJECTS = ("function", "economic", "class", "section", "item", "project")


def agency_columns(block: Sequence[GridColumn]) -> tuple[GridColumn, ...]:
    """The columns of agencies in a side whose rows have functional or economic codes too; empty where they do not mix."""
    keys = [column for column in block if column.role in ("code", "name")]
    agencies = tuple(column for column in keys if column.meaning == "agency")
    return agencies if any(column.meaning in SUBJECTS for column in keys) else ()


def with_agency(row: PrintedRow, printed: Sequence[Token]) -> PrintedRow:
    """A row as its agency columns make it. One name column names whatever the row is: its subject, or else its agency."""
    codes = [token for token in printed if token.is_figure]
    names = [token for token in printed if not token.is_figure]
    if not codes and len(names) == 1 and (match := CODED_AGENCY.match(fold(names[0].text))):
        codes = (replace(names[0], text=match.group(1), is_figure=True),)
        names = (replace(names[0], text=names[0].text[-len(match.group(2)) :], position=1),)
    total = words_of("total") | words_of("part_total")
    if row.codes and not row.names:
        row, names = replace(row, names=tuple(names)), ()
    if not codes and "".join(fold(name.text) for name in names) in total:
        return replace(row, names=(*names, *row.names))
    if not codes and not names:
        return row
    is_named_again = bool(row.names) and fold(row.name) == fold("".join(name.text for name in names))
    is_own = not row.codes and (not row.names or is_named_again or (not names) or without_ordinal(row.name) in total)
    agency = Agency("".join(code.text for code in codes) or None, "".join(name.text for name in names) or None)
    if not is_own:
        return replace(row, agency=agency, marks=(*codes, *names))
    return replace(row, codes=tuple(codes), names=tuple(names) or row.names, marks=row.names if names else (), kind="agency")


def carry_agencies(rows: Sequence[PrintedRow], layout: SideLayout) -> tuple[PrintedRow, ...]:
    """The rows with their agencies: agencies printed as rows told by code and name, blanks filled from the row above.

    Where the first subject stands above every agency, agencies are parts of subjects, and no blank is filled.
    """
    if layout.row_kind not in ("function", "economic", "project"):
        return tuple(rows)
    known = [replace(row, kind="agency") if _is_agency(row, layout) else row for row in rows]
    if all(row.kind is None and row.agency is None for row in known):
        return tuple(known)
    subjects = [row for row in known if row.kind != "agency" and not row.is_total]
    place = known.index(subjects[0]) if subjects else 0
    fills = bool(subjects) and (subjects[0].agency is not None or any(row.kind == "agency" for row in known[:place]))
    # 小计 is of the agency above it where each agency has one.
    bodies = {_key(row) for row in known if row.agency or row.kind == "agency"}
    closes = sum(_is_part_total(row) and row.agency is None for row in known) == len(bodies)
    names: dict[str, str] = {}
    found: list[PrintedRow] = []
    current: Agency | None = None
    for row in known:
        own = row.agency
        if row.kind == "agency" and own is None:
            own = Agency("".join(code.text for code in row.codes) or None, SUM_END.sub("", fold(row.name)) or None)
        if own is not None and own.code:
            name = own.name or names.get(own.code)
            own = Agency(own.code, name)
            names.update({own.code: name} if name else {})
        if row.is_total and own is None:
            current = None
        elif own is not None:
            current = own
        elif fills and (not _is_part_total(row) or closes):
            own = current
        found.append(replace(row, agency=own))
    summed = {row.agency for row in found if row.kind == "agency"}
    return tuple(
        replace(row, kind="agency") if row.agency not in {None, *summed} and _is_part_total(row) else row for row in found
    )


def stand_below_subjects(rows: Sequence[PrintedRow]) -> bool:
    """Whether agencies print as rows below functional subjects, which own them: a table that cannot be read by agencies."""
    first = next((row for row in rows if not row.is_total), None)
    return first is not None and first.kind != "agency" and first.agency is None and any(row.kind == "agency" for row in rows)


def _key(row: PrintedRow) -> str:
    agency = row.agency or Agency("".join(code.text for code in row.codes) or None, row.name)
    return agency.code or agency.name or ""


def _is_part_total(row: PrintedRow) -> bool:
    """Whether a row is the total of the agency whose rows it closes (小计)."""
    return not row.codes and without_ordinal(row.name) in words_of("part_total")


def _is_agency(row: PrintedRow, layout: SideLayout) -> bool:
    if row.kind == "agency":
        return True
    if layout.row_kind != "function" or len(row.codes) != 1 or row.code_levels or not row.names:
        return False
    code = row.codes[0].folded
    return bool(AGENCY_CODE.fullmatch(code)) or bool(CLASS_CODE.fullmatch(code) and BODY_NAME.search(fold(row.name)))
