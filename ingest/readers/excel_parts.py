"""The parts of an .xlsx file: its sheets, shared texts and number formats."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from xml.parsers import expat

from lxml import etree

from ingest.errors import UnreadableDocument
from ingest.readers.archive import open_archive, read_part
from ingest.readers.excel_cells import TRUE, DeclaredType, fill_sheet
from ingest.readers.excel_sheet import Sheet, joined
from ingest.readers.excel_values import BUILT_IN
from ingest.readers.limits import Limits

MAIN = "{*}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
BOOK = "xl/workbook.xml"
# Relations of a sheet to what is not read of it.
UNREAD = {
    "comments": "comments of the sheet are not read",
    "threadedComment": "comments of the sheet are not read",
    "drawing": "pictures, charts and text boxes on the sheet are not read",
}
OPTIONS = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


def xlsx_sheets(content: bytes, limits: Limits) -> Iterator[Sheet]:
    """The sheets in their order. Entities are not resolved, the network is not used. Raises UnreadableDocument."""
    archive = open_archive(content, limits)
    names = set(archive.namelist())

    def tree(part: str) -> etree._Element:
        content = read_part(archive, part, limits)
        if b"<!DOCTYPE" in (content.replace(b"\0", b"") if b"\0" in content else content):
            raise _damaged("it declares a document type", part)
        try:
            root = etree.fromstring(content, etree.XMLParser(**OPTIONS))
        except etree.XMLSyntaxError as error:
            raise _damaged(f"its XML ends or breaks ({error})", part) from error
        if root.getroottree().docinfo.doctype:
            raise _damaged("it declares a document type", part)
        return root

    def relations(part: str) -> dict[str, tuple[str, str]]:
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        entries = tree(path) if path in names else ()
        return {
            entry.get("Id", ""): (
                entry.get("Type", "").rsplit("/", 1)[-1],
                posixpath.normpath(posixpath.join("/" + folder, entry.get("Target", ""))).lstrip("/"),
            )
            for entry in entries
        }

    book_part = next((path for kind, path in relations("").values() if kind == "officeDocument"), BOOK)
    if book_part.endswith(".bin"):
        raise _binary()
    book, targets = tree(book_part), relations(book_part)
    properties = book.find(f"{MAIN}workbookPr")
    from_1904 = properties is not None and properties.get("date1904", "0") in TRUE
    texts = next((tree(path) for kind, path in targets.values() if kind == "sharedStrings"), ())
    strings = [_text(entry) for entry in texts if etree.QName(entry).localname == "si"] if len(texts) else []
    styles = next((tree(path) for kind, path in targets.values() if kind == "styles"), None)
    formats = _cell_formats(styles)
    for entry in book.iterfind(f"{MAIN}sheets/{MAIN}sheet"):
        sheet = Sheet(entry.get("name", ""), entry.get("state", "visible") != "visible")
        kind, part = targets.get(entry.get(RELATION) or entry.get(STRICT_RELATION) or "", ("", ""))
        if not part:
            raise _damaged("the workbook does not say where a sheet's part is", f"sheet {sheet.name}")
        if kind == "worksheet":
            sheet.unread = sorted({UNREAD[name] for name, _ in relations(part).values() if name in UNREAD})
            try:
                fill_sheet(sheet, read_part(archive, part, limits), strings, formats, from_1904, limits)
            except (expat.ExpatError, DeclaredType) as error:
                raise _damaged(str(error), part) from error
        else:
            sheet.unread = ["it is a chart or a macro sheet"]
        yield sheet


def _cell_formats(styles: etree._Element | None) -> list[str]:
    if styles is None:
        return []
    own = {entry.get("numFmtId"): entry.get("formatCode", "") for entry in styles.iterfind(f"{MAIN}numFmts/{MAIN}numFmt")}
    numbers = [entry.get("numFmtId", "0") for entry in styles.iterfind(f"{MAIN}cellXfs/{MAIN}xf")]
    return [own.get(number) or BUILT_IN.get(int(number), "General") for number in numbers]


def _text(node: etree._Element) -> str:
    """Plain or rich text, without the phonetic runs."""
    runs = [entry.text or "" for entry in node.iterfind(f"{MAIN}t")]
    return joined("".join(runs + [entry.text or "" for entry in node.iterfind(f"{MAIN}r/{MAIN}t")]))


def _damaged(reason: str, place: str) -> UnreadableDocument:
    return UnreadableDocument(
        reason_code="damaged",
        reason=f"a part of the workbook is damaged: {reason}",
        reason_zh="工作簿已损坏或不完整",
        place=place,
        remedy="download it again, or open it in Excel and save it anew as .xlsx",
        remedy_zh="请重新下载，或用 Excel 打开后另存为 .xlsx 再导入",
    )


def _binary() -> UnreadableDocument:
    return UnreadableDocument(
        reason_code="unsupported",
        reason="the content is a binary workbook (.xlsb), which is not read",
        reason_zh="暂不支持读取 .xlsb 格式",
        place=None,
        remedy="open it in Excel and save it as .xlsx",
        remedy_zh="请用 Excel 打开后另存为 .xlsx 再导入",
    )
