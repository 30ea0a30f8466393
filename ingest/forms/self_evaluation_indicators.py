"""The indicator table of a self-evaluation form: plan and outcome in one row, and the line of totals below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.forms.indicator_table import AFTER_TABLE, NOTE, PAGE_NUMBER, RULE_LINE, SIGNATURE
from ingest.forms.self_evaluation_columns import UNKNOWN, Headings, filled_cells, place_cells, read_headings
from ingest.forms.self_evaluation_funding import note
from ingest.forms.words import clean, find_label
from ingest.records import Line, Note

COLUMNS = frozenset({"indicator_column", "result_column"})
TOTALS = frozenset({"evaluation_total"})
FURNITURE = frozenset({"indicator_column"})
LEAST_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class ResultRow:
    """`levels` are carried down merged cells; `values` are the row's own texts by concept."""

    line: Line
    level1: str | None
    level2: str | None
    values: dict[str, str]


@dataclass(slots=True)
class ResultRows:
    rows: list[ResultRow] = field(default_factory=list)
    used: list[tuple[Line, str]] = field(default_factory=list)
    furniture: list[Line] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    totals: dict[str, str] = field(default_factory=dict)
    last_line: Line | None = None


def find_indicators(lines: Sequence[Line]) -> tuple[int, Headings] | None:
    """Position and headings of the table: it names an indicator, its target and what was achieved."""
    for position, line in enumerate(lines):
        headings = _header_at(lines, position) if len(line.cells) > 1 else None
        if headings:
            return position, headings
    return None


def read_results(lines: Sequence[Line], position: int, headings: Headings) -> ResultRows:
    """Rows below the headings. A level name holds to the next one; a new level 1 ends the level 2 before it."""
    found = ResultRows(furniture=list(headings.lines))
    for column in headings.columns:
        if column.concept == UNKNOWN:
            found.notes.append(note(headings.lines[0], "unknown_header_word", column.text, "no list of words has this heading"))
    if headings.repeated:
        found.notes.append(note(headings.lines[0], "unread_table", "绩效指标", "two columns have the same heading"))
        return found
    levels: dict[str, str | None] = {"level1": None, "level2": None}
    at = position + len(headings.lines)
    while at < len(lines):
        line = lines[at]
        again = _header_at(lines, at) if len(line.cells) > 1 else None
        if again:
            if [column.concept for column in again.columns] != [column.concept for column in headings.columns]:
                found.notes.append(note(line, "unread_table", "绩效指标", "a second header differs from the first"))
                break
            found.furniture += again.lines
            headings, at = again, at + len(again.lines)
            continue
        at += 1
        text = clean(line.text)
        if not text or PAGE_NUMBER.match(text) or RULE_LINE.match(text):
            found.furniture += [line] if text else []
        elif _read_total(found, line, headings) or len(line.cells) == 1 or _ends(line):
            break
        else:
            _read_row(found, line, headings, levels)
    return found


def _header_at(lines: Sequence[Line], position: int) -> Headings | None:
    headings = read_headings(lines[position : position + 2], COLUMNS, LEAST_COLUMNS)
    return headings if headings and {"name", "target", "actual"} <= headings.concepts else None


def _ends(line: Line) -> bool:
    first = filled_cells(line)[0][1]
    label = find_label(first, frozenset({"header"}))
    return bool(AFTER_TABLE.match(first) or NOTE.match(first) or SIGNATURE.match(first) or label)


def _read_total(found: ResultRows, line: Line, headings: Headings) -> bool:
    cells = filled_cells(line)
    label = find_label(cells[0][1], TOTALS) if cells else None
    if label is None or label.concept != "total":
        return False
    # The label is merged over the columns left of the figures; it stands under the first of them.
    values = place_cells(line, headings, cells[0][0] + 1)
    known = {} if values is None or label.remainder else {key: values[key] for key in ("weight", "score") if key in values}
    if not known:
        found.notes.append(note(line, "unread_table", cells[0][1], "a figure of the line stands under no heading of its own"))
    found.totals = known
    found.used += [(line, cells[0][1]), *((line, text) for text in known.values())]
    found.last_line = line
    return True


def _read_row(found: ResultRows, line: Line, headings: Headings, levels: dict[str, str | None]) -> None:
    cells = filled_cells(line)
    label = find_label(cells[0][1], FURNITURE)
    start = cells[0][0] + 1 if label and label.concept == "furniture" and not label.remainder else 0
    values = place_cells(line, headings, start)
    if values is None or "name" not in values or not {"target", "actual"} & set(values):
        # What this row begins is not known, so no later row is filed under a level that may have ended.
        levels.update(level1=None, level2=None)
        found.notes.append(note(line, "unread_table", cells[0][1], "the cells of the row cannot be told apart"))
        return
    if "level1" in values:
        levels.update(level1=values["level1"], level2=None)
    if "level2" in values:
        levels["level2"] = values["level2"]
    found.rows.append(ResultRow(line, levels["level1"], levels["level2"], values))
    found.used += [(line, text) for text in values.values()]
    found.last_line = line
