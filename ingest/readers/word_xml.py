"""The XML inside a Word file, parsed without entities, document types or network."""

from __future__ import annotations

from lxml import etree

from ingest.errors import UnreadableDocument


def parse_part(part: bytes, name: str) -> etree._Element:
    """The root of one part. Raises UnreadableDocument where it is broken or declares a document type."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True)
    try:
        root = etree.fromstring(part, parser)
    except etree.XMLSyntaxError as error:
        raise damaged(f"the XML is broken ({error})", name) from error
    if root.getroottree().docinfo.doctype:
        raise damaged("the XML declares a document type, which Word never writes", name)
    return root


def damaged(reason: str, place: str) -> UnreadableDocument:
    remedy, remedy_zh = "save the document again as .docx and load it", "请另存为 .docx 后重新导入"
    return UnreadableDocument("damaged", reason, "Word 文件内容异常", place, remedy, remedy_zh)
