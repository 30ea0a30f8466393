"""What keeps a table with cells from being read wrongly: which lines are its own, and whether its columns are proven.

A table that goes on after a page break has a number of its own in the document. It belongs to the table before it where it has
as many columns, and repeats the header or begins with a row that fits the columns. Anything else is left unread.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.forms.budget_agencies import agency_columns
from ingest.forms.budget_grid_columns import LEVEL_WORDS, GridColumn
from ingest.forms.budget_layouts import words_of
from ingest.forms.budget_text import figure_value, fold, split_tokens
from ingest.records import Line

# Words, where a figure of its own unit (12.5万元) is none.
WORDS = re.compile("^[^0-9]*[\u4e00-\u9fff]{2}")
MONEY = re.compile("-?[0-9]{1,3}(?:,?[0-9]{3})*[.][0-9]{2}")
LEVELS = ("class", "section", "item")


def own_lines(lines: Sequence[Line], header: Sequence[Line], columns: Sequence[GridColumn]) -> list[Line]:
    """The lines of a block that belong to the table of its header; all of them where tables are not numbered."""
    number = header[0].table_number
    if number is None:
        return list(lines)
    kept: list[Line] = []
    between = False
    refused: int | None = None
    for place, line in enumerate(lines):
        if line.table_number is None:
            between = True
            continue
        if line.table_number == refused:
            continue
        if line.table_number != number:
            segment = [other for other in lines[place:] if other.table_number == line.table_number]
            is_same_page = line.page_number is None or (bool(kept) and line.page_number == kept[-1].page_number)
            if not _goes_on(segment, header, columns, must_repeat=between and is_same_page):
                refused = line.table_number
                continue
            number = line.table_number
        between = False
        kept.append(line)
    return kept


def doubt(rows: Sequence[Line], blocks: Sequence[Sequence[GridColumn]], columns: Sequence[GridColumn]) -> str | None:
    """Why the columns of a table are not proven; None where they are."""
    for block in blocks:
        apart = agency_columns(block)
        keys = [column for column in block if column not in apart]
        codes = [column.meaning for column in keys if column.role == "code"]
        kinds = {meaning for meaning in codes if meaning not in LEVELS}
        names = {column.words for column in keys if column.role == "name"}
        if len(kinds) > 1 or (kinds and "agency" in kinds and set(codes) & set(LEVELS)) or _pairs(keys) > 1:
            return "a row has codes of more than one kind"
        if len({column.meaning for column in apart if column.role == "name"}) < len(
            {column.words for column in apart if column.role == "name"}
        ):
            return "a row has agencies of more than one level"
        if len(names) > 1 and any(column.meaning not in ("function", "project") for column in keys if column.role == "name"):
            return "a row has names of more than one kind"
    used = {column.place for block in blocks for column in block}
    used |= {column.place for column in columns if column.role == "text"}
    figures = {column.place for block in blocks for column in block if column.role == "figure"}
    for place in sorted(figures):
        filled = [cell for cell in (line.cells[place].strip() for line in rows if place < len(line.cells)) if cell]
        words = [cell for cell in filled if WORDS.search(cell) and figure_value(cell) is None]
        if len(words) > len(rows) / 2:
            return f"a column of figures holds words: {words[0]}"
    if (twice := _twice(rows, blocks)) is not None:
        return twice
    named = {column.place for block in blocks for column in block if column.role in ("code", "name")}
    for line in rows:
        for place, cell in enumerate(line.cells[: len(columns)]):
            if place in named and MONEY.fullmatch(cell.strip()):
                return f"a column of codes or names holds an amount: {cell.strip()}"
            if place not in used and figure_value(cell) is not None:
                return f"a column without a header word holds figures: {cell.strip()}"
        for span in line.spans:
            covered = set(range(span.column_number - 1, span.column_number - 1 + span.column_count)) & figures
            text = line.cells[span.column_number - 1]
            if len(covered) > 1 and figure_value(text) is not None:
                return f"a figure stands in a merged cell over several columns: {text.strip()}"
    return None


def _twice(rows: Sequence[Line], blocks: Sequence[Sequence[GridColumn]]) -> str | None:
    """Why two columns with figures cannot be told apart: the same words stand over both."""
    for block in blocks:
        seen = set()
        for column in block:
            if column.role != "figure" or column.meaning.startswith("_"):
                continue
            has_figures = any(figure_value(line.cells[column.place]) for line in rows if column.place < len(line.cells))
            words = tuple(word.text for word in column.words)
            if has_figures and words in seen:
                return f"the same words stand over two columns of figures: {' '.join(words)}"
            seen |= {words} if has_figures else set()
    return None


def is_level_word(text: str) -> bool:
    """Whether a cell prints the name of a code level (类, 款, 项), as headers do, and no row's code."""
    return text.strip() in LEVEL_WORDS


def _pairs(block: Sequence[GridColumn]) -> int:
    """How often a run of code columns begins beside names: two runs are two codes a row."""
    roles = [column.role for column in block if column.role in ("code", "name")]
    return sum(role == "code" and (place == 0 or roles[place - 1] != "code") for place, role in enumerate(roles))


def _goes_on(segment: Sequence[Line], header: Sequence[Line], columns: Sequence[GridColumn], must_repeat: bool) -> bool:
    if len(segment[0].cells) != len(columns):
        return False
    printed = {fold(line.text) for line in segment}
    if fold(header[0].text) in printed:
        return True
    if must_repeat:
        return False
    cells = [segment[0].cells[column.place].strip() for column in columns if column.role == "figure"]
    is_total = any(fold(cell) in words_of("total") for cell in segment[0].cells)
    fits = all(not cell or all(token.is_figure for token in split_tokens(segment[0], cell)) for cell in cells)
    return fits and (is_total or any(segment[0].cells[column.place].strip() for column in columns if column.role != "figure"))
