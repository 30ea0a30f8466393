"""What a build is made from, as fingerprints, and what of it has changed since the last build that succeeded.

`ingest.build_state` in the work file keeps a fingerprint of every source table's content, of the project, of how it is built,
and of every node dbt built. Those of the nodes go before a build touches their tables and come back when it has succeeded, so a
build that failed or was killed leaves its nodes to be built again.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping

import duckdb

from ingest.code_state import hash_texts, project_code
from ingest.export.tables import quote
from ingest.raw_state import HASHES, scan_raw, scanned
from ingest.records import RejectionRecord
from ingest.workfile import PROJECT_REVIEWS

TABLE = "ingest.build_state"
# Source tables whose content the models read. Those of releases differ in every run and decide nothing but dim_releases.
REVIEWS = ("ingest", "own_reviews")
OTHER_SOURCES = (("raw", RejectionRecord.TABLE), REVIEWS)
SETTINGS, PROJECT, SOURCE, NODE = "settings", "project", "source.", "node."

State = Mapping[str, str]


def read_inputs(connection: duckdb.DuckDBPyConnection, mismatches: str, is_scanned: bool = False) -> dict[str, str]:
    """Fingerprints of all that a build is made from, as it is now; of raw, where it is, as it was scanned."""
    inputs = {SETTINGS: hash_texts([mismatches]), PROJECT: project_code()}
    raw = scanned(connection) if is_scanned else scan_raw(connection)
    inputs |= {f"{SOURCE}raw.{table}": fingerprint for table, fingerprint in raw.items()}
    for schema, table in OTHER_SOURCES:
        inputs[f"{SOURCE}{schema}.{table}"] = _fingerprint(connection, schema, table)
    place = SOURCE + ".".join(REVIEWS)
    inputs[place] = hash_texts([inputs[place], *_passed(connection)])
    return inputs


def read_state(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Fingerprints of what the tables were built from; empty where that is not known."""
    connection.execute("create schema if not exists ingest")
    connection.execute(f"create table if not exists {TABLE} (name varchar, fingerprint varchar)")
    return dict(connection.execute(f"select name, fingerprint from {TABLE}").fetchall())


def forget_nodes(connection: duckdb.DuckDBPyConnection, nodes: Iterable[str] | None) -> None:
    """Before these nodes are built: what their tables hold is not known. None: of everything."""
    if nodes is None:
        connection.execute(f"delete from {TABLE}")
        return
    # Without the project's the inputs hold no more, whatever they are.
    names = [PROJECT, *(f"{NODE}{node}" for node in nodes)]
    connection.execute(f"delete from {TABLE} where list_contains(?, name)", [names])


def write_state(connection: duckdb.DuckDBPyConnection, state: State) -> None:
    """After a build that succeeded, in its transaction: what all tables are built from. The caller remembers the documents."""
    connection.execute(f"delete from {TABLE}")
    connection.execute(
        f"insert into {TABLE} select unnest(cast(? as varchar[])), unnest(cast(? as varchar[]))",
        [list(state), list(state.values())],
    )


def holds(state: State, inputs: State) -> bool:
    """Whether the tables are built from exactly these inputs."""
    return inputs == {name: value for name, value in state.items() if not name.startswith(NODE)}


def _passed(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The days, of the user's own reviews and the project's, that have passed: no row changes, and yet a review has ended."""
    today = _today(connection)
    own = connection.execute(f"select expires_on from {'.'.join(REVIEWS)}").fetchall()
    with PROJECT_REVIEWS.open(encoding="utf-8-sig", newline="") as file:
        days = {day for (day,) in own} | {row.get("expires_on") for row in csv.DictReader(file)}
    return sorted(day for day in days if day and day < today)


def _today(connection: duckdb.DuckDBPyConnection) -> str:
    """The day by which the models see a review end."""
    return connection.execute("select cast(current_date as varchar)").fetchone()[0]


def _fingerprint(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> str:
    """Of the rows in whatever order, and of the columns."""
    place = f"{schema}.{quote(table)}"
    columns = connection.execute(f"describe {place}").fetchall()
    counts = connection.execute(f"select {HASHES} from {place} as listed").fetchone()
    return hash_texts([repr(columns), repr(counts)])
