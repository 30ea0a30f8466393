"""The XML inside a Word file, parsed without entities, document types or network."""

from __future__ import annotations

import re

from lxml import etree

from ingest.errors import UnreadableDocument

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SYMBOLS = {("Symbol", 0xB3): "≥", ("Symbol", 0xA3): "≤", ("Symbol", 0xB1): "±", ("Symbol", 0xB4): "×"} | {
    ("Wingdings", code): mark for code, mark in ((0xA3, "□"), (0xA8, "□"), (0x52, "☑"), (0xFE, "☑"), (0xFC, "✓"))
}
DOCUMENT_TYPE = b"<!DOCTYPE"
# The namespace of Strict Open XML, read as the usual one.
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


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
