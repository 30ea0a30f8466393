"""Where budget tables stand in a document: title, what is printed around it, and the lines below it.

A title is a line of its own; a header must follow it, so a title in a list of contents or in prose begins no table. A table
ends at the next title, or where prose begins. The note that a table is empty (注：若为空表 …) may stand before the title that
it is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.forms.budget_layouts import TABLE_LABEL, TitleRule, header_words, match_title, meaning_within
from ingest.forms.budget_pages import page_furniture
from ingest.forms.budget_text import fold, split_tokens
from ingest.forms.budget_units import UNIT, header_unit, is_header_line, title_unit, unit_of
from ingest.records import Line

NOTE = re.compile(r"(?:备?注|说明)[0-9]*[:：.、]")
AGENCY = re.compile(r"\s*(?:(?:填报|编制|预算|填制|公开)?(?:单位|部门)(?:名称)?(?:\s*[:：]|(?=\s*\[)))\s*(.*?)\s*$")
DATE = re.compile(r"[0-9]{4}年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?|度)?$|(?:填报|编制)?日期[:：]")
SECTION = re.compile(r"第[一二三四五六七八九十]+(?:部分|章)|.{2,}(?:说明|情况|解释|如下:?)$")
PROSE_MARKS = re.compile("[。；，]")

# What every title has.
TABLE = "表"
LONGEST_PREAMBLE = 5
LONGEST_NOTE = 4


@dataclass(frozen=True, slots=True)
class Block:
    """A title with the lines that belong to it. `body` holds header and rows, `furniture` the other lines of the table."""

    rules: tuple[TitleRule, ...]
    title_text: str
    title_line: Line
    agency_text: str | None
    unit_text: str | None
    note_text: str | None
    body: tuple[Line, ...]
    furniture: tuple[Line, ...] = field(default=())


def find_blocks(lines: Sequence[Line]) -> tuple[Block, ...]:
    """All blocks of a document in print order, those of other tables too. Lines before titles, and prose, belong to none."""
    printed = printed_lines(lines)
    pages = page_furniture(printed)
    edges = [line for line in printed if line.line_number in pages]
    printed = [line for line in printed if line.line_number not in pages]
    titles = _find_titles(printed)
    blocks = []
    for number, (start, end, rules) in enumerate(titles):
        limit = titles[number + 1][0] if number + 1 < len(titles) else len(printed)
        before = printed[titles[number - 1][1] if number else max(0, start - LONGEST_NOTE) : start]
        block = _build_block(printed[start:end], rules, before, printed[end:limit], _rules_after(titles, number))
        last = max(line.line_number for line in (block.title_line, *block.body, *block.furniture))
        inside = [line for line in edges if block.title_line.line_number < line.line_number < last]
        blocks.append(replace(block, furniture=(*block.furniture, *inside)))
    return tuple(blocks)


def printed_lines(lines: Sequence[Line]) -> list[Line]:
    """The lines that are not blank."""
    return [line for line in lines if any(cell.strip() for cell in line.cells)]


def is_prose(line: Line) -> bool:
    """Whether a line can be no row of a table: it has the marks of a sentence, or heads a section of prose."""
    if len(line.cells) > 1:
        return False
    if PROSE_MARKS.search(line.text):
        return True
    folded = fold(line.text)
    return bool(SECTION.match(folded)) and folded not in header_words() and not any(t.is_figure for t in split_tokens(line))


def _find_titles(printed: Sequence[Line]) -> list[tuple[int, int, tuple[TitleRule, ...]]]:
    titles: list[tuple[int, int, tuple[TitleRule, ...]]] = []
    named = [any(TABLE in cell for cell in line.cells) for line in printed]
    for index in range(len(printed)):
        if titles and index < titles[-1][1]:
            continue
        for width in (1, 2) if any(named[index : index + 2]) else ():
            rules = _title_rules(printed[index : index + width]) if index + width <= len(printed) else ()
            if rules and (width == 1 or rules[0].statement != "other"):
                titles.append((index, index + width, rules))
                break
    return titles


def _title_rules(lines: Sequence[Line]) -> tuple[TitleRule, ...]:
    """A title fills one cell of its line, and may be wrapped over two lines; the unit may stand beside it."""
    cells = [[cell for cell in line.cells if cell.strip() and not UNIT.fullmatch(cell.strip())] for line in lines]
    if any(len(filled) != 1 for filled in cells) or (len(lines) > 1 and any(match_title(fold(f[0])) for f in cells)):
        return ()
    if len(lines) > 1 and (NOTE.match(cells[0][0].strip()) or UNIT.search(lines[0].text) or UNIT.search(lines[1].text)):
        return ()
    return match_title(fold("".join(UNIT.sub("", filled[0]).strip() for filled in cells)))


def _rules_after(titles: Sequence[tuple[int, int, tuple[TitleRule, ...]]], number: int) -> tuple[TitleRule, ...]:
    return titles[number + 1][2] if number + 1 < len(titles) else ()


def _build_block(
    title: Sequence[Line],
    rules: tuple[TitleRule, ...],
    before: Sequence[Line],
    after: Sequence[Line],
    following: tuple[TitleRule, ...],
) -> Block:
    notes = _note_before(before, rules)
    units = [unit] if (unit := title_unit(title)) else []
    agency = None
    furniture = [*notes, *title]
    start = 0
    for line in after[:LONGEST_PREAMBLE]:
        folded = fold(line.text)
        unit, named = UNIT.search(line.text), AGENCY.match(UNIT.sub("", " ".join(line.cells)))
        if is_header_line(line) or not (unit or (named and named.group(1)) or TABLE_LABEL.match(folded) or DATE.match(folded)):
            break
        units += [unit.group(1)] if unit else []
        rest = UNIT.sub("", " ".join(line.cells)).strip()
        if rest and not TABLE_LABEL.match(folded) and not DATE.match(folded):
            agency = agency or (named.group(1) if named else rest) or None
        furniture.append(line)
        start += 1
    repeated = [line for line in after[start:] if unit_of(line) and not any(token.is_figure for token in split_tokens(line))]
    body, trailing = _split_body([line for line in after[start:] if line not in repeated], following)
    last = max((line.line_number for line in [*body, *trailing]), default=0)
    furniture += [line for line in repeated if line.line_number < last]
    return Block(
        rules=rules,
        title_text="".join(UNIT.sub("", " ".join(c for c in line.cells if c.strip())).strip() for line in title),
        title_line=title[0],
        agency_text=agency,
        unit_text=units[0] if units else header_unit(body),
        note_text="".join(line.text.strip() for line in [*notes, *trailing]) or None,
        body=tuple(body),
        furniture=(*furniture, *trailing),
    )


def _split_body(lines: Sequence[Line], following: tuple[TitleRule, ...]) -> tuple[list[Line], list[Line]]:
    """Header and rows; then the note of this table. A note directly before the next title may be about that one."""
    for index, line in enumerate(lines):
        if NOTE.match(line.text.strip()):
            note = _note_lines(lines[index:])
            about = meaning_within("note", line.text)
            is_next = bool(following) and about == following[0].statement and index + len(note) == len(lines)
            return list(lines[:index]), [] if is_next else note
        if is_prose(line):
            return list(lines[:index]), []
    return list(lines), []


def _note_before(before: Sequence[Line], rules: tuple[TitleRule, ...]) -> list[Line]:
    for index in range(max(0, len(before) - LONGEST_NOTE), len(before)):
        text = before[index].text
        if NOTE.match(text.strip()) and meaning_within("note", text) == rules[0].statement:
            note = _note_lines(before[index:])
            return note if index + len(note) == len(before) else []
    return []


def _note_lines(lines: Sequence[Line]) -> list[Line]:
    """A note ends at its full stop; without one, wrapped lines follow while they are plain words."""
    note = [lines[0]]
    for line in lines[1:LONGEST_NOTE]:
        if re.search("[。.]$", fold(note[-1].text)) or len(fold(note[-1].text)) < 30 or len(line.cells) > 1:
            break
        note.append(line)
    return note
