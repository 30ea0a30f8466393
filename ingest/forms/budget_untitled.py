"""Budget tables without a title: a run of header lines outside every titled table. Their columns must tell the statement."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.forms.budget_blocks import Block, is_prose, printed_lines
from ingest.forms.budget_header_words import find_word
from ingest.forms.budget_layouts import HeaderWord, untitled_rules
from ingest.forms.budget_text import fold, split_tokens
from ingest.forms.budget_units import header_unit, unit_of
from ingest.records import Line

ROW_ROLES = ("code", "name")


def find_untitled_blocks(lines: Sequence[Line], titled: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks that begin with header lines and belong to no titled block."""
    printed = printed_lines(lines)
    taken = {line.line_number for block in titled for line in (block.title_line, *block.body, *block.furniture)}
    blocks: list[Block] = []
    place = 0
    while place < len(printed):
        if printed[place].line_number in taken or not _begins_header(printed[place : place + 2]):
            place += 1
            continue
        end = place + 1
        while end < len(printed) and printed[end].line_number not in taken and not is_prose(printed[end]):
            end += 1
        before = printed[place - 1] if place and printed[place - 1].line_number not in taken else None
        unit = unit_of(before) if before else None
        blocks.append(
            Block(
                rules=untitled_rules(),
                title_text="",
                title_line=printed[place],
                agency_text=None,
                unit_text=unit or header_unit(printed[place:end]),
                note_text=None,
                body=tuple(printed[place:end]),
                furniture=(before,) if before and unit else (),
            )
        )
        place = end
    return tuple(blocks)


def _begins_header(lines: Sequence[Line]) -> bool:
    """Whether a line holds two or more header words and nothing else, and it or the next one names rows and figures."""
    words = _header_words(lines[0])
    if len(words) < 2:
        return False
    following = _header_words(lines[1]) if len(lines) > 1 else []
    entries = [entry for entries in (*words, *following) for entry in entries]
    figures = [entry for entry in entries if entry.role == "figure" and not entry.meaning.startswith("_")]
    return bool(figures) and any(entry.role in ROW_ROLES for entry in entries)


def _header_words(line: Line) -> list[tuple[HeaderWord, ...]]:
    cells = line.cells if len(line.cells) > 1 else [token.text for token in split_tokens(line)]
    found = [find_word(fold(cell)) for cell in cells if cell.strip()]
    return list(found) if all(found) else []
