"""What follows from changed raw tables: a node is made again only where something it reads has changed.

The rows that are made again are compared with those of the work file. Where they are the same, nothing follows from them; where
a node that is made reads what nothing has changed, its rows are taken from the work file.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import duckdb

from ingest.build_state import SOURCE
from ingest.compiled_nodes import TABLE, TEST, TEXTS_ADDED, CompiledNode
from ingest.export.tables import quote
from ingest.raw_state import DOCUMENT_RECORDS, HASHES
from ingest.region_rows import (
    DOCUMENTS,
    FRESH,
    REGIONS,
    TestFailed,
    choose,
    count_made,
    make,
    rows_of,
    table_sizes,
)
from ingest.side_by_side import do_side_by_side

# DuckDB plans a query in one thread, and for few rows that is what takes the time: several at a time, each in one thread.
THREADS = 2
# Keys of what stands in a document begin with the document's own, which is as long as this.
KEY, DOCUMENT_ID_LENGTH = "_id", 16


@dataclass(slots=True)
class Followed:
    """The nodes that were made again, the nodes and sources whose rows are not those of before, and of tables which rows."""

    made: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    rows: dict[str, str] = field(default_factory=dict)

    def concerns(self, node: CompiledNode) -> bool:
        """Whether something that the node reads has changed."""
        return any(source_name(parent) in self.changed for parent in node.parents)


@dataclass(frozen=True, slots=True)
class Origin:
    """From which document or region a row follows: an expression of its columns, and the temporary table of those concerned."""

    expression: str
    concerned: str

    @property
    def condition(self) -> str:
        """Of the rows that follow from what is concerned."""
        return f"{self.expression} in (from {self.concerned})"


def find_origins(connection: duckdb.DuckDBPyConnection, work: str) -> dict[str, Origin]:
    """By table: from which document or region a row follows; not where a table does not say that."""
    rows = connection.execute(
        "select schema_name, table_name, bool_or(column_name = 'document_id'), bool_or(column_name = 'region_code'),"
        " arg_min(column_name, column_index) filter (where ends_with(column_name, ?))"
        " from duckdb_columns() where database_name = ? group by all",
        [KEY, work.strip('"')],
    ).fetchall()
    origins = {}
    for schema, table, has_document, has_region, key in rows:
        place = f"{quote(schema)}.{quote(table)}"
        if has_document:
            origins[place] = Origin("document_id", DOCUMENTS)
        elif has_region:
            origins[place] = Origin("coalesce(region_code, '')", REGIONS)
        elif key:
            origins[place] = Origin(f"substr({quote(key)}, 1, {DOCUMENT_ID_LENGTH})", DOCUMENTS)
    return origins


def make_changed(
    connection: duckdb.DuckDBPyConnection,
    work: str,
    nodes: Sequence[CompiledNode],
    changed_sources: Collection[str],
    origins: Mapping[str, Origin],
    on_node: Callable[[int], None],
) -> Followed:
    """Make what follows from these sources, in the database in use. What reads nothing but empty tables is empty too."""
    followed = Followed(changed=set(changed_sources))
    raw_tables = {f"{SOURCE}raw.{record.TABLE}": f"raw.{quote(record.TABLE)}" for record in DOCUMENT_RECORDS}
    empty = {name for name, place in raw_tables.items() if _is_empty(connection, place)}
    by_key = {node.node: node for node in nodes}
    parents = {node.node: frozenset(map(source_name, node.parents)) & {*raw_tables, *by_key} for node in nodes}
    # Temporary tables are a cursor's own.
    concerned = {table: _values(connection, table) for table in (DOCUMENTS, REGIONS)}
    sizes = table_sizes(connection, work)
    places, numbers = threading.local(), itertools.count(1)
    # Two threads may want the same rows from the work file. A parent's lock is taken within its child's, never the other way.
    locks, present = {key: threading.Lock() for key in by_key}, set()

    def provide(key: str, cursor: duckdb.DuckDBPyConnection) -> None:
        with locks[key]:
            if key in present:
                return
            node = by_key[key]
            if key in followed.made or node.kind != TABLE:
                for parent in parents[key] & by_key.keys():
                    provide(parent, cursor)
                is_empty = bool(parents[key]) and parents[key] <= empty
                count = 0 if is_empty and node.kind == TEST else make(cursor, work, node, is_empty)
            elif node.refresh == TEXTS_ADDED:
                # It has every text of these documents; those of others are asked for by none of their rows.
                cursor.execute(f"create view {node.place} as from {work}.{node.place}")
                count = 1
            else:
                rows = rows_of(f"{work}.{node.place}", origins[node.place].condition, sizes[node.place])
                count = count_made(cursor, f"create table {node.place} as {rows}")
            if not count:
                empty.add(key)
            present.add(key)

    def is_changed(key: str, cursor: duckdb.DuckDBPyConnection) -> bool:
        node = by_key[key]
        if node.kind != TABLE:
            return node.kind != TEST
        if node.refresh == TEXTS_ADDED:
            return bool(cursor.execute(f"from {FRESH}.{node.place} except from {work}.{node.place} limit 1").fetchall())
        followed.rows[key] = _changed_rows(cursor, work, node, origins[node.place], sizes[node.place])
        return bool(followed.rows[key])

    def follow(key: str) -> None:
        if not hasattr(places, "cursor"):
            places.cursor = connection.cursor()
            places.cursor.execute(f"use {FRESH}")
            for table, values in concerned.items():
                choose(places.cursor, table, values)
        node = by_key[key]
        if followed.concerns(node):
            followed.made.add(key)
            provide(key, places.cursor)
            if is_changed(key, places.cursor):
                followed.changed.add(key)
        on_node(next(numbers))

    connection.execute("set threads = 1")
    try:
        do_side_by_side(parents, follow, THREADS)
    finally:
        connection.execute("reset threads")
    return followed


def _changed_rows(connection: duckdb.DuckDBPyConnection, work: str, node: CompiledNode, origin: Origin, size: int) -> str:
    """Which rows of a table are not those of the work file, as a condition; none where all are the same.

    Raises TestFailed where a row does not tell its origin.
    """
    fresh, old = f"{FRESH}.{node.place}", f"{work}.{node.place}"
    made = _hashes(connection, f"from {fresh}", origin)
    kept = _hashes(connection, rows_of(old, origin.condition, size), origin)
    if None in made:
        raise TestFailed(f"{node.table_name}: rows of no document")
    changed = sorted(value for value in made.keys() | kept.keys() if made.get(value) != kept.get(value))
    return f"{origin.expression} in ({', '.join(map(_literal, changed))})" if changed else ""


def _hashes(connection: duckdb.DuckDBPyConnection, rows: str, origin: Origin) -> dict[str | None, tuple[Any, ...]]:
    """By document or region: how many rows, and their hashes."""
    found = connection.execute(f"select {origin.expression}, {HASHES} from ({rows}) as listed group by 1").fetchall()
    return {value: tuple(hashes) for value, *hashes in found}


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def source_name(parent: str) -> str:
    """A source as `ingest.build_state` names it: source.xianzhang.raw.documents is source.raw.documents."""
    return parent if not parent.startswith(SOURCE) else SOURCE + parent.split(".", 2)[2]


def _values(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    return [value for (value,) in connection.execute(f"from {table}").fetchall()]


def _is_empty(connection: duckdb.DuckDBPyConnection, place: str) -> bool:
    return not connection.execute(f"from {place} limit 1").fetchall()
