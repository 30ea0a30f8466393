"""Budget tables that list things instead of classes: projects (项目支出表), procurement (政府采购表), purchased services.

Each row is a project or an item; other columns say whose it is, describe it in words, count it, or give its amount by source. A
row that prints a project and an item of it is named by both, with a stroke between. Other words stay with the line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.forms.budget_grid_columns import GridColumn
from ingest.forms.budget_layouts import words_of
from ingest.forms.budget_text import Token, figure_value, fold, split_tokens
from ingest.records import Line

# What names a row of a list, best first; a list may also be one of agencies.
ROW_NAMES = ("project", "line", "item")
ROW_CODES = ("project",)
COUNTS = ("_quantity", "_unit_price")


def list_columns(columns: Sequence[GridColumn]) -> list[GridColumn]:
    """The columns of a list: those that name its rows (project, item), their code, those of agencies, figures and words."""
    named = [column.meaning for column in columns if column.role == "name"]
    best = next((meaning for meaning in ROW_NAMES if meaning in named), None)
    if best is None:
        return list(columns)
    chosen = [next(column for column in columns if column.role == "name" and column.meaning == best)]
    chosen += [column for column in columns if column.role == "name" and column.meaning == "item"][:1]
    found = []
    for column in columns:
        if column in chosen or (column.role == "code" and column.meaning in ROW_CODES):
            found.append(replace(column, meaning="project"))
        elif column.role in ("code", "name") and column.meaning != "agency":
            found.append(replace(column, role="text"))
        else:
            found.append(column)
    return found


def word_columns(columns: Sequence[GridColumn], rows: Sequence[Line]) -> list[GridColumn]:
    """The columns with those of unknown header words that hold no figure in any row, and of counts in words, as words."""
    found = []
    for column in columns:
        cells = [line.cells[column.place].strip() for line in rows if column.place < len(line.cells)]
        filled = [cell for cell in cells if cell]
        is_unknown = column.role == "figure" and column.meaning in ("_unknown", "_change")
        is_words = is_unknown and bool(filled) and not any(_is_figure(cell) for cell in filled)
        # A count with its unit (5台) is no amount.
        is_words |= column.meaning in COUNTS and any(figure_value(cell) is None for cell in filled)
        found.append(replace(column, role="text") if is_words else column)
    return found


def filled_down(lines: Sequence[Line], columns: Sequence[GridColumn]) -> list[Line]:
    """The rows of a list with the texts of cells merged over several rows in each of them, where they name rows or agencies."""
    keys = {column.place for column in columns if column.role in ("code", "name")}
    texts: dict[int, tuple[str, int]] = {}
    found = []
    for line in lines:
        cells = list(line.cells)
        for place, (text, left) in list(texts.items()):
            texts[place] = (text, left - 1)
            if left <= 0:
                del texts[place]
            elif place < len(cells) and not cells[place].strip():
                cells[place] = text
        for span in line.spans:
            place = span.column_number - 1
            if span.row_count > 1 and place in keys:
                texts[place] = (line.cells[place], span.row_count - 1)
        found.append(replace(line, cells=tuple(cells)))
    return found


def total_words(line: Line, columns: Sequence[GridColumn]) -> tuple[Token, ...]:
    """The word 合计 of a row that prints it beside the column of names, in a column of words or numbers."""
    for column in columns:
        if column.role in ("text", "index", "blank") and column.place < len(line.cells):
            cell = line.cells[column.place]
            if fold(cell) in words_of("total"):
                return split_tokens(line, cell)
    return ()


def _is_figure(cell: str) -> bool:
    return figure_value(cell) is not None or cell[0].isdigit()
