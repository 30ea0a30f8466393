"""Project target forms (项目支出绩效目标表), one or many in a document, in a grid of cells or in a text flow.

What a form holds is found by its words alone (`seeds/form_words.csv`); `form_spans` says where a form begins and ends. A form
that reports results (实际完成值, 执行率) is none of these.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.forms.carried_levels import carry_levels
from ingest.forms.form_spans import HEADER, HEADER_REACH, Span, split_spans
from ingest.forms.indicator_columns import IndicatorHeader, read_indicator_header
from ingest.forms.indicator_rows import read_indicator_rows
from ingest.forms.indicator_table import PAGE_NUMBER, RULE_LINE, split_table
from ingest.forms.merged_rows import unmerge_rows
from ingest.forms.pieces import read_entries, split_pieces
from ingest.forms.project_header import UNIT_LINE, YEAR
from ingest.forms.project_records import FormBlock, FormRecords, make_form_records
from ingest.forms.target_notes import form_notes, unread_form_notes
from ingest.forms.unread_rows import unread_row_notes
from ingest.forms.words import fold, result_words
from ingest.records import Line, Note, SourceDocument


def recognise_project_targets(document: SourceDocument) -> tuple[FormRecords, ...]:
    """The forms of a document, in print order; empty where it holds none."""
    return read_target_forms(document)[0]


def read_target_forms(document: SourceDocument) -> tuple[tuple[FormRecords, ...], tuple[Note, ...]]:
    """The forms of a document, in print order, and notes on what of them was not read."""
    found: list[FormRecords] = []
    notes: list[Note] = []
    unmerged = unmerge_rows(document.lines)
    for span in split_spans(unmerged.lines):
        block = None if span.is_other else _read_block(span, unmerged.unplaced)
        if block is None:
            notes += unread_form_notes(span)
            continue
        found.append(make_form_records(document.document_id, len(found) + 1, block))
        notes += form_notes(block, found[-1])
        notes += unread_row_notes(block) if found[-1].indicators else ()
    return tuple(found), tuple(notes)


def _read_block(span: Span, unplaced: frozenset[int]) -> FormBlock | None:
    """A stretch is a form if it names a project and has a title or an indicator table; a list of projects has neither."""
    body = [line for line in span.lines if line is not span.title]
    position, header = _find_header(body)
    if span.title is None and header is None:
        return None
    above = [line for line in body[:position] if not _is_furniture(line)]
    below = body[position + (header.line_count if header else 0) :]
    unit_line = next((line for line in ([span.title] if span.title else []) + above if _is_unit_line(line, span.title)), None)
    pieces = split_pieces(line for line in above if line is not unit_line)
    entries = read_entries(pieces, HEADER)
    if not any(entry.label.concept == "project_name" for entry in entries) or _reports_results(above):
        return None
    first_label = entries[0].line.line_number
    before = [line for line in above if line.line_number < first_label]
    table, furniture, rest = split_table(below, header) if header else ([], [], [])
    rows = read_indicator_rows(table, header, unplaced) if header else []
    return FormBlock(
        title=span.title,
        year_line=next((line for line in before if YEAR.search(line.text)), None),
        unit_line=unit_line,
        pieces=tuple(piece for piece in pieces if piece.line.line_number >= first_label),
        rule_lines=(*(line for line in span.lines if line.text.strip() and RULE_LINE.match(line.text)), *furniture),
        header=header,
        header_lines=tuple(body[position : position + header.line_count]) if header else (),
        rows=tuple(carry_levels(rows, header)) if header else (),
        table_lines=tuple(table),
        lines_below=tuple(rest),
        unplaced=unplaced,
    )


def _is_furniture(line: Line) -> bool:
    return bool(RULE_LINE.match(line.text) or PAGE_NUMBER.match(line.text))


def _is_unit_line(line: Line, title: Line | None) -> bool:
    """A line that names the unit of money, apart from the title's own and from a year printed with it, and nothing else."""
    if not UNIT_LINE.search(line.text):
        return False
    return line is title or not read_entries(split_pieces([line]), HEADER)


def _reports_results(above: Sequence[Line]) -> bool:
    return any(fold(piece.text) in result_words() for piece in split_pieces(above))


def _find_header(body: Sequence[Line]) -> tuple[int, IndicatorHeader | None]:
    for position in range(len(body)):
        header = read_indicator_header(body[position : position + HEADER_REACH])
        if header is not None:
            return position, header
    return len(body), None
