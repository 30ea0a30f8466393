"""What was read of one self-evaluation form, as raw records and captures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.forms.project_header import YEAR, HeaderBlock
from ingest.forms.self_evaluation_flow import FlowGrid
from ingest.forms.self_evaluation_funding import FundingRows
from ingest.forms.self_evaluation_indicators import ResultRow, ResultRows
from ingest.forms.words import clean
from ingest.records import (
    Capture,
    IndicatorResultRecord,
    IndicatorRowRecord,
    Line,
    ProjectExecutionRecord,
    ProjectFormRecord,
    ProjectGoalRecord,
    SelfEvaluationRecord,
)

RECOGNISED_BY = "self_evaluation"
HORIZON = "annual"
HEADING_MARKS = re.compile(r"^[#\s]+")
EXECUTION_TEXTS = ("initial", "adjusted", "executed", "weight", "ratio", "score")
RESULT_TEXTS = ("actual", "completion_ratio", "weight", "score", "deviation")
PLAN_TEXTS = ("target", "comparator", "unit", "weight", "baseline", "basis", "scoring_rule", "evidence", "note")


@dataclass(frozen=True, slots=True)
class Goal:
    heading: Line
    line: Line
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Parts:
    """One form, cut into its parts; `frame` are its lines of year and unit."""

    lines: tuple[Line, ...]
    title: Line | None
    frame: tuple[Line, ...]
    head: HeaderBlock
    funding: FundingRows
    results: ResultRows
    unit: str | None
    goal: Goal | None
    grade: tuple[Line, str] | None
    score: tuple[Line, str] | None
    flow: FlowGrid


def form_records(document_id: str, number: int, parts: Parts) -> dict[str, tuple]:
    """The records of one form, by the field of a recognition they belong to."""
    key = (document_id, number)
    goal = parts.goal
    first = parts.title or parts.lines[0]
    expected = goal.values.get("expected") if goal else None
    return {
        "forms": (_form(key, parts, first),),
        "goals": (ProjectGoalRecord(*key, HORIZON, "预期目标", expected, *_place(goal.line)),) if goal else (),
        "indicators": tuple(_plan(key, at, row) for at, row in enumerate(parts.results.rows, start=1)),
        "evaluations": (
            SelfEvaluationRecord(
                *key,
                expected_goal_text=expected,
                achieved_goal_text=goal.values.get("achieved") if goal else None,
                total_weight_text=parts.results.totals.get("weight"),
                total_score_text=parts.results.totals.get("score") or (parts.score[1] if parts.score else None),
                grade_text=parts.grade[1] if parts.grade else None,
                page_number=first.page_number,
                line_number=first.line_number,
                table_number=first.table_number,
                row_number=first.row_number,
            ),
        ),
        "executions": tuple(
            ProjectExecutionRecord(*key, at, source, label, *(values.get(name) for name in EXECUTION_TEXTS), *_place(line))
            for at, (line, source, label, values) in enumerate(parts.funding.rows, start=1)
        ),
        "results": tuple(
            IndicatorResultRecord(*key, HORIZON, at, *(row.values.get(name) for name in RESULT_TEXTS), *_place(row.line))
            for at, row in enumerate(parts.results.rows, start=1)
        ),
        "captures": tuple(_captures(parts)),
        "notes": (*parts.flow.notes, *parts.funding.notes, *parts.results.notes),
    }


def _form(key: tuple[str, int], parts: Parts, first: Line) -> ProjectFormRecord:
    fields = parts.head.fields
    last = parts.results.last_line or (parts.funding.rows[-1][0] if parts.funding.rows else first)
    year = next((line for line in (*parts.frame, *filter(None, (parts.title,))) if YEAR.search(line.text)), None)
    return ProjectFormRecord(
        *key,
        page_number=first.page_number,
        line_number=first.line_number,
        last_line_number=last.line_number,
        table_number=first.table_number,
        row_number=first.row_number,
        form_type=RECOGNISED_BY,
        title_text=HEADING_MARKS.sub("", clean(parts.title.text)) if parts.title else None,
        fiscal_year_text=clean(year.text) if year else fields.get("fiscal_year"),
        project_name=fields.get("project_name"),
        department_text=fields.get("department"),
        implementing_unit_text=fields.get("implementing_unit") or fields.get("budget_unit"),
        project_attribute_text=fields.get("project_attribute"),
        period_text=fields.get("period"),
        midterm_period_text=None,
        manager_text=fields.get("manager"),
        funding_heading_text=parts.funding.heading_text,
        declared_unit_text=parts.unit,
    )


def _plan(key: tuple[str, int], number: int, row: ResultRow) -> IndicatorRowRecord:
    return IndicatorRowRecord(
        *key,
        HORIZON,
        number,
        *_place(row.line),
        column_number=next((at for at, text in enumerate(row.line.cells, start=1) if clean(text)), None),
        level1_text=row.level1,
        level2_text=row.level2,
        level1_printed=row.values.get("level1"),
        level2_printed=row.values.get("level2"),
        indicator_name=row.values.get("name"),
        **{f"{name}_text": row.values.get(name) for name in PLAN_TEXTS},
        was_shifted=False,
        row_text=" | ".join(clean(text) for text in row.line.cells if clean(text)),
    )


def _captures(parts: Parts) -> Iterator[Capture]:
    texts: dict[int, list[str]] = {}
    used = [*parts.funding.used, *parts.results.used]
    rows = {line.line_number for line, _ in used} | ({parts.goal.line.line_number} if parts.goal else set())
    used += parts.flow.words_of(rows)
    used += [(line, line.text) for line in (*parts.frame, *filter(None, (parts.title,)))]
    for entry in parts.head.entries:
        if entry.label.area == "header" and entry.label.concept != "other":
            used += [(piece.line, piece.text) for piece in entry.pieces]
    if parts.goal:
        used += [(parts.goal.line, text) for text in parts.goal.values.values()]
    used += [found for found in (parts.grade, parts.score) if found]
    for line, text in used:
        texts.setdefault(line.line_number, []).append(text)
    for number, own in texts.items():
        yield Capture(number, RECOGNISED_BY, " ".join(own))
    furniture = [*parts.funding.furniture, *parts.results.furniture, *([parts.goal.heading] if parts.goal else [])]
    for line in furniture:
        yield Capture(line.line_number, RECOGNISED_BY, line.text, is_furniture=True)


def _place(line: Line) -> tuple[int | None, int, int | None, int | None]:
    return line.page_number, line.line_number, line.table_number, line.row_number
