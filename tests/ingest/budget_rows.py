"""What the budget tables of a test document print, in the shortest form that says it all: one tuple a row."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.forms.budget_tables import recognise_budget_tables
from ingest.records import BudgetCellRecord
from tests.ingest.grids import document_of

Grid = Sequence[Sequence[str]]
# row kind, code, name, agency, and "concept value" of each figure; a phase other than the table's stands before it.
Row = tuple[str, str | None, str | None, str | None, str]


def rows_of(*parts: str | Grid) -> list[Row]:
    """The rows of all tables in print order."""
    found = recognise_budget_tables(document_of(*parts))
    phases = {table.table_number: table.phase for table in found.tables}
    rows: dict[tuple[int, str, int], list[BudgetCellRecord]] = {}
    for cell in found.cells:
        rows.setdefault((cell.table_number, cell.side, cell.row_number), []).append(cell)
    return [
        (
            cells[0].row_kind,
            cells[0].full_code or cells[0].row_code,
            cells[0].row_name,
            cells[0].agency_text,
            ", ".join(_figure(cell, phases[cell.table_number]) for cell in cells if cell.value_text is not None),
        )
        for cells in rows.values()
    ]


def tables_of(*parts: str | Grid) -> list[tuple[str, str, str | None]]:
    """Statement, phase and declared unit of each table."""
    found = recognise_budget_tables(document_of(*parts))
    return [(table.statement, table.phase, table.declared_unit_text) for table in found.tables]


def unread_of(*parts: str | Grid) -> list[tuple[str, str]]:
    """Title and reason of each table that is not read."""
    return [(table.title_text, table.reason) for table in recognise_budget_tables(document_of(*parts)).unread]


def _figure(cell: BudgetCellRecord, phase: str) -> str:
    named = f"{cell.column_concept or cell.column_path} {cell.value_text}"
    return named if cell.phase == phase else f"{cell.phase} {named}"
