"""Readers: one module a format. A file's type is told by its content, not by its name."""

from __future__ import annotations

from collections.abc import Callable

from ingest.errors import UnreadableDocument
from ingest.readers import file_types
from ingest.readers.excel import read_excel
from ingest.readers.html import read_html
from ingest.readers.limits import DEFAULT_LIMITS, Limits, exceeded
from ingest.readers.pdf import read_pdf
from ingest.readers.text import read_text
from ingest.readers.unread import unread_kind
from ingest.readers.word import read_word
from ingest.records import SourceDocument

READERS: dict[str, Callable[[bytes, Limits], SourceDocument]] = {
    file_types.EXCEL: read_excel,
    file_types.PDF: read_pdf,
    file_types.TEXT: read_text,
    file_types.WORD: read_word,
    file_types.HTML: read_html,
}


def read_document(content: bytes, limits: Limits = DEFAULT_LIMITS) -> SourceDocument:
    """Read one file. Raises UnreadableDocument with the reason where its content is empty, over a limit, or not readable."""
    if not content.strip():
        raise UnreadableDocument(
            reason_code="empty_file",
            reason="the file is empty",
            reason_zh="文件为空",
            place=None,
            remedy="check the download and load the file again",
            remedy_zh="请检查下载是否完整后重新导入",
        )
    if len(content) > limits.bytes:
        raise exceeded("bytes", f"{len(content)} bytes", str(limits.bytes))
    kind = file_types.file_type(content)
    if kind not in READERS:
        raise unread_kind(kind)
    return READERS[kind](content, limits)
