"""The unit of money that a budget table declares: beside the title, above the header, or in the header itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.forms.budget_header_words import find_word
from ingest.forms.budget_text import fold, split_tokens
from ingest.records import Line

MONEY = "(?:[百千]?万|千|亿)?元"
# Blanks are taken as a whole: a line of many is passed once, not once a blank.
UNIT = re.compile(rf"(?:[(（]\s*+|(?<!\s)\s++)?(?:金额|计量|货币)?单\s*+位\s*+[:：]?\s*+(?:人民币)?\s*+({MONEY})\s*+[)）]?")
# (万元) at the end of a title or of a header word.
REMARK = re.compile(rf"[(（]\s*+(?:人民币)?({MONEY})\s*+[)）]\s*+$")
ASIDE = ("_unit_price", "_quantity", "_change")
FEWEST_WORDS = 2
HEADER_LINES = 4


def unit_of(line: Line) -> str | None:
    """The unit that a line declares (单位：万元), where the line is not a header that prints it in one of its words."""
    match = UNIT.search(line.text)
    return match.group(1) if match and not is_header_line(line) else None


def title_unit(lines: Sequence[Line]) -> str | None:
    """The unit that the lines of a title print beside it or in brackets after it."""
    found = [match for line in lines for match in (UNIT.search(line.text), REMARK.search(line.text.strip())) if match]
    return found[0].group(1) if found else None


def header_unit(body: Sequence[Line]) -> str | None:
    """The one unit that the first lines of a table print in their header words; None where they print none, or several."""
    units = set()
    for line in body[:HEADER_LINES]:
        if not is_header_line(line) and not any(_word(cell) for cell in line.cells):
            break
        for cell in line.cells:
            if _is_aside(cell):
                continue
            match = UNIT.search(cell) or REMARK.search(cell.strip())
            units |= {match.group(1)} if match else set()
    return units.pop() if len(units) == 1 else None


def is_header_line(line: Line) -> bool:
    """Whether a line prints two or more header words and no figure."""
    cells = [cell for cell in line.cells if cell.strip()]
    if len(cells) < FEWEST_WORDS or any(token.is_figure for cell in cells for token in split_tokens(line, cell)[:1]):
        return False
    return sum(_word(cell) for cell in cells) >= FEWEST_WORDS


def _is_aside(cell: str) -> bool:
    """Whether a header word is of no column of amounts: a price, a count, a change."""
    return any(entry.meaning in ASIDE for entry in find_word(fold(REMARK.sub("", cell.strip())), in_list=True))


def _word(cell: str) -> bool:
    return bool(cell.strip()) and bool(find_word(fold(REMARK.sub("", UNIT.sub("", cell).strip()))))
