"""Which nodes of the dbt project a build has to build: those that changed, those without a table, and what depends on them."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb

from ingest.build_state import NODE, PROJECT, SETTINGS, SOURCE, State
from ingest.code_state import hash_texts
from ingest.workfile import PROJECT_FOLDER

if TYPE_CHECKING:
    from dbt.contracts.graph.manifest import Manifest

BUILT = ("model", "seed", "snapshot")
TESTED = "test"
# Such a model is a part of those that read it; dbt does not report on it.
EPHEMERAL = "ephemeral"
# Sources that differ in every run; what reads them is always built.
VOLATILE = re.compile(r"^source\.\w+\.ingest\.(?:releases|released_documents)$")
# What reads dbt's graph depends on every model's description.
READS_GRAPH = re.compile(r"\bgraph\.")
WHOLE = "whole"
# With more to name, dbt would search longer than it builds.
MOST_ROOTS = 60


@dataclass(frozen=True, slots=True)
class Plan:
    """What to build: the nodes, and the arguments that select them; no arguments, and everything is built afresh."""

    nodes: frozenset[str]
    selection: tuple[str, ...]

    @property
    def is_full(self) -> bool:
        return not self.selection


def node_state(manifest: Manifest) -> dict[str, str]:
    """A fingerprint of each node's own code, description and settings, and of what concerns all of them."""
    nodes = {key: node for key, node in manifest.nodes.items() if node.resource_type in (*BUILT, TESTED)}
    own = {key: _fingerprint(node) for key, node in nodes.items()}
    everything = hash_texts(own[key] for key in sorted(own))
    for key, node in nodes.items():
        if _reads_graph(manifest, node):
            own[key] = hash_texts([own[key], everything])
    return {**{f"{NODE}{key}": value for key, value in own.items()}, f"{NODE}{WHOLE}": _whole(manifest)}


def plan_build(
    manifest: Manifest, state: State, now: State, connection: duckdb.DuckDBPyConnection, is_full: bool = False
) -> Plan:
    """Compare what the tables were built from (`state`) with what is there now."""
    nodes = {key: node for key, node in manifest.nodes.items() if node.resource_type in (*BUILT, TESTED)}
    done = frozenset(key for key, node in nodes.items() if node.config.materialized != EPHEMERAL)
    everything = Plan(done, ())
    changed = {name for name in {*state, *now} if state.get(name) != now.get(name)} - {PROJECT}
    gone = {name for name in changed if name.startswith(NODE)} - now.keys()
    if is_full or not state or gone or changed & {SETTINGS, f"{NODE}{WHOLE}"}:
        return everything
    sources = {key for key, source in manifest.sources.items() if f"{SOURCE}{source.schema}.{source.name}" in changed}
    roots = sources | {key for key in manifest.sources if VOLATILE.match(key)}
    roots |= {key for key in nodes if f"{NODE}{key}" in changed} | _without_table(nodes, connection)
    if len(roots) > MOST_ROOTS:
        return everything
    selection = tuple(sorted(_selector(manifest, key) for key in roots))
    return Plan(done & _dependents(nodes, roots), selection)


def _dependents(nodes: dict[str, Any], roots: set[str]) -> set[str]:
    """The roots that are nodes, and every node that depends on a root."""
    children: defaultdict[str, list[str]] = defaultdict(list)
    for key, node in nodes.items():
        for parent in node.depends_on_nodes:
            children[parent].append(key)
    found, waiting = set(roots), list(roots)
    while waiting:
        for child in children[waiting.pop()]:
            if child not in found:
                found.add(child)
                waiting.append(child)
    return found & nodes.keys()


def _selector(manifest: Manifest, key: str) -> str:
    source = manifest.sources.get(key)
    return f"source:{source.source_name}.{source.name}+" if source else f"{manifest.nodes[key].name}+"


def _without_table(nodes: dict[str, Any], connection: duckdb.DuckDBPyConnection) -> set[str]:
    rows = connection.execute(
        "select schema_name, table_name from duckdb_tables() union all select schema_name, view_name from duckdb_views()"
    ).fetchall()
    there = set(rows)
    kept = {key: node for key, node in nodes.items() if node.resource_type in BUILT and node.config.materialized != EPHEMERAL}
    return {key for key, node in kept.items() if (node.schema, node.alias) not in there}


def _fingerprint(node: Any) -> str:
    parts = [
        node.checksum.checksum,
        node.raw_code,
        node.description,
        node.alias,
        node.schema,
        sorted(node.depends_on_nodes),
        {name: column.to_dict() for name, column in node.columns.items()},
        node.config.to_dict(),
        getattr(node, "contract", None) and node.contract.checksum,
        node.test_metadata.to_dict() if getattr(node, "test_metadata", None) else None,
    ]
    if node.resource_type == "seed":
        # dbt takes the path of a large file for its content.
        parts.append(hash_texts([(PROJECT_FOLDER / node.original_file_path).read_text(encoding="utf-8")]))
    return hash_texts([json.dumps(parts, sort_keys=True, default=str)])


def _whole(manifest: Manifest) -> str:
    """Macros (the project's own; dbt's come with its version) and where the sources lie concern everything."""
    project = manifest.metadata.project_name
    macros = (f"{key} {macro.macro_sql}" for key, macro in sorted(manifest.macros.items()) if macro.package_name == project)
    sources = (f"{key} {source.schema}.{source.identifier}" for key, source in sorted(manifest.sources.items()))
    settings = ((PROJECT_FOLDER / name).read_text(encoding="utf-8") for name in ("dbt_project.yml", "profiles.yml"))
    return hash_texts([*macros, *sources, *settings])


def _reads_graph(manifest: Manifest, node: Any) -> bool:
    waiting, seen = list(_macros(node)), set()
    if READS_GRAPH.search(node.raw_code or ""):
        return True
    while waiting:
        key = waiting.pop()
        macro = manifest.macros.get(key)
        if key in seen or macro is None:
            continue
        seen.add(key)
        if macro.package_name == manifest.metadata.project_name and READS_GRAPH.search(macro.macro_sql):
            return True
        waiting += macro.depends_on.macros
    return False


def _macros(node: Any) -> Iterable[str]:
    return getattr(node.depends_on, "macros", ())
