"""The raw records of a decided budget table, and the lines that it took."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.forms.budget_printed_rows import PrintedRow
from ingest.forms.budget_sheets import Sheet, Side, captures_of
from ingest.forms.column_placement import decided_places
from ingest.forms.placement_filters import Work
from ingest.records import BudgetCellRecord, BudgetTableRecord, Capture

RECOGNISED_BY = "budget_tables"
AMBIGUOUS = "ambiguous"
PHASES = ("final_accounts", "adjusted_budget", "budget", "initial_budget")


def sheet_records(
    document_id: str, table_number: int, sheet: Sheet, works: Sequence[Work]
) -> tuple[BudgetTableRecord, list[BudgetCellRecord]]:
    """The table record and its cells. Rows are numbered from 1 on each side; `row_count` counts those of both sides."""
    sheet = replace(sheet, kind=replace(sheet.kind, phase=_main_phase(sheet)))
    block = sheet.block
    cells: list[BudgetCellRecord] = []
    for work in works:
        numbers = _row_numbers(works, work)
        for number, row_number in enumerate(numbers):
            cells += _row_cells(document_id, table_number, sheet, work, number, row_number)
    lines = [capture.line_number for capture in sheet_captures(sheet)]
    table = BudgetTableRecord(
        document_id=document_id,
        table_number=table_number,
        page_number=block.title_line.page_number,
        line_number=block.title_line.line_number,
        last_line_number=max(lines),
        title_text=block.title_text,
        statement=sheet.kind.statement,
        phase=sheet.kind.phase,
        agency_text=block.agency_text,
        declared_unit_text=block.unit_text,
        note_text=block.note_text,
        header_text=sheet.header_text,
        row_count=sum(len(side.rows) for side in sheet.sides),
    )
    return table, cells


def sheet_captures(sheet: Sheet) -> tuple[Capture, ...]:
    """The lines of a table: its rows, and its furniture."""
    tokens = [token for side in sheet.sides for row in side.rows for token in _tokens(row)]
    return (*sheet.furniture, *captures_of(tokens, RECOGNISED_BY, is_furniture=False))


def _main_phase(sheet: Sheet) -> str:
    """The phase of a table: that of its title where a column has it, else the furthest that its columns have."""
    phases = {column.phase for side in sheet.sides for column in side.layout.columns}
    return next((phase for phase in (sheet.kind.phase, *PHASES) if phase in phases), sheet.kind.phase)


def _row_numbers(works: Sequence[Work], work: Work) -> range:
    """Two blocks of one side are numbered through, so that side and row number stay unique."""
    start = 1
    for other in works:
        if other is work:
            break
        start += len(other.side.rows) if other.side.layout.side == work.side.layout.side else 0
    return range(start, start + len(work.side.rows))


def _tokens(row: PrintedRow) -> tuple[object, ...]:
    return (*row.codes, *row.names, *row.marks, *([row.index] if row.index else []), *row.figures)


def _row_cells(
    document_id: str, table_number: int, sheet: Sheet, work: Work, number: int, row_number: int
) -> Iterator[BudgetCellRecord]:
    side: Side = work.side
    row = side.rows[number]
    places = row.places or decided_places(work.choices[number], len(row.figures))
    printed = zip(row.figures, places, work.bases[number], strict=True) if row.figures else [(None, None, None)]
    for figure, place, basis in printed:
        column = side.layout.columns[place] if basis is not None and place is not None else None
        token = figure or row.first
        yield BudgetCellRecord(
            document_id=document_id,
            table_number=table_number,
            page_number=token.line.page_number,
            line_number=token.line.line_number,
            row_number=row_number,
            column_number=place + 1 if column is not None and place is not None else None,
            title_text=sheet.block.title_text,
            statement=sheet.kind.statement,
            phase=column.phase if column is not None else sheet.kind.phase,
            declared_unit_text=sheet.block.unit_text,
            side=side.layout.side,
            row_kind=row.kind or side.layout.row_kind,
            row_code=" ".join(code.text for code in row.codes) or None,
            full_code=side.codes[number],
            row_name=row.name or None,
            column_path=column.path if column is not None else None,
            column_concept=column.concept if column is not None else None,
            value_text=figure.text if figure is not None else None,
            column_basis=None if figure is None else basis or AMBIGUOUS,
            agency_code=row.agency.code if row.agency else None,
            agency_text=row.agency.name if row.agency else None,
        )
