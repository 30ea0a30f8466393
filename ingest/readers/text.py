"""Plain text: pasted pages, text exports of PDF files, tab- or pipe-separated tables.

A line with tabs, or one framed by pipes, is split into cells, and so is a page of comma-separated values (`text_cells`); any
other line is one cell. `line_number` counts printed lines: a quoted cell may take several. A form feed begins a new page; a
text without form feeds has no pages. UTF-8, UTF-16 (with or without byte order mark) and GB18030 are told by their content.
"""

from __future__ import annotations

import codecs
import hashlib
import re

from ingest.errors import UnreadableDocument
from ingest.readers.limits import DEFAULT_LIMITS, Limits, exceeded
from ingest.readers.text_cells import separated_values, split_line
from ingest.records import Line, SourceDocument

# Letters of a Chinese text, and how many others one may hold before it is no text of that encoding.
PRINT = re.compile("[\\s!-~·×\u2000-\u22ff\u2460-\u25ff\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+")
MOST_UNPRINTED = 0.05
# Ends of lines beside the line feed: vertical tab (a soft break of Word), next line, line and paragraph separator.
LINE_ENDS = str.maketrans(dict.fromkeys("\r\v\x85\u2028\u2029", "\n"))


def read_text(content: bytes, limits: Limits = DEFAULT_LIMITS) -> SourceDocument:
    """Decode and split a text. Raises UnreadableDocument (unknown_encoding, binary_content) where it is no text."""
    text, encoding = decode(content)
    digest = hashlib.sha256(content).hexdigest()
    pages = text.split("\f")
    if len(pages) > limits.pages:
        raise exceeded("pages", f"{len(pages)} pages", str(limits.pages))
    lines: list[Line] = []
    first = 1
    for page_number, page in enumerate(pages, start=1):
        printed = _split_lines(page)
        if first + len(printed) > limits.cells:
            raise exceeded("cells", f"more than {limits.cells} lines", str(limits.cells))
        on_page = page_number if len(pages) > 1 else None
        values = separated_values(printed)
        if values is None:
            lines += [Line(first + place, text, split_line(text), on_page) for place, text in enumerate(printed)]
        else:
            lines += [Line(first + place, "\t".join(cells), cells, on_page) for place, cells in values]
        first += len(printed)
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
    """UTF-16 without a mark: most zero bytes stand beside ASCII letters (一 has one too), and what it decodes to is print."""
    first, second = content[0::2].count(0), content[1::2].count(0)
    encoding = "utf-16-le" if second >= first else "utf-16-be"
    text = content.decode(encoding, errors="replace")
    if len(PRINT.sub("", text)) <= MOST_UNPRINTED * len(text) and "\0" not in text:
        return encoding
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
    lines = page.replace("\r\n", "\n").translate(LINE_ENDS).split("\n")
    return lines[:-1] if lines and lines[-1] == "" else lines
