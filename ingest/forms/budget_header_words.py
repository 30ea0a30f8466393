"""Header words of a text flow: wrapped, run together and scrambled print taken apart into words of the lexicon.

Words wrapped over lines follow one another (教育收费资金 / 收入), run together (款结余小计 ends one word and is the next), or
the lines of several cells alternate. The first reading takes the print as it comes; the second joins lines cell by cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from ingest.forms.budget_layouts import HeaderWord, header_prefixes, header_words, list_words, words_of
from ingest.forms.budget_text import Token, fold

# Words that may stand before a word of the lexicon: 2023年预算数, 上年决算数.
PERIOD = re.compile(r"(?:20[0-9]{2}年度?|上一?年度?|去年|本年度?|当年|其中:)")
REMARK = re.compile(r"\([^()]{0,30}\)")
LAST_REMARK = re.compile(r"(?<=.)\([^()]{0,30}\)$")
LONGEST_WORD = 24
NUMBERED = re.compile(r"[0-9]{1,2}(?:=[-+0-9]+)?$")
HIGHEST_NUMBER = 60

# Costs of a reading: each word; a word that begins inside a token; a word that a blank on one line interrupts.
WORD_COST, INSIDE_COST, BLANK_COST = 10, 4, 5
SEARCH_LIMIT = 4000
READING_LIMIT = 6


@dataclass(frozen=True, slots=True)
class Numbering:
    """A numbering line: how many numbers it has. Unless marked (`**`, 栏次), code and name columns may be counted too."""

    count: int
    is_marked: bool


@dataclass(frozen=True, slots=True)
class PrintedWord:
    """A header word as printed (without blanks), and what the lexicon says it may stand for."""

    text: str
    entries: tuple[HeaderWord, ...]

    def entry(self, role: str) -> HeaderWord | None:
        """The reading of the word in one role, None where it has none."""
        return next((entry for entry in self.entries if entry.role == role), None)


def read_numbering(texts: Sequence[str]) -> Numbering | None:
    """The numbering line `** ** 1 2 3` or 栏次 1 2 3=1+2, cell by cell or word by word; None for any other line."""
    folded = [fold(text) for text in texts if fold(text)]
    numbers = [text for text in folded if NUMBERED.match(text)]
    marks = [text for text in folded if not NUMBERED.match(text)]
    if not numbers or not set(marks) <= words_of("mark") or (not marks and len(numbers) < 3):
        return None
    plain = [int(text.partition("=")[0]) for text in numbers]
    rises = all(later - earlier == 1 or marks for earlier, later in pairwise(plain))
    return Numbering(len(numbers), bool(marks)) if plain[:1] == [1] and rises and max(plain) <= HIGHEST_NUMBER else None


def read_words(tokens: Sequence[Token]) -> list[tuple[PrintedWord, ...]]:
    """The readings of a header's tokens, most likely first; empty where some print is no header word."""
    together = _read_together(tokens)
    if together is not None:
        return [together]
    return _read_alternating(tokens)


def unknown_words(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The tokens that no header word contains, for the message that says why a header was not read."""
    vocabulary = "|".join(header_words())
    unread = (token.text for token in tokens if PERIOD.sub("", REMARK.sub("", token.folded)) not in vocabulary)
    return tuple(dict.fromkeys(unread))


@cache
def find_word(folded: str, in_list: bool = False) -> tuple[HeaderWord, ...]:
    """What a folded text stands for, with or without a period before it and a remark in brackets after it."""
    if in_list and (found := list_words().get(folded) or list_words().get(LAST_REMARK.sub("", folded))):
        return found
    for text in (folded, LAST_REMARK.sub("", folded)):
        for candidate in (text, PERIOD.sub("", text, count=1) if PERIOD.match(text) else text):
            if candidate in header_words():
                return header_words()[candidate]
    return ()


def _read_together(tokens: Sequence[Token]) -> tuple[PrintedWord, ...] | None:
    """The cheapest cut of all print into words."""
    printed = "".join(token.text for token in tokens)
    letters = [(letter, number) for number, letter in enumerate(printed) if fold(letter)]
    folded = "".join(fold(letter) for letter, _ in letters)
    owners = [number for number, token in enumerate(tokens) for _ in fold(token.text)]
    best: list[tuple[int, int] | None] = [(0, -1), *[None] * len(folded)]
    for start in range(len(folded)):
        reached = best[start]
        if reached is None:
            continue
        for end in _word_ends(folded, start):
            cost = reached[0] + WORD_COST + _breaks(tokens, owners, start, end)
            known = best[end]
            if known is None or cost < known[0]:
                best[end] = (cost, start)
    words: list[PrintedWord] = []
    end = len(folded)
    while end > 0:
        reached = best[end]
        if reached is None:
            return None
        start = reached[1]
        begin = letters[start - 1][1] + 1 if start else 0
        text = printed[begin : letters[end - 1][1] + 1 if end < len(letters) else None]
        words.insert(0, PrintedWord(text, find_word(folded[start:end])))
        end = start
    return tuple(words)


def _word_ends(folded: str, start: int) -> Iterator[int]:
    period = PERIOD.match(folded, start)
    for begin in {start, period.end() if period else start}:
        for end in range(begin + 1, min(len(folded), begin + LONGEST_WORD) + 1):
            if folded[begin:end] not in header_prefixes():
                break
            if folded[begin:end] in header_words():
                yield end
                remark = REMARK.match(folded, end)
                if remark:
                    yield remark.end()


def _breaks(tokens: Sequence[Token], owners: Sequence[int], start: int, end: int) -> int:
    begins_inside = start > 0 and owners[start] == owners[start - 1]
    first, last = owners[start], owners[end - 1]
    crossed = sum(tokens[number].line is tokens[number + 1].line for number in range(first, last))
    return INSIDE_COST * begins_inside + BLANK_COST * crossed


def _read_alternating(tokens: Sequence[Token]) -> list[tuple[PrintedWord, ...]]:
    """Readings in which a token begins a word or continues a word of an earlier line, in the order of the first lines."""
    readings: dict[tuple[str, ...], None] = {}
    steps = 0

    def extend(number: int, words: list[tuple[str, int]], floor: int) -> None:
        nonlocal steps
        steps += 1
        if steps > SEARCH_LIMIT or len(readings) > READING_LIMIT:
            return
        if number == len(tokens):
            if all(find_word(fold(text)) for text, _ in words):
                readings.setdefault(tuple(text for text, _ in words))
            return
        token = tokens[number]
        place = token.line.line_number
        if number and tokens[number - 1].line is not token.line:
            floor = 0
        for index in range(floor, len(words)):
            text, last = words[index]
            if last != place and _is_beginning(text + token.text):
                extend(number + 1, [*words[:index], (text + token.text, place), *words[index + 1 :]], index + 1)
        if _is_beginning(token.text):
            extend(number + 1, [*words, (token.text, place)], len(words) + 1)

    extend(0, [], 0)
    if steps > SEARCH_LIMIT:
        return []
    fewest = min((len(texts) for texts in readings), default=0)
    return [tuple(PrintedWord(text, find_word(fold(text))) for text in texts) for texts in readings if len(texts) == fewest]


def _is_beginning(text: str) -> bool:
    folded = fold(text)
    rest = PERIOD.sub("", folded, count=1) if PERIOD.match(folded) else folded
    return not rest or folded in header_prefixes() or rest in header_prefixes() or bool(find_word(folded))
