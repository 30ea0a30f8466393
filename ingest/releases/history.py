"""Earlier releases in the work file: `ingest.releases` and the documents of the newest one, which `dim_releases` is made from.

The newest complete release knows all before it, so its rows count; what the work file alone knows stays.
"""

from __future__ import annotations

import contextlib

import duckdb

from ingest.export.tables import quote
from ingest.releases.manifest import read_manifest
from ingest.releases.store import release_file, release_numbers
from ingest.workfile import WarehouseFiles

COLUMNS = (
    ("release_number", "integer"),
    ("release_id", "varchar"),
    ("built_at", "timestamp"),
    ("code_version", "varchar"),
    ("contract_version", "varchar"),
    ("document_count", "integer"),
    ("published_document_count", "integer"),
    ("held_document_count", "integer"),
    ("rejected_document_count", "integer"),
    ("added_document_count", "integer"),
    ("removed_document_count", "integer"),
)


def create_release_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Create both tables where they are missing."""
    connection.execute("create schema if not exists ingest")
    columns = ", ".join(f"{name} {kind}" for name, kind in COLUMNS)
    connection.execute(f"create table if not exists ingest.releases ({columns})")
    connection.execute("create table if not exists ingest.released_documents (document_id varchar)")


def recall_releases(connection: duckdb.DuckDBPyConnection, files: WarehouseFiles) -> None:
    """Bring both tables up to date with the newest release; of one whose file cannot be read the manifest says the most."""
    create_release_tables(connection)
    numbers = release_numbers(files)
    if not numbers:
        return
    file = str(release_file(files, numbers[-1])).replace("'", "''")
    with contextlib.suppress(duckdb.Error):
        connection.execute(f"attach '{file}' as earlier (read_only)")
        try:
            _recall(connection)
        finally:
            connection.execute("detach earlier")
    _add_missing(connection, files, numbers)


def next_number(connection: duckdb.DuckDBPyConnection) -> int:
    """The number of the release that is built next."""
    return connection.execute("select coalesce(max(release_number), 0) + 1 from ingest.releases").fetchone()[0]


def _add_missing(connection: duckdb.DuckDBPyConnection, files: WarehouseFiles, numbers: list[int]) -> None:
    known = {number for (number,) in connection.execute("select release_number from ingest.releases").fetchall()}
    for number in numbers:
        if number not in known:
            manifest = read_manifest(files, number)
            values = [manifest.get(name) for name, _ in COLUMNS[1:]]
            marks = ", ".join("?" for _ in COLUMNS)
            connection.execute(f"insert into ingest.releases values ({marks})", [number, *values])


def _recall(connection: duckdb.DuckDBPyConnection) -> None:
    known = connection.execute(
        "select column_name from duckdb_columns() where database_name = 'earlier' and table_name = 'dim_releases'"
    ).fetchall()
    names = ", ".join(quote(name) for name, _ in COLUMNS if (name,) in known)
    connection.begin()
    try:
        connection.execute(
            "delete from ingest.releases where release_number in (select release_number from earlier.marts.dim_releases)"
        )
        connection.execute(f"insert into ingest.releases ({names}) select {names} from earlier.marts.dim_releases")
        connection.execute("delete from ingest.released_documents")
        connection.execute("insert into ingest.released_documents select document_id from earlier.marts.dim_documents")
    except BaseException:
        connection.rollback()
        raise
    connection.commit()
