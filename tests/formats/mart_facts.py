"""What the marts say of a document, without ids, places, and how a layout wrote it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import duckdb

TABLES = (
    "dim_projects",
    "fct_agency_measures",
    "fct_budget_lines",
    "fct_economic_expenditures",
    "fct_functional_expenditures",
    "fct_indicator_targets",
    "fct_narrative_claims",
    "fct_project_budgets",
    "fct_project_fundings",
    "fct_revenues",
    "fct_three_public_expenses",
)
PLACES = {
    *("page_number", "line_number", "last_line_number", "table_number", "row_number", "column_number"),
    *("region_code", "region_name"),
}
# 90 or 90.00, one cell or three, 208 or 类 款 项: printed otherwise, and the same fact.
AMOUNT_TEXTS = {"amount_text", "total_text", "printed_step_cny"}
WRITTEN = {"row_text", "target_text", "row_code", "column_basis", "was_shifted", "check_outcome"} | AMOUNT_TEXTS

Facts = dict[str, dict[str, Counter[tuple[str, ...]]]]


def mart_facts(warehouse: Path) -> Facts:
    """Each table's rows by file name: columns as text without blanks, since a cell may wrap anywhere."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return {table: _facts_of(connection, table) for table in TABLES}


def _facts_of(connection: duckdb.DuckDBPyConnection, table: str) -> dict[str, Counter[tuple[str, ...]]]:
    columns = [name for name, *_ in connection.execute(f"describe marts.{table}").fetchall()]
    kept = [name for name in columns if name not in PLACES | WRITTEN and not name.endswith("_id")]
    rows = connection.execute(
        f"select file_name, {', '.join(f'facts.{name}' for name in kept)} from marts.{table} as facts"
        " inner join marts.dim_documents on facts.document_id = dim_documents.document_id"
    ).fetchall()
    found: dict[str, Counter[tuple[str, ...]]] = {}
    for file_name, *values in rows:
        texts = (f"{name}={''.join(str(value).split())}" for name, value in zip(kept, values, strict=True))
        found.setdefault(file_name, Counter())[tuple(texts)] += 1
    return found
