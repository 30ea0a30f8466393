"""What a page prints around its text: page numbers, and heads or feet that many pages repeat. They stand in no table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingest.forms.budget_header_words import find_word
from ingest.forms.budget_layouts import match_title
from ingest.forms.budget_text import fold, split_tokens
from ingest.records import Line

PAGE_MARK = re.compile(r"(?:[-—–]+[0-9]{1,4}[-—–]+|第[0-9]{1,4}页(?:[,/]?共[0-9]{1,4}页)?|[0-9]{1,4}/[0-9]{1,4})$")
BARE_NUMBER = re.compile("[0-9]{1,4}$")
DIGITS = re.compile("[0-9]+")
REPEATS = 3


def page_furniture(printed: Sequence[Line]) -> frozenset[int]:
    """The numbers of the lines that belong to pages, not to their text."""
    edges = _edges(printed)
    repeated = Counter(DIGITS.sub("", fold(line.text)) for line in edges)
    found = {line.line_number for line in printed if len(line.cells) == 1 and PAGE_MARK.match(fold(line.text))}
    for line in edges:
        folded = fold(line.text)
        is_number = bool(BARE_NUMBER.match(folded))
        is_head = repeated[DIGITS.sub("", folded)] >= REPEATS and not match_title(folded) and not _is_header(line)
        if is_number or (is_head and not any(token.is_figure for token in split_tokens(line))):
            found.add(line.line_number)
    return frozenset(found)


def _edges(printed: Sequence[Line]) -> list[Line]:
    """The first and the last line of each page, for documents that have pages; lines with cells are never edges."""
    pages: dict[int, list[Line]] = {}
    for line in printed:
        if line.page_number is not None:
            pages.setdefault(line.page_number, []).append(line)
    if len(pages) < 2:
        return []
    edges = [line for lines in pages.values() for line in ([lines[0], lines[-1]] if len(lines) > 1 else lines)]
    return [line for line in edges if len(line.cells) == 1]


def _is_header(line: Line) -> bool:
    return all(find_word(token.folded) for token in split_tokens(line))
