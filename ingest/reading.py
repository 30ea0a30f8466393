"""From a file to the records that are loaded, or to the reason why it is rejected. One bad file never stops the others."""

from __future__ import annotations

import dataclasses
import hashlib
from dataclasses import dataclass

from ingest.errors import UnreadableDocument
from ingest.forms import recognise
from ingest.forms.document_identity import describe_document
from ingest.ledger import keep_ledger, keep_notes
from ingest.readers import read_document
from ingest.readers.limits import DEFAULT_LIMITS, Limits
from ingest.records import DocumentFileRecord, RejectionRecord
from ingest.sources import SourceFile


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read: the name it came under, and every record of its content."""

    file: DocumentFileRecord
    records: tuple[object, ...]


def read_source(source: SourceFile, limits: Limits = DEFAULT_LIMITS) -> ReadFile | RejectionRecord:
    """Read and recognise one file."""
    try:
        content = source.path.read_bytes()
    except OSError as error:
        return _reject(source, None, _not_opened(error))
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        return _read(source, content, limits)
    except UnreadableDocument as error:
        return _reject(source, sha256, error)
    except Exception as error:  # a fault of ours met by one document must not cost the others their place
        return _reject(source, sha256, _not_understood(error))


def _read(source: SourceFile, content: bytes, limits: Limits) -> ReadFile:
    document = read_document(content, limits)
    recognition = recognise(document)
    described = dataclasses.asdict(source.entry)
    del described["file"]
    return ReadFile(
        file=DocumentFileRecord(document_id=document.document_id, file_name=source.file_name, **described),
        records=(
            describe_document(document, recognition),
            *keep_ledger(document, recognition),
            *keep_notes(document, recognition),
            *recognition.forms,
            *recognition.fundings,
            *recognition.goals,
            *recognition.indicators,
            *recognition.budget_tables,
            *recognition.budget_cells,
            *recognition.claims,
        ),
    )


def _reject(source: SourceFile, sha256: str | None, error: UnreadableDocument) -> RejectionRecord:
    return RejectionRecord(
        file_name=source.file_name,
        sha256=sha256,
        reason_code=error.reason_code,
        reason=error.reason,
        reason_zh=error.reason_zh,
        place=error.place,
        remedy=error.remedy,
        remedy_zh=error.remedy_zh,
    )


def _not_opened(error: OSError) -> UnreadableDocument:
    return UnreadableDocument(
        reason_code="not_opened",
        reason=f"the file cannot be opened: {error.strerror}",
        reason_zh="文件无法打开",
        remedy="check the rights on the file",
        remedy_zh="请检查文件权限",
    )


def _not_understood(error: Exception) -> UnreadableDocument:
    return UnreadableDocument(
        reason_code="extraction_failed",
        reason=f"the extraction stopped with {type(error).__name__}: {error}",
        reason_zh="程序提取该文件时出错",
        remedy="the fault is in the extraction, not in the disclosure: report the file to the maintainers",
        remedy_zh="问题出在程序，不在公开文件本身，请将该文件反馈给维护者",
    )
