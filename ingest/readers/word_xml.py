"""The XML inside a Word file, parsed without entities, document types or network."""

from __future__ import annotations

import re
import zipfile

from lxml import etree

from ingest.errors import UnreadableDocument
from ingest.readers.archive import read_part
from ingest.readers.grid import join_lines
from ingest.readers.limits import Limits

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
SKIPPED = {
    W + name for name in ("pPr", "rPr", "sectPr", "sdtPr", "instrText", "delInstrText", "tblPr", "tblGrid", "tcPr", "rt")
}
SYMBOLS = {("Symbol", 0xB3): "≥", ("Symbol", 0xA3): "≤", ("Symbol", 0xB1): "±", ("Symbol", 0xB4): "×"} | {
    ("Wingdings", code): mark for code, mark in ((0xA3, "□"), (0xA8, "□"), (0x52, "☑"), (0xFE, "☑"), (0xFC, "✓"))
}
DOCUMENT_TYPE = b"<!DOCTYPE"
MAIN = "word/document.xml"
RELATIONS = "_rels/.rels"
# The namespace of Strict Open XML, read as the usual one.
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def main_part(archive: zipfile.ZipFile, limits: Limits) -> str:
    """The name of the part that holds the text; some programs call it word/document2.xml."""
    names = archive.namelist()
    if MAIN in names or RELATIONS not in names:
        return MAIN
    targets = [
        relation.get("Target", "").lstrip("/")
        for relation in parse_part(read_part(archive, RELATIONS, limits), RELATIONS)
        if isinstance(relation.tag, str) and relation.get("Type", "").endswith("/officeDocument")
    ]
    return next((target for target in targets if target in names), MAIN)


def parse_part(part: bytes, name: str) -> etree._Element:
    """The root of one part. Raises UnreadableDocument where it is broken or declares a document type."""
    if DOCUMENT_TYPE in (part.replace(b"\0", b"") if b"\0" in part else part):
        raise damaged("the XML declares a document type, which Word never writes", name)
    if STRICT in part:
        part = part.replace(STRICT, TRANSITIONAL)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True)
    try:
        root = etree.fromstring(part, parser)
    except etree.XMLSyntaxError as error:
        raise damaged(f"the XML is broken ({error})", name) from error
    # In an encoding whose bytes are none of ASCII's the declaration is only seen once it is parsed.
    if root.getroottree().docinfo.doctype:
        raise damaged("the XML declares a document type, which Word never writes", name)
    return root


def symbol_of(symbol: etree._Element) -> str | None:
    """The character that a sign of a symbol font shows, None where it is not known."""
    written = symbol.get(W + "char", "")
    if not re.fullmatch("[0-9A-Fa-f]{1,4}", written):
        return None
    return SYMBOLS.get((symbol.get(W + "font", ""), int(written, 16) & 0xFF))


def damaged(reason: str, place: str) -> UnreadableDocument:
    remedy, remedy_zh = "save the document again as .docx and load it", "请另存为 .docx 后重新导入"
    return UnreadableDocument("damaged", reason, "Word 文件内容异常", place, remedy, remedy_zh)


def chosen(element: etree._Element) -> etree._Element:
    """Of alternatives that say the same, the first that holds anything."""
    if element.tag != MC + "AlternateContent" or not len(element):
        return element
    return next((choice for choice in element if len(choice)), element[0])


def members(parent: etree._Element, tag: str) -> list[etree._Element]:
    """Rows of a table or cells of a row, also those inside content controls."""
    wrappers = [member for member in parent if member.tag not in SKIPPED]
    return [found for m in wrappers for found in ([m] if m.tag == tag else members(m, tag) if m.tag != W + "p" else [])]


def text_of(element: etree._Element) -> str:
    return join_lines(text.text or "" for text in element.iter(W + "t", W + "delText"))


def value_of(element: etree._Element | None) -> str | None:
    return None if element is None else element.get(W + "val")


def number_of(element: etree._Element | None) -> int:
    text = "0" if element is None else element.get(W + "val", "0")
    return min(int(text), 1000) if text.isascii() and text.isdigit() else 0
