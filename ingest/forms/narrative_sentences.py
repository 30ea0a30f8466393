"""The claims of one sentence: every figure with its subject, kind, direction and comparison, read from left to right.

A figure without words of its own belongs to the last subject: 公务接待费 2 万元，较上年下降 45% states an
amount and a change of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from ingest.forms.narrative_figures import Figure
from ingest.forms.narrative_subjects import (
    NUMBERING,
    Phrase,
    clean_subject,
    is_bare_period,
    latest_year,
    noun_after,
    of_another_period,
    read_comparison,
    read_phrase,
    threshold_subject,
)
from ingest.forms.narrative_words import any_of

CLAUSE_MARKS = "，。；：！？:;,"
# Words after which a count's subject stands behind it (等 3 项事项), and unchanged words that need no comparison beside them.
COUNTS_WHAT_FOLLOWS = re.compile("(?:等|下属|所属|其他|这|各|以及|和|涉及)$")
UNCHANGED_ALONE = re.compile("持平|增减|变化|变动")
KINDS = {"amount": "amount", "percent": "share", "count": "count", None: "count"}


@dataclass(frozen=True, slots=True)
class Claim:
    figure: Figure
    kind: str
    subject: str
    direction: str | None
    comparison: str | None


@dataclass(slots=True)
class Reading:
    """What is known while a paragraph is read: the last subject, its comparison, and what resumes after a bracket."""

    heading: str
    subject: str = ""
    comparison: str | None = None
    position: int = 0
    year: str = ""
    resumed: list[tuple[int, str]] = field(default_factory=list)


def read_claims(text: str, start: int, stop: int, figures: tuple[Figure, ...], reading: Reading) -> Iterator[Claim]:
    """Claims of the sentence text[start:stop]. `reading` carries the subject from sentence to sentence."""
    reading.position, reading.comparison = start, None
    reading.year = latest_year(text[start:stop])
    marks = CLAUSE_MARKS.replace(";", "") if "；" in text[start:stop] else CLAUSE_MARKS
    tokens = [figure for figure in figures if start <= figure.start < stop and not figure.is_furniture]
    for token in sorted(tokens + _unchanged_words(text, start, stop), key=lambda token: token.start):
        _leave_brackets(reading, token.start)
        clause = max([reading.position, *(text.rfind(mark, reading.position, token.start) + 1 for mark in marks)])
        words, before = text[clause : token.start], text[reading.position : clause]
        if token.threshold:
            yield Claim(token, KINDS[token.unit_type], threshold_subject(words, token.threshold), None, token.threshold)
            continue
        claim = _claim(token, words, before, text[token.stop : stop], reading)
        if claim is None:
            continue
        yield claim
        if text[token.stop : token.stop + 1] in ("（", "("):
            reading.resumed.append((_closing_bracket(text, token.stop, stop), claim.subject))
        carried = None if is_bare_period(claim.comparison) else claim.comparison
        reading.subject, reading.comparison, reading.position = claim.subject, carried, token.stop


def _claim(token: Figure, words: str, before: str, after: str, reading: Reading) -> Claim | None:
    if token.unit_type == "unchanged":
        return _unchanged_claim(token, words, before, reading)
    phrase = read_phrase(words, token.unit_type)
    if token.unit_type == "amount" and not phrase.is_change and phrase.comparison is None:
        phrase = of_another_period(phrase, words, reading.year)
    kind = "change" if phrase.is_change else KINDS[token.unit_type]
    comparison = phrase.comparison
    if kind == "change" and comparison is None:
        comparison = read_comparison(before)[0] or (None if phrase.subject else reading.comparison)
    return Claim(token, kind, _subject(token, kind, phrase, words, before, after, reading), phrase.direction, comparison)


def _unchanged_claim(token: Figure, words: str, before: str, reading: Reading) -> Claim | None:
    """A comparison in words. 一致 and its like are one only beside what is compared with."""
    printed = token.unit or ""
    comparison, rest = read_comparison(words + printed)
    comparison = comparison or read_comparison(before)[0]
    if comparison is None and not UNCHANGED_ALONE.search(printed):
        return None
    subject = clean_subject(rest.removesuffix(printed)) or reading.subject or _label(before) or reading.heading
    return Claim(replace(token, unit=None), "change", subject, "unchanged", comparison)


def _subject(token: Figure, kind: str, phrase: Phrase, words: str, before: str, after: str, reading: Reading) -> str:
    if kind == "count" and COUNTS_WHAT_FOLLOWS.search(words) and noun_after(after):
        return noun_after(after)
    if phrase.subject:
        return phrase.subject
    if kind == "count" and noun_after(after):
        return noun_after(after)
    if kind in ("amount", "count"):
        return _label(before) or reading.subject or reading.heading
    return reading.subject or _label(before) or reading.heading


def _label(before: str) -> str:
    """The last clause without a figure that names something: 本年度预算安排 in 本年度预算安排：1200 万元."""
    labels = [clean_subject(read_comparison(label)[1]) for label in re.split(f"[{CLAUSE_MARKS}]", before)]
    return next((label for label in reversed(labels) if label), "")


def _unchanged_words(text: str, start: int, stop: int) -> list[Figure]:
    """Words that state a comparison without a figure, as tokens; the words stand in `unit` until they are read."""
    return [
        Figure(match.start(), match.end(), match.end(), match.group(), "unchanged")
        for match in _unchanged().finditer(text, start, stop)
    ]


def _leave_brackets(reading: Reading, position: int) -> None:
    while reading.resumed and reading.resumed[-1][0] < position:
        reading.subject = reading.resumed.pop()[1]


def _closing_bracket(text: str, opening: int, stop: int) -> int:
    depth = 0
    for position in range(opening, stop):
        depth += (text[position] in "（(") - (text[position] in "）)")
        if depth == 0:
            return position
    return stop


@cache
def _unchanged() -> re.Pattern[str]:
    return re.compile(rf"(?:保持|基本|大体|均|相对)*{any_of('unchanged')}")


def heading_subject(section: tuple[str, ...]) -> str:
    """The innermost heading without its numbering: the subject where prose names none."""
    return NUMBERING.sub("", section[-1]) if section else ""
