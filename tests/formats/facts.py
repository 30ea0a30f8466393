"""The facts of a document: what its forms and budget tables say, without where they say it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from ingest.records import BudgetCellRecord, IndicatorRowRecord, ProjectFormRecord, Recognition

HEADER_FIELDS = (
    "project_name",
    "department_text",
    "implementing_unit_text",
    "project_attribute_text",
    "period_text",
    "manager_text",
    "declared_unit_text",
)
INDICATOR_FIELDS = (
    "level1_text",
    "level2_text",
    "indicator_name",
    "weight_text",
    "baseline_text",
    "basis_text",
    "scoring_rule_text",
    "evidence_text",
    "note_text",
)


@dataclass(frozen=True, slots=True)
class FormFacts:
    """One project form: header by field, fundings and goals by horizon, indicators by horizon and printed order."""

    header: dict[str, str | None]
    fundings: list[tuple[str, str, str | Decimal | None]]
    goals: list[tuple[str, str | None]]
    indicators: list[tuple[str | None, ...]]


def form_facts(recognition: Recognition) -> list[FormFacts]:
    """The forms of a document in printed order. Blanks inside a text do not count: a cell may wrap anywhere."""
    return [_form(form, recognition) for form in recognition.forms]


def budget_facts(recognition: Recognition) -> dict[str, list[tuple[str | Decimal, ...]]]:
    """Each statement of a document with its sorted cells: side, kind, full code, name, concept, value."""
    cells = {table.statement: [] for table in recognition.budget_tables}
    for cell in recognition.budget_cells:
        cells[cell.statement].append(_cell(cell))
    return {statement: sorted(found, key=str) for statement, found in sorted(cells.items())}


def value_of(text: str | None) -> str | Decimal | None:
    """A printed number as a number (2,495.56 and 2495.56 are one), other text without its blanks, None for a blank."""
    plain = squeezed(text)
    try:
        return Decimal(plain.replace(",", "")) if plain else None
    except InvalidOperation:
        return plain


def squeezed(text: str | None) -> str | None:
    """Text without blanks; None where there is nothing."""
    return "".join(text.split()) or None if text else None


def _form(form: ProjectFormRecord, recognition: Recognition) -> FormFacts:
    number = form.form_number
    return FormFacts(
        {field: squeezed(getattr(form, field)) for field in HEADER_FIELDS},
        sorted(
            ((f.horizon, f.funding_source, value_of(f.amount_text)) for f in recognition.fundings if f.form_number == number),
            key=str,
        ),
        [(g.horizon, squeezed(g.goal_text)) for g in recognition.goals if g.form_number == number],
        [_indicator(row) for row in recognition.indicators if row.form_number == number],
    )


def _indicator(row: IndicatorRowRecord) -> tuple[str | None, ...]:
    target = "".join(part for part in (row.comparator_text, row.target_text, row.unit_text) if part)
    texts = (squeezed(getattr(row, field)) for field in INDICATOR_FIELDS)
    return (row.horizon, str(row.indicator_number), squeezed(target), *texts)


def _cell(cell: BudgetCellRecord) -> tuple[str | Decimal, ...]:
    plain = (cell.side, cell.row_kind, cell.full_code, squeezed(cell.row_name), cell.column_concept)
    return (*(text or "" for text in plain), value_of(cell.value_text) or "")
