"""The words that forms are recognised by. They stand in CSV files under `seeds/`, so a county's wording is a line of data."""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SEEDS_FOLDER = Path(__file__).parents[2] / "seeds"

INLINE_TAG = re.compile(r"</?(?:b|strong|i|em|u|span|font|p|br|sub|sup)(?:\s[^<>]*)?/?>", re.IGNORECASE)
BLANKS = re.compile(r"\s+")
COMPARATORS = {">=": "≥", "=>": "≥", "<=": "≤", "=<": "≤", "≧": "≥", "≦": "≤", "═": "="}
LEADING_MARKS = re.compile(
    r"^(?:\s*(?:其中[:：]?|[一二三四五六七八九十]+、|[(（][0-9一二三四五六七八九十]+[)）]|[0-9]+[.、]|-+|#+))+"
)
WIDTHS = {"(": "[(（]", ")": "[)）]", "%": "[%％]"}
FIGURE = re.compile(r"^[≥≤=<>~约]{0,2}-?[0-9][0-9,]*(?:\.[0-9]+)?(?:[-~至][0-9][0-9,.]*)?[^0-9。;,]{0,8}$")


@dataclass(frozen=True, slots=True)
class Label:
    """A recognised label: what it stands for, a bracket after it, and what else the same piece prints (None: nothing)."""

    area: str
    concept: str
    word: str
    bracket: str | None
    remainder: str | None


def clean(text: str) -> str:
    """Text as printed without inline mark-up and outer blanks."""
    return INLINE_TAG.sub("", text).strip(" \t\r\n\u3000\u00a0")


def fold(text: str) -> str:
    """Text for comparing: half width, no mark-up, no blanks, one sign for each comparator."""
    folded = BLANKS.sub("", unicodedata.normalize("NFKC", INLINE_TAG.sub("", text)))
    for spelling, sign in COMPARATORS.items():
        folded = folded.replace(spelling, sign)
    return folded


def find_label(text: str, areas: frozenset[str]) -> Label | None:
    """The label a piece begins with: the whole piece, or the words before a bracket, a colon or a blank."""
    printed = LEADING_MARKS.sub("", clean(text)).lstrip()
    for word, area, concept in _labels_by_initial().get(printed[:1], ()):
        if area not in areas:
            continue
        match = _pattern(word).match(printed)
        if match:
            bracket, *rests = match.groups()
            remainder = next((rest for rest in rests if rest), "").strip()
            return Label(area, concept, word, bracket or None, remainder or None)
    return None


@cache
def indicator_levels() -> tuple[frozenset[str], frozenset[str]]:
    """Folded level-1 words and level-2 words of the indicator taxonomies."""
    rows = _read("indicator_category_aliases.csv")
    level1 = {fold(row["alias"]) for row in rows if row["level"] == "level1"}
    level2 = {fold(row["alias"]) for row in rows if row["level"] == "level2"}
    return frozenset(level1), frozenset(level2)


@cache
def title_words() -> tuple[str, ...]:
    """Folded titles of project target forms, longest first."""
    return tuple(word for word, area, _ in _labels() if area == "title")


@cache
def graded_words() -> frozenset[str]:
    """Folded qualitative words that stand for a target."""
    return frozenset(fold(row["word"]) for row in _read("qualitative_words.csv"))


def is_figure(folded: str) -> bool:
    """Whether a folded text is a figure with at most a comparator before and a unit after it."""
    return bool(FIGURE.match(folded))


@cache
def _labels() -> tuple[tuple[str, str, str], ...]:
    rows = [(fold(row["word"]), row["area"], row["concept"]) for row in _read("form_words.csv")]
    return tuple(sorted(rows, key=lambda row: (-len(row[0]), row)))


@cache
def _labels_by_initial() -> dict[str, list[tuple[str, str, str]]]:
    initials: dict[str, list[tuple[str, str, str]]] = {}
    for row in _labels():
        initials.setdefault(row[0][0], []).append(row)
    return initials


@cache
def _pattern(word: str) -> re.Pattern[str]:
    spaced = r"\s*".join(WIDTHS.get(letter, re.escape(letter)) for letter in word)
    return re.compile(rf"{spaced}\s*(?:[(（]([^()（）]*)[)）])?(?:\s*[:：]\s*(.*)|\s+(.*)|)$", re.DOTALL)


def _read(name: str) -> list[dict[str, str]]:
    with (SEEDS_FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
