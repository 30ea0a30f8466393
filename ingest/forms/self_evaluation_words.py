"""Words of a self-evaluation's blocks as rows: level names are known words, weights and scores are numbers.

Blank cells leave no trace: only level names, and the last columns of text (the reason of a deviation), may be left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.forms.pieces import Piece
from ingest.forms.self_evaluation_funding import AMOUNTS
from ingest.forms.words import find_label, fold, indicator_levels, is_figure

FUNDING = frozenset({"funding"})
SUM_TOLERANCE = 0.0051
OPTIONAL = frozenset({"deviation", "note", "evidence"})
NUMBER = re.compile(r"^-?[0-9][0-9,]*(?:\.[0-9]+)?分?$")


def only_reading(words: Sequence[Piece], concepts: tuple[str, ...]) -> list[list[tuple[Piece, str]]] | None:
    """The words as rows; None where they make rows in no way, or in more than one."""
    after = [concept for concept in concepts if concept not in {"level1", "level2", "furniture"}]
    ways: list[list[tuple[int, list[tuple[Piece, str]]]]] = [[] for _ in words]
    counts = [0] * len(words) + [1]
    for position in range(len(words) - 1, -1, -1):
        for row in _rows_at(words, position, after, concepts):
            end = position + len(row)
            if counts[end]:
                counts[position] = min(2, counts[position] + counts[end])
                ways[position].append((end, row))
    if not words or counts[0] != 1:
        return None
    found = []
    position = 0
    while position < len(words):
        position, row = ways[position][0]
        found.append(row)
    return found


def _rows_at(
    words: Sequence[Piece], position: int, after: Sequence[str], concepts: tuple[str, ...]
) -> Iterator[list[tuple[Piece, str]]]:
    """Every row that may begin with this word."""
    level1, level2 = indicator_levels()
    start = position
    texts = [fold(piece.text) for piece in words[position : position + 2]]
    levels: list[str] = []
    if len(texts) == 2 and texts[0] in level1 and texts[1] in level2 and texts[1].endswith("指标"):
        levels = ["level1", "level2"]
    elif texts[0] in level1 | level2 and texts[0].endswith("指标"):
        levels = ["level1" if texts[0] in level1 else "level2"]
    if any(level not in concepts for level in levels):
        return
    head = [(words[start + at], level) for at, level in enumerate(levels)]
    optional = 0
    while optional < len(after) and after[len(after) - 1 - optional] in OPTIONAL:
        optional += 1
    for left_out in range(optional + 1):
        own = after[: len(after) - left_out]
        pieces = words[start + len(head) : start + len(head) + len(own)]
        row = list(zip(pieces, own, strict=False))
        if len(pieces) == len(own) and all(_fits(piece, concept) for piece, concept in row):
            yield [*head, *row]


def _fits(piece: Piece, concept: str) -> bool:
    folded = fold(piece.text)
    is_level = any(folded in words for words in indicator_levels()) and folded.endswith("指标")
    if concept in {"weight", "score"}:
        return bool(NUMBER.match(folded))
    if concept in {"name", *OPTIONAL}:
        return not is_level and not is_figure(folded) and len(folded) > 1
    return not is_level


def adds_up(found: Sequence[tuple[Piece, list[Piece]]], concepts: tuple[str, ...]) -> bool:
    """Whether rows that print their first columns alone are the parts of a total that prints all, in each amount."""
    labels = [find_label(label.text, FUNDING) for label, _ in found]
    totals = [figures for label, (_, figures) in zip(labels, found, strict=True) if label and label.concept == "total"]
    parts = [figures for label, (_, figures) in zip(labels, found, strict=True) if label and label.concept != "total"]
    leading = sum(concept in AMOUNTS for concept in concepts[: len(AMOUNTS)])
    if len(totals) != 1 or not parts or len(totals[0]) != len(concepts) or leading != len(AMOUNTS):
        return False
    if any(len(figures) not in {leading, len(concepts)} for figures in parts):
        return False
    for column in range(leading):
        amounts = [_amount(figures[column].text) for figures in (totals[0], *parts)]
        if any(amount is None for amount in amounts):
            return False
        if abs((amounts[0] or 0) - sum(amount or 0 for amount in amounts[1:])) > SUM_TOLERANCE * len(parts):
            return False
    return True


def _amount(text: str) -> float | None:
    folded = fold(text).replace(",", "")
    return float(folded) if re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", folded) else None
