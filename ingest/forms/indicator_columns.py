"""The header row of an indicator table: which column holds what, in one half or in two halves side by side.

In a grid, a heading that no list of words has makes a column of unknown content: its cells are not read. A target heading may
stand over a second row that splits it (实施期 | 年度, or 符号 | 值 | 单位).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.forms.memory import remembered
from ingest.forms.pieces import LONGEST_WRAP, Entry, Piece, has_label, read_entries, split_pieces
from ingest.forms.words import clean, fold, result_words
from ingest.records import Line

AREA = frozenset({"indicator_column"})
UNKNOWN = "unknown"
MOST_UNKNOWN = 3
LONGEST_HEADING = 12
HORIZON_WORDS = (("年度", "annual"), ("当年", "annual"), ("中期", "midterm"), ("实施期", "whole_project"))
# Words of a second header row below a target heading: what they make of it.
SPLIT_WORDS = {
    "实施期": ("target", "whole_project"), "年度": ("target", "annual"), "当年": ("target", "annual"),
    "中期": ("target", "midterm"),
    "符号": ("comparator", None), "性质": ("comparator", None), "值": ("target", None), "数值": ("target", None),
    "单位": ("unit", None), "计量单位": ("unit", None),
}  # fmt: skip
NAME_WORDS = frozenset({"名称", "内容", "指标名称", "指标内容"})
# A header may wrap over this many lines of a text flow.
LONGEST_HEADER = 12


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: its 0-based index as printed in the header, what it holds, and the half it belongs to."""

    index: int
    concept: str
    half: int
    horizon: str | None


@dataclass(frozen=True, slots=True)
class IndicatorHeader:
    columns: tuple[Column, ...]
    line_count: int
    width: int

    @property
    def half_count(self) -> int:
        return 1 + max(column.half for column in self.columns)

    def horizon(self, half: int) -> str | None:
        """The horizon the header's own words give to a half."""
        return next((column.horizon for column in self.columns if column.half == half and column.horizon), None)


def read_indicator_header(lines: Sequence[Line]) -> IndicatorHeader | None:
    """The header that begins on the first of `lines`, or None. It names at least a target and a name or level column."""
    if not lines or not has_label(lines[0], AREA):
        return None
    first = split_pieces(lines[:1])
    if first[0].in_grid:
        return _grid_header(lines, first)
    for count in range(1, LONGEST_HEADER + 1):
        if lines[count - 1 : count] and lines[count - 1].cells[1:]:
            return None
        pieces = split_pieces(lines[:count])
        columns = _columns(pieces)
        if columns is None and _has_other_words(pieces):
            break
        if columns and _is_header(columns):
            count += _wrapped_lines(lines, count, len(columns))
            columns = _columns(split_pieces(lines[:count])) or columns
            return IndicatorHeader(columns, count, len(columns))
    return None


def _has_other_words(pieces: Sequence[Piece]) -> bool:
    """Whether words of a flow are no header words, and no line to come can make them the beginning of one."""
    entries = read_entries(pieces, AREA)
    others = {id(piece) for entry in entries for piece in entry.values}
    known = {id(piece) for entry in entries for piece in entry.pieces} - others
    return any(id(piece) not in known for piece in pieces[: 1 - LONGEST_WRAP])


def _is_header(columns: Sequence[Column]) -> bool:
    concepts = {column.concept for column in columns}
    return "target" in concepts and bool(concepts & {"name", "level2"})


def _grid_header(lines: Sequence[Line], pieces: Sequence[Piece]) -> IndicatorHeader | None:
    if any(fold(piece.text) in result_words() for piece in pieces):
        return None
    columns = _row_columns(lines[0].text, lines[0].cells)
    if columns is None or not _is_header(columns):
        return None
    below = next((position for position, line in enumerate(lines[1:], start=1) if clean(line.text)), None)
    split = _split_columns(columns, split_pieces([lines[below]])) if below else None
    width = len(lines[0].cells)
    return IndicatorHeader(split, below + 1, width) if split and below else IndicatorHeader(columns, 1, width)


def _split_columns(columns: Sequence[Column], words: Sequence[Piece]) -> tuple[Column, ...] | None:
    """The columns where a second row splits the target's heading, or None where the row is no such row."""
    targets = [column for column in columns if column.concept == "target"]
    columns, words = _split_name(columns, words)
    if not words or any(fold(word.text) not in SPLIT_WORDS for word in words):
        return None
    if len(targets) != 1 or words[0].column < targets[0].index:
        return None
    parts: list[Column] = []
    for word in words:
        concept, horizon = SPLIT_WORDS[fold(word.text)]
        half = sum(part.concept == "target" for part in parts) if concept == "target" else 0
        parts.append(Column(word.column, concept, half, horizon))
    kept = [column for column in columns if column is not targets[0]]
    return tuple(sorted([*kept, *parts], key=lambda column: column.index))


def _split_name(columns: Sequence[Column], words: Sequence[Piece]) -> tuple[list[Column], list[Piece]]:
    """三级指标 over 指标名称 and 指标内容: the first names the indicator. What is left of the second row's words."""
    names = [column for column in columns if column.concept == "name"]
    below = [word for word in words if fold(word.text) in NAME_WORDS]
    if len(names) != 1 or not below or below[0].column != names[0].index or len(below) == len(words):
        return list(columns), list(words)
    parts = [Column(word.column, UNKNOWN, 0, None) for word in below[1:]]
    return [*columns, *parts], [word for word in words if word not in below]


def _wrapped_lines(lines: Sequence[Line], count: int, found: int) -> int:
    """How many further lines of a flow carry nothing but more header words."""
    further = 0
    while count + further < len(lines) and not lines[count].cells[1:]:
        columns = _columns(split_pieces(lines[: count + further + 1]))
        if columns is None or (lines[count + further].text.strip() and len(columns) == found):
            break
        found, further = len(columns), further + 1
    return further


@remembered
def _row_columns(text: str, cells: tuple[str, ...]) -> tuple[Column, ...] | None:
    """The columns of one row of a grid: they depend on nothing but its cells."""
    return _columns(split_pieces([Line(1, text, cells)]))


def _columns(pieces: Sequence[Piece]) -> tuple[Column, ...] | None:
    """Columns in print order; None where a piece of a flow, or too many cells of a grid, are no header words."""
    entries = read_entries(pieces, AREA)
    unknown = [piece for entry in entries for piece in entry.values]
    known = {id(piece) for entry in entries for piece in entry.pieces}
    unknown += [piece for piece in pieces if id(piece) not in known]
    if any(entry.label.remainder for entry in entries):
        return None
    if unknown and (not pieces[0].in_grid or not _are_headings(unknown, entries)):
        return None
    found = _known_columns(entries, pieces[0].in_grid)
    if not pieces[0].in_grid and any(column.concept == UNKNOWN for column in found):
        return None
    found += [Column(piece.column, UNKNOWN, 0, None) for piece in unknown]
    return tuple(sorted(found, key=lambda column: column.index))


def _are_headings(unknown: Sequence[Piece], entries: Sequence[Entry]) -> bool:
    short = all(len(fold(piece.text)) <= LONGEST_HEADING for piece in unknown)
    return short and len(unknown) <= min(MOST_UNKNOWN, len(entries) - 1)


def _known_columns(entries: Sequence[Entry], in_grid: bool) -> list[Column]:
    columns: list[Column] = []
    half, seen = 0, set()
    for position, entry in enumerate(entries):
        concept = entry.label.concept
        if concept == "name" and "name" in seen and "target" not in seen:
            # 三级指标 above 四级指标: the lower one names the indicator.
            columns = [replace(own, concept=UNKNOWN) if (own.concept, own.half) == ("name", half) else own for own in columns]
        elif concept in seen and concept in {"level1", "level2", "name", "target"}:
            half, seen = half + 1, set()
        if concept == "furniture" and _heads_level1(position, entries, in_grid):
            concept = "level1"
        seen.add(concept)
        if concept != "furniture" and (in_grid or concept != "number"):
            horizon = next((value for word, value in HORIZON_WORDS if word in entry.label.word), None)
            columns.append(Column(entry.column if in_grid else position, concept, half, horizon))
    return columns


def _heads_level1(position: int, entries: Sequence[Entry], in_grid: bool) -> bool:
    """绩效指标 right before 二级指标 heads the level-1 names, where no other column does."""
    concepts = [entry.label.concept for entry in entries]
    follows = concepts[position + 1 : position + 2] == ["level2"]
    return in_grid and follows and "level1" not in concepts and entries[position].label.word.endswith("绩效指标")
