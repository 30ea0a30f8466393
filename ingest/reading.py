"""From a file to the records that are loaded, or to the reason why it is rejected. One bad file never stops the others."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import stat
from dataclasses import dataclass

from ingest.errors import UnreadableDocument
from ingest.forms import recognise
from ingest.forms.document_identity import describe_document
from ingest.ledger import keep_ledger, keep_notes
from ingest.readers import read_document
from ingest.readers.limits import DEFAULT_LIMITS, Limits, exceeded
from ingest.records import DocumentFileRecord, RejectionRecord
from ingest.sources import SourceFile

PIECE_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read: the name it came under, and every record of its content."""

    file: DocumentFileRecord
    records: tuple[object, ...]


def read_source(source: SourceFile, limits: Limits = DEFAULT_LIMITS) -> ReadFile | RejectionRecord:
    """Read and recognise one file."""
    try:
        content = _content(source, limits)
    except UnreadableDocument as error:
        return reject(source, None, error)
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        return _read(source, content, limits)
    except UnreadableDocument as error:
        return reject(source, sha256, error)
    except MemoryError:
        return reject(source, sha256, _out_of_memory(limits))
    except Exception as error:  # a fault of ours met by one document must not cost the others their place
        return reject(source, sha256, _not_understood(error))


def sha256_of(source: SourceFile, limits: Limits) -> str | None:
    """The hash of a file's content; None where it is not to be read."""
    try:
        return hashlib.sha256(_content(source, limits)).hexdigest()
    except UnreadableDocument:
        return None


def reject(source: SourceFile, sha256: str | None, error: UnreadableDocument) -> RejectionRecord:
    """The row that says why a file is not loaded."""
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


def _content(source: SourceFile, limits: Limits) -> bytes:
    """A file's bytes. Only regular files are read: a pipe would never end. What was opened is looked at, not its name."""
    if source.leads_outside:
        raise _leads_outside()
    try:
        kind = source.path.stat().st_mode
        if stat.S_ISDIR(kind):
            raise _is_a_folder()
        # Without waiting for the other end, should a pipe have taken the place of the file meanwhile.
        with os.fdopen(os.open(source.path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC), "rb") as file:
            status = os.fstat(file.fileno())
            if not (stat.S_ISREG(kind) and stat.S_ISREG(status.st_mode)):
                raise _not_opened("it is no regular file")
            # The size is that of a moment; a file that grows while it is read is over its limit too.
            pieces, size = [], 0
            while size <= limits.bytes and (piece := file.read(PIECE_BYTES)):
                pieces.append(piece)
                size += len(piece)
    except OSError as error:
        raise _not_opened(error.strerror or str(error)) from error
    if size > limits.bytes:
        raise exceeded("bytes", f"{max(status.st_size, size)} bytes", str(limits.bytes))
    return b"".join(pieces)


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
            *recognition.tasks,
            *recognition.evaluations,
            *recognition.executions,
            *recognition.results,
            *recognition.budget_tables,
            *recognition.budget_cells,
            *recognition.claims,
            *recognition.passages,
        ),
    )


def _not_opened(reason: str) -> UnreadableDocument:
    return UnreadableDocument(
        reason_code="not_opened",
        reason=f"the file cannot be opened: {reason}",
        reason_zh="文件无法打开",
        remedy="check that the file is there (a link may lead nowhere) and the rights on it",
        remedy_zh="请检查文件是否存在（链接可能已失效）以及文件权限",
    )


def _leads_outside() -> UnreadableDocument:
    return UnreadableDocument(
        reason_code="link_leads_outside",
        reason="this is a link to a file outside of the folder that was named; such a link is not followed",
        reason_zh="这是指向文件夹以外的链接，未读取",
        remedy="copy the file into the folder, or name the file itself",
        remedy_zh="请将文件复制到该文件夹中，或直接指定该文件",
    )


def _is_a_folder() -> UnreadableDocument:
    return UnreadableDocument(
        reason_code="is_a_folder",
        reason="this is a folder with the name of a document; files inside it are read under their own names",
        reason_zh="这是以文件后缀命名的文件夹，不是文件；其中的文件按各自名称读取",
        remedy="rename the folder, and put the document there if it is missing",
        remedy_zh="请更改文件夹名称，并补充缺少的文件",
    )


def _out_of_memory(limits: Limits) -> UnreadableDocument:
    return UnreadableDocument(
        reason_code="out_of_memory",
        reason=f"reading needs more than {limits.memory_mebibytes} MiB of memory",
        reason_zh=f"读取所需内存超过 {limits.memory_mebibytes} MiB",
        remedy="split the document, or raise XIANZHANG_MAX_MEMORY_MEBIBYTES if you trust it",
        remedy_zh="请拆分文件；如确认文件可信，可调高 XIANZHANG_MAX_MEMORY_MEBIBYTES",
    )


def _not_understood(error: Exception) -> UnreadableDocument:
    return UnreadableDocument(
        reason_code="extraction_failed",
        reason=f"the extraction stopped with {type(error).__name__}: {error}",
        reason_zh="程序提取该文件时出错",
        remedy="the fault is in the extraction, not in the disclosure: report the file to the maintainers",
        remedy_zh="问题出在程序，不在公开文件本身，请将该文件反馈给维护者",
    )
