"""From the tree of a web page to its flow: texts with line breaks, tables of data, and notes of what is left out.

Every node is visited once. Hidden elements, and what belongs to the site and not to the page, become notes, unless most of the
page stands in them (a script shows it) or a table of data.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from ingest.errors import UnreadableDocument
from ingest.readers import html_elements
from ingest.readers.html_elements import CONTENT, FURNITURE, IGNORED, OBJECTS, PLAIN, SPECIAL, UNUSUAL
from ingest.readers.html_layout import BLANK, BREAK, TAB, Cell, Table, is_layout, lines_of
from ingest.records import Note

NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
SUPERSCRIPTS = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
DEPTH = 400
# What is left out is never most of a page; of a page of a few words that says nothing.
MOST_CHARACTERS = 100

Flow = list[str | Note | Table]


@dataclass(slots=True)
class Page:
    """What the walk needs to know. `styles`: removed, invisible or separate, by node; `length`: of the text of the page."""

    styles: dict[int, str]
    length: int
    objects: int = 0


def flow_of(root: LexborNode) -> tuple[Flow, int]:
    """The flow of a page, and how many images and objects it shows. Raises UnreadableDocument (damaged: nested too deep)."""
    styles = html_elements.styles_of(root)
    body = root.css_first("body") or root
    page = Page(styles, len("".join((body.text() or "").split())))
    flow: Flow = []
    _walk(root, page, flow, 0, False, False)
    return flow, page.objects


def too_deep() -> UnreadableDocument:
    """The rejection of a page whose elements stand in each other without end."""
    reason, zh, remedy = "the page is nested too deep", "网页嵌套过深", "save the page as text and load it"
    return UnreadableDocument("damaged", reason, zh, None, remedy, "请另存为文本后导入")


def _walk(node: LexborNode, page: Page, flow: Flow, depth: int, is_content: bool, is_raw: bool) -> None:
    if depth > DEPTH:
        raise too_deep()
    styles = page.styles
    child = node.child
    while child is not None:
        tag = child.tag
        if tag == "-text":
            text = child.text_content or ""
            flow.append(text.replace("\n", BREAK).replace("\t", TAB).replace(" ", BLANK) if is_raw else text)
        elif tag in IGNORED or tag is None:
            pass
        else:
            style = styles.get(child.mem_id) if styles else None
            if style == "removed" or style == "invisible":
                _leave_out(child, page, flow, depth, "hidden on the page")
            elif tag in PLAIN or (style == "separate" and tag not in UNUSUAL):
                flow.append(BREAK)
                _walk(child, page, flow, depth + 1, is_content, is_raw)
                flow.append(BREAK)
            elif tag in SPECIAL:
                _special(child, tag, page, flow, depth, is_content)
            elif tag in OBJECTS:
                page.objects += 1
                if tag == "svg":
                    _walk(child, page, flow, depth + 1, is_content, is_raw)
            elif tag in FURNITURE and not is_content:
                _leave_out(child, page, flow, depth, f"{tag} of the site, not of the page")
            elif tag in CONTENT or tag in FURNITURE:
                flow.append(BREAK)
                _walk(child, page, flow, depth + 1, True, is_raw)
                flow.append(BREAK)
            else:
                _walk(child, page, flow, depth + 1, is_content, is_raw)
        child = child.next


def _special(node: LexborNode, tag: str, page: Page, flow: Flow, depth: int, is_content: bool) -> None:
    if tag == "br":
        flow.append(BREAK)
    elif tag == "table":
        _table(node, page, flow, depth + 1)
    elif tag in ("input", "select"):
        flow.append(html_elements.value_of(node))
    elif tag == "sup":
        raised: Flow = []
        _walk(node, page, raised, depth + 1, is_content, False)
        flow.extend(part.translate(SUPERSCRIPTS) if isinstance(part, str) else part for part in raised)
    elif tag in ("noscript", "datalist") or (tag == "dialog" and "open" not in node.attributes):
        _leave_out(node, page, flow, depth, f"{tag}, which a browser does not show")
    else:
        flow.append(BREAK)
        _walk(node, page, flow, depth + 1, is_content, tag != "dialog")
        flow.append(BREAK)


def _leave_out(node: LexborNode, page: Page, flow: Flow, depth: int, reason: str) -> None:
    """A note with the text, or the text itself where it is most of the page or, in furniture, a table."""
    inner: Flow = []
    if node.tag == "table":
        _table(node, page, inner, depth + 1)
    else:
        _walk(node, page, inner, depth + 1, True, False)
    text = " ".join(_texts(inner))
    length = len("".join(text.split()))
    is_table = node.tag in FURNITURE and any(isinstance(part, Table) and part.is_data() for part in inner)
    if (length > MOST_CHARACTERS and length * 2 > page.length) or is_table:
        flow.extend((BREAK, *inner, BREAK))
    elif text:
        numbers = NUMBER.findall(text)
        digits = sum(character.isdigit() for number in numbers for character in number)
        reason += f" ({length} characters, {len(numbers)} numbers of {digits} digits)"
        flow.append(Note("hidden_content", text, reason))


def _texts(flow: Flow) -> list[str]:
    texts = lines_of(flow)
    for part in flow:
        if isinstance(part, Note):
            texts.append(part.text)
        elif isinstance(part, Table):
            texts.extend(text for row in part.rows for cell in row for text in _texts(cell.flow))
    return texts


def _table(node: LexborNode, page: Page, flow: Flow, depth: int) -> None:
    """Append the table, or what stands in it where it only arranges the page. The caption and strays come before it."""
    table = Table()
    groups: list[tuple[int, list[LexborNode]]] = []
    seen: set[str] = set()
    flow.append(BREAK)
    for part in node.iter():
        tag, is_first = part.tag, part.tag not in seen
        style = page.styles.get(part.mem_id) if page.styles else None
        if style == "removed":
            _leave_out(part, page, flow, depth, "hidden on the page")
        elif tag in ("thead", "tbody", "tfoot"):
            place = {"thead": 0, "tfoot": 2}.get(tag, 1) if is_first else 1
            groups.append((place, list(part.iter())))
            seen.add(tag)
        elif tag == "tr":
            groups.append((1, [part]))
        elif tag not in IGNORED:
            _walk(part, page, flow, depth + 1, True, False)
            flow.append(BREAK)
    for _, rows in sorted(groups, key=lambda group: group[0]):
        begin = len(table.rows)
        for row in rows:
            _row(row, page, table, flow, depth + 1)
        for index, cells in enumerate(table.rows[begin:]):
            left = len(table.rows) - begin - index
            for cell in cells:
                cell.row_count = min(cell.row_count or left, left)
    if is_layout(table):
        for cells in table.rows:
            for cell in cells:
                flow.append(BREAK)
                flow.extend(cell.flow)
        flow.append(BREAK)
    else:
        flow.append(table)


def _row(row: LexborNode, page: Page, table: Table, flow: Flow, depth: int) -> None:
    styles = page.styles
    style = styles.get(row.mem_id) if styles else None
    if style == "removed" or row.tag != "tr":
        if row.tag not in IGNORED:
            _leave_out(row, page, flow, depth, "hidden on the page")
        return
    cells: list[Cell] = []
    for node in row.iter():
        inner: Flow = []
        hidden = (style == "invisible" and style) or (styles.get(node.mem_id) if styles else None)
        if hidden == "removed" or hidden == "invisible":
            _leave_out(node, page, inner, depth, "hidden on the page")
        elif node.tag not in IGNORED:
            _walk(node, page, inner, depth + 1, True, False)
        if node.tag in ("td", "th") and hidden != "removed":
            cells.append(Cell(inner, *html_elements.spans_of(node)))
        elif cells:
            cells[-1].flow.extend(inner)
        else:
            flow.extend(inner)
    table.rows.append(cells)
