"""Notes on what of an indicator table was not read: lines in no record, first levels in doubt, indicators below its end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.forms.indicator_columns import AREA, read_indicator_header
from ingest.forms.pieces import Piece, split_pieces
from ingest.forms.project_records import FormBlock
from ingest.forms.words import clean, find_label, fold, indicator_levels
from ingest.records import Line, Note

LONGEST_SUBJECT = 40
# A line below the table that begins with a level name and holds so many texts looks like an indicator.
FEWEST_TEXTS = 3
SEPARATORS = frozenset("|｜│,，;")
OTHER_EDGES = "the row stands in other columns than the header, and has not as many cells"
UNCLEAR_CELLS = "the cells of the row cannot be told apart"
UNCLEAR_WORDS = "the words cannot be told apart into names and targets"
UNCLEAR_PROSE = "no name and target can be told apart in this text"
NO_LEVEL = "which first level the indicator belongs to cannot be told"
BELOW_TABLE = "indicators below the end of the table are not read"


def unread_row_notes(block: FormBlock) -> Iterator[Note]:
    """One note a row of a grid, or a stretch of lines of a text flow, that is in no record; one for all below the table."""
    read = {line.line_number for carried in block.rows for line, _ in carried.row.cells}
    unread = [line for line in block.table_lines if line.line_number not in read and _has_content(line)]
    stretch: list[Line] = []
    for line in unread:
        if len(line.cells) > 1:
            yield _note(line, OTHER_EDGES if line.line_number in block.unplaced else UNCLEAR_CELLS)
            continue
        if stretch and line.line_number != stretch[-1].line_number + 1:
            yield _note(stretch[0], UNCLEAR_WORDS)
            stretch = []
        stretch.append(line)
    if stretch:
        yield _note(stretch[0], UNCLEAR_WORDS)
    if any(carried.level1_printed for carried in block.rows):
        yield from (_note(carried.row.line, NO_LEVEL) for carried in block.rows if not carried.level1_text)
    for line, text in block.unread_prose:
        yield _note(line, UNCLEAR_PROSE, text)
    below = next((line for at, line in enumerate(block.lines_below) if _begins_indicators(block.lines_below[at:])), None)
    if below is not None:
        yield _note(below, BELOW_TABLE)


def _has_content(line: Line) -> bool:
    """Whether a line prints more than level names and headings of the table."""
    level1, level2 = indicator_levels()
    return any(fold(piece.text) not in level1 | level2 and not _is_heading(piece) for piece in split_pieces([line]))


def _is_heading(piece: Piece) -> bool:
    label = find_label(piece.text, AREA)
    return label is not None and label.remainder is None


def _begins_indicators(lines: Sequence[Line]) -> bool:
    pieces = [piece for piece in split_pieces(lines[:1]) if piece.text not in SEPARATORS]
    if not pieces:
        return False
    level1, level2 = indicator_levels()
    begins = len(pieces) >= FEWEST_TEXTS and any(fold(piece.text) in level1 | level2 for piece in pieces[:2])
    return begins or (len(lines[0].cells) > 1 and read_indicator_header(lines[:3]) is not None)


def _note(line: Line, reason: str, subject: str | None = None) -> Note:
    text = (subject or clean(" ".join(piece.text for piece in split_pieces([line]))))[:LONGEST_SUBJECT]
    return Note("unread_table", text, reason, line.page_number, line.line_number, line.table_number, line.row_number)
