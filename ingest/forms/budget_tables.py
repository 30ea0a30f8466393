"""Budget tables (部门预算, 单位预算, 部门决算): which tables a document prints, their rows, and the column of every figure.

Tables are found by their titles, read from cells or from a text flow, and their figures placed by arithmetic where the flow has
lost its columns. A table whose header is not understood is not read: it is listed as unread with the reason, and its lines stay
unclaimed. Nothing is guessed; a figure whose column nothing decides is kept as ambiguous.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.forms.budget_agencies import stand_below_subjects
from ingest.forms.budget_blocks import Block, find_blocks
from ingest.forms.budget_columns import YEAR
from ingest.forms.budget_continued import with_whole_header
from ingest.forms.budget_flow import read_flow
from ingest.forms.budget_grid import read_grid
from ingest.forms.budget_header import LISTS, TableKind
from ingest.forms.budget_records import RECOGNISED_BY, sheet_captures, sheet_records
from ingest.forms.budget_sheets import Sheet, build_side, captures_of, continue_sheet
from ingest.forms.budget_text import figure_value, fold, split_tokens
from ingest.forms.budget_untitled import find_untitled_blocks
from ingest.forms.placement_evidence import decide_columns
from ingest.records import BudgetCellRecord, BudgetTableRecord, Capture, Line, NarrativeClaimRecord, SourceDocument

FEWEST_FIGURES = 2
PARTLY_REPEATED = "the header is repeated in part, and its columns do not fit"
NO_ROWS = "no row below the header fits its columns"
AGENCIES_BELOW = "agencies stand as rows below the subjects"


@dataclass(frozen=True, slots=True)
class UnreadTable:
    """A titled table that was not read, and why."""

    line_number: int
    title_text: str
    reason: str


@dataclass(frozen=True, slots=True)
class UnknownHeaderWord:
    """A header word of a table with cells that the lexicon does not know: its column was read, but has no concept."""

    line_number: int
    title_text: str
    word: str


@dataclass(frozen=True, slots=True)
class BudgetTablesFound:
    """What the budget tables of a document print, which of its lines that took, and what was not understood."""

    tables: tuple[BudgetTableRecord, ...]
    cells: tuple[BudgetCellRecord, ...]
    captures: tuple[Capture, ...]
    unread: tuple[UnreadTable, ...] = ()
    unknown_words: tuple[UnknownHeaderWord, ...] = ()


def recognise_budget_tables(document: SourceDocument, claims: Sequence[NarrativeClaimRecord] = ()) -> BudgetTablesFound:
    """Read all budget tables of a document. `claims` are the last evidence for figures whose column no table decides."""
    sheets: list[Sheet] = []
    unread: list[UnreadTable] = []
    blocks = find_blocks(document.lines)
    untitled = find_untitled_blocks(document.lines, blocks)
    for block in sorted((*blocks, *untitled), key=lambda block: block.title_line.line_number):
        previous = sheets[-1] if sheets else None
        whole = with_whole_header(block, previous.block) if previous else None
        found = _read_block(whole or block)
        if whole and (found == NO_ROWS or (isinstance(found, Sheet) and not _has_rows(found, block))):
            found = PARTLY_REPEATED
        if isinstance(found, Sheet):
            continued = continue_sheet(previous, found) if previous else None
            sheets[len(sheets) - bool(continued) :] = [continued or found]
        elif found is not None:
            unread.append(UnreadTable(block.title_line.line_number, block.title_text, found))
    below = [sheet for sheet in sheets if any(stand_below_subjects(side.rows) for side in sheet.sides)]
    unread += [UnreadTable(sheet.block.title_line.line_number, sheet.block.title_text, AGENCIES_BELOW) for sheet in below]
    sheets = [sheet for sheet in sheets if sheet not in below]
    tables: list[BudgetTableRecord] = []
    cells: list[BudgetCellRecord] = []
    captures: list[Capture] = []
    for number, (sheet, works) in enumerate(zip(sheets, decide_columns(sheets, claims), strict=True), start=1):
        table, table_cells = sheet_records(document.document_id, number, sheet, works)
        tables.append(table)
        cells += table_cells
        captures += sheet_captures(sheet)
    unknown = tuple(
        UnknownHeaderWord(sheet.block.title_line.line_number, sheet.block.title_text, word)
        for sheet in sheets
        for word in sheet.unknown
    )
    return BudgetTablesFound(tuple(tables), tuple(cells), tuple(captures), tuple(unread), unknown)


def _has_rows(sheet: Sheet, block: Block) -> bool:
    """Whether rows of the block's own tables were read."""
    numbers = {line.line_number for line in block.body}
    return any(row.first.line.line_number in numbers for side in sheet.sides for row in side.rows)


def _other_table(block: Block) -> str | None:
    """The reason why a table of another kind is not read, where figures stand below its title."""
    rows = [line for line in block.body if len(line.cells) > 1]
    figures = sum(figure_value(cell) is not None for line in rows for cell in line.cells)
    if block.rules[0].statement != "other":
        flow = [split_tokens(line) for line in block.body if len(line.cells) == 1]
        figures += sum(tokens[-1].is_figure for tokens in flow if len(tokens) > 1)
    return "tables of this kind are not read" if figures >= FEWEST_FIGURES else None


def _read_block(block: Block) -> Sheet | str | None:
    """The table of a block under the first statement that its columns fit; a reason, or None where no table follows."""
    title = fold(block.title_text)
    year = next((int(year) for year in YEAR.findall(title)), None)
    phase = "final_accounts" if "决算" in title else "budget"
    found: Sheet | str | None = None
    for rule in block.rules:
        if rule.statement == "other":
            return _other_table(block) or found
        found = _read_as(block, TableKind(rule.statement, phase, year))
        if not isinstance(found, Sheet):
            continue
        concepts = {column.concept for side in found.sides for column in side.layout.columns}
        if rule.agrees(concepts | {f"by_{side.layout.row_kind}" for side in found.sides}):
            return found
        found = "neither title nor columns tell which statement this is"
    return found


def _read_as(block: Block, kind: TableKind) -> Sheet | str | None:
    if not block.body:
        return None
    if len(block.body[0].cells) > 1:
        grid = read_grid(block.body, kind)
        if grid is None:
            return "no header was found above the cells"
        if isinstance(grid, str):
            return grid
        if not grid.rows and _other_table(block):
            return NO_ROWS
        sides = tuple(
            build_side(layout, [row for row in grid.rows if row.side == number]) for number, layout in enumerate(grid.sides)
        )
        header = " ".join(" ".join(cell.strip() for cell in line.cells if cell.strip()) for line in grid.header)
        lines = [*block.furniture, *grid.header, *grid.furniture]
        return Sheet(block, kind, sides, header, _whole(lines), grid.unknown)
    if kind.statement in LISTS:
        return _other_table(block)
    flow = read_flow(block.body, kind)
    if flow is None or isinstance(flow, str):
        return flow
    header = " ".join(token.text for token in flow.header)
    furniture = captures_of((*flow.header, *flow.furniture), RECOGNISED_BY, is_furniture=True)
    return Sheet(block, kind, flow.sides, header, (*_whole(block.furniture), *furniture))


def _whole(lines: Sequence[Line]) -> tuple[Capture, ...]:
    return tuple(Capture(line.line_number, RECOGNISED_BY, line.text.strip(), True) for line in lines)
