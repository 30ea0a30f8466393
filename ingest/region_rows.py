"""The rows that follow from the documents of some regions, made in memory beside the work file from their raw rows alone.

The database in memory has the schemas of the work file: raw tables with the rows of these documents, views of the seeds and of
what hangs on them alone, and every table and view that depends on documents, made by the SQL that dbt compiled.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb

from ingest.compiled_nodes import TEST, VIEW, CompiledNode
from ingest.export.tables import quote
from ingest.raw_state import DOCUMENT_RECORDS, SCANNED
from ingest.warehouse import TEXTS

# No work file may bear this name (`ingest.workfile.RESERVED_NAMES`).
FRESH = "fresh"
SCHEMAS = ("raw", "ingest", "seeds", "staging", "intermediate", "marts")
IDENTIFIED = "int_documents_identified"
# Temporary tables of one column: what is concerned.
DOCUMENTS, REGIONS = "temp.concerned_documents", "temp.concerned_regions"
OF_DOCUMENTS = f"document_id in (from {DOCUMENTS})"
# From so many rows on, looking through a table takes longer than planning a query. To find the rows of a list of documents
# DuckDB reads all columns of all rows, for a list of rows those alone, until looking these up in a huge table takes longer.
LARGE_FROM_ROWS, MOST_ROWS_LISTED = 200_000, 30_000_000


@dataclass(frozen=True, slots=True)
class Scope:
    """How many documents of how many regions are made again, those that are gone among them; their raw rows, of how many."""

    documents: int
    regions: int
    rows: int
    all_rows: int


class TestFailed(Exception):
    """A data test found rows."""


def find_scope(
    connection: duckdb.DuckDBPyConnection, work: str, nodes: Sequence[CompiledNode], changed: Collection[str]
) -> Scope:
    """The changed documents and all others of their regions: of the regions they are in now, and of those they were in."""
    choose(connection, DOCUMENTS, changed)
    chosen = f"intermediate.{IDENTIFIED} where document_id in (from {DOCUMENTS})"
    with fresh_database(connection, work, nodes):
        for node in _up_to(nodes, IDENTIFIED):
            make(connection, work, node)
        regions = {code for place in (FRESH, work) for code in _regions(connection, f"{place}.{chosen}")}
    choose(connection, REGIONS, regions)
    connection.execute(
        f"insert into {DOCUMENTS} select document_id from {work}.intermediate.{IDENTIFIED}"
        f" where coalesce(region_code, '') in (from {REGIONS}) and document_id not in (from {DOCUMENTS})"
    )
    documents = connection.execute(f"select count(*) from {DOCUMENTS}").fetchone()[0]
    rows, all_rows = connection.execute(
        f"select coalesce(sum(row_count) filter (where document_id in (from {DOCUMENTS})), 0), coalesce(sum(row_count), 0)"
        f" from {SCANNED}"
    ).fetchone()
    return Scope(documents, len(regions), int(rows), int(all_rows))


@contextmanager
def fresh_database(connection: duckdb.DuckDBPyConnection, work: str, nodes: Sequence[CompiledNode]) -> Iterator[None]:
    """The database in memory, in use: raw rows of the concerned documents, and views of what does not depend on documents."""
    connection.execute(f"attach ':memory:' as {FRESH}")
    connection.execute(f"use {FRESH}")
    try:
        for schema in SCHEMAS:
            connection.execute(f"create schema if not exists {schema}")
        places = {("raw", record.TABLE) for record in DOCUMENT_RECORDS}
        sizes = table_sizes(connection, work)
        for schema, table in places:
            place = f"{quote(schema)}.{quote(table)}"
            connection.execute(f"create table {place} as {rows_of(f'{work}.{place}', OF_DOCUMENTS, sizes[place])}")
        places |= {(node.schema_name, node.table_name) for node in nodes}
        for schema, table in list_relations(connection, work):
            if (schema, table) not in places:
                connection.execute(f"create view {quote(schema)}.{quote(table)} as from {work}.{quote(schema)}.{quote(table)}")
        yield
    finally:
        connection.execute(f"use {work}")
        connection.execute(f"detach {FRESH}")


def rows_of(place: str, condition: str, size: int) -> str:
    """The rows of a table of the work file, of about so many, that meet a condition."""
    rows = f"from {place} where {condition}"
    if condition == OF_DOCUMENTS and LARGE_FROM_ROWS <= size <= MOST_ROWS_LISTED:
        return f"from {place} where rowid in (select rowid {rows})"
    return rows


def table_sizes(connection: duckdb.DuckDBPyConnection, work: str) -> Mapping[str, int]:
    """Rows by table, about; 0 for a view."""
    rows = connection.execute(
        "select schema_name, table_name, estimated_size from duckdb_tables() where database_name = ?", [work.strip('"')]
    ).fetchall()
    return defaultdict(int, {f"{quote(schema)}.{quote(table)}": size for schema, table, size in rows})


def make(connection: duckdb.DuckDBPyConnection, work: str, node: CompiledNode, is_empty: bool = False) -> int:
    """Make a model's rows in the database in use, in the work file's columns, and say how many; or run a test.

    Raises TestFailed where a test finds rows.
    """
    place = node.place
    if node.kind == TEST:
        failures = connection.execute(f"select count(*) from ({node.query}\n)").fetchone()[0]
        if failures:
            raise TestFailed(f"{node.table_name}: {failures} rows")
        return 0
    if node.kind == VIEW:
        # Whatever reads a view plans it anew; few rows are sooner kept.
        return count_made(connection, f"create table {place} as {node.query}")
    connection.execute(f"create table {place} as from {work}.{place} limit 0")
    return 0 if is_empty else count_made(connection, f"insert into {place} by name {node.query}")


def count_made(connection: duckdb.DuckDBPyConnection, statement: str) -> int:
    """Make a table or insert rows into it; DuckDB says how many."""
    return connection.execute(statement).fetchone()[0]


def list_relations(connection: duckdb.DuckDBPyConnection, work: str) -> list[tuple[str, str]]:
    """Schema and name of every table and view of a database, those for other readers (schema zh) aside."""
    return connection.execute(
        "select schema_name, table_name from (select database_name, schema_name, table_name from duckdb_tables()"
        " union all select database_name, schema_name, view_name from duckdb_views())"
        " where database_name = ? and list_contains(?, schema_name)",
        [work.strip('"'), list(SCHEMAS)],
    ).fetchall()


def _up_to(nodes: Sequence[CompiledNode], name: str) -> list[CompiledNode]:
    """A model and those it depends on, in order."""
    by_key = {node.node: node for node in nodes}
    needed = {node.node for node in nodes if node.table_name == name and node.kind != TEST}
    for node in reversed(nodes):
        if node.node in needed:
            needed |= by_key.keys() & set(node.parents)
    return [node for node in nodes if node.node in needed]


def choose(connection: duckdb.DuckDBPyConnection, table: str, values: Collection[str]) -> None:
    """Fill DOCUMENTS or REGIONS."""
    connection.execute(
        f"create or replace temp table {table.removeprefix('temp.')} as select {TEXTS} as value", [sorted(values)]
    )


def _regions(connection: duckdb.DuckDBPyConnection, documents: str) -> list[str]:
    return [code for (code,) in connection.execute(f"select distinct coalesce(region_code, '') from {documents}").fetchall()]
