"""The lines of an indicator table: where it ends, and what a page break prints between its rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.forms.indicator_alignment import looks_like_level
from ingest.forms.indicator_columns import IndicatorHeader, read_indicator_header
from ingest.forms.pieces import read_entries, split_pieces
from ingest.forms.project_header import UNIT_LINE, YEAR
from ingest.forms.words import clean, find_label, fold, title_words
from ingest.records import Line

HEADER = frozenset({"header"})
# Three marks at least: a lone = or - is a cell.
RULE_LINE = re.compile(r"^\s*(?:[|:=_-]\s*){3,}$")
PAGE_NUMBER = re.compile(r"^\s*(?:[-—–－]\s*[0-9０-９]{1,4}\s*[-—–－]|第\s*[0-9]{1,4}\s*页.{0,12})\s*$")
LONGEST_YEAR_LINE = 12
BARE_NUMBER = re.compile(r"^\s*[0-9]{1,4}\s*$")
# A line that begins so, below an indicator table, is no part of it.
AFTER_TABLE = re.compile(
    r"^(?:(?:注|备注|说明|附)\s*[:：]|附件|附表|第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)"
)
TOTALS = frozenset({"evaluation_total"})
SUM = re.compile(r"^[0-9][0-9.]*[%分]?$")
NOTE = re.compile(r"^(?:注|备注|说明|填表说明|填报说明|附注)$")
# A first cell such as 填报人：张三; an indicator's own number (指标1：…) is none.
SIGNATURE = re.compile(r"^(?!.{0,3}(?:指标|目标))[一-鿿]{2,6}\s*[:：]")


def split_table(lines: Sequence[Line], header: IndicatorHeader) -> tuple[list[Line], list[Line], list[Line]]:
    """The table's own lines below its header, the furniture among them (page numbers, the header printed again), and the rest
    below its end."""
    in_grid = any(len(line.cells) > 1 for line in lines[:3])
    rows: list[Line] = []
    furniture: list[Line] = []
    pending: list[Line] = []
    position = 0
    while position < len(lines):
        line = lines[position]
        text = clean(line.text)
        again = read_indicator_header(lines[position:]) if text else None
        if again is not None:
            if [column.concept for column in again.columns] != [column.concept for column in header.columns]:
                break
            furniture += [*pending, *lines[position : position + again.line_count]]
            pending = []
            position += again.line_count
            continue
        if _is_sum(lines[position : position + 2]):
            count = 2 if not in_grid and len(split_pieces([line])) == 1 else 1
            furniture += lines[position : position + count]
            position += count - 1
        elif PAGE_NUMBER.match(text) or (in_grid and BARE_NUMBER.match(line.text)):
            pending.append(line)
        elif text and not RULE_LINE.match(text):
            is_title = in_grid and len(split_pieces([line])) == 1 and any(word in fold(text) for word in title_words())
            if is_title or (pending and is_frame(line)):
                pending.append(line)
            elif _ends_table(line, text, in_grid, header) and not _is_torn_cell(line, lines[position + 1 :], header):
                break
            else:
                furniture += pending
                pending = []
                rows.append(line)
        position += 1
    return rows, furniture, list(lines[position:])


def _is_sum(lines: Sequence[Line]) -> bool:
    """Whether a line sums the weights (合计 | 100): a label of totals with numbers alone after it."""
    pieces = split_pieces(lines[:1])
    label = find_label(pieces[0].text, TOTALS) if pieces else None
    if label is None or label.concept != "total":
        return False
    others = pieces[1:] or (split_pieces(lines[1:]) if not pieces[0].in_grid and not label.remainder else [])
    return all(SUM.match(fold(piece.text)) for piece in others) and bool(others or pieces[0].in_grid)


def is_frame(line: Line) -> bool:
    """Whether a line is blank, a rule, a page number, or names nothing but the year or the unit of money."""
    text = clean(line.text)
    is_year = bool(YEAR.search(text)) and len(fold(text)) <= LONGEST_YEAR_LINE
    return not text or bool(RULE_LINE.match(text) or PAGE_NUMBER.match(text) or UNIT_LINE.search(text)) or is_year


def _is_torn_cell(line: Line, following: Sequence[Line], header: IndicatorHeader) -> bool:
    """Whether a lone cell is followed by a further row: then it is torn from the row above, which cannot be trusted."""
    if len(line.cells) > 1 or AFTER_TABLE.match(clean(line.text)):
        return False
    below = next((other for other in following if clean(other.text)), None)
    if below is None or len(below.cells) != header.width:
        return False
    first = clean(below.cells[0])
    return (not first or looks_like_level(fold(first))) and not _ends_table(below, clean(below.text), True, header)


def _ends_table(line: Line, text: str, in_grid: bool, header: IndicatorHeader) -> bool:
    """In a grid a filled line of one cell ends the table; a heading, a note, a signature or a header label always does."""
    if AFTER_TABLE.match(text) or (in_grid and len(line.cells) == 1):
        return True
    pieces = split_pieces([line])
    first = clean(pieces[0].text)
    if in_grid and pieces[0].column > min(column.index for column in header.columns):
        return False
    entries = read_entries(pieces[:1], HEADER)
    return bool(NOTE.match(first) or SIGNATURE.match(first) or entries)
