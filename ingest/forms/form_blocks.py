"""A stretch of a document cut into the parts of a target form: title, labels above, indicator header and rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.forms.carried_levels import carry_levels
from ingest.forms.department_tasks import TaskRows, read_tasks
from ingest.forms.form_kinds import FormKind
from ingest.forms.form_spans import HEADER_REACH, Span
from ingest.forms.indicator_columns import IndicatorHeader, read_indicator_header
from ingest.forms.indicator_prose import ProseIndicators, find_prose, read_prose
from ingest.forms.indicator_rows import read_indicator_rows
from ingest.forms.indicator_sections import split_sections
from ingest.forms.indicator_table import PAGE_NUMBER, RULE_LINE, split_table
from ingest.forms.pieces import read_entries, split_pieces
from ingest.forms.project_header import HEADER_AREAS, UNIT_LINE, YEAR
from ingest.forms.project_records import FormBlock
from ingest.forms.words import fold, result_words
from ingest.records import Line


def read_block(span: Span, kind: FormKind, unplaced: frozenset[int]) -> FormBlock | None:
    """A stretch is a form if it names its subject and has a title or an indicator table; a list of projects has neither."""
    title = span.title if kind.has_own_title else span.lines[0]
    body = [line for line in span.lines if line is not title]
    position, header = _find_header(body)
    if title is None and header is None:
        return None
    start = None if header else find_prose(body)
    position = position if start is None else start
    prose = ProseIndicators() if start is None else read_prose(body[start:])
    sections = split_sections(body, position, header) if header else []
    end = position - (len(sections[0].heading) if sections else 0)
    above = [line for line in body[:end] if not _is_furniture(line)]
    unit_line = next((line for line in ([title] if title else []) + above if _is_unit_line(line, title)), None)
    tasks = read_tasks(above) if kind.has_tasks else TaskRows()
    task_lines = {line.line_number for line in tasks.lines}
    pieces = split_pieces(line for line in above if line is not unit_line and line.line_number not in task_lines)
    entries = read_entries(pieces, HEADER_AREAS & kind.areas)
    if not any(entry.label.concept in kind.subjects for entry in entries) or _reports_results(above):
        return None
    first_label = entries[0].line.line_number
    before = [line for line in above if line.line_number < first_label]
    tables = [split_table(section.below, section.header) for section in sections]
    rows = [
        replace(row, section=number)
        for number, (section, (table, _, _)) in enumerate(zip(sections, tables, strict=True))
        for row in carry_levels(read_indicator_rows(table, section.header, unplaced), section.header)
    ]
    furniture = [line for section in sections for line in section.heading] + [line for _, own, _ in tables for line in own]
    return FormBlock(
        kind=kind,
        title=title,
        year_line=next((line for line in before if YEAR.search(line.text)), None),
        unit_line=unit_line,
        pieces=tuple(piece for piece in pieces if piece.line.line_number >= first_label),
        rule_lines=(*(line for line in span.lines if line.text.strip() and RULE_LINE.match(line.text)), *furniture),
        header=header,
        header_lines=tuple(line for section in sections for line in section.header_lines),
        rows=tuple(rows if header else prose.rows),
        sections=tuple(sections),
        tasks=tasks,
        table_lines=tuple(line for table, _, _ in tables for line in table),
        prose_marks=tuple(prose.marks),
        unread_prose=tuple(prose.unread),
        lines_below=tuple(line for _, _, rest in tables for line in rest),
        unplaced=unplaced,
    )


def _is_furniture(line: Line) -> bool:
    return bool(RULE_LINE.match(line.text) or PAGE_NUMBER.match(line.text))


def _is_unit_line(line: Line, title: Line | None) -> bool:
    """A line that names the unit of money, apart from the title's own and from a year printed with it, and nothing else."""
    if not UNIT_LINE.search(line.text):
        return False
    return line is title or not read_entries(split_pieces([line]), HEADER_AREAS)


def _reports_results(above: Sequence[Line]) -> bool:
    return any(fold(piece.text) in result_words() for piece in split_pieces(above))


def _find_header(body: Sequence[Line]) -> tuple[int, IndicatorHeader | None]:
    for position in range(len(body)):
        header = read_indicator_header(body[position : position + HEADER_REACH])
        if header is not None:
            return position, header
    return len(body), None
