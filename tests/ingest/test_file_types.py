"""What a file is, told by its content: pages in every disguise, archives of documents, formats that are not read."""

import pytest

from ingest.readers.file_types import TRUNCATED_ZIP, file_type
from tests.ingest.test_archive import archive_of

TYPES = b"<Types/>"
WORD = archive_of(**{"[Content_Types].xml": TYPES, "word/document.xml": b"<w/>"})
WEB_ARCHIVE = b"From: <Saved by WPS>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\n<html>"
CASES = {
    "page": (b"<!DOCTYPE html><html>", "html"),
    "comment_first": (b"<!-- " + b"site " * 2000 + b"-->\r\n<div>1</div>", "html"),
    "xml_prolog": (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- x --><!DOCTYPE html PUBLIC "x"><html>', "html"),
    "utf16": ("<html>预算".encode("utf-16"), "html"),
    "table_only": (b"<TABLE border=1><tr><td>1</table>", "html"),
    "text_before_a_table": ("预算\n<table class=a>\n<tr><td>1</td></tr></table>".encode(), "html"),
    "text_with_an_angle": ("<关于预算的说明>\n收入 <5% 支出".encode(), "text"),
    "open_comment": (b"<!-- no end", "text"),
    "word": (WORD, "word"),
    "word_cut_off": (WORD[:-30], TRUNCATED_ZIP),
    "excel": (archive_of(**{"[Content_Types].xml": TYPES, "xl/workbook.xml": b"<x/>"}), "excel"),
    "zip_of_documents": (archive_of(**{"a.docx": WORD, "b/word/x[Content_Types].xml": b""}), "zip archive"),
    "presentation": (archive_of(**{"[Content_Types].xml": TYPES, "ppt/x.xml": b"<x/>"}), "PowerPoint presentation"),
    "ofd": (archive_of(**{"OFD.xml": b"<x/>"}), "OFD document"),
    "web_archive": (WEB_ARCHIVE, "web archive (.mht)"),
    "pdf": (b"%PDF-1.4", "pdf"),
    "image": (b"\x89PNG\r\n", "PNG image"),
    "word_2003": (b'<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">',
                  "Word 2003 XML document"),
    "text": ("预算 1\n".encode(), "text"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_types(name):
    content, expected = CASES[name]
    assert file_type(content) == expected
