"""Changed documents cost by their own size: their rows, and those of their region's other documents, are made again, no others.

A model's rows follow from the documents of one region (and the seeds), save where its setting `meta: {refresh: ...}` says
otherwise (`ingest.compiled_nodes`). So the rows of the regions concerned are made and tested in memory (`ingest.region_rows`),
as far as they follow from what has changed (`ingest.changed_rows`), and replace the old ones in one transaction: the work file
holds the tables of before or those of after. Where this is not possible, dbt builds what depends on the change
(`ingest.incremental`).
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from ingest.build_state import NODE, SOURCE, State, read_inputs, read_state, write_state
from ingest.changed_rows import Followed, Origin, find_origins, make_changed, source_name
from ingest.compiled_nodes import ROWS, TABLE, TEST, TEXTS_ADDED, WHOLE, CompiledNode, read_compiled
from ingest.export.tables import quote
from ingest.raw_state import DOCUMENT_RECORDS, remember_documents, unbuilt_documents
from ingest.region_rows import FRESH, Scope, TestFailed, find_scope, fresh_database, list_relations, make
from ingest.run_log import tell
from ingest.transform import BuildCounts, OnNode
from ingest.workfile import WarehouseFiles, open_work_file

# Raw tables whose changes are refreshed; of rejections dim_releases alone is made, and that anew each time.
REFRESHED = frozenset(f"{SOURCE}raw.{table}" for table in (*(record.TABLE for record in DOCUMENT_RECORDS), "rejections"))
# Beyond so many raw rows, and this share of all, dbt builds whole tables.
MOST_ROWS, MOST_SHARE = 200_000, 0.25


class NotRefreshed(Exception):
    """Why rows of single documents cannot be made again."""


def refresh(files: WarehouseFiles, mismatches: str, on_node: OnNode, is_scanned: bool = False) -> BuildCounts | None:
    """Make and test the rows that follow from changed documents. None where dbt has to build; then no table has changed.

    is_scanned: the raw rows are those that were scanned (`ingest.raw_state`).
    """
    with open_work_file(files) as connection:
        state = read_state(connection)
        if not state:
            return None
        try:
            nodes, scope = _refresh(connection, state, mismatches, on_node, is_scanned)
        except (NotRefreshed, TestFailed, duckdb.Error) as error:
            tell("not_refreshed", reason=str(error).splitlines()[0])
            return None
    tests = sum(1 for node in nodes if node.kind == TEST)
    tell("refreshed", documents=scope.documents, regions=scope.regions, raw_rows=scope.rows)
    return BuildCounts(models=len(nodes) - tests, tests=tests)


def _refresh(
    connection: duckdb.DuckDBPyConnection, state: State, mismatches: str, on_node: OnNode, is_scanned: bool
) -> tuple[list[CompiledNode], Scope]:
    """The nodes that were made again, and of which documents."""
    now = read_inputs(connection, mismatches, is_scanned)
    changed, nodes = unbuilt_documents(connection), read_compiled(connection)
    changed_sources = _changed_sources(state, now, nodes)
    work = quote(connection.execute("select current_database()").fetchone()[0])
    gone = {(node.schema_name, node.table_name) for node in nodes if node.kind != TEST} - set(list_relations(connection, work))
    if gone or not nodes:
        raise NotRefreshed(f"{len(gone)} tables are missing, or none is known")
    origins = _origins(connection, work, nodes)
    scope = find_scope(connection, work, nodes, changed)
    if scope.rows > max(MOST_ROWS, MOST_SHARE * scope.all_rows):
        raise NotRefreshed(f"{scope.rows} raw rows of {scope.documents} documents are concerned")
    with fresh_database(connection, work, nodes):
        from_rows = [node for node in nodes if node.refresh != WHOLE]
        followed = make_changed(connection, work, from_rows, changed_sources, origins, lambda done: on_node(done, len(nodes)))
        connection.execute(f"use {work}")
        connection.begin()
        try:
            for node in nodes:
                _replace(connection, work, node, followed)
            remember_documents(connection, changed)
            write_state(connection, {**{name: text for name, text in state.items() if name.startswith(NODE)}, **now})
            connection.commit()
        except BaseException:
            connection.rollback()
            raise
    return [node for node in nodes if node.node in followed.made], scope


def _changed_sources(state: State, now: State, nodes: Sequence[CompiledNode]) -> set[str]:
    """Sources that have changed, or of which that is not known. Raises NotRefreshed where more than rows of documents has."""
    inputs = {name: text for name, text in state.items() if not name.startswith(NODE)}
    changed = {name for name in {*inputs, *now} if inputs.get(name) != now.get(name)}
    if changed - REFRESHED:
        raise NotRefreshed(f"changed: {', '.join(sorted(changed - REFRESHED))}")
    read = {source_name(parent) for node in nodes for parent in node.parents if parent.startswith(SOURCE)}
    return changed | (read - now.keys())


def _origins(connection: duckdb.DuckDBPyConnection, work: str, nodes: Sequence[CompiledNode]) -> dict[str, Origin]:
    """By table: from which document or region a row follows."""
    origins = find_origins(connection, work)
    for node in nodes:
        if node.kind == TABLE and node.refresh == ROWS and node.place not in origins:
            raise NotRefreshed(f"{node.table_name} does not say from which document a row follows")
    return origins


def _replace(connection: duckdb.DuckDBPyConnection, work: str, node: CompiledNode, followed: Followed) -> None:
    """Put those rows of a node that have changed into the work file, in place of the old ones."""
    fresh, old = f"{FRESH}.{node.place}", f"{work}.{node.place}"
    if node.refresh == WHOLE:
        if followed.concerns(node):
            followed.made.add(node.node)
            followed.changed.add(node.node)
            _replace_whole(connection, work, node)
    elif node.kind == TABLE and node.node in followed.changed:
        if node.refresh == TEXTS_ADDED:
            connection.execute(f"insert into {old} (from {fresh} except from {old})")
        else:
            rows = followed.rows[node.node]
            connection.execute(f"delete from {old} where {rows}")
            connection.execute(f"insert into {old} from {fresh} where {rows}")


def _replace_whole(connection: duckdb.DuckDBPyConnection, work: str, node: CompiledNode) -> None:
    """Run a test over all rows, or make all rows of a table again."""
    if node.kind == TEST:
        make(connection, work, node)
    elif node.kind == TABLE:
        connection.execute(f"delete from {work}.{node.place}")
        connection.execute(f"insert into {work}.{node.place} by name {node.query}")
