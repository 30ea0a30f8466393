"""PDF files with a text layer. Pictures of text are not read: OCR is not done.

Every printed character ends in one line: a row of a ruled table, a row of a table told by aligned blanks, or a line of prose.
"""

from __future__ import annotations

import hashlib

import pypdfium2 as pdfium

from ingest.errors import UnreadableDocument
from ingest.readers.aligned_columns import Extent
from ingest.readers.limits import DEFAULT_LIMITS, Limits, exceeded
from ingest.readers.pdf_fonts import use_box_font
from ingest.readers.pdf_page import Page, read_page
from ingest.readers.pdf_parts import page_parts
from ingest.records import Line, Note, SourceDocument

END_MARK = b"%%EOF"
LOST_TEXT = "blank or not readable: their font is not embedded and they have no width"


def read_pdf(content: bytes, limits: Limits = DEFAULT_LIMITS) -> SourceDocument:
    """Lines and table rows of a PDF. Raises UnreadableDocument (encrypted, truncated, no_text_layer, fonts_missing, ...)."""
    if b" obj" in content[max(0, content.rfind(END_MARK)) :]:
        raise _truncated("the end of the file is missing")
    use_box_font()
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        raise _encrypted() if "assword" in str(error) else _truncated(str(error)) from error
    try:
        return _read(document, content, limits)
    finally:
        document.close()


def _read(document: pdfium.PdfDocument, content: bytes, limits: Limits) -> SourceDocument:
    page_count = len(document)
    if page_count > limits.pages:
        raise exceeded("pages", f"{page_count} pages", str(limits.pages))
    lines: list[Line] = []
    notes: list[Note] = []
    cells = tables = chars = lost = 0
    columns: tuple[Extent, ...] = ()
    for page_number in range(1, page_count + 1):
        page = _page(document, page_number)
        chars += len(page.chars)
        lost += page.lost_texts
        if not page.chars and page.has_picture:
            notes.append(Note("image_page", f"page {page_number}", "the page is a picture; OCR is not done", page_number))
        if page.lost_texts:
            notes.append(Note("hidden_content", f"{page.lost_texts} texts", LOST_TEXT, page_number))
        parts, columns = page_parts(page, columns, limits)
        for _, _, is_table, rows, doubt in parts:
            tables += is_table
            if doubt:
                notes.append(Note("unread_table", rows[0].cells[0], doubt, page_number, len(lines) + 1))
            for row_number, row in enumerate(rows, start=1):
                cells += len(row.cells)
                if cells > limits.cells:
                    raise exceeded("cells", f"more than {limits.cells} cells", str(limits.cells), f"page {page_number}")
                place = (page_number, tables, row_number) if is_table else (page_number, None, None)
                lines.append(Line(len(lines) + 1, "\t".join(row.cells), row.cells, *place, row.spans, row.box))
    if not chars:
        raise _fonts_missing(lost) if lost else _no_text_layer(page_count)
    digest = hashlib.sha256(content).hexdigest()
    return SourceDocument(digest[:16], digest, len(content), "pdf", None, page_count, tuple(lines), tuple(notes))


def _page(document: pdfium.PdfDocument, page_number: int) -> Page:
    try:
        page = document[page_number - 1]
    except pdfium.PdfiumError as error:
        raise _truncated(str(error), f"page {page_number}") from error
    try:
        return read_page(page)
    finally:
        page.close()


def _encrypted() -> UnreadableDocument:
    return UnreadableDocument(
        reason_code="encrypted",
        reason="the PDF is encrypted with a password",
        reason_zh="PDF 文件已加密，需要密码",
        place=None,
        remedy="save it without a password and load that file",
        remedy_zh="请另存为未加密的文件后再导入",
    )


def _truncated(detail: str, place: str | None = None) -> UnreadableDocument:
    return UnreadableDocument(
        reason_code="truncated",
        reason=f"the PDF is cut off or damaged: {detail}",
        reason_zh="PDF 文件不完整或已损坏",
        place=place,
        remedy="download the file again",
        remedy_zh="请重新下载文件后再导入",
    )


def _no_text_layer(page_count: int) -> UnreadableDocument:
    return UnreadableDocument(
        reason_code="no_text_layer",
        reason=f"none of the {page_count} pages has a text layer, the PDF is image-only; OCR is not done",
        reason_zh="PDF 仅含图像，没有文字层；本工具不做文字识别（OCR）",
        place=None,
        remedy="get the text version (the Word, Excel or original PDF file) and load that",
        remedy_zh="请取得带文字层的版本（Word、Excel 或原始 PDF）后再导入",
    )


def _fonts_missing(lost: int) -> UnreadableDocument:
    return UnreadableDocument(
        reason_code="fonts_missing",
        reason=f"none of the {lost} texts can be read: their fonts are not embedded in the PDF",
        reason_zh="PDF 未嵌入字体，文字无法读取",
        place=None,
        remedy="save the PDF again with its fonts embedded, or load the Word or Excel file",
        remedy_zh="请重新导出嵌入字体的 PDF，或改用 Word、Excel 原始文件导入",
    )
