"""Plain text: pasted pages, text exports of PDF files, tab- or pipe-separated tables.

A line with tabs, or one framed by pipes, is split into cells; any other line is one cell. A form feed begins a new page; a text
without form feeds has no pages. UTF-8, UTF-16 (with or without byte order mark) and GB18030 are told apart by their content.
"""

from __future__ import annotations

import codecs
import hashlib

from ingest.errors import UnreadableDocument
from ingest.readers.limits import DEFAULT_LIMITS, Limits
from ingest.records import Line, SourceDocument

PIPE = "|"


def read_text(content: bytes, limits: Limits = DEFAULT_LIMITS) -> SourceDocument:
    """Decode and split a text. Raises UnreadableDocument (unknown_encoding, binary_content) where it is no text."""
    text, encoding = decode(content)
    digest = hashlib.sha256(content).hexdigest()
    pages = text.split("\f")
    lines: list[Line] = []
    for page_number, page in enumerate(pages, start=1):
        for printed in _split_lines(page):
            lines.append(
                Line(
                    line_number=len(lines) + 1,
                    text=printed,
                    cells=_split_cells(printed),
                    page_number=page_number if len(pages) > 1 else None,
                )
            )
    return SourceDocument(
        document_id=digest[:16],
        sha256=digest,
        byte_count=len(content),
        reader="text",
        encoding=encoding,
        page_count=len(pages) if len(pages) > 1 else None,
        lines=tuple(lines),
    )


def decode(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding."""
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if content.startswith(mark):
            return _decode(content, encoding), encoding
    if b"\0" in content:
        return _decode(content, _guess_utf16(content)), _guess_utf16(content)
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decode(content, "gb18030"), "gb18030"


def _guess_utf16(content: bytes) -> str:
    """A UTF-16 text without a mark has line feeds of two bytes; anything else with zero bytes is no text."""
    if b"\n\0" in content and content.index(b"\n\0") % 2 == 0:
        return "utf-16-le"
    if b"\0\n" in content and content.index(b"\0\n") % 2 == 0:
        return "utf-16-be"
    raise UnreadableDocument(
        reason_code="binary_content",
        reason="the file holds zero bytes, so it is not a text",
        reason_zh="文件含有零字节，不是文本文件",
        place=f"byte {content.index(bytes(1)) + 1}",
        remedy="save the disclosure as text and load that file",
        remedy_zh="请将公开文件另存为文本后再导入",
    )


def _decode(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableDocument(
            reason_code="unknown_encoding",
            reason=f"the text is neither UTF-8, UTF-16 nor GB18030 ({encoding} fails)",
            reason_zh="文本编码不是 UTF-8、UTF-16 或 GB18030",
            place=f"byte {error.start + 1}",
            remedy="save the file as UTF-8",
            remedy_zh="请将文件另存为 UTF-8 编码",
        ) from error


def _split_lines(page: str) -> list[str]:
    lines = page.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines[:-1] if lines and lines[-1] == "" else lines


def _split_cells(printed: str) -> tuple[str, ...]:
    if "\t" in printed:
        return tuple(printed.split("\t"))
    framed = printed.strip()
    if framed.startswith(PIPE) and framed.endswith(PIPE) and len(framed) > 1:
        return tuple(framed[1:-1].split(PIPE))
    return (printed,)
