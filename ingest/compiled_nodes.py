"""What dbt compiled, kept in the work file: with it rows of some documents are made again without dbt (`ingest.refreshing`).

`ingest.compiled_nodes` has one row a model and data test that depends on documents, in an order in which they can be made.
Names of relations have no database, so the same SQL runs against the work file and against a copy of a part of it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, Any

import duckdb

from ingest.export.tables import quote
from ingest.warehouse import TEXTS

if TYPE_CHECKING:
    from dbt.contracts.graph.manifest import Manifest

STORE = "ingest.compiled_nodes"
COLUMNS = ("node", "kind", "schema_name", "table_name", "refresh", "query", "parents")
MODEL, TEST, TABLE, VIEW, EPHEMERAL = "model", "test", "table", "view", "ephemeral"
# How a model's rows are made again, as its setting `meta: {refresh: ...}` says: those of the documents alone; where a
# row follows from a text alone, those of texts not seen before; all of them.
ROWS, TEXTS_ADDED, WHOLE = "rows", "texts", "whole"


@dataclass(frozen=True, slots=True)
class CompiledNode:
    """A model (kind: table or view) or data test (kind: test), how it is refreshed, its SQL, and the nodes it reads."""

    node: str
    kind: str
    schema_name: str
    table_name: str
    refresh: str
    query: str
    parents: tuple[str, ...]

    @property
    def place(self) -> str:
        return f"{quote(self.schema_name)}.{quote(self.table_name)}"


def write_compiled(connection: duckdb.DuckDBPyConnection, manifest: Manifest) -> None:
    """After a build: replace what was compiled now, keep what was compiled of the other nodes, forget what is gone."""
    connection.execute(
        f"create table if not exists {STORE} (position integer, {', '.join(f'{name} varchar' for name in COLUMNS)})"
    )
    earlier = {node.node: node for node in read_compiled(connection)}
    found = list(_in_order(manifest, earlier))
    # With one missing nothing could be refreshed.
    kept = [] if None in found else found
    connection.execute(f"delete from {STORE}")
    rows = [(*dataclasses.astuple(node)[:-1], " ".join(node.parents)) for node in kept]
    connection.execute(
        f"insert into {STORE} select unnest(cast(? as integer[])), {', '.join([TEXTS] * len(COLUMNS))}",
        [list(range(len(rows))), *map(list, zip(*rows, strict=True))],
    )


def read_compiled(connection: duckdb.DuckDBPyConnection) -> list[CompiledNode]:
    """In an order in which they can be made; none where none were written."""
    try:
        rows = connection.execute(f"select {', '.join(COLUMNS)} from {STORE} order by position").fetchall()
    except duckdb.CatalogException:
        return []
    return [CompiledNode(*row, tuple(parents.split())) for *row, parents in rows]


def _in_order(manifest: Manifest, earlier: dict[str, CompiledNode]) -> Iterator[CompiledNode | None]:
    """Parents before children. None for a node that no build has compiled yet."""
    refreshes: dict[str, str | None] = {}
    # An ephemeral model is a part of those that read it.
    within: dict[str, list[str]] = {}
    for key in _sorted(manifest):
        node = manifest.nodes[key]
        parents = [read for parent in node.depends_on_nodes for read in within.get(parent, [parent])]
        refreshes[key] = refresh = _refresh(node, [_of_parent(refreshes, parent) for parent in node.depends_on_nodes])
        if node.config.materialized == EPHEMERAL:
            within[key] = parents
            continue
        if refresh is None or _only_warns(node):
            continue
        query = getattr(node, "compiled_code", None)
        if query:
            kind = TEST if node.resource_type == TEST else VIEW if node.config.materialized == VIEW else TABLE
            bare = query.replace(f'"{node.database}".', "")
            yield CompiledNode(key, kind, node.schema, node.alias, refresh, bare, tuple(parents))
        else:
            yield earlier.get(key)


def _sorted(manifest: Manifest) -> list[str]:
    reads = {key: node.depends_on_nodes for key, node in sorted(manifest.nodes.items()) if node.resource_type in (MODEL, TEST)}
    return [key for key in TopologicalSorter(reads).static_order() if key in reads]


def _of_parent(refreshes: dict[str, str | None], parent: str) -> str | None:
    """None for what does not depend on documents: seeds and what hangs on them alone."""
    return ROWS if parent.startswith("source.") else refreshes.get(parent)


def _refresh(node: Any, parents: list[str | None]) -> str | None:
    """A model that reads one that is made as a whole is made as a whole too; so is a test of texts."""
    if not any(parents):
        return None
    if node.resource_type == TEST:
        return ROWS if set(parents) <= {ROWS, None} else WHOLE
    return WHOLE if WHOLE in parents else node.config.meta.get("refresh", ROWS)


def _only_warns(node: Any) -> bool:
    return node.resource_type == TEST and node.config.severity.lower() == "warn"
