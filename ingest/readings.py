"""Which contents need no reading: their raw rows, or their rejection, are what the code of today would give again.

`ingest.readings` says by which version each content was read: a hash of the reading code, its words, its libraries and the
limits. What was rejected for reasons of the machine (time, memory, a file that would not open) is read again.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import asdict, dataclass, replace

import duckdb

from ingest.code_state import hash_texts, reading_code
from ingest.readers.limits import Limits
from ingest.records import DocumentFileRecord, RejectionRecord
from ingest.sources import SourceFile
from ingest.warehouse import TEXTS

TABLE = "ingest.readings"
TRANSIENT = ("timed_out", "out_of_memory", "worker_died", "not_opened")


@dataclass(frozen=True, slots=True)
class Readings:
    """Contents that were read by this version: those with rows, and the rejections of the others, by SHA-256."""

    version: str
    loaded: Set[str] = frozenset()
    rejected: dict[str, RejectionRecord] | None = None

    def outcome(self, source: SourceFile, sha256: str | None) -> DocumentFileRecord | RejectionRecord | None:
        """What reading the file would give: the name of a content that is loaded, a rejection, or None: it must be read."""
        if sha256 in self.loaded:
            described = asdict(source.entry)
            del described["file"]
            return DocumentFileRecord(document_id=sha256[:16], file_name=source.file_name, **described)
        rejection = (self.rejected or {}).get(sha256 or "")
        return replace(rejection, file_name=source.file_name) if rejection else None


def read_readings(connection: duckdb.DuckDBPyConnection, limits: Limits, is_full: bool) -> Readings:
    """What is known of contents. With `is_full` nothing is."""
    connection.execute("create schema if not exists ingest")
    connection.execute(f"create table if not exists {TABLE} (sha256 varchar, version varchar)")
    version = hash_texts([reading_code(), repr(limits)])
    if is_full:
        return Readings(version)
    known = f"sha256 in (select sha256 from {TABLE} where version = ?)"
    loaded = connection.execute(f"select sha256 from raw.documents where {known}", [version]).fetchall()
    marks = ", ".join("?" for _ in TRANSIENT)
    rejected = connection.execute(
        f"select * from raw.rejections where {known} and reason_code not in ({marks}) order by file_name", [version, *TRANSIENT]
    ).fetchall()
    rejections = (RejectionRecord(*row) for row in rejected)
    return Readings(version, frozenset(sha256 for (sha256,) in loaded), {item.sha256 or "": item for item in rejections})


def forget_readings(connection: duckdb.DuckDBPyConnection, hashes: Sequence[str]) -> None:
    """Before the rows of contents change: nothing is known of them, until `remember_readings`."""
    connection.execute(f"delete from {TABLE} where sha256 in (select {TEXTS})", [list(hashes)])


def remember_readings(connection: duckdb.DuckDBPyConnection, hashes: Sequence[str], version: str) -> None:
    """The rows of contents, or their rejections, are those of this version."""
    connection.execute(f"insert into {TABLE} select {TEXTS}, ?", [list(hashes), version])
