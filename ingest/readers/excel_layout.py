"""From a sheet to lines: what shows of it, merged cells with their spans; what does not show becomes notes."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from ingest.readers.excel_sheet import Sheet, check_cells
from ingest.readers.excel_values import OTHER_SIGN, SCALED
from ingest.readers.limits import Limits
from ingest.records import Line, Note, Span

DEFAULT_NAME = re.compile(r"(?:sheet|工作表)\s*[0-9]*", re.IGNORECASE)
HEADING_ROWS = 3
LAST_COLUMN = 16_384
# A sheet of one cell a row with sentences in them is a page of text, no table.
SENTENCE_END = "。"
# Blank rows between two rows with text are given up to this number: a stray cell far below makes no million blank lines.
BLANK_ROWS = 100
# How far beyond the last cell with text a merged cell is followed: titles are merged over whole rows.
MERGED_BEYOND = 64
QUOTED_VALUES = 5
QUOTED_CHARACTERS = 40


def add_sheet(sheet: Sheet, page: int, lines: list[Line], notes: list[Note], limits: Limits) -> None:
    """Append the lines and notes of one visible sheet; it is page and table `page` of the document."""
    columns_hidden = {c for first, last in sheet.hidden_columns for c in range(max(first, 1), min(last, LAST_COLUMN) + 1)}
    covered = _settle_merged(sheet, columns_hidden, limits)
    lost = []
    for row, cells in sheet.rows.items():
        if row in sheet.hidden_rows:
            lost += cells.values()
        elif columns_hidden:
            lost += [text for column, text in cells.items() if column in columns_hidden]
    for texts, why in ((lost, "rows or columns are hidden"), (covered, "cells under a merged cell do not show")):
        if texts:
            notes.append(_hidden(sheet, why, texts, page))
    for why in sheet.unread:
        kind = "hidden_content" if why.startswith("comments") else "embedded_object"
        notes.append(Note(kind, sheet.name, why, page))
    for why, places in sheet.remarks.items():
        kind = "number_format" if why in (SCALED, OTHER_SIGN) else "hidden_content"
        row, column = places[0]
        reason = f"{len(places)} cells, the first in row {row}, column {column}: {why}"
        notes.append(Note(kind, sheet.name, reason, page, None, page, row))
    for row, column in sheet.without_value:
        reason = f"the formula in row {row}, column {column} has no stored value"
        notes.append(Note("formula_without_value", sheet.name, reason, page, None, page, row))
    heading = {text.strip() for row, cells in sheet.rows.items() if row <= HEADING_ROWS for text in cells.values()}
    if not DEFAULT_NAME.fullmatch(sheet.name.strip()) and sheet.name.strip() not in heading:
        lines.append(Line(len(lines) + 1, sheet.name, (sheet.name,), page))
    _add_rows(sheet, columns_hidden, page, lines, limits)


def hidden_sheet(sheet: Sheet) -> Note:
    """What is left out with a hidden sheet."""
    return _hidden(sheet, "the sheet is hidden", [text for cells in sheet.rows.values() for text in cells.values()], None)


def _settle_merged(sheet: Sheet, columns_hidden: set[int], limits: Limits) -> list[str]:
    """Move the text of each merged cell to its first cell that shows, and take out what lies under it."""
    covered: list[str] = []
    known = sorted(sheet.rows)
    visited = 0
    for top, left, bottom, right in sheet.merged:
        text = sheet.rows.get(top, {}).pop(left, None)
        under = known[bisect_left(known, top) : bisect_right(known, bottom)]
        for row in under:
            cells = sheet.rows[row]
            visited += 1 + min(len(cells), right - left + 1)
            inside = [c for c in range(left, right + 1) if c in cells] if right - left < len(cells) else [
                c for c in cells if left <= c <= right]  # fmt: skip
            covered += [cells.pop(column) for column in sorted(inside)]
        check_cells(visited // 4, limits, f"merged cells of sheet {sheet.name}")
        if text is None:
            continue
        row, column = top, left
        while row <= bottom and row in sheet.hidden_rows:
            row, visited = row + 1, visited + 1
        while column <= right and column in columns_hidden:
            column, visited = column + 1, visited + 1
        place = (row, column) if row <= bottom and column <= right else (top, left)
        if place[0] not in sheet.rows:
            sheet.rows[place[0]] = {}
            known.insert(bisect_left(known, place[0]), place[0])
        sheet.rows[place[0]][place[1]] = text
    return covered


def _add_rows(sheet: Sheet, columns_hidden: set[int], page: int, lines: list[Line], limits: Limits) -> None:
    shown = {row: cells for row, cells in sheet.rows.items() if row not in sheet.hidden_rows}
    places = {row: [c for c in cells if c not in columns_hidden] for row, cells in shown.items()}
    for row, column in sheet.without_value:
        if row not in sheet.hidden_rows and column not in columns_hidden:
            places.setdefault(row, []).append(column)
    filled = sorted(row for row, found in places.items() if found)
    if not filled:
        return
    left, right = (pick(pick(places[row]) for row in filled) for pick in (min, max))
    merged = [
        area for area in sheet.merged if area[0] <= filled[-1] and area[1] <= right and area[2] >= filled[0] and area[3] >= left
    ]
    right += max([0, *(area[3] - right for area in merged if 0 < area[3] - right <= MERGED_BEYOND)])
    end = filled[-1] + max([0, *(a[2] - filled[-1] for a in merged if 0 < a[2] - filled[-1] <= MERGED_BEYOND)])
    columns = [column for column in range(left, right + 1) if column not in columns_hidden]
    rows: list[int] = []
    for row, following in zip(filled, [*filled[1:], end + 1], strict=True):
        until = following if following - row <= BLANK_ROWS else row + 1
        rows += [number for number in range(row, until) if number not in sheet.hidden_rows]
    check_cells(len(rows) * len(columns), limits, f"sheet {sheet.name}")
    if all(len(found) == 1 for found in places.values() if found):
        texts = [shown.get(row, {}).get(places[row][0], "") for row in filled]
        if any(SENTENCE_END in text for text in texts):
            lines.extend(Line(number, text, (text,), page) for number, text in enumerate(filter(None, texts), len(lines) + 1))
            return
    spans = _spans(merged, rows, columns)
    for index, row in enumerate(rows):
        cells = shown.get(row, {})
        texts = tuple([cells.get(column, "") for column in columns])
        lines.append(Line(len(lines) + 1, "\t".join(texts), texts, page, page, row, tuple(spans.get(index, ()))))


def _spans(merged: list[tuple[int, int, int, int]], rows: list[int], columns: list[int]) -> dict[int, list[Span]]:
    """The merged cells that cover several cells of the table, by the index of their first row in `rows`."""
    spans: dict[int, list[Span]] = {}
    for top, left, bottom, right in sorted(merged):
        first, after = bisect_left(rows, top), bisect_right(rows, bottom)
        start, stop = bisect_left(columns, left), bisect_right(columns, right)
        if after > first and stop > start and (after - first) * (stop - start) > 1:
            spans.setdefault(first, []).append(Span(start + 1, after - first, stop - start))
    return spans


def _hidden(sheet: Sheet, why: str, texts: list[str], page: int | None) -> Note:
    numbers = [text for text in texts if any(letter.isdigit() for letter in text)]
    quoted = "; ".join(text[:QUOTED_CHARACTERS] for text in (numbers or texts)[:QUOTED_VALUES])
    reason = f"{why}; {len(numbers)} cells with numbers are not read" + (f": {quoted}" if quoted else "")
    return Note("hidden_content", sheet.name, reason, page)
