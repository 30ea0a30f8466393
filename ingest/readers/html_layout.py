"""Tables of a web page: which of them hold data, and which only arrange the page.

A table arranges the page where it has one cell; where a table of two rows and columns lies in it, unless its own cells are a
grid of short texts; or where a cell without a short label beside it holds an article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.readers.grid import join_lines
from ingest.records import Note

# Marks that no page can contain: a line break, and the tab and blank of preformatted text.
BREAK, TAB, BLANK = "\ud800", "\ud801", "\ud802"
BLANKS = re.compile(r"[ \t\r\n\f\xa0]+")
SHORT_CHARACTERS = 60
ARTICLE_CHARACTERS = 200
ARTICLE_LINES = 3


@dataclass(slots=True)
class Cell:
    """`flow` is what stands in the cell, in order. A row_count of 0 reaches down to the end of the group of rows."""

    flow: list[str | Note | Table]
    row_count: int = 1
    column_count: int = 1


@dataclass(slots=True)
class Table:
    rows: list[list[Cell]] = field(default_factory=list)
    holds_data: bool = False

    def is_data(self) -> bool:
        return self.holds_data or (len(self.rows) > 1 and max(map(len, self.rows)) > 1)


def lines_of(flow: Iterable[str | Note | Table]) -> list[str]:
    """The text between tables as lines, as the browser breaks them."""
    text = "".join(part for part in flow if isinstance(part, str))
    lines = []
    for line in text.split(BREAK):
        if not line.isprintable() or "  " in line:
            line = BLANKS.sub(" ", line).replace(TAB, "\t").replace(BLANK, " ")
        if line := line.strip():
            lines.append(line)
    return lines


def cell_text(cell: Cell) -> str:
    """The text of a cell without the tables in it, its lines joined."""
    flow = cell.flow
    if len(flow) == 1 and isinstance(flow[0], str) and flow[0].isprintable() and "  " not in flow[0]:
        return flow[0].strip()
    lines = lines_of(flow)
    text = lines[0] if len(lines) == 1 else join_lines(lines)
    return text.replace("\t", " ")


def is_layout(table: Table) -> bool:
    """Sets `holds_data` too: whether a table of data lies in one of the cells."""
    cells = [cell for row in table.rows for cell in row]
    if len(cells) < 2:
        return True
    holders = [cell for cell in cells if len(cell.flow) > 1 and _holds_data(cell)]
    table.holds_data = bool(holders)
    sizes = [[_size(cell) for cell in row] for row in table.rows]
    grid_rows = sum(sum(size == "short" for size in row) > 1 and "article" not in row for row in sizes)
    if holders:
        return 2 * grid_rows < len(table.rows) or grid_rows < 2 or any(_size(cell) == "article" for cell in holders)
    return grid_rows < 2 and any("article" in row and row[0] != "short" for row in sizes)


def _holds_data(cell: Cell) -> bool:
    return any(isinstance(part, Table) and part.is_data() for part in cell.flow)


def _size(cell: Cell) -> str:
    """blank, short (one line), long or article; looks no further than needed."""
    characters = lines = 0
    is_begun = False
    for part in cell.flow:
        if part == BREAK or not isinstance(part, str):
            is_begun = False
        elif length := len(part.strip()):
            characters += length
            lines += not is_begun
            is_begun = True
            if characters > ARTICLE_CHARACTERS and lines >= ARTICLE_LINES:
                return "article"
    if not characters:
        return "blank"
    return "short" if characters <= SHORT_CHARACTERS and lines < ARTICLE_LINES else "long"
