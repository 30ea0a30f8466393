"""Readers: one module a format. A file's type is told by its content, not by its name."""

from __future__ import annotations

from ingest.errors import UnreadableDocument
from ingest.readers.text import read_text
from ingest.records import SourceDocument

# First bytes of formats that are no text, and what they are called.
SIGNATURES = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "Word, Excel or zip archive"),
    (b"\xd0\xcf\x11\xe0", "Word or Excel of before 2007"),
    (b"\x89PNG", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"Rar!", "RAR archive"),
    (b"\x1f\x8b", "gzip archive"),
)


def read_document(content: bytes) -> SourceDocument:
    """Read one file. Raises UnreadableDocument with the reason where its content is empty or of a kind that is not read."""
    if not content.strip():
        raise UnreadableDocument(
            reason_code="empty_file",
            reason="the file is empty",
            reason_zh="文件为空",
            place=None,
            remedy="check the download and load the file again",
            remedy_zh="请检查下载是否完整后重新导入",
        )
    for signature, kind in SIGNATURES:
        if content.startswith(signature):
            raise UnreadableDocument(
                reason_code="binary_content",
                reason=f"the content is a {kind}, which is not read",
                reason_zh=f"文件内容为 {kind} 格式，暂不支持读取",
                place="byte 1",
                remedy="save the disclosure as text and load that file",
                remedy_zh="请将公开文件另存为文本后再导入",
            )
    return read_text(content)
