"""Lines as a stream of pieces: the filled cells of a table row, or the blank-separated words of a text flow.

The header, funding and goal blocks of a form read the same either way: a label, then its value up to the next label.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.forms.words import Label, clean, find_label
from ingest.records import Line

# A label wrapped over lines is put together from at most this many pieces.
LONGEST_WRAP = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A filled cell, or a word of a flow. `column` is the cell's 0-based index, or the word's position in its line."""

    line: Line
    column: int
    text: str

    @property
    def in_grid(self) -> bool:
        return len(self.line.cells) > 1


@dataclass(frozen=True, slots=True)
class Entry:
    """A label with the pieces that follow it. `pieces` includes the label's own; `values` are the texts after it."""

    label: Label
    line: Line
    column: int
    pieces: tuple[Piece, ...]
    values: tuple[Piece, ...]

    @property
    def value(self) -> str | None:
        """The value as printed: pieces of a flow, and wrapped cells, joined without blanks; None where nothing is printed."""
        texts = [self.label.remainder or ""] + [piece.text for piece in self.values]
        return "".join(texts).strip() or None


def split_pieces(lines: Iterable[Line]) -> list[Piece]:
    """All pieces of the lines, in print order."""
    pieces = []
    for line in lines:
        texts = line.cells if len(line.cells) > 1 else clean(line.text).split()
        pieces += [Piece(line, column, clean(text)) for column, text in enumerate(texts) if clean(text)]
    return pieces


def read_entries(pieces: Sequence[Piece], areas: frozenset[str]) -> list[Entry]:
    """Group pieces under the labels of `areas`. Pieces before the first label belong to no entry."""
    starts: list[tuple[int, int, Label]] = []
    position = 0
    while position < len(pieces):
        label, width = _label_at(pieces, position, areas)
        if label is not None:
            starts.append((position, width, label))
        position += max(width, 1)
    ends = [*[start for start, _, _ in starts[1:]], len(pieces)][: len(starts)]
    return [
        Entry(label, pieces[start].line, pieces[start].column, tuple(pieces[start:end]), tuple(pieces[start + width : end]))
        for (start, width, label), end in zip(starts, ends, strict=True)
    ]


def _label_at(pieces: Sequence[Piece], position: int, areas: frozenset[str]) -> tuple[Label | None, int]:
    label = find_label(pieces[position].text, areas)
    if label is not None:
        return label, 1
    for width in range(2, LONGEST_WRAP + 1):
        parts = pieces[position : position + width]
        if len(parts) < width or any(part.in_grid for part in parts):
            break
        label = find_label("".join(part.text for part in parts), areas)
        if label is not None and label.remainder is None:
            return label, width
    return None, 0
