"""Fingerprints of the raw rows, by table and document: what has changed since the tables were built, and for which documents.

Reading all raw rows is what a run does once: `ingest.scanned_rows` in the work file has their hashes for its later steps.
`ingest.built_documents` says from which rows of each document the tables were built; it is written with the state of the build
(`ingest.build_state`).
"""

from __future__ import annotations

from collections.abc import Collection

import duckdb

from ingest.code_state import hash_texts
from ingest.records import RAW_RECORDS, RejectionRecord
from ingest.warehouse import TEXTS

# Records that belong to a document; a rejected file has none.
DOCUMENT_RECORDS = tuple(record for record in RAW_RECORDS if record is not RejectionRecord)
SCANNED, BUILT = "ingest.scanned_rows", "ingest.built_documents"
# Another hash beside the sum, so that two changes do not cancel out; it is one of the first, which reads the row once.
HASHES = "count(*) as row_count, sum(hash(listed)) as hash_sum, bit_xor(hash(hash(listed))) as hash_xor"


def scan_raw(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Look through the rows of every document, in whatever order, and keep what is found; gives what `scanned` does."""
    parts = (
        f"select '{record.TABLE}' as table_name, coalesce(document_id, '') as document_id, {HASHES}"
        f" from raw.{record.TABLE} as listed group by all"
        for record in DOCUMENT_RECORDS
    )
    connection.execute("create schema if not exists ingest")
    connection.execute(f"create or replace table {SCANNED} as {' union all '.join(parts)}")
    return scanned(connection)


def scanned(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """After `scan_raw`: a fingerprint of each raw table and its columns."""
    tables = connection.execute(
        f"select table_name, sum(row_count), sum(hash_sum), bit_xor(hash_xor) from {SCANNED} group by all"
    ).fetchall()
    counts = {table: found for table, *found in tables}
    fingerprints = {}
    for record in DOCUMENT_RECORDS:
        columns = connection.execute(f"describe raw.{record.TABLE}").fetchall()
        fingerprints[record.TABLE] = hash_texts([repr(columns), repr(counts.get(record.TABLE))])
    return fingerprints


def unbuilt_documents(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """After `scan_raw`: documents whose rows are not those that the tables were built from; also new ones and those gone."""
    _create_built_documents(connection)
    rows = connection.execute(
        f"select coalesce(scanned.document_id, built.document_id) from ({_documents()}) as scanned"
        f" full join {BUILT} as built on scanned.document_id = built.document_id"
        " where scanned.fingerprint is distinct from built.fingerprint order by 1"
    ).fetchall()
    return [document_id for (document_id,) in rows]


def remember_documents(connection: duckdb.DuckDBPyConnection, document_ids: Collection[str] | None = None) -> None:
    """After `scan_raw`: the tables are built from these documents as they are; None: from all."""
    _create_built_documents(connection)
    if document_ids is None:
        connection.execute(f"delete from {BUILT}")
        connection.execute(f"insert into {BUILT} {_documents()}")
        return
    chosen = f"document_id in (select {TEXTS})"
    connection.execute(f"delete from {BUILT} where {chosen}", [list(document_ids)])
    connection.execute(f"insert into {BUILT} select * from ({_documents()}) where {chosen}", [list(document_ids)])


def _create_built_documents(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(f"create table if not exists {BUILT} (document_id varchar, fingerprint varchar)")


def _documents() -> str:
    return (
        "select document_id, cast(sum(hash(table_name, row_count, hash_sum, hash_xor)) as varchar) as fingerprint"
        f" from {SCANNED} group by document_id"
    )
