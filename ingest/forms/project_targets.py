"""Project target forms (项目支出绩效目标表), one or many in a document, in a grid of cells or in a text flow.

A form begins at its title, or where a header label comes after indicators or comes a second time; it ends where the next begins,
or where its indicator table gives way to something else. What a form holds is found by its words alone (`seeds/form_words.csv`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.forms.indicator_columns import IndicatorHeader, read_indicator_header
from ingest.forms.indicator_rows import RULE_LINE, carry_levels, read_indicator_rows
from ingest.forms.pieces import read_entries, split_pieces
from ingest.forms.project_header import YEAR
from ingest.forms.project_records import FormBlock, FormRecords, make_form_records
from ingest.forms.words import clean, fold, title_words
from ingest.records import Line, SourceDocument

HEADER = frozenset({"header"})
BEGINS_FORM = {"project_name", "department", "budget_unit"}
LONGEST_TITLE = 40
UNIT_LINE = re.compile(r"单\s*位\s*[:：]\s*(?:人民币)?\s*[亿百万千]*元")
# A line that begins so, below an indicator table, is no part of it.
AFTER_TABLE = re.compile(
    r"^(?:(?:注|备注|说明|附)\s*[:：]|附件|附表|第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)"
)


@dataclass(frozen=True, slots=True)
class _Span:
    lines: tuple[Line, ...]
    title: Line | None


def recognise_project_targets(document: SourceDocument) -> tuple[FormRecords, ...]:
    """The forms of a document, in print order; empty where it holds none."""
    found = []
    for span in _spans(document.lines):
        block = _read_block(span)
        if block is not None:
            found.append(make_form_records(document.document_id, len(found) + 1, block))
    return tuple(found)


def is_form_title(line: Line) -> bool:
    """Whether a line is the title of a project target form and nothing else."""
    text = fold(" ".join(line.cells))
    return len(text) <= LONGEST_TITLE and "整体支出" not in text and any(_ends_title(text, word) for word in title_words())


def _ends_title(text: str, word: str) -> bool:
    position = text.find(word)
    rest = text[position + len(word) :]
    return position >= 0 and "。" not in text and (not rest or rest.startswith("("))


def _spans(lines: Sequence[Line]) -> list[_Span]:
    """Cut a document into stretches that each begin like a form."""
    starts: list[tuple[int, Line | None]] = []
    concepts: set[str] = set()
    in_indicators = False
    for index, line in enumerate(lines):
        if is_form_title(line):
            starts.append((index, line))
            concepts, in_indicators = set(), False
            continue
        found = {entry.label.concept for entry in read_entries(split_pieces([line]), HEADER)} & BEGINS_FORM
        if found and (not starts or in_indicators or "project_name" in found & concepts):
            starts.append((index, None))
            concepts, in_indicators = set(), False
        concepts |= found
        in_indicators = in_indicators or read_indicator_header(lines[index : index + 1]) is not None
    ends = [*[start for start, _ in starts[1:]], len(lines)][: len(starts)]
    return [_Span(tuple(lines[start:end]), title) for (start, title), end in zip(starts, ends, strict=True)]


def _read_block(span: _Span) -> FormBlock | None:
    """A stretch is a form if it names a project and has an indicator table or amounts."""
    body = [line for line in span.lines if line is not span.title]
    position, header = _find_header(body)
    above = body[:position]
    below = body[position + (header.line_count if header else 0) :]
    pieces = split_pieces(line for line in above if not RULE_LINE.match(line.text))
    entries = read_entries(pieces, HEADER)
    if not any(entry.label.concept == "project_name" for entry in entries):
        return None
    first_label = entries[0].line.line_number
    before = [line for line in above if line.line_number < first_label]
    rows = read_indicator_rows(_table_lines(below), header) if header else []
    return FormBlock(
        title=span.title,
        year_line=next((line for line in before if YEAR.search(line.text)), None),
        unit_line=next((line for line in before if UNIT_LINE.search(line.text)), None),
        pieces=tuple(piece for piece in pieces if piece.line.line_number >= first_label),
        rule_lines=tuple(line for line in span.lines if line.text.strip() and RULE_LINE.match(line.text)),
        header=header,
        header_lines=tuple(body[position : position + header.line_count]) if header else (),
        rows=tuple(carry_levels(rows, header)) if header else (),
    )


def _find_header(body: Sequence[Line]) -> tuple[int, IndicatorHeader | None]:
    for position in range(len(body)):
        header = read_indicator_header(body[position:])
        if header is not None:
            return position, header
    return len(body), None


def _table_lines(lines: Sequence[Line]) -> list[Line]:
    """Lines of the indicator table: in a grid, up to the first filled line of one cell; in a flow, up to a heading or note."""
    in_grid = any(len(line.cells) > 1 for line in lines[:3])
    taken = []
    for line in lines:
        text = clean(line.text)
        if AFTER_TABLE.match(text) or (in_grid and text and len(line.cells) == 1 and not RULE_LINE.match(text)):
            break
        if text and not RULE_LINE.match(text):
            taken.append(line)
    return taken
