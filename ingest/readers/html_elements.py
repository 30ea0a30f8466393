"""What the elements of a web page are: blocks that break the line, furniture of the site, objects; hidden ones; form fields."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from ingest.readers.html_sheets import DISPLAY, hidden_by_sheets

IGNORED = {"script", "style", "template", "head", "-comment", "rt", "rp", "col", "colgroup", "-doctype"}
FURNITURE = {"nav", "header", "footer", "aside"}
CONTENT = {"article", "main", "section", "td", "th"}
OBJECTS = {"img", "object", "embed", "iframe", "canvas", "svg", "video", "audio"}
BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr",
    "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul", "xmp",
}  # fmt: skip
SPECIAL = {"br", "input", "select", "table", "sup", "pre", "textarea", "xmp", "noscript", "datalist", "dialog"}
UNUSUAL = FURNITURE | CONTENT | SPECIAL | OBJECTS
PLAIN = BLOCKS - UNUSUAL
SILENT_INPUTS = {"hidden", "submit", "button", "reset", "image", "password", "file"}
STYLED = "[hidden], [style*='display' i], [style*='visibility' i], [style*='mso-hide' i], [style*='position' i]"
REMOVED = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}collapse|mso-hide\s{0,9}:\s{0,9}all", re.IGNORECASE)
INVISIBLE = re.compile(r"visibility\s{0,9}:\s{0,9}hidden", re.IGNORECASE)
SEPARATE = re.compile(
    r"display\s{0,9}:\s{0,9}(?:block|flex|grid|table|list-item)|position\s{0,9}:\s{0,9}absolute", re.IGNORECASE
)
SPAN_MOST = {"rowspan": 65_534, "colspan": 1_000}


def styles_of(root: LexborNode) -> dict[int, str]:
    """By the node's number: removed (takes no place), invisible (leaves its place blank) or separate (breaks the line)."""
    styles = hidden_by_sheets(root)
    for node in root.css(STYLED):
        if style := _style(node):
            styles[node.mem_id] = style
        elif DISPLAY.search((node.attributes.get("style") or "")[:2000]):
            styles.pop(node.mem_id, None)
    return styles


def spans_of(cell: LexborNode) -> tuple[int, int]:
    """How many rows (0: to the end of its group) and columns a cell covers."""
    attributes = cell.attributes
    if "rowspan" not in attributes and "colspan" not in attributes:
        return 1, 1
    return _span(attributes, "rowspan"), _span(attributes, "colspan") or 1


def _style(node: LexborNode) -> str | None:
    attributes = node.attributes
    style = (attributes.get("style") or "")[:2000]
    if "hidden" in attributes or REMOVED.search(style):
        return "removed"
    return "invisible" if INVISIBLE.search(style) else "separate" if SEPARATE.search(style) else None


def value_of(node: LexborNode) -> str:
    """What a form field shows."""
    if node.tag == "select":
        option = node.css_first("option[selected]") or node.css_first("option")
        return option.text() if option is not None else ""
    kind = (node.attributes.get("type") or "text").lower()
    if kind in ("checkbox", "radio"):
        return "☑" if "checked" in node.attributes else "□"
    return "" if kind in SILENT_INPUTS else node.attributes.get("value") or ""


def _span(attributes: dict[str, str | None], name: str) -> int:
    text = (attributes.get(name) or "1").strip()[:20]
    return min(int(text), SPAN_MOST[name]) if text.isascii() and text.isdigit() else 1
