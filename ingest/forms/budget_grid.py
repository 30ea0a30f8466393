"""Budget tables with cells: the header's columns by position, and the rows below.

A group cell spans columns, which print as blanks to its right, or as the same text again. A header word that the lexicon does
not know keeps its column, printed path and figures, only without a concept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.forms.budget_agencies import agency_columns, with_agency
from ingest.forms.budget_columns import SideLayout
from ingest.forms.budget_grid_columns import (
    UNKNOWN_WORD,
    GridColumn,
    grid_columns,
    header_depth,
    level_line,
    side_blocks,
    side_forest,
)
from ingest.forms.budget_grid_guards import doubt, is_level_word, own_lines
from ingest.forms.budget_grid_merged import without_merged_columns
from ingest.forms.budget_header import LISTS, REVENUE_STATEMENTS, SUMMARIES, TableKind, header_year, side_layout
from ingest.forms.budget_header_words import PrintedWord, read_numbering
from ingest.forms.budget_layouts import HeaderWord
from ingest.forms.budget_lists import filled_down, list_columns, total_words, word_columns
from ingest.forms.budget_printed_rows import PrintedRow
from ingest.forms.budget_text import Token, fold, split_tokens
from ingest.records import Line

CODED_NAME = re.compile(r"[\[(（]?(2[0-9]{2}(?:[0-9]{2}){0,2}|[35][0-9]{2}(?:[0-9]{2})?)[\])）]?[-_\s]*([\u4e00-\u9fff].*)$")
CODE_LEVELS = {"class": 0, "section": 1, "item": 2}
SUBJECT_NAMES = ("function", "economic")


@dataclass(frozen=True, slots=True)
class GridTable:
    """The layouts and rows of a table with cells, its lines of header and furniture, and header words without a meaning."""

    sides: tuple[SideLayout, ...]
    rows: tuple[PrintedRow, ...]
    header: tuple[Line, ...]
    furniture: tuple[Line, ...]
    unknown: tuple[str, ...]


def read_grid(lines: Sequence[Line], kind: TableKind) -> GridTable | str | None:
    """Read the lines of a block whose rows have cells; None where no header is found, a reason where columns are in doubt."""
    is_list = kind.statement in LISTS
    lines = without_merged_columns(lines)
    depth = header_depth(lines, is_list)
    if depth == 0:
        return None
    header = lines[:depth]
    columns = word_columns(grid_columns([*header, *level_line(lines[depth : depth + 1])], is_list), lines[depth:])
    columns = list_columns(columns) if is_list else _with_coded_names(columns, lines[depth:], kind)
    blocks = side_blocks(columns)
    if not blocks or (kind.statement in SUMMARIES and len(blocks) < 2):
        return None
    lines = own_lines(lines, header, columns)
    if is_list:
        lines = filled_down(lines, columns)
    if (reason := doubt(lines[depth:], blocks, columns)) is not None:
        return reason
    year = kind.year or header_year([cell for line in header for cell in line.cells])
    layouts = []
    for number, block in enumerate(blocks):
        keys = [column for column in block if column.role != "figure" and column not in agency_columns(block)]
        words = tuple(PrintedWord("", (HeaderWord(c.role, c.meaning),)) for c in keys)
        headings = tuple(word for column in keys for word in column.words)
        forest = side_forest(block, is_two_sided=len(blocks) > 1)
        layouts.append(side_layout(forest, _side_name(number, kind), (*words, *headings), kind, year))
    rows: list[PrintedRow] = []
    furniture: list[Line] = []
    repeated = {fold(line.text) for line in header}
    last = max((number for number, line in enumerate(lines) if len(line.cells) > 1), default=0)
    for line in lines[depth : last + 1]:
        if read_numbering(line.cells) or fold(line.text) in repeated:
            furniture.append(line)
            continue
        for number, block in enumerate(blocks):
            row = _read_row(line, number, block, columns, is_last=number == len(blocks) - 1)
            if row and _names_next(rows, row, line, layouts[number]):
                row = replace(row, names=rows.pop().names)
            rows += [row] if row else []
    unknown = tuple(w.text for c in columns if c.role == "figure" for w in c.words if w.entries == (UNKNOWN_WORD,))
    return GridTable(tuple(layouts), tuple(rows), tuple(header), tuple(furniture), tuple(dict.fromkeys(unknown)))


def _side_name(number: int, kind: TableKind) -> str:
    if kind.statement in SUMMARIES:
        return "revenue" if number == 0 else "expenditure"
    return "revenue" if kind.statement in REVENUE_STATEMENTS else "expenditure"


def _read_row(
    line: Line, side: int, block: Sequence[GridColumn], columns: Sequence[GridColumn], is_last: bool
) -> PrintedRow | None:
    width = len(columns)
    cells = [*line.cells, *[""] * width]
    codes: list[Token] = []
    names: list[Token] = []
    levels: list[int] = []
    apart = agency_columns(block)
    keys = [column for column in block if column not in apart]
    has_codes = any(column.role == "code" for column in keys)
    for column in keys:
        tokens = split_tokens(line, cells[column.place])
        if column.role == "code" and tokens and (column.meaning == "project" or all(token.is_figure for token in tokens)):
            codes += tokens
            levels += [CODE_LEVELS.get(column.meaning, -1)] * len(tokens)
        elif column.role == "code":
            names += () if is_level_word(cells[column.place]) else tokens
        elif column.role == "name":
            is_subject = column.meaning in SUBJECT_NAMES and not has_codes
            code, rest = _code_in_name(line, cells[column.place]) if is_subject else ((), tokens)
            codes += code
            if names and rest and column.meaning == "project":
                rest = (replace(rest[0], text="/" + rest[0].text), *rest[1:]) if not rest[0].text.isascii() else ()
            names += rest
    figures: list[tuple[int, Token]] = []
    for number, column in enumerate([column for column in block if column.role == "figure"]):
        figures += [(number, token) for token in _cell_tokens(line, cells[column.place])]
    extra = [token for cell in line.cells[width:] for token in _cell_tokens(line, cell)] if is_last else []
    agency = [token for column in apart for token in split_tokens(line, cells[column.place])]
    words = [
        token for column in columns if column.role in ("text", "index") for token in split_tokens(line, cells[column.place])
    ]
    if not codes and not names and not figures and not agency:
        return None
    if not codes and not names and not agency:
        names += total_words(line, columns)
    places = (*(number for number, _ in figures), *(None for _ in extra))
    row = PrintedRow(side, tuple(codes), tuple(names), (*(token for _, token in figures), *extra), places)
    row = replace(row, code_levels=tuple(levels)) if levels and min(levels) >= 0 else row
    row = with_agency(row, agency)
    return replace(row, marks=(*row.marks, *words)) if words else row


def _names_next(rows: Sequence[PrintedRow], row: PrintedRow, line: Line, layout: SideLayout) -> bool:
    """Whether the name of a half's row reaches over to its figure in the next half (公用经费合计 merged over two halves)."""
    if not rows or row.codes or row.names or not row.figures or not layout.code_parts:
        return False
    last = rows[-1]
    is_beside = last.first.line is line and last.side == row.side - 1
    return is_beside and bool(last.names) and not last.codes and not last.figures


def _with_coded_names(columns: Sequence[GridColumn], rows: Sequence[Line], kind: TableKind) -> list[GridColumn]:
    """The columns with one of row names (项目) as that of subjects, where most of its cells begin with a code."""
    if kind.statement in SUMMARIES or any(column.role == "code" for column in columns):
        return list(columns)
    found = []
    for column in columns:
        cells = [line.cells[column.place].strip() for line in rows if column.place < len(line.cells)]
        filled = [cell for cell in cells if cell]
        is_coded = sum(CODED_NAME.match(cell) is not None for cell in filled) * 2 > len(filled)
        is_line = column.role == "name" and column.meaning == "line"
        meaning = "economic" if kind.statement == "general_public_basic" else "function"
        found.append(replace(column, meaning=meaning) if is_line and is_coded else column)
    return found


def _code_in_name(line: Line, cell: str) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """Code and name of a cell that prints both (`208 社会保障和就业支出`, `[20802]民政管理事务`)."""
    tokens = split_tokens(line, cell)
    match = CODED_NAME.match(cell.strip())
    if not match or not tokens:
        return (), tokens
    code = replace(tokens[0], text=match.group(1), is_figure=True)
    return (code,), (replace(tokens[0], text=match.group(2), is_figure=False, position=1),)


def _cell_tokens(line: Line, cell: str) -> tuple[Token, ...]:
    """A figure cell is one token, whatever it prints."""
    text = cell.strip()
    tokens = split_tokens(line, text)
    return (replace(tokens[0], text=text, is_figure=True),) if tokens else ()
