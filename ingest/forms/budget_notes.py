"""What of the budget tables was not read, as notes: tables that were not read, and header words that the lexicon lacks."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ingest.forms.budget_tables import FEWEST_FIGURES, BudgetTablesFound, UnknownHeaderWord
from ingest.forms.budget_text import figure_value, fold
from ingest.records import Line, Note

NO_MEANING = "the word is not in the lexicon of header words: its column was read, but has no concept"

STRAY = "a table with figures that no form knows"

# So many lines from a title on say who has read what stands under it.
LINES_BELOW = 8
# A noted title stands within so many lines above its table.
LINES_ABOVE = 4


def budget_notes(lines: Sequence[Line], found: BudgetTablesFound, taken: Collection[int] = ()) -> tuple[Note, ...]:
    """The notes of a document's tables, in the order of their places. `taken` are the lines that other forms have read."""
    by_number = {line.line_number: line for line in lines}
    notes = [
        _note("unread_table", table.title_text, table.reason, by_number[table.line_number])
        for table in found.unread
        if table.line_number in by_number
        and not table.reason.endswith(": ")
        and not _is_read_by_another(table.line_number, by_number, taken)
    ]
    for word in found.unknown_words:
        notes.append(_note("unknown_header_word", word.word, NO_MEANING, _line_of(word, lines)))
    noted = {note.line_number for note in notes}
    used = noted | set(taken) | {capture.line_number for capture in found.captures}
    notes += _stray_tables(lines, used, noted)
    return tuple(sorted(notes, key=lambda note: note.line_number or 0))


def _is_read_by_another(title: int, by_number: dict[int, Line], taken: Collection[int]) -> bool:
    """Whether another form has read the lines right below a title."""
    below = [number for number in range(title, title + LINES_BELOW) if number in by_number and by_number[number].text.strip()]
    return sum(number in taken for number in below) > len(below) / 2


def _stray_tables(lines: Sequence[Line], used: Collection[int], noted: Collection[int]) -> list[Note]:
    """The tables with figures of which no line was read, unless the line before them is the title of a note."""
    tables: dict[int, list[Line]] = {}
    before: dict[int, list[Line]] = {}
    above: list[Line] = []
    for line in lines:
        if line.table_number is not None:
            if line.table_number not in tables:
                before[line.table_number] = above[-LINES_ABOVE:]
            tables.setdefault(line.table_number, []).append(line)
            above = []
        elif line.text.strip():
            above.append(line)
    notes = []
    for number, rows in tables.items():
        figures = sum(figure_value(cell) is not None for line in rows for cell in line.cells)
        if figures < FEWEST_FIGURES or any(line.line_number in used for line in rows):
            continue
        titles = before[number]
        if any(line.line_number in noted for line in titles):
            continue
        text = titles[-1].text if titles else rows[0].text
        notes.append(_note("unread_table", " ".join(text.split()), STRAY, rows[0]))
    return notes


def _note(kind: str, text: str, reason: str, line: Line) -> Note:
    return Note(kind, text, reason, line.page_number, line.line_number, line.table_number, line.row_number)


def _line_of(word: UnknownHeaderWord, lines: Sequence[Line]) -> Line:
    """The first line from the table's title on that prints the word; the title's line where a wrapped word stands on none."""
    wanted = fold(word.word)
    below = [line for line in lines if line.line_number >= word.line_number][:40]
    return next((line for line in below if wanted in fold(line.text)), below[0])
