"""The title of a document among its first lines: below navigation, over several lines, or in a table's cell."""

from __future__ import annotations

import re

from ingest.forms.words import clean, fold
from ingest.records import SourceDocument

HEADING_MARKS = re.compile(r"^[#\s]+")
NAVIGATION = re.compile(
    "首页|当前位置|您的位置|您现在的位置|[>›»→|]|发布时间|发布日期|信息来源|来源[:：]|浏览次数|索引号|打印|字号|http|www"
)
DOCUMENT_WORD = re.compile("预算|决算|绩效|目标表|自评")
SENTENCE = re.compile("[。；;，,]|^(?:目录|第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、)")
NAME_OR_YEAR = re.compile("(?:局|委|办|室|会|院|校|学|园|中心|队|所|站|处|厅|部|馆|社|镇|乡|府|街道|庭|场|组|司|年|年度)$")
YEAR_WORD = re.compile("[0-9〇○零一二三四五六七八九]{4}年?")
LONGEST_TITLE = 60
# A menu entry (部门预算, 预决算公开) is no longer than this, and names no year.
LONGEST_MENU_WORD = 6
# Titles are looked for so far down, and carried back over so many lines.
TOP_LINES = 40
WRAPPED_LINES = 2


def top_lines(document: SourceDocument) -> list[str]:
    """The first lines with text, a table's row only where one cell is filled; no navigation if anything is left."""
    filled: list[str] = []
    for line in document.lines:
        cells = [text for cell in line.cells if (text := HEADING_MARKS.sub("", clean(cell)))]
        if len(cells) == 1:
            filled.append(cells[0])
        if len(filled) == TOP_LINES:
            break
    return [text for text in filled if not NAVIGATION.search(text)] or filled


def title_of(lines: list[str]) -> str | None:
    """The first line that says what the document is, with the name or year wrapped above it; else the first line."""
    menu_word = None
    for index, text in enumerate(lines):
        if not DOCUMENT_WORD.search(text) or SENTENCE.search(fold(text)) or len(text) > LONGEST_TITLE:
            continue
        title = _with_lines_above(lines, index)
        if title != text or len(fold(text)) > LONGEST_MENU_WORD or YEAR_WORD.search(fold(text)):
            return title
        menu_word = menu_word or title
    return menu_word or (lines[0] if lines else None)


def _with_lines_above(lines: list[str], index: int) -> str:
    title = lines[index]
    for above in reversed(lines[max(0, index - WRAPPED_LINES) : index]):
        ends = NAME_OR_YEAR.search(fold(above).strip("()"))
        if not ends or SENTENCE.search(fold(above)) or DOCUMENT_WORD.search(above) or len(above + title) > LONGEST_TITLE:
            break
        title = above + title
    return title
