"""What each line of a document is to prose: text, the row of a table or form, or furniture (page number, line of contents)."""

from __future__ import annotations

import re
from enum import Enum

from ingest.forms.memory import remembered
from ingest.forms.narrative_words import any_of
from ingest.forms.words import INLINE_TAG
from ingest.records import Line, SourceDocument

BLANK = re.compile(r"[\s\u3000\u00a0\ufeff]+")
# A run of blanks is looked at once, from its beginning.
OUTER_MARKS = re.compile(r"^[\s\u3000\u00a0\ufeff#*>]+|(?<![\s\u3000\u00a0\ufeff*])[\s\u3000\u00a0\ufeff*]++$")

# Numbering of headings and lists, outermost first; its position is the heading's level.
MARKERS = (
    re.compile(r"第[一二三四五六七八九十0-9]+(?:部分|章|节)"),
    re.compile(r"[一二三四五六七八九十]+[、.．]"),
    re.compile(r"[（(][一二三四五六七八九十]+[）)]"),
    re.compile(r"[0-9]{1,2}[、．]|[0-9]{1,2}[.](?![0-9])"),
    re.compile(r"[（(][0-9]{1,2}[）)]|[0-9]{1,2}[）)]|[①-⑳⑴-⒇⒈-⒛㈠-㈩]"),
)
FORM_TITLE = re.compile(r"(?<!见)(?:绩效|目标)[^，。；：]{0,8}表(?:[（(][^，。；]{0,20}[）)])?$")
# A part of the disclosure whose heading has no number; the paragraphs below it have.
PART_HEADING = re.compile(r"(?:名词|专业名词|有关名词|术语)解释|.{0,20}情况说明")
FORM_HEADER = re.compile(r"一级指标.*二级指标")
UNIT_DECLARATION = re.compile(r"单位[:：](?:人民币)?[百千万亿]?元(?:[、,，].{1,6})?[）)]?$")
TABLE_NOTE = re.compile(r"备?注[:：]")
CONTENTS = re.compile(r"…{2,}|[.．·]{6,}")
PAGE_NUMBER = re.compile(r"[-—–－第]*[0-9]{1,3}[-—–－页]*(?:[/／]?共?[0-9]{1,3}页?)?")
ROW_FIGURE = re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?%?|\*{2,}")
# What a row prints where it has no figure.
BLANK_FIGURE = re.compile("[-—–]{1,3}")
SENTENCE_MARKS = re.compile(r"[，。；]")


class LineKind(Enum):
    TEXT = "text"
    TABLE = "table"
    FURNITURE = "furniture"


def typed_lines(document: SourceDocument, taken_lines: frozenset[int]) -> list[tuple[Line, LineKind]]:
    """Every line that is not blank, with its kind. A project form lasts until a heading of prose follows it."""
    filled = [(line, text) for line in document.lines if (text := compact(line.text))]
    following = [text for _, text in filled[1:]] + [""] * bool(filled)
    typed = []
    in_form = False
    for (line, text), next_text in zip(filled, following, strict=True):
        in_form = _stands_in_form(text, next_text, in_form)
        if in_form or line.line_number in taken_lines or line.table_number is not None or len(line.cells) > 1:
            typed.append((line, LineKind.TABLE))
        else:
            typed.append((line, _kind(line.text, text, next_text)))
    return typed


@remembered
def compact(text: str) -> str:
    """Text without mark-up and without blanks, save one where two ASCII words or numbers would run together."""
    stripped = OUTER_MARKS.sub("", INLINE_TAG.sub("", text))
    return BLANK.sub(lambda blank: " " if _parts_words(stripped, blank) else "", stripped)


@remembered
def marker_level(text: str) -> int | None:
    """The level of the numbering that a text begins with, 1 for 第一部分; None without numbering."""
    return next((level for level, marker in enumerate(MARKERS, start=1) if marker.match(text)), None)


@remembered
def width_of(text: str) -> int:
    """Width in print: a Chinese character counts two, an ASCII letter or digit one."""
    return sum(1 if letter.isascii() else 2 for letter in compact(text))


def begins_with_unit(text: str) -> bool:
    """Whether a line begins with the unit of a figure that ends the line before."""
    return bool(re.match(any_of("amount_unit", "percent_unit", "count_unit"), text))


def _parts_words(text: str, blank: re.Match[str]) -> bool:
    before, after = text[blank.start() - 1], text[blank.end()]
    return before.isascii() and after.isascii() and (before.isalnum() or before in ".,") and after.isalnum()


def _stands_in_form(text: str, next_text: str, in_form: bool) -> bool:
    level = marker_level(text)
    if FORM_HEADER.search(text) or (FORM_TITLE.search(text) and level is None):
        return True
    if not in_form or level == 1:
        return False
    descriptive = re.search(any_of("heading_end") + "$", text) and not SENTENCE_MARKS.search(text)
    leads = level is None and PART_HEADING.fullmatch(text) and marker_level(next_text) is not None
    return not (descriptive and (level == 2 or leads))


def _kind(printed: str, text: str, next_text: str) -> LineKind:
    if CONTENTS.search(text) or (PAGE_NUMBER.fullmatch(text) and not begins_with_unit(next_text)):
        return LineKind.FURNITURE
    if UNIT_DECLARATION.search(text) or TABLE_NOTE.match(text):
        return LineKind.TABLE
    tokens = INLINE_TAG.sub("", printed).split()
    while len(tokens) > 1 and BLANK_FIGURE.fullmatch(tokens[-1]):
        tokens.pop()
    ends_with_figure = bool(ROW_FIGURE.fullmatch(tokens[-1])) and not SENTENCE_MARKS.search(text)
    return LineKind.TABLE if ends_with_figure and not begins_with_unit(next_text) else LineKind.TEXT
