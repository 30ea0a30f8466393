"""The funding block of a self-evaluation form: rows of sources under 年初预算数, 全年预算数, 全年执行数, 分值, 执行率, 得分."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.forms.amounts_apart import AMOUNT
from ingest.forms.project_header import find_unit
from ingest.forms.self_evaluation_columns import UNKNOWN, Headings, filled_cells, place_cells, read_headings
from ingest.forms.words import find_label, fold
from ingest.records import Line, Note

COLUMNS = frozenset({"execution_column"})
LABELS = frozenset({"funding"})
HEADS = frozenset({"header"})
AMOUNTS = ("initial", "adjusted", "executed")
LEAST_COLUMNS = 2


@dataclass(slots=True)
class FundingRows:
    """`rows` are line, source, label as printed, and the texts by column; `used` are the texts that were read, by line."""

    rows: list[tuple[Line, str, str, dict[str, str]]] = field(default_factory=list)
    used: list[tuple[Line, str]] = field(default_factory=list)
    furniture: list[Line] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    heading_text: str | None = None
    units: set[str] = field(default_factory=set)


def find_funding(lines: Sequence[Line]) -> tuple[int, Headings] | None:
    """Position and headings of the block: its header names an amount and one more column."""
    for position, line in enumerate(lines):
        if len(line.cells) > 1:
            headings = read_headings(lines[position : position + 2], COLUMNS, LEAST_COLUMNS)
            if headings and headings.concepts & set(AMOUNTS):
                return position, headings
    return None


def read_funding(lines: Sequence[Line], position: int, headings: Headings) -> FundingRows:
    """The rows below the headings, up to the first line that names no source."""
    found = FundingRows(furniture=list(headings.lines))
    left = min(column.first for column in headings.columns if column.concept != UNKNOWN)
    for column in headings.columns:
        found.units |= {unit for unit in (find_unit(column.bracket),) if unit}
        _read_heading(found, headings.lines[0], column.text)
        if column.concept == UNKNOWN and column.first > left:
            found.notes.append(note(headings.lines[0], "unknown_header_word", column.text, "no list of words has this heading"))
    if headings.repeated:
        found.notes.append(note(headings.lines[0], "unread_table", "项目资金", "two columns have the same heading"))
        return found
    for line in lines[position + len(headings.lines) :]:
        cells = filled_cells(line)
        if not cells:
            continue
        if not _read_row(found, line, cells, left, headings):
            break
    return found


def note(line: Line, kind: str, text: str, reason: str) -> Note:
    return Note(kind, text, reason, line.page_number, line.line_number, line.table_number, line.row_number)


def _read_row(found: FundingRows, line: Line, cells: list[tuple[int, str]], left: int, headings: Headings) -> bool:
    """Read one row; False where the block ends. A row of amounts without a known source is noted, not guessed."""
    for index, text in cells:
        _read_heading(found, line, text) if index < left else None
    labels = [(index, text) for index, text in cells if index < left and find_label(text, LABELS)]
    if not labels:
        beside = [text for index, text in cells if index >= left]
        if not beside or not all(AMOUNT.match(fold(text).rstrip("%")) for text in beside):
            return False
        name = " ".join(text for index, text in cells if index < left)
        found.notes.append(note(line, "unknown_header_word", name or line.text, "no list of words has this source of funding"))
        return True
    index, text = labels[-1]
    label = find_label(text, LABELS)
    values = place_cells(line, headings, left)
    if values is None or label is None or label.remainder:
        found.notes.append(note(line, "unread_table", text, "a cell of the row stands under no heading of its own"))
        return True
    found.units |= {unit for unit in (find_unit(label.bracket),) if unit}
    found.rows.append((line, label.concept, text, values))
    found.used += [(line, text), *((line, value) for value in values.values())]
    return True


def _read_heading(found: FundingRows, line: Line, text: str) -> None:
    label = find_label(text, HEADS)
    if label and label.concept == "funding_heading":
        found.heading_text = found.heading_text or text
        found.units |= {unit for unit in (find_unit(label.bracket) or find_unit(label.remainder),) if unit}
        found.used.append((line, text))
