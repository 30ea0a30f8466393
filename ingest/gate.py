"""The gate's place in a run: which documents changed, their rows to a second process, its verdict back into the raw tables.

A document passed the gate with a fingerprint of its raw rows; it is checked again only when the fingerprint differs. Great
Expectations takes seconds to import, so it works in a process of its own while dbt builds.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import threading
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import duckdb

from ingest.errors import RawTableBroken
from ingest.expectations import RULES, GateFailure, GateResult, RawTable, validate
from ingest.raw_state import SCANNED, scan_raw
from ingest.records import RAW_RECORDS, RejectionRecord
from ingest.removing import set_aside
from ingest.warehouse import TEXTS, columns_of

GATED_RECORDS = tuple(record for record in RAW_RECORDS if record.TABLE in RULES)
NOTHING_CHANGED = GateResult((), ())


def changed_documents(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Documents whose raw rows have not passed the gate as they are now, with the fingerprint of those rows. Scans raw."""
    connection.execute("create schema if not exists ingest")
    connection.execute("create table if not exists ingest.gate_passes (document_id varchar, fingerprint varchar)")
    try:
        scan_raw(connection)
    except (duckdb.BinderException, duckdb.CatalogException) as error:
        raise _broken((str(error).splitlines()[0],)) from error
    rows = connection.execute(
        f"select document_id, cast(sum(hash_sum) as varchar) from {SCANNED} where list_contains(?, table_name) group by all"
        " except select document_id, fingerprint from ingest.gate_passes order by 1",
        [[record.TABLE for record in GATED_RECORDS]],
    ).fetchall()
    return dict(rows)


def read_tables(connection: duckdb.DuckDBPyConnection, document_ids: Sequence[str]) -> list[RawTable]:
    """The raw rows of these documents, table by table."""
    tables = []
    for record in GATED_RECORDS:
        cursor = connection.execute(
            f"select * from raw.{record.TABLE} where coalesce(document_id, '') in (select {TEXTS})",
            [list(document_ids)],
        )
        columns = tuple(column[0] for column in cursor.description)
        expected = tuple(name for name, _ in columns_of(record))
        tables.append(RawTable(record.TABLE, columns, expected, cursor.fetchall()))
    return tables


@contextmanager
def validating(tables: Sequence[RawTable], data_docs: Path) -> Iterator[Future[GateResult]]:
    """Validate in a second process; the result is ready when the future is. Without rows nothing is started."""
    if not any(table.rows for table in tables):
        future: Future[GateResult] = Future()
        future.set_result(NOTHING_CHANGED)
        yield future
        return
    shutil.rmtree(data_docs, ignore_errors=True)
    spawn = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(max_workers=1, mp_context=spawn, initializer=end_with_parent)
    try:
        yield pool.submit(validate, tables, data_docs)
    finally:
        pool.shutdown(wait=False)


def end_with_parent() -> None:
    """Let this process end when the run that started it does, however that ends: a pool's process would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=lambda: (parent.join(), os._exit(1)), daemon=True).start()


def apply_result(
    connection: duckdb.DuckDBPyConnection, changed: dict[str, str], result: GateResult
) -> tuple[RejectionRecord, ...]:
    """Set aside the documents that failed and remember those that passed. Raises RawTableBroken for a broken table."""
    if result.broken_tables:
        raise _broken(result.broken_tables)
    failures: dict[str, list[GateFailure]] = defaultdict(list)
    for failure in result.failures:
        failures[failure.document_id].append(failure)
    rejections: list[RejectionRecord] = []
    for document_id, failed in failures.items():
        rejections.extend(_rejections(connection, document_id, failed))
    set_aside(connection, list(failures), rejections)
    passed = {document_id: fingerprint for document_id, fingerprint in changed.items() if document_id not in failures}
    connection.execute(f"delete from ingest.gate_passes where document_id in (select {TEXTS})", [list(changed)])
    connection.execute(
        f"insert into ingest.gate_passes select {TEXTS}, {TEXTS}",
        [list(passed), list(passed.values())],
    )
    return tuple(rejections)


def _rejections(
    connection: duckdb.DuckDBPyConnection, document_id: str, failures: Sequence[GateFailure]
) -> list[RejectionRecord]:
    names = connection.execute(
        "select document_files.file_name, documents.sha256 from raw.document_files as document_files"
        " left join raw.documents as documents on document_files.document_id = documents.document_id"
        " where document_files.document_id = ? order by 1",
        [document_id],
    ).fetchall()
    evidence = "; ".join(f"raw.{failure.table}: {failure.expectation}, {failure.row_count} rows" for failure in failures)
    return [
        RejectionRecord(
            file_name=file_name,
            sha256=sha256,
            reason_code="gate_failed",
            reason=f"its rows failed the gate: {evidence}",
            reason_zh=f"入库结构检查未通过：{evidence}",
            place=f"raw.{failures[0].table}",
            remedy="the fault is in the extraction, not in the disclosure: report the file to the maintainers",
            remedy_zh="问题出在程序提取环节，不在公开文件本身，请将该文件反馈给维护者",
        )
        for file_name, sha256 in names or [(document_id, None)]
    ]


def _broken(details: tuple[str, ...]) -> RawTableBroken:
    return RawTableBroken(
        reason="a raw table is broken",
        reason_zh="原始表结构不完整",
        remedy="delete the work file and load the documents again; the published file is not touched",
        remedy_zh="请删除工作文件后重新导入，已发布的文件不受影响",
        details=details,
    )
