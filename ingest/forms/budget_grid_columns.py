"""The columns of a budget table with cells: how deep its header is, what each column holds, and the sides they make."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.forms.budget_header_words import PrintedWord, find_word, read_numbering
from ingest.forms.budget_identities import Node
from ingest.forms.budget_layouts import HeaderWord, words_of
from ingest.forms.budget_text import fold, split_tokens
from ingest.records import Line

DEEPEST_HEADER = 6
LEVEL_WORDS = ("类", "款", "项")
CHANGE = re.compile("增减|增长|[比较]上年|[比较]20[0-9]{2}年")
OF_WHICH = re.compile("其中:?$")
CHANGE_WORD = HeaderWord("figure", "_change")
UNKNOWN_WORD = HeaderWord("figure", "_unknown")


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column of cells: its header words from top to bottom, and what they make it."""

    place: int
    words: tuple[PrintedWord, ...]
    role: str
    meaning: str


def header_depth(lines: Sequence[Line], in_list: bool = False) -> int:
    """How many lines the header has: up to the first line with a figure, or whose words are no header words."""
    depth = 0
    for line in lines[:DEEPEST_HEADER]:
        filled = [cell for cell in line.cells if cell.strip()]
        if read_numbering(line.cells) or any(token.is_figure for cell in filled for token in split_tokens(line, cell)[:1]):
            break
        known = [cell for cell in filled if find_word(fold(cell), in_list)]
        if not known or len(known) * 2 < len(filled) or (depth and len(filled) == 1 and fold(filled[0]) in words_of("total")):
            break
        depth += 1
    return depth


def level_line(lines: Sequence[Line]) -> list[Line]:
    """The level words (类, 款, 项) that stand on the numbering line below a header, as a line of the header."""
    levels = [tuple(cell if cell.strip() in LEVEL_WORDS else "" for cell in line.cells) for line in lines]
    return [
        replace(line, cells=cells)
        for line, cells in zip(lines, levels, strict=True)
        if any(cells) and read_numbering(line.cells)
    ]


def grid_columns(header: Sequence[Line], in_list: bool = False) -> list[GridColumn]:
    width = max(len(line.cells) for line in header)
    grid = [[cell.strip() for cell in line.cells] + [""] * (width - len(line.cells)) for line in header]
    for line, row in zip(header, grid, strict=True):
        for span in line.spans:
            place = span.column_number - 1
            row[place : place + span.column_count] = [row[place]] * min(span.column_count, width - place)
    for level, row in enumerate(grid[:-1]):
        for place in range(1, width):
            below = any(deeper[place] for deeper in grid[level + 1 :])
            spans = any(deeper[place - 1] for deeper in grid[level + 1 :])
            bounded = all(above[place] == above[place - 1] for above in grid[:level])
            if not row[place] and row[place - 1] and below and spans and bounded:
                row[place] = row[place - 1]
    columns = []
    for place in range(width):
        texts = dict.fromkeys(
            "".join(row[place].split()) for row in grid if row[place] and not OF_WHICH.match(fold(row[place]))
        )
        words = tuple(PrintedWord(text, find_word(fold(text), in_list) or _change_word(fold(text))) for text in texts)
        role, meaning = _role(words) if words else _role_of_blank(columns)
        columns.append(GridColumn(place, words or (columns[-1].words if role == "code" else ()), role, meaning))
    return columns


def _change_word(folded: str) -> tuple[HeaderWord, ...]:
    """What a word is that the lexicon lacks: a comparison of two years (2025年预算数比2024年执行数), or unknown."""
    return (CHANGE_WORD,) if CHANGE.search(folded) else (UNKNOWN_WORD,)


def _role(words: Sequence[PrintedWord]) -> tuple[str, str]:
    for word in reversed(words):
        for role in ("code", "name", "index", "text"):
            if (entry := word.entry(role)) is not None:
                return role, entry.meaning
        if (figure := word.entry("figure")) is not None:
            return "figure", figure.meaning
    entry = words[-1].entries[0]
    return ("name", entry.meaning) if entry.role == "heading" else ("blank", "")


def _role_of_blank(before: Sequence[GridColumn]) -> tuple[str, str]:
    """A column without header words after a code column belongs to its merged cell."""
    return ("code", before[-1].meaning) if before and before[-1].role == "code" else ("blank", "")


def side_blocks(columns: Sequence[GridColumn]) -> list[tuple[GridColumn, ...]]:
    """Sides: each begins with its code and name columns and ends before those of the next."""
    blocks: list[list[GridColumn]] = []
    for column in columns:
        if column.role in ("code", "name") and (not blocks or any(other.role == "figure" for other in blocks[-1])):
            blocks.append([])
        if not blocks:
            blocks.append([])
        if column.role not in ("blank", "text"):
            blocks[-1].append(column)
    return [tuple(block) for block in blocks if any(column.role == "figure" for column in block)]


def side_forest(block: Sequence[GridColumn], is_two_sided: bool) -> tuple[Node, ...]:
    paths = []
    for column in block:
        if column.role == "figure":
            words = [word for word in column.words if not _is_side(word, is_two_sided)] or list(column.words[-1:])
            paths.append([(word.text, (word.entry("figure") or UNKNOWN_WORD).meaning) for word in words])
    return _grow(paths)


def _is_side(word: PrintedWord, is_two_sided: bool) -> bool:
    """Whether a word names a side or the rows (收入, 支出功能分类科目) instead of grouping figures."""
    names = word.entry("side") or word.entry("heading")
    return names is not None and (is_two_sided or word.entry("figure") is None)


def _grow(paths: Sequence[Sequence[tuple[str, str]]]) -> tuple[Node, ...]:
    nodes: list[Node] = []
    start = 0
    while start < len(paths):
        end = start + 1
        while len(paths[start]) > 1 and end < len(paths) and len(paths[end]) > 1 and paths[end][0] == paths[start][0]:
            end += 1
        text, meaning = paths[start][0]
        below = [path[1:] for path in paths[start:end] if len(path) > 1]
        nodes.append(Node(text, meaning, _grow(below)))
        start = end
    return tuple(nodes)
