"""What a file is, told by its content. Names and endings are not looked at: sites give a web page the name of a PDF."""

from __future__ import annotations

import io
import re
import zipfile

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
# A page may begin with comments or an XML declaration of any length; a fragment of one may begin with text.
PREAMBLES = ((b"<!--", b"-->"), (b"<?", b"?>"))
TABLE = re.compile(rb"<table\b[^<>]{0,2000}>\s{0,200}<(?:caption|col|thead|tbody|tr)\b", re.IGNORECASE)
WEB_ARCHIVE = re.compile(rb"^content-type:\s{0,9}multipart/related", re.IGNORECASE | re.MULTILINE)
MAIL_HEADER = re.compile(rb"^[a-z][a-z-]{1,40}:", re.IGNORECASE)
XML_WORD = (b"http://schemas.microsoft.com/office/word/2003/wordml", b"http://schemas.microsoft.com/office/2006/xmlPackage")
ENTRIES = 20_000
# Zip archives, by the names of their parts.
ZIP_KINDS = (
    ("word/", WORD),
    ("xl/", EXCEL),
    ("ppt/", "PowerPoint presentation"),
    ("OFD.xml", "OFD document"),
    ("content.xml", "OpenDocument file"),
)
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
    if any(name in head for name in XML_WORD):
        return "Word 2003 XML document"
    if MAIL_HEADER.match(head) and WEB_ARCHIVE.search(head):
        return "web archive (.mht)"
    return HTML if _is_page(content) else TEXT


def _is_page(content: bytes) -> bool:
    """Markup at the beginning, or a table further down."""
    begin = _skip_preambles(content) if b"\0" not in content[:HEAD_BYTES] else 0
    head = content[begin : begin + HEAD_BYTES].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if head.startswith(b"<") and MARKUP.search(head):
        return True
    return b"</t" in content.lower() and TABLE.search(content) is not None


def _skip_preambles(content: bytes) -> int:
    begin = 3 if content.startswith(b"\xef\xbb\xbf") else 0
    while True:
        while content[begin : begin + 1].isspace():
            begin += 1
        ending = next((ending for start, ending in PREAMBLES if content.startswith(start, begin)), None)
        end = content.find(ending, begin) if ending else -1
        if ending is None or end < 0:
            return begin
        begin = end + len(ending)


def _zip_type(content: bytes) -> str:
    """Office files are zip archives whose parts lie in a folder of that name; a zip file of documents only contains such."""
    if content.count(b"PK\x01\x02") <= ENTRIES:
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                names = archive.namelist()
        except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError):
            names = []
        if names:
            return next((kind for mark, kind in ZIP_KINDS if any(name.startswith(mark) for name in names)), "zip archive")
    if ZIP_END not in content:
        return TRUNCATED_ZIP
    # A broken directory: the names of the parts still stand before their contents.
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
