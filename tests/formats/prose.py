"""The prose above the tables and forms of a document: as it was printed, or as whole paragraphs."""

from __future__ import annotations

import re

from ingest.records import Recognition, SourceDocument

NUMBERED = re.compile("（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、|[⑴-⑽]")
# A line that is printed to the margin goes on below, unless a sentence ends with it.
FULL_WIDTH = 41
WIDE_FROM = 0x2E80
SENTENCE_END = ("。", "；")


def printed_prose(document: SourceDocument, facts: Recognition) -> list[str]:
    """The printed lines, broken where the publisher's page ended."""
    begin = min((record.line_number for record in (*facts.budget_tables, *facts.forms)), default=0)
    return [text for line in document.lines if line.line_number < begin and (text := line.text.strip())]


def paragraphs(lines: list[str]) -> list[str]:
    """Lines joined to paragraphs."""
    joined: list[str] = []
    is_open = False
    for line in lines:
        if is_open and not NUMBERED.match(line):
            joined[-1] += line
        else:
            joined.append(line)
        is_open = _width(line) >= FULL_WIDTH and not line.endswith(SENTENCE_END)
    return joined


def _width(line: str) -> int:
    return sum(2 if ord(character) >= WIDE_FROM else 1 for character in line)
