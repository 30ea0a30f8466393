"""What was read of one project target form, as raw records and captures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.forms.carried_levels import CarriedRow
from ingest.forms.department_tasks import TaskRows, task_records
from ingest.forms.form_kinds import FormKind
from ingest.forms.indicator_columns import IndicatorHeader
from ingest.forms.indicator_halves import table_horizons
from ingest.forms.indicator_sections import Section
from ingest.forms.pieces import Piece
from ingest.forms.project_header import HeaderBlock, find_unit, read_header_block
from ingest.forms.words import clean
from ingest.records import (
    Capture,
    DepartmentTaskRecord,
    IndicatorRowRecord,
    Line,
    ProjectFormRecord,
    ProjectFundingRecord,
    ProjectGoalRecord,
)

HEADING_MARKS = re.compile(r"^[#\s]+")


@dataclass(frozen=True, slots=True)
class FormBlock:
    """One form, cut into its parts: title, lines of year and unit, pieces of the header block, indicator header and rows.

    `table_lines` stand below the indicator header, `unplaced` are those whose columns are not known, `lines_below` the rest.
    """

    kind: FormKind
    title: Line | None
    year_line: Line | None
    unit_line: Line | None
    pieces: tuple[Piece, ...]
    rule_lines: tuple[Line, ...]
    header: IndicatorHeader | None
    header_lines: tuple[Line, ...]
    rows: tuple[CarriedRow, ...]
    tasks: TaskRows = field(default_factory=TaskRows)
    table_lines: tuple[Line, ...] = ()
    prose_marks: tuple[tuple[Line, str], ...] = ()
    unread_prose: tuple[tuple[Line, str], ...] = ()
    lines_below: tuple[Line, ...] = ()
    unplaced: frozenset[int] = frozenset()
    horizons: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class FormRecords:
    form: ProjectFormRecord
    fundings: tuple[ProjectFundingRecord, ...]
    goals: tuple[ProjectGoalRecord, ...]
    indicators: tuple[IndicatorRowRecord, ...]
    tasks: tuple[DepartmentTaskRecord, ...]
    captures: tuple[Capture, ...]


def make_form_records(document_id: str, form_number: int, block: FormBlock) -> FormRecords:
    """Raw records of one form; every text of the block is captured, or is furniture."""
    head = read_header_block(block.pieces, block.kind.areas)
    block = _with_horizons(block, head)
    fields = head.fields
    first = block.title or block.pieces[0].line
    last = block.rows[-1].row.last_line if block.rows else block.pieces[-1].line
    form = ProjectFormRecord(
        document_id=document_id,
        form_number=form_number,
        page_number=first.page_number,
        line_number=first.line_number,
        last_line_number=last.line_number,
        table_number=first.table_number,
        row_number=first.row_number,
        form_type=block.kind.form_type,
        title_text=HEADING_MARKS.sub("", clean(first.text)) if block.title else None,
        fiscal_year_text=clean(block.year_line.text) if block.year_line else fields.get("fiscal_year"),
        project_name=next((name for concept in block.kind.subjects if (name := fields.get(concept))), None),
        department_text=fields.get("department"),
        implementing_unit_text=fields.get("implementing_unit") or fields.get("budget_unit"),
        project_attribute_text=fields.get("project_attribute"),
        period_text=fields.get("period"),
        midterm_period_text=head.midterm_period_text,
        manager_text=fields.get("manager"),
        funding_heading_text=_funding_heading(head),
        declared_unit_text=head.unit_text or (find_unit(block.unit_line.text) if block.unit_line else None),
    )
    return FormRecords(
        form=form,
        fundings=tuple(_funding_records(document_id, form_number, head)),
        goals=tuple(_goal_records(document_id, form_number, head)),
        indicators=tuple(_indicator_records(document_id, form_number, block)),
        tasks=task_records(document_id, form_number, block.tasks),
        captures=tuple(_captures(block, head)),
    )


def _funding_heading(head: HeaderBlock) -> str | None:
    entry = next((entry for entry in head.entries if entry.label.concept == "funding_heading"), None)
    return " ".join(piece.text for piece in entry.pieces) if entry else None


def _funding_records(document_id: str, form_number: int, head: HeaderBlock) -> Iterator[ProjectFundingRecord]:
    for number, funding in enumerate(head.fundings, start=1):
        place = funding.entry.values[0] if funding.entry.values else funding.entry
        yield ProjectFundingRecord(
            document_id,
            form_number,
            funding.horizon,
            number,
            funding.source,
            funding.label_text,
            funding.amount_text,
            *_place(place.line),
            place.column + 1 if len(place.line.cells) > 1 else None,
        )


def _goal_records(document_id: str, form_number: int, head: HeaderBlock) -> Iterator[ProjectGoalRecord]:
    for goal in head.goals:
        yield ProjectGoalRecord(
            document_id, form_number, goal.horizon, goal.heading_text, goal.goal_text, *_place(goal.entry.line)
        )


def _indicator_records(document_id: str, form_number: int, block: FormBlock) -> Iterator[IndicatorRowRecord]:
    numbers: dict[str, int] = {}
    for carried in block.rows:
        horizon = block.horizons[carried.section + carried.half]
        numbers[horizon] = numbers.get(horizon, 0) + 1
        row = carried.row
        yield IndicatorRowRecord(
            document_id,
            form_number,
            horizon,
            numbers[horizon],
            *_place(row.line),
            column_number=row.column_number,
            level1_text=carried.level1_text,
            level2_text=carried.level2_text,
            level1_printed=carried.level1_printed,
            level2_printed=carried.level2_printed,
            indicator_name=carried.value("name"),
            target_text=carried.value("target"),
            comparator_text=carried.value("comparator"),
            unit_text=carried.value("unit"),
            weight_text=carried.value("weight"),
            baseline_text=carried.value("baseline"),
            basis_text=carried.value("basis"),
            scoring_rule_text=carried.value("scoring_rule"),
            evidence_text=carried.value("evidence"),
            note_text=carried.value("note"),
            was_shifted=row.was_shifted,
            row_text=" | ".join(text for _, text in row.cells),
        )


def _with_horizons(block: FormBlock, head: HeaderBlock) -> FormBlock:
    """The block with the indicator halves' horizons decided; without its rows where they cannot be told apart."""
    horizons, count = table_horizons(block.sections, block.header, head)
    return replace(block, horizons=horizons, rows=block.rows if len(set(horizons)) == count else ())


def _captures(block: FormBlock, head: HeaderBlock) -> Iterator[Capture]:
    form_type = block.kind.form_type
    for line in filter(None, (block.title, block.year_line, block.unit_line)):
        yield Capture(line.line_number, form_type, line.text)
    for entry in head.entries:
        label_pieces = entry.pieces[: len(entry.pieces) - len(entry.values)]
        kept = (*label_pieces, *(entry.values if entry.label.concept != "other" else ()))
        yield from (Capture(piece.line.line_number, form_type, piece.text) for piece in kept)
    for line in (*block.header_lines, *block.rule_lines, *block.tasks.furniture):
        yield Capture(line.line_number, form_type, line.text, is_furniture=True)
    yield from (Capture(line.line_number, form_type, mark, is_furniture=True) for line, mark in block.prose_marks)
    for line, text in block.tasks.used:
        yield Capture(line.line_number, form_type, text)
    for number, text in dict.fromkeys(_row_texts(block.rows)):
        yield Capture(number, form_type, text)


def _row_texts(rows: Sequence[CarriedRow]) -> Iterator[tuple[int, str]]:
    lines: dict[int, list[str]] = {}
    for row in {id(carried.row): carried.row for carried in rows}.values():
        for line, text in row.cells:
            lines.setdefault(line.line_number, []).append(text)
    for number, texts in lines.items():
        yield number, " ".join(texts)


def _place(line: Line) -> tuple[int | None, int, int | None, int | None]:
    return line.page_number, line.line_number, line.table_number, line.row_number
