"""Forms: one module a family of documents. `recognise` runs them all over one document."""

from __future__ import annotations

from ingest.errors import UnreadableDocument
from ingest.forms.budget_headings import heading_captures
from ingest.forms.budget_notes import budget_notes
from ingest.forms.budget_tables import recognise_budget_tables
from ingest.forms.narrative import recognise_narrative
from ingest.forms.possible import may_hold_form
from ingest.forms.project_targets import read_target_forms
from ingest.forms.self_evaluation import recognise_self_evaluations
from ingest.records import Note, Recognition, SourceDocument

# How many unread tables a rejection names.
MOST_NAMED = 5


def recognise(document: SourceDocument) -> Recognition:
    """Everything the forms find in a document. Raises UnreadableDocument (no_known_form) where none of them knows it."""
    if not may_hold_form(document):
        raise _nothing_recognised(())
    targets, target_notes = read_target_forms(document)
    target_captures = tuple(capture for found in targets for capture in found.captures)
    evaluations = recognise_self_evaluations(document, targets)
    evaluated = {capture.line_number for capture in evaluations.captures}
    target_captures += evaluations.captures
    narrative = recognise_narrative(document, frozenset(capture.line_number for capture in target_captures))
    budget = recognise_budget_tables(document, narrative.claims)
    # What stands on a line that a self-evaluation has read is not unread, whatever the other forms make of it.
    taken = {capture.line_number for capture in target_captures + narrative.captures}
    others = target_notes + budget_notes(document.lines, budget, taken)
    notes = tuple(note for note in others if note.line_number not in evaluated)
    notes += tuple(note for note in evaluations.notes if note not in others)
    if not targets and not evaluations.forms and not budget.tables:
        raise _nothing_recognised(notes)
    captures = target_captures + narrative.captures + budget.captures
    return Recognition(
        forms=tuple(found.form for found in targets) + evaluations.forms,
        fundings=tuple(record for found in targets for record in found.fundings),
        goals=tuple(record for found in targets for record in found.goals) + evaluations.goals,
        indicators=tuple(record for found in targets for record in found.indicators) + evaluations.indicators,
        tasks=tuple(record for found in targets for record in found.tasks),
        evaluations=evaluations.evaluations,
        executions=evaluations.executions,
        results=evaluations.results,
        budget_tables=budget.tables,
        budget_cells=budget.cells,
        claims=narrative.claims,
        passages=narrative.passages,
        notes=notes,
        captures=captures + heading_captures(document.lines, captures),
    )


def _nothing_recognised(notes: tuple[Note, ...]) -> UnreadableDocument:
    """Tables that look like such a form but could not be read are named."""
    unread = [note for note in notes if note.kind == "unread_table"]
    if not unread:
        return UnreadableDocument(
            reason_code="no_known_form",
            reason="no project target form and no budget table was recognised",
            reason_zh="未识别到项目支出绩效目标表或部门预算表",
            place=None,
            remedy="check that the file is such a disclosure; if a label is worded differently, add it to seeds/form_words.csv",
            remedy_zh="请确认文件为绩效目标表或部门预算公开；如表头用语不同，请在 seeds/form_words.csv 中补充",
        )
    named = "; ".join(f"line {note.line_number} {note.text}: {note.reason}" for note in unread[:MOST_NAMED])
    named_zh = "；".join(f"第 {note.line_number} 行“{note.text}”" for note in unread[:MOST_NAMED])
    return UnreadableDocument(
        reason_code="no_table_read",
        reason=f"none of its {len(unread)} tables could be read: {named}",
        reason_zh=f"文件中的 {len(unread)} 张表均未能读取：{named_zh}",
        place=f"line {unread[0].line_number}",
        remedy="check those tables; other wording is one line in seeds/budget_words.csv or seeds/form_words.csv",
        remedy_zh="请核对这些表；如表名或表头用语不同，请在 seeds/budget_words.csv 或 seeds/form_words.csv 中补充",
    )
