"""The cells of text lines: tabs, pipes and box drawing, and comma- or semicolon-separated values.

A page is read as separated values only where most lines agree: the first full record (the header) has three cells or more and
no separator between digits, and nearly all records have as many cells. A record with more or fewer cells stays one cell: its
columns cannot be told, since an amount such as 1,234.50 may stand in it without quotation marks. Where there is such a record,
every other one that may hold such an amount stays one cell too. Sections between blank lines may differ in width. A full-width
comma separates nothing. A rule between rows (|---|, ├──┼──┤) is one cell.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

PIPE, ESCAPED = "|", "\\|"
UNESCAPED = re.compile(r"(?<!\\)[|]")
PIPES = str.maketrans("│┃║｜", "||||")
RULE = re.compile(r"(?=.*(?:--|:-|-:|==|__|[─═━┄┈├┼┬┴┌└]))[\s|:=+\-_─━═┄┈┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬│┃║]{3,}$")
SEPARATORS = ",;"
THOUSANDS = re.compile("[0-9],[0-9]")
# The halves of an amount such as 1,234.50 that stands without quotation marks.
THOUSANDS_HEAD, THOUSANDS_TAIL = re.compile("[0-9]{1,3}"), re.compile("[0-9]{3}(?:[.][0-9]+)?")
FEWEST_CELLS = 3
FEWEST_RECORDS = 2
# So many records of a section at least agree where its width is its own.
FEWEST_OF_SECTION = 4
AGREEMENT = 0.8


def split_line(printed: str) -> tuple[str, ...]:
    """The cells of one line: separated by tabs, or framed by pipes; else the whole line is one."""
    if "\t" in printed:
        return tuple(printed.split("\t"))
    framed = printed.strip().translate(PIPES)
    if len(framed) > 1 and framed.startswith(PIPE) and framed.endswith(PIPE) and not RULE.match(framed):
        return tuple(cell.replace(ESCAPED, PIPE) for cell in UNESCAPED.split(framed[1:-1]))
    return (printed,)


def separated_values(lines: list[str]) -> list[tuple[int, tuple[str, ...]]] | None:
    """The records of a page of separated values, each with the 0-based line it begins on; None where the page is none."""
    for separator in SEPARATORS:
        filled = [line for line in lines if line.strip()]
        some = sum(line.count(separator) >= FEWEST_CELLS - 1 for line in filled)
        if some < FEWEST_RECORDS or 2 * some < len(filled):
            continue
        records = _records(lines, separator)
        if records is not None:
            return records
    return None


def _records(lines: list[str], separator: str) -> list[tuple[int, tuple[str, ...]]] | None:
    reader = csv.reader(io.StringIO("\n".join(lines), newline=""), delimiter=separator, strict=True)
    records: list[tuple[int, list[str]]] = []
    start = 0
    try:
        for record in reader:
            records.append((start, record))
            start = reader.line_num
    except csv.Error:
        return None
    counts = Counter(len(record) for _, record in records if len(record) > 1)
    width = counts.most_common(1)[0][0] if counts else 0
    sections = [(section, _own_width(section, lines) or width) for section in _sections(records)]
    kept = [(place, record, own) for section, own in sections for place, record in section]
    several = sum(len(record) > 1 for _, record in records)
    agreeing = sum(len(record) == own for _, record, own in kept if len(record) > 1)
    filled = sum(any(cell.strip() for cell in record) for _, record in records)
    headers = [next((place for place, record in section if len(record) == own), None) for section, own in sections]
    if width < FEWEST_CELLS or agreeing < max(FEWEST_RECORDS, AGREEMENT * several) or 2 * agreeing < filled:
        return None
    if any(header is not None and THOUSANDS.search(lines[header]) for header in headers):
        return None
    ends = [place for place, _ in records[1:]] + [len(lines)]
    is_uneven = separator == "," and agreeing < several
    return [
        (place, (" ".join(lines[place:end]),) if _is_unsure(record, own, is_uneven) else tuple(map(_joined, record)))
        for (place, record, own), end in zip(kept, ends, strict=True)
    ]


def _sections(records: Sequence[tuple[int, list[str]]]) -> list[list[tuple[int, list[str]]]]:
    """The records between blank lines and lines of one cell, which go with the section below them."""
    sections: list[list[tuple[int, list[str]]]] = [[]]
    for place, record in records:
        if len(record) < 2 and any(len(own) > 1 for _, own in sections[-1]):
            sections.append([])
        sections[-1].append((place, record))
    return sections


def _own_width(section: Sequence[tuple[int, list[str]]], lines: Sequence[str]) -> int:
    """The cells of a section's records where nearly all agree (sheets exported one below the other), else 0."""
    counts = Counter(len(record) for _, record in section if len(record) > 1)
    width, agreeing = counts.most_common(1)[0] if counts else (0, 0)
    if width < FEWEST_CELLS or agreeing < max(FEWEST_OF_SECTION, AGREEMENT * sum(counts.values())):
        return 0
    header = next(place for place, record in section if len(record) == width)
    return 0 if THOUSANDS.search(lines[header]) else width


def _is_unsure(record: list[str], width: int, is_uneven: bool) -> bool:
    """Whether a record's cells may stand in other columns: it has too few or too many, or two of them may be one amount."""
    if len(record) != width:
        return True
    return is_uneven and any(
        THOUSANDS_HEAD.fullmatch(head.strip()) and THOUSANDS_TAIL.fullmatch(tail.strip()) for head, tail in pairwise(record)
    )


def _joined(cell: str) -> str:
    """A cell printed over several lines, joined; a blank parts words and numbers that would run together."""
    return re.sub(r"(?<=[!-~])\n(?=[!-~])", " ", cell).replace("\n", "")
