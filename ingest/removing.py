"""What leaves the raw tables: contents that are rejected, set aside, or no longer among the files. Each in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import duckdb

from ingest.records import RejectionRecord
from ingest.warehouse import TEXTS, delete_content, insert_records, transaction


def reject_files(connection: duckdb.DuckDBPyConnection, rejections: Sequence[RejectionRecord]) -> None:
    """Record rejected files; each replaces an earlier rejection of that name and content, and rows of that content go."""
    last = {(rejection.file_name, rejection.sha256): rejection for rejection in rejections}
    hashes = sorted({sha256 for _, sha256 in last if sha256 is not None})
    with transaction(connection):
        _delete_rejections(connection, last)
        insert_records(connection, last.values())
        query = f"select document_id from raw.documents where sha256 in (select {TEXTS})"
        stale = connection.execute(query, [hashes]).fetchall()
        _delete_documents(connection, [document_id for (document_id,) in stale])


def set_aside(
    connection: duckdb.DuckDBPyConnection, document_ids: Sequence[str], rejections: Sequence[RejectionRecord]
) -> None:
    """Take loaded documents out again: their rows go, and every name they came under becomes a rejection."""
    with transaction(connection):
        _delete_documents(connection, document_ids)
        insert_records(connection, rejections)


def keep_only(
    connection: duckdb.DuckDBPyConnection,
    files: Collection[tuple[str, str]],
    rejected: Collection[tuple[str, str | None]],
) -> list[tuple[str, str]]:
    """Remove every document and name that is not among `files` (document_id, file_name), and every rejection that is not among
    `rejected` (file_name, sha256): a file that is rejected with another content is rejected once.

    Gives what was removed.
    """
    with transaction(connection):
        names = connection.execute("select document_id, file_name from raw.document_files").fetchall()
        removed = sorted(set(names).difference(files))
        if removed:
            connection.execute(
                f"delete from raw.document_files using (select {TEXTS} as document_id, {TEXTS} as file_name) as gone"
                " where document_files.document_id = gone.document_id and document_files.file_name = gone.file_name",
                _columns(removed),
            )
        kept = {document_id for document_id, _ in files}
        loaded = [document_id for (document_id,) in connection.execute("select document_id from raw.documents").fetchall()]
        _delete_documents(connection, [document_id for document_id in loaded if document_id not in kept])
        known = connection.execute("select distinct file_name, sha256 from raw.rejections").fetchall()
        _delete_rejections(connection, [pair for pair in known if pair not in rejected])
    return removed


def _delete_documents(connection: duckdb.DuckDBPyConnection, document_ids: Sequence[str]) -> None:
    delete_content(connection, document_ids)
    if document_ids:
        connection.execute(f"delete from raw.document_files where document_id in (select {TEXTS})", [list(document_ids)])


def _delete_rejections(connection: duckdb.DuckDBPyConnection, pairs: Collection[tuple[str, str | None]]) -> None:
    if pairs:
        connection.execute(
            f"delete from raw.rejections using (select {TEXTS} as file_name, {TEXTS} as sha256) as gone"
            " where rejections.file_name = gone.file_name and coalesce(rejections.sha256, '') = coalesce(gone.sha256, '')",
            _columns(pairs),
        )


def _columns(pairs: Collection[tuple[str, str | None]]) -> list[list[str | None]]:
    return [[first for first, _ in pairs], [second for _, second in pairs]]
