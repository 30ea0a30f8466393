"""Whether a document may hold a form at all: a quick look at its words, so that a long text without any is soon done with.

What is looked for is what every form needs, so no form is missed: a table of cells, the label of a project's name, the title of
a budget table, or a line of nothing but header words.
"""

from __future__ import annotations

from functools import cache

from ingest.forms import words
from ingest.forms.budget_header_words import find_word
from ingest.forms.budget_layouts import header_words
from ingest.forms.budget_text import fold, split_tokens
from ingest.records import Line, SourceDocument

# A title of a budget table is no longer; its last word, 表, stands on it or on one of the two lines it is wrapped over.
LONGEST_TITLE = 70
TABLE = "表"
# What may stand before a header word: a period (2023年, 上年, 本年, 去年, 当年), 其中, a quotation mark.
BEFORE_HEADER_WORD = "2上本去当其“”\"‘’'「」＂＇２"


def may_hold_form(document: SourceDocument) -> bool:
    """False only where neither a project form nor a budget table can be in the document."""
    if any(line.table_number is not None for line in document.lines):
        return True
    return any(_may_begin_budget_table(line) for line in document.lines) or _names_project(document)


def _names_project(document: SourceDocument) -> bool:
    """Whether a label of a project's name is printed anywhere, blanks and line ends within it aside."""
    folded = words.fold(" ".join(" ".join(line.cells) for line in document.lines if not line.text.isascii()))
    return any(word in folded for word in _project_labels())


def _may_begin_budget_table(line: Line) -> bool:
    if line.text.isascii():
        return False
    if TABLE in line.text and any(len(fold(cell)) <= LONGEST_TITLE for cell in line.cells):
        return True
    if line.text.lstrip()[:1] not in _initials():
        return False
    cells = line.cells if len(line.cells) > 1 else [token.text for token in split_tokens(line)]
    filled = [cell for cell in cells if cell.strip()]
    return len(filled) > 1 and all(find_word(fold(cell)) for cell in filled)


@cache
def _initials() -> frozenset[str]:
    """First letters of header words, in half and in full width."""
    return frozenset(word[0] for word in header_words()) | frozenset(BEFORE_HEADER_WORD)


@cache
def _project_labels() -> tuple[str, ...]:
    return words.label_words("header", "project_name")
