"""Indicators given as prose: 产出指标：数量指标：培训人数≥500人；质量指标：合格率≥95%, as lists, or one line an indicator.

A level name stands before a colon or alone, and holds for what follows. The rest is cut at semicolons, full stops and list
numbers; a piece is an indicator where a name is followed by a relation, a figure with its unit, a colon, or a graded word.
What is none of these is unread: the piece is noted, not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.forms.carried_levels import CarriedRow
from ingest.forms.indicator_rows import IndicatorRow
from ingest.forms.indicator_table import NOTE, SIGNATURE
from ingest.forms.words import clean, find_label, fold, graded_words, indicator_levels, is_figure, level_parents
from ingest.records import Line

MARK = (
    r"(?:[0-9]{1,2}\s*[.．、)）](?![0-9])|[(（][0-9一二三四五六七八九十]{1,3}[)）]|[①-⑳]"
    r"|(?:指标|目标)[0-9]{1,2}\s*[:：]|[一二三四五六七八九十]{1,3}[、是])"
)
LEADING = re.compile(rf"^(?:\s|{MARK})+")
CUTS = re.compile(rf"[；;。\n]|(?:(?<=[，,、\s])|^){MARK}")
LEVEL = re.compile(r"^([^:：]{2,14}?)\s*[:：]\s*")
COMMA = re.compile(r"[，,](?![0-9]{3}(?![0-9]))")
RELATION = re.compile(
    r"^(?P<name>[^≥≤=<>＝＞＜≧≦:：]{2,60}?)\s*(?P<skip>[:：]|达到|达|为)?\s*"
    r"(?P<target>(?:[≥≤=<>＝＞＜≧≦]{1,2}|不低于|不少于|不高于|不超过|不大于|不小于|大于等于|小于等于|大于|小于|控制在|约)\s*[^≥≤=<>＝＞＜≧≦:：]{1,30})$"
)
COLON = re.compile(r"^(?P<name>[^:：≥≤=<>＝＞＜]{2,60})[:：]\s*(?P<target>[^:：]{1,40})$")
FIGURE = re.compile(
    r"^(?P<name>[^0-9:：≥≤=<>＝＞＜]{2,60}?)\s*(?:达到|达|为)?\s*(?P<target>[0-9][0-9,.]*\s*[^0-9:：，,]{0,8})$"
)
RELATION_SIGN = re.compile("[≥≤=<>＝＞＜≧≦]")
FURNITURE = frozenset({"indicator_column"})
LABELS = frozenset({"header", "funding", "goal"})
LONGEST_WORD_NAME = 40


@dataclass(slots=True)
class ProseIndicators:
    """`rows` in print order; `unread` are the pieces that are no indicator, `marks` the list numbers, with their lines."""

    rows: list[CarriedRow] = field(default_factory=list)
    unread: list[tuple[Line, str]] = field(default_factory=list)
    marks: list[tuple[Line, str]] = field(default_factory=list)


def find_prose(lines: Sequence[Line]) -> int | None:
    """Position of the first line that begins with a level name and a colon, is a level name, or has prose beside a level 1."""
    for position, line in enumerate(lines):
        cells = [_strip(text) for text in line.cells if clean(text)]
        for at, text in enumerate(cells):
            beside = any(RELATION_SIGN.search(fold(other)) for other in cells[at + 1 :])
            if _level_at(text) or (_is_level(text) and (len(line.cells) == 1 or beside)):
                heading = clean(lines[position - 1].text) if position else ""
                return position - 1 if heading and not _strip(heading) else position
    return None


def read_prose(lines: Sequence[Line]) -> ProseIndicators:
    """The indicators of the lines, up to a note, a signature or the label of another block."""
    found = ProseIndicators()
    level1: str | None = None
    level2: str | None = None
    skip = False
    for line, below in zip(lines, [*lines[1:], None], strict=True):
        if skip or not clean(line.text):
            skip = False
            continue
        if _ends(line):
            break
        found.marks += [(line, mark) for mark in re.findall(MARK, line.text)]
        printed1 = printed2 = None
        pieces, skip = _pieces_of(line, below)
        for column, kind, text in pieces:
            if kind == "level":
                is_second = (fold(level1 or ""), fold(text)) in level_parents() and fold(text) != fold(level1 or "")
                if is_second or fold(text) not in indicator_levels()[0]:
                    level2 = printed2 = text
                else:
                    level1, level2, printed1, printed2 = text, None, text, None
            elif kind == "unread":
                found.unread.append((line, text))
            else:
                row = _row((line, below) if skip and below else (line,), column, kind, text)
                found.rows.append(CarriedRow(row, 0, level1, level2, printed1, printed2, {}))
                printed1 = printed2 = None
    return found


def _pieces_of(line: Line, below: Line | None) -> tuple[list[tuple[int, str, str]], bool]:
    """Column, kind and text of each piece of a line; True with the line below where the last piece only ends there."""
    if len(line.cells) > 1:
        pieces = [(at, *piece) for at, cell in enumerate(line.cells) for piece in _pieces(cell)]
        texts = {at for at, kind, _ in pieces if kind != "level"}
        # Prose fills one cell beside its level names: more of them are the columns of a table without a known header.
        return ([(0, "unread", clean(line.text))], False) if len(texts) > 1 else (pieces, False)
    pieces = [(0, *piece) for piece in _pieces(line.text)]
    goes_on = bool(pieces) and pieces[-1][1] == "unread" and below is not None and len(below.cells) == 1 and not _ends(below)
    if goes_on and below is not None and clean(below.text) and not LEADING.match(clean(below.text)):
        both = [(0, *piece) for piece in _pieces(clean(line.text) + clean(below.text))]
        if all(kind != "unread" for _, kind, _ in both):
            return both, True
    return pieces, False


def _row(lines: Sequence[Line], column: int, name: str, target: str) -> IndicatorRow:
    values: dict[tuple[int, str], str | None] = {(0, "name"): name, (0, "target"): target}
    in_grid = len(lines[0].cells) > 1
    texts = [(lines[0], name if len(lines) > 1 else f"{name} {target}"), *((line, clean(line.text)) for line in lines[1:])]
    return IndicatorRow(lines[0], lines[-1], values, tuple(texts), column + 1 if in_grid else None, was_shifted=False)


def _pieces(cell: str) -> Iterator[tuple[str, str]]:
    """Level names as (level, name), indicators as (name, target), and what is neither as (unread, text)."""
    for piece in CUTS.split(clean(cell)):
        rest = _strip(piece)
        while (level := _level_at(rest)) is not None:
            yield "level", level[0]
            rest = _strip(level[1])
        if rest and _is_level(rest):
            yield "level", rest
        elif rest:
            yield from _indicators(rest)


def _indicators(text: str) -> Iterator[tuple[str, str]]:
    parts = [part for part in (_strip(part) for part in COMMA.split(text)) if part]
    each = [_split(part) for part in parts]
    if len(parts) > 1 and all(each):
        yield from (own for own in each if own)
        return
    whole = _split(text.rstrip("，,、"))
    yield whole or ("unread", text)


def _split(text: str) -> tuple[str, str] | None:
    """Name and target of one indicator; None where they cannot be told apart."""
    if len(RELATION_SIGN.findall(fold(text))) > 1:
        return None
    match = RELATION.match(text)
    if match:
        return clean(match["name"]), clean(match["target"])
    match = COLON.match(text)
    if match and (is_figure(fold(match["target"])) or fold(match["target"]) in graded_words() or len(match["target"]) <= 12):
        return clean(match["name"]), clean(match["target"])
    match = FIGURE.match(text)
    if match and is_figure(fold(match["target"])):
        return clean(match["name"]), clean(match["target"])
    return _split_graded(text)


def _split_graded(text: str) -> tuple[str, str] | None:
    if len(text) > LONGEST_WORD_NAME or any(letter.isdigit() for letter in text):
        return None
    ends = [at for at in range(2, len(text) - 1) if fold(text[at:]) in graded_words()]
    return (clean(text[: ends[0]]), clean(text[ends[0] :])) if ends else None


def _level_at(text: str) -> tuple[str, str] | None:
    """The level name that a text begins with, before a colon, and the text after it."""
    match = LEVEL.match(text)
    return (clean(match[1]), text[match.end() :]) if match and _is_level(match[1]) else None


def _is_level(text: str) -> bool:
    folded = fold(text)
    return folded.endswith("指标") and any(folded in words for words in indicator_levels())


def _strip(text: str) -> str:
    """A text without list numbers before it, nor the heading of all indicators (绩效指标：)."""
    rest = LEADING.sub("", clean(text))
    label = find_label(rest, FURNITURE)
    if label and label.concept == "furniture" and not _is_level(rest):
        after = re.split("[:：]", rest, maxsplit=1)
        is_heading = fold(after[0]) == label.word
        rest = LEADING.sub("", after[1]) if is_heading and len(after) > 1 else "" if is_heading else rest
    return clean(rest)


def _ends(line: Line) -> bool:
    first = next(clean(text) for text in line.cells if clean(text))
    stripped = LEADING.sub("", first)
    if _level_at(stripped) or _is_level(stripped):
        return False
    return bool(NOTE.match(first) or SIGNATURE.match(first) or first.startswith(("注：", "注:")) or find_label(first, LABELS))
