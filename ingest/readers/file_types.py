"""What a file is, told by its content. Names and endings are not looked at: sites give a web page the name of a PDF."""

from __future__ import annotations

import re

# How far into a file its marks are looked for.
HEAD_BYTES = 4096

PDF = "pdf"
WORD = "word"
EXCEL = "excel"
HTML = "html"
TEXT = "text"

# First bytes of formats that are not read, and what they are called.
UNREAD = (
    (b"\x89PNG", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF8", "GIF image"),
    (b"II*\0", "TIFF image"),
    (b"MM\0*", "TIFF image"),
    (b"Rar!", "RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "7z archive"),
    (b"\x1f\x8b", "gzip archive"),
    (b"{\\rtf", "RTF document"),
)
ZIP = b"PK\x03\x04"
# The directory at the end of a zip archive; a file that was cut off has none.
ZIP_END = b"PK\x05\x06"
TRUNCATED_ZIP = "truncated Word, Excel or zip file"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of the parts of an OLE file, as its directory writes them.
OLE_WORKBOOK = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OLE_WORD = "WordDocument".encode("utf-16-le")
MARKUP = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|table|tr|td|div|p|meta)\b", re.IGNORECASE)
XML_SPREADSHEET = b"urn:schemas-microsoft-com:office:spreadsheet"


def file_type(content: bytes) -> str:
    """pdf, word, excel, html or text; for what is not read, its name: 'PNG image', 'encrypted Office document' ..."""
    for signature, name in UNREAD:
        if content.startswith(signature):
            return name
    head = content[:HEAD_BYTES]
    if content.startswith(b"%PDF-") or (b"%PDF-" in head[:1024] and b" obj" in content):
        return PDF
    if content.startswith(ZIP):
        return _zip_type(content)
    if content.startswith(OLE):
        return _ole_type(content)
    if XML_SPREADSHEET in head:
        return "Excel 2003 XML spreadsheet"
    folded = head.replace(b"\0", b"")
    if MARKUP.search(folded) and folded.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<"):
        return HTML
    return TEXT


def _zip_type(content: bytes) -> str:
    """Word and Excel files are zip archives whose parts lie in a folder of that name. Names stand uncompressed."""
    if ZIP_END not in content:
        return TRUNCATED_ZIP
    if b"word/" in content and b"[Content_Types].xml" in content:
        return WORD
    if b"xl/" in content and b"[Content_Types].xml" in content:
        return EXCEL
    return "zip archive"


def _ole_type(content: bytes) -> str:
    if OLE_ENCRYPTED in content:
        return "encrypted Office document"
    if any(name in content for name in OLE_WORKBOOK):
        return EXCEL
    return "Word document of before 2007" if OLE_WORD in content else "OLE file"
