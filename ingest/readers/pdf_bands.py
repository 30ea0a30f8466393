"""Rows within one band of a ruled table: some tables rule their columns and leave out the rules between the rows."""

from __future__ import annotations

from ingest.readers.pdf_page import Char
from ingest.readers.pdf_text import LINE_REACH, cell_text, chars_box, text_lines
from ingest.readers.pdf_unruled import Row
from ingest.records import Span

FEWEST_NUMBER_COLUMNS = 2


def band_rows(band: dict[int, list[Char]], columns: int, spans: tuple[Span, ...]) -> list[Row]:
    """The rows of a band in which two columns or more print a number on every line; empty where the band is one row."""
    if spans or len(band) < FEWEST_NUMBER_COLUMNS:
        return []
    levels: list[float] = []
    number_columns = 0
    for chars in band.values():
        lines = text_lines(chars)
        if len(lines) > 1 and all(piece.is_number for line in lines for piece in line):
            number_columns += 1
            levels.extend((line[0].box[1] + line[0].box[3]) / 2 for line in lines)
    if number_columns < FEWEST_NUMBER_COLUMNS:
        return []
    height = next(iter(band.values()))[0].height
    rows: list[float] = []
    for level in sorted(levels):
        if not rows or level - rows[-1] > LINE_REACH * height:
            rows.append(level)
    found: list[dict[int, list[Char]]] = [{} for _ in rows]
    for column, chars in band.items():
        for char in chars:
            nearest = min(range(len(rows)), key=lambda n: abs(rows[n] - char.centre))
            found[nearest].setdefault(column, []).append(char)
    return [
        Row(
            tuple(cell_text(part[column]) if column in part else "" for column in range(columns)),
            (),
            chars_box([char for chars in part.values() for char in chars]),
        )
        for part in found
    ]
