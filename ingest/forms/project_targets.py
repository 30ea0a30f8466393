"""Target forms (项目支出绩效目标表, 部门整体支出绩效目标表), one or many in a document, in a grid of cells or in a text flow.

What a form holds is found by its words alone (`seeds/form_words.csv`); `form_spans` says where a form begins and ends. A form
that reports results (实际完成值, 执行率) is none of these.
"""

from __future__ import annotations

from ingest.forms.form_blocks import read_block
from ingest.forms.form_kinds import DEPARTMENT, PROJECT, FormKind
from ingest.forms.form_spans import Span, split_spans
from ingest.forms.merged_rows import unmerge_rows
from ingest.forms.project_records import FormRecords, make_form_records
from ingest.forms.target_notes import form_notes, unread_form_notes
from ingest.forms.unread_rows import unread_row_notes
from ingest.forms.words import fold, label_words
from ingest.records import Note, SourceDocument


def read_target_forms(document: SourceDocument) -> tuple[tuple[FormRecords, ...], tuple[Note, ...]]:
    """The forms of a document, in print order, and notes on what of them was not read."""
    found: list[FormRecords] = []
    notes: list[Note] = []
    unmerged = unmerge_rows(document.lines)
    for span in split_spans(unmerged.lines):
        kind = _kind_of(span)
        block = read_block(span, kind, unmerged.unplaced) if kind else None
        if block is None:
            notes += unread_form_notes(span)
            continue
        found.append(make_form_records(document.document_id, len(found) + 1, block))
        notes += form_notes(block, found[-1])
        notes += unread_row_notes(block) if found[-1].indicators else ()
    return tuple(found), tuple(notes)


def _kind_of(span: Span) -> FormKind | None:
    if not span.is_other:
        return PROJECT
    title = fold("".join(span.lines[0].cells))
    return DEPARTMENT if any(word in title for word in label_words("department_title", DEPARTMENT.form_type)) else None
