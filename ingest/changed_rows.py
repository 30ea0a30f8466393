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
    CHANGED,
    DOCUMENTS,
    FRESH,
    OF_DOCUMENTS,
    REGIONS,
    choose,
    count_made,
    is_large,
    make,
    rows_of,
    table_sizes,
)
from ingest.side_by_side import do_side_by_side

# DuckDB plans a query in one thread, and for few rows that is what takes the time: several at a time, each in one thread.
THREADS = 2
# Keys of what stands in a document begin with the document's own, which is as long as this.
KEY, DOCUMENT_ID_LENGTH = "_id", 16
OF_CHANGED = f"document_id in (from {CHANGED})"


@dataclass(slots=True)
class Followed:
    """The nodes that were made again, and the nodes and sources whose rows are not those of before."""

    made: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)

    def concerns(self, node: CompiledNode) -> bool:
        """Whether something that the node reads has changed."""
        return any(source_name(parent) in self.changed for parent in node.parents)


def concerned_rows(connection: duckdb.DuckDBPyConnection, work: str) -> dict[str, str]:
    """By table: which rows follow from the concerned documents; not where a table does not say that."""
    rows = connection.execute(
        "select schema_name, table_name, bool_or(column_name = 'document_id'), bool_or(column_name = 'region_code'),"
        " arg_min(column_name, column_index) filter (where ends_with(column_name, ?))"
        " from duckdb_columns() where database_name = ? group by all",
        [KEY, work.strip('"')],
    ).fetchall()
    conditions = {}
    for schema, table, has_document, has_region, key in rows:
        place = f"{quote(schema)}.{quote(table)}"
        if has_document:
            conditions[place] = OF_DOCUMENTS
        elif has_region:
            conditions[place] = f"coalesce(region_code, '') in (from {REGIONS})"
        elif key:
            conditions[place] = f"substr({quote(key)}, 1, {DOCUMENT_ID_LENGTH}) in (from {DOCUMENTS})"
    return conditions


def make_changed(
    connection: duckdb.DuckDBPyConnection,
    work: str,
    nodes: Sequence[CompiledNode],
    changed_sources: Collection[str],
    conditions: Mapping[str, str],
    on_node: Callable[[int], None],
) -> Followed:
    """Make what follows from these sources, in the database in use. What reads nothing but empty tables is empty too."""
    followed = Followed(changed=set(changed_sources))
    raw_tables = {f"{SOURCE}raw.{record.TABLE}": f"raw.{quote(record.TABLE)}" for record in DOCUMENT_RECORDS}
    empty = {name for name, place in raw_tables.items() if _is_empty(connection, place)}
    by_key = {node.node: node for node in nodes}
    parents = {node.node: frozenset(map(source_name, node.parents)) & {*raw_tables, *by_key} for node in nodes}
    # Temporary tables are a cursor's own.
    concerned = {table: _values(connection, table) for table in (CHANGED, DOCUMENTS, REGIONS)}
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
                rows = rows_of(f"{work}.{node.place}", conditions[node.place], sizes[node.place])
                count = count_made(cursor, f"create table {node.place} as {rows}")
            if not count:
                empty.add(key)
            present.add(key)

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
            if node.kind != TEST and (
                node.kind != TABLE or _differs(places.cursor, work, node, conditions.get(node.place, ""), sizes[node.place])
            ):
                followed.changed.add(key)
        on_node(next(numbers))

    connection.execute("set threads = 1")
    try:
        do_side_by_side(parents, follow, THREADS)
    finally:
        connection.execute("reset threads")
    return followed


def _differs(connection: duckdb.DuckDBPyConnection, work: str, node: CompiledNode, condition: str, size: int) -> bool:
    """Whether a table's rows are not those of the work file; of a table of texts, whether it has texts not seen before."""
    fresh, old = f"{FRESH}.{node.place}", f"{work}.{node.place}"
    if node.refresh == TEXTS_ADDED:
        return bool(connection.execute(f"from {fresh} except from {old} limit 1").fetchall())
    compared = [(f"from {fresh}", rows_of(old, condition, size))]
    # What differs mostly does so in a changed document. To read one document's old rows takes less time than the region's, and
    # in a small table to plan another query takes longer than both.
    if is_large(size) and condition == OF_DOCUMENTS:
        compared.insert(0, (f"from {fresh} where {OF_CHANGED}", f"from {old} where {OF_CHANGED}"))
    return any(_hashes(connection, made) != _hashes(connection, kept) for made, kept in compared)


def _hashes(connection: duckdb.DuckDBPyConnection, rows: str) -> tuple[Any, ...]:
    return connection.execute(f"select {HASHES} from ({rows}) as listed").fetchone()


def source_name(parent: str) -> str:
    """A source as `ingest.build_state` names it: source.xianzhang.raw.documents is source.raw.documents."""
    return parent if not parent.startswith(SOURCE) else SOURCE + parent.split(".", 2)[2]


def _values(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    return [value for (value,) in connection.execute(f"from {table}").fetchall()]


def _is_empty(connection: duckdb.DuckDBPyConnection, place: str) -> bool:
    return not connection.execute(f"from {place} limit 1").fetchall()
