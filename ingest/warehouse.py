"""The raw schema in DuckDB: created from the record classes; documents are loaded several in a transaction.

Loading is idempotent: the same rows again change nothing; the same content under another name adds that name; a document whose
rows have changed is replaced as a whole. A content is either loaded or a row of `raw.rejections`, never both; `ingest.removing`
takes out. What a document costs does not grow with those loaded: a new one looks up nothing but whether it is new.
"""

from __future__ import annotations

import dataclasses
import operator
import types
import typing
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from enum import Enum

import duckdb

from ingest.errors import RawTableBroken
from ingest.records import RAW_RECORDS, DocumentFileRecord, DocumentRecord, RejectionRecord
from ingest.reviews_table import create_review_table

SQL_TYPES = {str: "varchar", int: "integer", bool: "boolean"}

# Rows of a document in these tables are replaced with the document; names and rejections have lives of their own.
CONTENT_RECORDS = tuple(record for record in RAW_RECORDS if record not in (DocumentFileRecord, RejectionRecord))

# Many texts as one parameter of a statement.
TEXTS = "unnest(cast(? as varchar[]))"

# A name with the records of its content, or without where that is loaded already.
NamedContent = tuple[DocumentFileRecord, Sequence[object] | None]


class Loading(Enum):
    """What loading a document did to the raw tables."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


def create_raw_schema(connection: duckdb.DuckDBPyConnection) -> None:
    """Create schema `raw` and one table a record class, where they are missing; and the table of a user's own reviews."""
    create_review_table(connection)
    connection.execute("create schema if not exists raw")
    for record in RAW_RECORDS:
        columns = ", ".join(f"{name} {kind}" for name, kind in columns_of(record))
        connection.execute(f"create table if not exists raw.{record.TABLE} ({columns})")


def columns_of(record: type) -> list[tuple[str, str]]:
    """Name and SQL type of each column of a record's raw table. `documents` also says when it was loaded."""
    hints = typing.get_type_hints(record)
    columns = [(item.name, SQL_TYPES[_base_type(hints[item.name])]) for item in dataclasses.fields(record)]
    return [*columns, ("loaded_at", "timestamp")] if record is DocumentRecord else columns


def insert_records(connection: duckdb.DuckDBPyConnection, records: Iterable[object]) -> None:
    """Insert records of one class, in order: one list a column, which is 15 times as fast as a statement a row."""
    rows = list(records)
    if not rows:
        return
    columns = [column for column in columns_of(type(rows[0])) if column[0] != "loaded_at"]
    names = ", ".join(name for name, _ in columns)
    values = ", ".join(f"unnest(cast(? as {kind}[]))" for _, kind in columns)
    lists = [list(column) for column in zip(*map(_row_reader(type(rows[0])), rows), strict=True)]
    connection.execute(f"insert into raw.{rows[0].TABLE} ({names}) select {values}", lists)


def load_document(
    connection: duckdb.DuckDBPyConnection,
    file: DocumentFileRecord,
    records: Sequence[object],
    loaded_at: datetime,
) -> Loading:
    """Load all records of one content (its DocumentRecord among them) and the name it came under, in one transaction."""
    return load_documents(connection, [(file, records)], loaded_at)[0]


def load_documents(
    connection: duckdb.DuckDBPyConnection, documents: Sequence[NamedContent], loaded_at: datetime
) -> list[Loading]:
    """Load contents, none of them twice, in one transaction. Of one without records, loaded already, the name is recorded."""
    changed: list[tuple[str, dict[str, list[object]]]] = []
    loadings: list[Loading] = []
    with transaction(connection):
        loaded = _loaded(connection, [file.document_id for file, records in documents if records is not None])
        for file, records in documents:
            if records is None:
                loadings.append(Loading.UNCHANGED)
                continue
            by_table = _by_table(records)
            is_loaded = file.document_id in loaded
            if is_loaded and _is_unchanged(connection, file.document_id, by_table):
                loadings.append(Loading.UNCHANGED)
                continue
            loadings.append(Loading.REPLACED if is_loaded else Loading.ADDED)
            changed.append((file.document_id, by_table))
        delete_content(connection, [document_id for document_id, _ in changed if document_id in loaded])
        for record in CONTENT_RECORDS:
            insert_records(connection, [row for _, by_table in changed for row in by_table[record.TABLE]])
        if changed:
            connection.execute(
                f"update raw.documents set loaded_at = ? where document_id in (select {TEXTS})",
                [loaded_at, [document_id for document_id, _ in changed]],
            )
        _record_names(connection, [file for file, _ in documents])
    return loadings


def delete_content(connection: duckdb.DuckDBPyConnection, document_ids: Sequence[str]) -> None:
    """Delete all rows of these contents, their names aside."""
    for record in CONTENT_RECORDS if document_ids else ():
        connection.execute(f"delete from raw.{record.TABLE} where document_id in (select {TEXTS})", [list(document_ids)])


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All or nothing. Raises RawTableBroken where a raw table is not what it should be."""
    connection.begin()
    try:
        yield
    except (duckdb.BinderException, duckdb.CatalogException) as error:
        connection.rollback()
        raise RawTableBroken(
            reason=f"a raw table has not the columns it needs: {str(error).splitlines()[0]}",
            reason_zh="原始表结构不完整",
            remedy="delete the work file and load the documents again; the published file is not touched",
            remedy_zh="请删除工作文件后重新导入，已发布的文件不受影响",
        ) from error
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def _by_table(records: Sequence[object]) -> dict[str, list[object]]:
    by_table: dict[str, list[object]] = {record.TABLE: [] for record in CONTENT_RECORDS}
    for record in records:
        by_table[record.TABLE].append(record)
    return by_table


def _loaded(connection: duckdb.DuckDBPyConnection, document_ids: Sequence[str]) -> set[str]:
    query = f"select document_id from raw.documents where document_id in (select {TEXTS})"
    return {document_id for (document_id,) in connection.execute(query, [list(document_ids)]).fetchall()}


def _is_unchanged(connection: duckdb.DuckDBPyConnection, document_id: str, by_table: dict[str, list[object]]) -> bool:
    for record in CONTENT_RECORDS:
        names = ", ".join(name for name, _ in columns_of(record) if name != "loaded_at")
        loaded = connection.execute(f"select {names} from raw.{record.TABLE} where document_id = ?", [document_id]).fetchall()
        if Counter(loaded) != Counter(map(_row_reader(record), by_table[record.TABLE])):
            return False
    return True


def _record_names(connection: duckdb.DuckDBPyConnection, files: Sequence[DocumentFileRecord]) -> None:
    """Replace what is known of these names; those of which nothing changes are not written."""
    names = ", ".join(name for name, _ in columns_of(DocumentFileRecord))
    query = f"select {names} from raw.document_files where document_id in (select {TEXTS})"
    known = set(connection.execute(query, [[file.document_id for file in files]]).fetchall())
    changed = [file for file in files if _row_reader(DocumentFileRecord)(file) not in known]
    if changed:
        connection.execute(
            f"delete from raw.document_files using (select {TEXTS} as document_id, {TEXTS} as file_name) as named"
            " where document_files.document_id = named.document_id and document_files.file_name = named.file_name",
            [[file.document_id for file in changed], [file.file_name for file in changed]],
        )
        insert_records(connection, changed)
    names_now = [file.file_name for file in files]
    connection.execute(f"delete from raw.rejections where file_name in (select {TEXTS})", [names_now])


def _row_reader(record: type) -> operator.attrgetter:
    return operator.attrgetter(*(item.name for item in dataclasses.fields(record)))


def _base_type(annotation: object) -> type:
    if isinstance(annotation, types.UnionType):
        return next(part for part in typing.get_args(annotation) if part is not type(None))
    return annotation  # type: ignore[return-value]
