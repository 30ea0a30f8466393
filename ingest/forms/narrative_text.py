"""Running prose of a document: wrapped lines joined into paragraphs, each under its path of headings.

A text flow prints prose, budget tables and project forms one after another, one line a printed line, often with a blank line
between. A paragraph ends where the next line begins with numbering, where a sentence ends, or where a line stays well short of
the page's width. Paragraphs with sentence punctuation, or with a figure and its unit, are prose; numbered or descriptive ones
without are headings. Rows of tables and the whole of a project form are neither; what leads only there is left to other forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from ingest.forms.narrative_lines import LineKind, begins_with_unit, compact, marker_level, typed_lines, width_of
from ingest.forms.narrative_words import any_of
from ingest.records import Line, SourceDocument

SENTENCE_END = "。！？"
SENTENCE_MARKS = re.compile(r"[。；！？]")
CLAUSE_MARKS = re.compile(r"[，。；、]")
CONTINUES_AFTER = "，、,：:（(《“"
CONTINUES_BEFORE = "，。；、：:,;）)》”%％！？"

FIGURE_AT_END = re.compile("[0-9０-９][百千万亿]?$")
# A line that holds nothing but a figure, of which the unit may stand on the next line.
FIGURE_ALONE = re.compile("[0-9０-９,.]+[百千万亿]?[元%人个]?[，。；、]?$")

# A line narrower than this share of the page's usual width ends its paragraph; a numbered heading may be somewhat wider.
SHORT_LINE = 0.72
WIDE_HEADING = 0.92
# No page of prose is narrower than this (20 Chinese characters).
NARROWEST = 40
# Level of a heading without numbering, and of a paragraph without: under every heading.
UNNUMBERED_HEADING = 1
UNNUMBERED_PROSE = 99


class Role(Enum):
    PROSE = "prose"
    HEADING = "heading"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Joined text without the blanks of print. `line_of` gives for each character the 0-based index into `lines`."""

    text: str
    line_of: tuple[int, ...]
    lines: tuple[Line, ...]
    role: Role
    section: tuple[str, ...] = ()


def read_paragraphs(document: SourceDocument, taken_lines: frozenset[int]) -> tuple[Paragraph, ...]:
    """Prose, and the headings and furniture that lead to prose. Lines in `taken_lines` belong to another form."""
    found: list[Paragraph] = []
    pending: list[Paragraph] = []
    path: list[tuple[int, str]] = []
    for paragraph in _group_lines(document, taken_lines):
        if paragraph is None:
            pending = []
        elif paragraph.role is not Role.PROSE:
            pending.append(paragraph)
        else:
            for heading in pending:
                found.append(heading)
                if heading.role is Role.HEADING:
                    _descend(path, heading.text)
            pending = []
            level = marker_level(paragraph.text) or UNNUMBERED_PROSE
            found.append(replace(paragraph, section=tuple(text for depth, text in path if depth < level)))
    return tuple(found)


def _group_lines(document: SourceDocument, taken_lines: frozenset[int]) -> Iterator[Paragraph | None]:
    """Paragraphs in print order; None where a table, a form or another form's lines stand between."""
    typed = typed_lines(document, taken_lines)
    usual = _usual_width([line.text for line, kind in typed if kind is LineKind.TEXT])
    group: list[Line] = []
    aside: list[Line] = []
    for line, kind in typed:
        if kind is LineKind.FURNITURE:
            aside.append(line)
            continue
        if kind is LineKind.TABLE or (group and _ends_paragraph(group[-1].text, line.text, usual)):
            yield from _flush(group, aside)
            group, aside = [], []
        if kind is LineKind.TABLE:
            yield None
        else:
            group.append(line)
    yield from _flush(group, aside)


def _flush(group: list[Line], aside: list[Line]) -> Iterator[Paragraph]:
    """A paragraph, then the page numbers and lines of contents that stood within or before it."""
    if group:
        yield _join(group)
    for line in aside:
        yield _join([line], Role.FURNITURE)


def _usual_width(texts: list[str]) -> int:
    """The width most prose lines reach: the third quartile over the lines with punctuation."""
    widths = sorted(width_of(text) for text in texts if CLAUSE_MARKS.search(text))
    return max([NARROWEST, *widths[len(widths) * 3 // 4 :][:1]])


def _ends_paragraph(text: str, following: str, usual: int) -> bool:
    printed, next_printed = compact(text), compact(following)
    if marker_level(next_printed) is not None or printed[-1] in SENTENCE_END:
        return True
    if printed[-1] in CONTINUES_AFTER or next_printed[0] in CONTINUES_BEFORE:
        return False
    if FIGURE_AT_END.search(printed) and begins_with_unit(next_printed):
        return False
    if FIGURE_ALONE.match(next_printed) and not _ends_like_heading(printed):
        return False
    if marker_level(printed) is not None and _ends_like_heading(printed):
        return width_of(text) < WIDE_HEADING * usual
    return width_of(text) < SHORT_LINE * usual


def _join(group: list[Line], role: Role | None = None) -> Paragraph:
    """Lines of one paragraph; a figure broken over two lines becomes whole."""
    printed = [compact(line.text) for line in group]
    text = "".join(printed)
    line_of = tuple(index for index, part in enumerate(printed) for _ in part)
    return Paragraph(text, line_of, tuple(group), role or _role(text))


def _role(text: str) -> Role:
    numbered = marker_level(text) is not None
    if SENTENCE_MARKS.search(text) or (_has_figure(text) and (numbered or re.search("[，：:]", text))):
        return Role.PROSE
    if _ends_like_heading(text):
        return Role.HEADING
    if re.search("[：:]", text):
        return Role.PROSE if numbered else Role.FURNITURE
    return Role.HEADING if numbered and not _has_figure(text) else Role.FURNITURE


def _ends_like_heading(text: str) -> bool:
    return bool(re.search(any_of("heading_end") + "$", text))


def _has_figure(text: str) -> bool:
    return bool(re.search(r"[0-9０-９](?!年度?)" + any_of("amount_unit", "percent_unit", "count_unit"), text))


def _descend(path: list[tuple[int, str]], heading: str) -> None:
    level = marker_level(heading) or UNNUMBERED_HEADING
    while path and path[-1][0] >= level:
        path.pop()
    path.append((level, heading))
