"""What of the budget tables was not read, as notes: tables that were not read, and header words that the lexicon lacks."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.forms.budget_tables import BudgetTablesFound, UnknownHeaderWord
from ingest.forms.budget_text import fold
from ingest.records import Line, Note

NO_MEANING = "the word is not in the lexicon of header words: its column was read, but has no concept"


def budget_notes(lines: Sequence[Line], found: BudgetTablesFound) -> tuple[Note, ...]:
    """The notes of a document's budget tables, in the order of their places."""
    by_number = {line.line_number: line for line in lines}
    notes = [
        _note("unread_table", table.title_text, table.reason, by_number[table.line_number])
        for table in found.unread
        if table.line_number in by_number
    ]
    for word in found.unknown_words:
        notes.append(_note("unknown_header_word", word.word, NO_MEANING, _line_of(word, lines)))
    return tuple(sorted(notes, key=lambda note: note.line_number or 0))


def _note(kind: str, text: str, reason: str, line: Line) -> Note:
    return Note(kind, text, reason, line.page_number, line.line_number, line.table_number, line.row_number)


def _line_of(word: UnknownHeaderWord, lines: Sequence[Line]) -> Line:
    """The first line from the table's title on that prints the word; the title's line where a wrapped word stands on none."""
    wanted = fold(word.word)
    below = [line for line in lines if line.line_number >= word.line_number][:40]
    return next((line for line in below if wanted in fold(line.text)), below[0])
