"""Self-evaluation forms of projects (项目支出绩效自评表) in a grid of cells, one or many in a document.

The plan half makes the records of a target form, the outcome half its own. Amounts stand in `project_executions` alone, so that
a sum over budgets never counts a project's plan twice. What has no cells, and forms of a whole agency, are noted as unread.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from ingest.forms.form_spans import Span, split_spans
from ingest.forms.memory import remembered
from ingest.forms.merged_rows import UnmergedRows, continue_rows
from ingest.forms.pieces import split_pieces
from ingest.forms.project_header import UNIT_LINE, YEAR, find_unit, read_header_block
from ingest.forms.project_records import FormRecords
from ingest.forms.self_evaluation_columns import filled_cells, place_cells, read_headings
from ingest.forms.self_evaluation_flow import grid_of_flow
from ingest.forms.self_evaluation_funding import FundingRows, find_funding, note, read_funding
from ingest.forms.self_evaluation_indicators import ResultRows, find_indicators, read_results
from ingest.forms.self_evaluation_records import Goal, Parts, form_records
from ingest.forms.words import clean, find_label, fold, label_words
from ingest.records import (
    Capture,
    IndicatorResultRecord,
    IndicatorRowRecord,
    Line,
    Note,
    ProjectExecutionRecord,
    ProjectFormRecord,
    ProjectGoalRecord,
    SelfEvaluationRecord,
    SourceDocument,
)

SELF_EVALUATION = "自评"
WHOLE_AGENCY = ("整体支出", "整体绩效")
GOALS = frozenset({"evaluation_goal"})
HEADERS = ((frozenset({"execution_column"}), 2), (frozenset({"indicator_column", "result_column"}), 3), (GOALS, 2))
# What a header of one of the three blocks has.
HEADED_BY = frozenset({"executed", "actual", "achieved"})
OTHER_EDGES = "the row stands in other columns than the header, and has not as many cells"
LONGEST_VALUE = 6
FIGURE = re.compile("[0-9]")
GRADE = frozenset({"evaluation_total"})


@dataclass(slots=True)
class SelfEvaluations:
    forms: tuple[ProjectFormRecord, ...] = ()
    goals: tuple[ProjectGoalRecord, ...] = ()
    indicators: tuple[IndicatorRowRecord, ...] = ()
    evaluations: tuple[SelfEvaluationRecord, ...] = ()
    executions: tuple[ProjectExecutionRecord, ...] = ()
    results: tuple[IndicatorResultRecord, ...] = ()
    captures: tuple[Capture, ...] = ()
    notes: tuple[Note, ...] = field(default=())


def recognise_self_evaluations(document: SourceDocument, targets: Sequence[FormRecords] = ()) -> SelfEvaluations:
    """The self-evaluation forms of a document, numbered on from its target forms, whose lines are none of theirs."""
    found = SelfEvaluations()
    if not _may_report(document.lines):
        return found
    taken = {capture.line_number for found in targets for capture in found.captures}
    continued = _continued(document.lines)
    for span in split_spans(continued.lines):
        if any(line.line_number in taken for line in span.lines):
            continue
        parts = _read_parts(span, continued.unplaced)
        if isinstance(parts, Note):
            found.notes += (parts,)
        elif parts is not None:
            _add(found, form_records(document.document_id, len(targets) + len(found.forms) + 1, parts))
    return found


def _may_report(lines: Sequence[Line]) -> bool:
    """False only where no heading of outcomes and no name of a self-evaluation is printed, blanks and line ends aside."""
    folded = "".join(fold(" ".join(line.cells)) for line in lines)
    return any(word in folded for word in _marks())


@cache
def _marks() -> tuple[str, ...]:
    return (SELF_EVALUATION, *label_words("execution_column", "executed"), *label_words("result_column", "actual"))


def _continued(lines: Sequence[Line]) -> UnmergedRows:
    def header_at(position: int) -> tuple[int, tuple[int, ...]] | None:
        pair = lines[position : position + 2]
        if not any(_heads_outcomes(line.cells) for line in pair):
            return None
        read = [own for areas, least in HEADERS if (own := read_headings(pair, areas, least))]
        return next(((len(own.lines), ()) for own in read if own.concepts & HEADED_BY), None)

    return continue_rows(lines, header_at)


@remembered
def _heads_outcomes(cells: tuple[str, ...]) -> bool:
    """Whether a cell has a heading that only a self-evaluation prints."""
    labels = (find_label(clean(cell), areas) for cell in cells for areas, _ in HEADERS)
    return any(label is not None and label.concept in HEADED_BY for label in labels)


def _add(found: SelfEvaluations, records: dict[str, tuple]) -> None:
    for name, own in records.items():
        setattr(found, name, getattr(found, name) + own)


def _read_parts(span: Span, unplaced: frozenset[int]) -> Parts | Note | None:
    flow = grid_of_flow(span.lines)
    missing = [line for line in flow.lines if line.line_number in unplaced and len(line.cells) > 1]
    lines = [line for line in flow.lines if line not in missing]
    funding, indicators = find_funding(lines), find_indicators(lines)
    heading = fold("".join(line.text for line in lines[:2]))
    if any(word in heading for word in WHOLE_AGENCY):
        return (
            note(lines[0], "unread_table", clean(lines[0].text), "self-evaluation of a whole agency")
            if (SELF_EVALUATION in heading)
            else None
        )
    if not indicators and not (funding and "executed" in funding[1].concepts):
        named = SELF_EVALUATION in fold(lines[0].text) and span.is_other
        return note(lines[0], "unread_table", clean(lines[0].text), "no table of cells was recognised below") if named else None
    first = min(found[0] for found in (funding, indicators) if found)
    title = lines[0] if span.is_other or span.title else None
    above = [line for line in lines[:first] if line is not title]
    head = read_header_block(split_pieces(line for line in above if not UNIT_LINE.search(line.text)))
    if not head.fields.get("project_name"):
        # A table of budgets and accounts has such headings too.
        if not indicators and SELF_EVALUATION not in heading:
            return None
        return note(lines[0], "unread_table", clean(lines[0].text), "the form names no project")
    rows = read_funding(lines, *funding) if funding else FundingRows()
    results = read_results(lines, *indicators) if indicators else ResultRows()
    declared = [find_unit(line.text) for line in lines[: first + 1] if UNIT_LINE.search(line.text)]
    units = rows.units or set(filter(None, declared))
    between = lines[first : indicators[0]] if indicators else lines[first:]
    frame = [line for line in above if UNIT_LINE.search(line.text) or (len(filled_cells(line)) == 1 and YEAR.search(line.text))]
    flow.notes += [
        note(line, "unread_table", " ".join(text for _, text in filled_cells(line)), OTHER_EDGES)
        for line in missing
        if line.text.strip()
    ]
    return Parts(
        lines=tuple(lines), title=title, frame=tuple(frame), head=head, funding=rows, results=results,
        flow=flow, unit=next(iter(units)) if len(units) == 1 else None, goal=_read_goal(between),
        grade=_read_value(lines, "grade"), score=_read_value(lines, "score"),
    )  # fmt: skip


def _read_goal(lines: Sequence[Line]) -> Goal | None:
    """What is printed in the row below 预期目标 | 实际完成情况, or beside each of the two labels."""
    for position, line in enumerate(lines):
        headings = read_headings([line], GOALS, 2) if len(line.cells) > 1 else None
        if not headings or not {"expected", "achieved"} <= headings.concepts:
            continue
        beside = _texts_beside(line)
        if beside:
            return Goal(line, line, beside)
        below = lines[position + 1] if position + 1 < len(lines) else None
        left = min(column.first for column in headings.columns if column.concept != "unknown")
        values = place_cells(below, headings, left) if below is not None and len(below.cells) == len(line.cells) else None
        return Goal(line, below, values) if values and below is not None else None
    return None


def _texts_beside(line: Line) -> dict[str, str]:
    """Texts right after both labels of a row that prints label, text, label, text."""
    texts = [text for _, text in filled_cells(line)]
    labels = [find_label(text, GOALS) for text in texts]
    found = {
        label.concept: texts[at + 1]
        for at, label in enumerate(labels)
        if label and not label.remainder and at + 1 < len(texts) and not labels[at + 1]
    }
    return found if {"expected", "achieved"} <= found.keys() else {}


def _read_value(lines: Sequence[Line], concept: str) -> tuple[Line, str] | None:
    """The grade, or the score of the whole, right after its label: in the same cell, the next one, or on the next line."""
    for line, below in zip(lines, [*lines[1:], None], strict=True):
        texts = [text for _, text in filled_cells(line)]
        for position, text in enumerate(texts):
            label = find_label(text, GRADE)
            if not label or label.concept != concept:
                continue
            value = label.remainder or next(iter(texts[position + 1 : position + 2]), None)
            if value and (concept != "score" or FIGURE.search(value)):
                return line, value
            if below is not None and len(line.cells) == len(below.cells) == 1 and len(clean(below.text)) <= LONGEST_VALUE:
                return below, clean(below.text)
    return None
