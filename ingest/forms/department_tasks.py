"""The year's main tasks (年度主要任务) of a department-wide target form: a small table of names, contents and amounts.

The amounts stand under 总额, 财政拨款 and 其他资金, or one heading; a last row (金额合计) sums them. A form that gives its
tasks as one text beside the label has one task without amounts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.forms.pieces import read_entries, split_pieces
from ingest.forms.project_header import DEPARTMENT_AREAS, find_unit
from ingest.forms.self_evaluation_columns import UNKNOWN, Headings, filled_cells, place_cells, read_headings
from ingest.forms.words import clean, find_label
from ingest.records import DepartmentTaskRecord, Line, Note

COLUMNS = frozenset({"task_column"})
LEAST_COLUMNS = 2
NOT_TASKS = DEPARTMENT_AREAS | {"indicator_column"}


@dataclass(slots=True)
class TaskRows:
    """`rows` are line, texts by column, and whether the row is the sum; `used` are the texts that were read, by line."""

    rows: list[tuple[Line, dict[str, str], bool]] = field(default_factory=list)
    used: list[tuple[Line, str]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    furniture: list[Line] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    unit: str | None = None


def read_tasks(lines: Sequence[Line]) -> TaskRows:
    """The tasks among the lines above the indicators; none where no line heads such a table or text."""
    for position, line in enumerate(lines):
        headings = read_headings(lines[position : position + 2], COLUMNS, LEAST_COLUMNS) if len(line.cells) > 1 else None
        if headings and "name" in headings.concepts:
            return _read_table(lines, position, headings)
        cells = filled_cells(line)
        label = find_label(cells[0][1], COLUMNS) if cells else None
        text = (label.remainder or "".join(text for _, text in cells[1:2])) if label and label.concept == "heading" else None
        if text:
            return TaskRows([(line, {"content": text}, False)], [(line, own) for _, own in cells[:2]], [line])
    return TaskRows()


def task_records(document_id: str, form_number: int, tasks: TaskRows) -> tuple[DepartmentTaskRecord, ...]:
    """The tasks as records, in print order."""
    return tuple(
        DepartmentTaskRecord(
            document_id,
            form_number,
            number,
            task_name=values.get("name"),
            content_text=values.get("content"),
            total_text=values.get("total"),
            fiscal_appropriation_text=values.get("fiscal_appropriation"),
            other_funds_text=values.get("other_funds"),
            declared_unit_text=tasks.unit,
            is_total=is_total,
            page_number=line.page_number,
            line_number=line.line_number,
            table_number=line.table_number,
            row_number=line.row_number,
        )
        for number, (line, values, is_total) in enumerate(tasks.rows, start=1)
    )


def _read_table(lines: Sequence[Line], position: int, headings: Headings) -> TaskRows:
    found = TaskRows(furniture=list(headings.lines), lines=list(headings.lines))
    units = {unit for column in headings.columns if (unit := find_unit(column.bracket))}
    units |= {unit for line in headings.lines for _, text in filled_cells(line) if (unit := _unit_of_heading(text))}
    found.unit = next(iter(units)) if len(units) == 1 else None
    known = [column for column in headings.columns if column.concept not in {UNKNOWN, "heading"}]
    left = min(column.first for column in known)
    unknown = [column for column in headings.columns if column.concept == UNKNOWN]
    found.notes += [
        _note(headings.lines[0], "unknown_header_word", column.text, "no task heading is known") for column in unknown
    ]
    for line in lines[position + len(headings.lines) :]:
        cells = filled_cells(line)
        if not cells:
            continue
        if _ends(line):
            break
        found.lines.append(line)
        own = [(index, text) for index, text in cells if index >= left]
        label = find_label(cells[0][1] if len(own) < len(cells) and not own else (own or cells)[0][1], COLUMNS)
        is_total = label is not None and label.concept == "sum" and label.remainder is None
        values = place_cells(line, headings, left)
        if values is None or not values.keys() & {"name", "content"}:
            found.notes.append(_note(line, "unread_table", cells[0][1], "the cells of the task's row cannot be told apart"))
            continue
        found.rows.append((line, values, is_total))
        found.used += [(line, text) for text in values.values()]
    return found


def _unit_of_heading(text: str) -> str | None:
    label = find_label(text, COLUMNS)
    return find_unit(label.bracket) if label else None


def _ends(line: Line) -> bool:
    """A label of another block, or a row of one cell over the whole table, ends the tasks."""
    pieces = split_pieces([line])
    entries = read_entries(pieces[:1], NOT_TASKS)
    return len(line.cells) == 1 or (bool(entries) and find_label(pieces[0].text, COLUMNS) is None)


def _note(line: Line, kind: str, text: str, reason: str) -> Note:
    return Note(kind, clean(text), reason, line.page_number, line.line_number, line.table_number, line.row_number)
