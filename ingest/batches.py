"""Outcomes are collected and written several at a time: a transaction costs as much for one small document as for hundreds.

A batch ends with so many documents, so many rows, or when its first document has waited so long: what a stopped run had read
and not yet written is read again by the next one.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime

import duckdb

from ingest.reading import ReadFile
from ingest.readings import forget_readings, remember_readings
from ingest.records import DocumentFileRecord, DocumentRecord, RejectionRecord
from ingest.removing import reject_files
from ingest.run_events import tell_document
from ingest.warehouse import Loading, load_documents

MOST_DOCUMENTS = 500
MOST_ROWS = 100_000
MOST_SECONDS = 5.0


class Batch:
    """Documents on their way into the raw tables. `loadings` says what became of those written, in order."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, now: datetime, version: str) -> None:
        self.loadings: list[Loading] = []
        self._connection, self._now, self._version = connection, now, version
        self._waiting: dict[str, ReadFile | DocumentFileRecord] = {}
        self._rows = 0
        self._begun = 0.0

    def add(self, outcome: ReadFile | DocumentFileRecord) -> None:
        """Take a document; write the batch where it is full. A content that waits already is written first."""
        file = outcome.file if isinstance(outcome, ReadFile) else outcome
        if file.document_id in self._waiting:
            self.write()
        if not self._waiting:
            self._begun = time.monotonic()
        self._waiting[file.document_id] = outcome
        self._rows += len(outcome.records) if isinstance(outcome, ReadFile) else 1
        is_over = time.monotonic() - self._begun > MOST_SECONDS
        if is_over or len(self._waiting) >= MOST_DOCUMENTS or self._rows >= MOST_ROWS:
            self.write()

    def write(self) -> None:
        """Write what waits, and tell of each document."""
        documents = [
            (outcome.file, outcome.records) if isinstance(outcome, ReadFile) else (outcome, None)
            for outcome in self._waiting.values()
        ]
        hashes = [record.sha256 for _, records in documents for record in records or () if isinstance(record, DocumentRecord)]
        forget_readings(self._connection, hashes)
        done = load_documents(self._connection, documents, self._now)
        remember_readings(self._connection, hashes, self._version)
        for (file, _), loading in zip(documents, done, strict=True):
            tell_document(loading.value, file.file_name, document_id=file.document_id)
        self.loadings += done
        self._waiting.clear()
        self._rows = 0


def write_rejections(connection: duckdb.DuckDBPyConnection, rejections: Sequence[RejectionRecord], version: str) -> None:
    """Record all rejected files of a run, and that their contents are known."""
    hashes = list(dict.fromkeys(rejection.sha256 for rejection in rejections if rejection.sha256 is not None))
    forget_readings(connection, hashes)
    reject_files(connection, rejections)
    remember_readings(connection, hashes, version)
