"""Words of a text flow: level names that wrap, figures apart from their units, and what a text can be by its look."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.forms.indicator_columns import Column
from ingest.forms.pieces import LONGEST_WRAP, Piece
from ingest.forms.words import fold, graded_words, indicator_levels, is_figure, level_parents, unit_words
from ingest.records import Line

# A wrapped text fills its column: a later line is longer than one before it by at most so many letters.
RAGGED = 2
COMPARATORS = frozenset("≥≤=<>~约")


@dataclass(frozen=True, slots=True)
class LevelWords:
    """The level names a table uses. Short ones (数量, 满意度) may name indicators too: beside names with 指标 they count only
    right below a level 1."""

    first: frozenset[str]
    second: frozenset[str]

    def is_below(self, upper: str, lower: str) -> bool:
        """Whether the second text, printed right after a level 1, is its level 2."""
        return (upper, lower) in level_parents() or (lower in self.second and lower not in self.first)

    def __contains__(self, text: str) -> bool:
        return fold(text) in self.first | self.second


@dataclass(frozen=True, slots=True)
class Word:
    """A cell of a row: one piece, or the pieces of a level name that wraps over lines."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def parts(self) -> list[tuple[Line, str]]:
        return [(piece.line, piece.text) for piece in self.pieces]


def level_words_of(texts: Iterable[str]) -> LevelWords:
    """The level names that count in a table with these texts."""
    printed = {fold(text) for text in texts if fold(text).endswith("指标")}
    used = []
    level1, level2 = indicator_levels()
    # 满意度指标 is a name of either level: it does not tell how the second one is written.
    for words, others in ((level1, frozenset()), (level2, level1)):
        long = frozenset(word for word in words if word.endswith("指标"))
        used.append(long if printed & (long - others) else words)
    return LevelWords(used[0], used[1])


def join_levels(pieces: Sequence[Piece]) -> list[Word]:
    """Pieces as words, level names that wrap over lines put together."""
    level1, level2 = indicator_levels()
    joined = []
    position = 0
    while position < len(pieces):
        width = 1
        for count in range(2, LONGEST_WRAP + 1):
            parts = pieces[position : position + count]
            text = fold("".join(part.text for part in parts))
            wraps = len({part.line.line_number for part in parts}) > 1
            if len(parts) == count and wraps and text in level1 | level2 and fold(parts[0].text) not in level1 | level2:
                width = count
                break
        joined.append(Word(tuple(pieces[position : position + width])))
        position += width
    return joined


def join_units(texts: Sequence[str], after_name: Sequence[Column]) -> list[str]:
    """Texts of a line; comparator, figure and unit that blanks separate are put together where no column holds them apart."""
    concepts = {column.concept for column in after_name}
    joined: list[str] = []
    for text in texts:
        before = fold(joined[-1]) if joined else ""
        is_unit = "unit" not in concepts and fold(text) in unit_words() | {"%"} and before[-1:].isdigit() and is_figure(before)
        is_figure_after = "comparator" not in concepts and before in COMPARATORS and is_figure(fold(text))
        if joined and (is_unit or is_figure_after):
            joined[-1] = f"{joined[-1]} {text}"
        else:
            joined.append(text)
    return joined


def is_sure_target(text: str) -> bool:
    """Whether a text is a figure or a graded word, so that it is a target and no name."""
    return is_figure(fold(text)) or fold(text) in graded_words()


def is_wrapped_text(lead: Sequence[str], on_line: Sequence[str]) -> bool:
    """Whether the lines of a name can be one text: no line is much longer than the one before it."""
    lines = [*lead, " ".join(on_line)] if on_line else list(lead)
    return all(len(fold(later)) <= len(fold(earlier)) + RAGGED for earlier, later in pairwise(lines))
