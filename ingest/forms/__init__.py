"""Forms: one module a family of documents. `recognise` runs them all over one document."""

from __future__ import annotations

from ingest.errors import UnreadableDocument
from ingest.forms.budget_notes import budget_notes
from ingest.forms.budget_tables import recognise_budget_tables
from ingest.forms.narrative import recognise_narrative
from ingest.forms.project_targets import read_target_forms
from ingest.forms.self_evaluation import recognise_self_evaluations
from ingest.records import Recognition, SourceDocument


def recognise(document: SourceDocument) -> Recognition:
    """Everything the forms find in a document. Raises UnreadableDocument (no_known_form) where none of them knows it."""
    targets, target_notes = read_target_forms(document)
    target_captures = tuple(capture for found in targets for capture in found.captures)
    evaluations = recognise_self_evaluations(document, targets)
    evaluated = {capture.line_number for capture in evaluations.captures}
    target_captures += evaluations.captures
    narrative = recognise_narrative(document, frozenset(capture.line_number for capture in target_captures))
    budget = recognise_budget_tables(document, narrative.claims)
    if not targets and not evaluations.forms and not budget.tables:
        raise UnreadableDocument(
            reason_code="no_known_form",
            reason="no project target form and no budget table was recognised",
            reason_zh="未识别到项目支出绩效目标表或部门预算表",
            place=None,
            remedy="check that the file is such a disclosure; if a label is worded differently, add it to seeds/form_words.csv",
            remedy_zh="请确认文件为绩效目标表或部门预算公开；如表头用语不同，请在 seeds/form_words.csv 中补充",
        )
    # What stands on a line that a self-evaluation has read is not unread, whatever the other forms make of it.
    taken = {capture.line_number for capture in target_captures + narrative.captures}
    other_notes = target_notes + budget_notes(document.lines, budget, taken)
    return Recognition(
        forms=tuple(found.form for found in targets) + evaluations.forms,
        fundings=tuple(record for found in targets for record in found.fundings),
        goals=tuple(record for found in targets for record in found.goals) + evaluations.goals,
        indicators=tuple(record for found in targets for record in found.indicators) + evaluations.indicators,
        evaluations=evaluations.evaluations,
        executions=evaluations.executions,
        results=evaluations.results,
        budget_tables=budget.tables,
        budget_cells=budget.cells,
        claims=narrative.claims,
        notes=tuple(note for note in other_notes if note.line_number not in evaluated)
        + tuple(note for note in evaluations.notes if note not in other_notes),
        captures=target_captures + narrative.captures + budget.captures,
    )
