"""What of the project target forms was not read: forms known by their title alone, and labels that no list of words has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.forms.form_spans import HEADER, Span
from ingest.forms.indicator_columns import AREA, UNKNOWN
from ingest.forms.pieces import Piece, read_entries, split_pieces
from ingest.forms.project_header import AREAS
from ingest.forms.project_records import FormBlock, FormRecords
from ingest.forms.words import LEADING_MARKS, clean, find_label, fold, indicator_levels, looks_like_label, result_words
from ingest.records import Line, Note

NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
OVERALL = "整体"
LONGEST_WORD = 12
# A form that is only named, in a list of contents say, has no labels below it.
FEWEST_LABELS = 2


def unread_form_notes(span: Span) -> Iterator[Note]:
    """A note where the stretch is a target form that was not read; none for forms of results, and for a title alone."""
    title = span.title or span.lines[0]
    is_target = bool(span.title) or OVERALL in title.text
    body = [line for line in span.lines if line is not title]
    if not is_target or _has_results(body) or len(read_entries(split_pieces(body), AREAS | HEADER)) < FEWEST_LABELS:
        return
    reason = (
        "the form names no department that can be read"
        if OVERALL in title.text
        else "the form names no project that can be read"
    )
    yield _note("unread_table", clean(title.text), reason, next((line for line in body if line.table_number), title))


def form_notes(block: FormBlock, records: FormRecords) -> Iterator[Note]:
    """Notes on a form that was read: its unknown labels, and an indicator table that was not read."""
    yield from _unknown_labels(block)
    yield from block.tasks.notes
    for section in block.sections:
        for column in (column for column in section.header.columns if column.concept == UNKNOWN):
            lines = section.header_lines
            line = next((line for line in lines if clean(line.cells[column.index])), lines[0])
            word = clean(line.cells[column.index])
            yield _note("unknown_header_word", word, "no column of indicators is known by this heading", line)
    for funding in records.fundings:
        if len(NUMBER.findall(funding.amount_text or "")) > 1:
            place = (funding.page_number, funding.line_number, funding.table_number, funding.row_number)
            yield Note("unread_table", funding.amount_text or "", "the parts of this amount are not known by name", *place)
    if len(records.goals) > 1:
        for goal in (goal for goal in records.goals if not goal.goal_text):
            place = (goal.page_number, goal.line_number, goal.table_number, goal.row_number)
            yield Note("unread_table", goal.heading_text, "no text stands for sure under the heading of this goal", *place)
    if not records.indicators:
        line = block.header_lines[0] if block.header_lines else (block.title or block.pieces[0].line)
        title = clean(block.title.text) if block.title else records.form.project_name or ""
        yield _note("unread_table", title, "no indicator of the form could be read", line)


def _unknown_labels(block: FormBlock) -> Iterator[Note]:
    entries = read_entries(block.pieces, block.kind.areas)
    read = {id(piece) for entry in entries for piece in entry.pieces}
    rows: dict[int, list[Piece]] = {}
    for piece in block.pieces:
        rows.setdefault(piece.line.line_number, []).append(piece)
    for row in rows.values():
        is_heading = sum(find_label(piece.text, AREA) is not None for piece in row) >= FEWEST_LABELS
        for position, piece in enumerate(row):
            if id(piece) in read or not piece.in_grid or len(fold(piece.text)) > LONGEST_WORD or _is_indicator_word(piece):
                continue
            before_value = position + 1 < len(row) and id(row[position + 1]) not in read and not _has_digits(piece)
            stands_as_label = before_value and (position == 0 or id(row[position - 1]) in read)
            if is_heading or stands_as_label or looks_like_label(piece.text):
                yield _note("unknown_header_word", piece.text, "no label or heading is known by this word", piece.line)
        if is_heading:
            return


def _has_digits(piece: Piece) -> bool:
    return any(letter.isdigit() for letter in piece.text)


def _is_indicator_word(piece: Piece) -> bool:
    is_mark = not LEADING_MARKS.sub("", piece.text)
    return is_mark or find_label(piece.text, AREA) is not None or any(fold(piece.text) in words for words in indicator_levels())


def _has_results(lines: list[Line]) -> bool:
    return any(fold(piece.text) in result_words() for piece in split_pieces(lines))


def _note(kind: str, text: str, reason: str, line: Line) -> Note:
    return Note(kind, text, reason, line.page_number, line.line_number, line.table_number, line.row_number)
