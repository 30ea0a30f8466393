"""The words that forms are recognised by. They stand in CSV files under `seeds/`, so a county's wording is a line of data."""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from pathlib import Path

from ingest.forms.memory import remembered

SEEDS_FOLDER = Path(__file__).parents[2] / "seeds"

INLINE_TAG = re.compile(r"</?(?:b|strong|i|em|u|span|font|p|br|sub|sup)(?:\s[^<>]*)?/?>", re.IGNORECASE)
COMPARATORS = {">=": "≥", "=>": "≥", "<=": "≤", "=<": "≤", "≧": "≥", "≦": "≤", "═": "="}
COMPARATOR_SIGNS = frozenset("".join(COMPARATORS))
LEADING_MARKS = re.compile(
    r"^(?:\s*(?:其中[:：]?|[一二三四五六七八九十]+、|[(（][0-9一二三四五六七八九十]+[)）]|[0-9]+[.、]|-+|#+))+"
)
LONGEST_LABEL = 8
BLANKS = frozenset(filter(str.isspace, map(chr, range(0x3001))))
WIDTHS = {"(": "[(（]", ")": "[)）]", "%": "[%％]"}
FIGURE = re.compile(r"^[≥≤=<>~约]{0,2}-?[0-9][0-9,]*(?:\.[0-9]+)?(?:[-~至][0-9][0-9,.]*)?([^0-9。;,]{0,8})$")
NAME_TAIL = re.compile("[A-Za-z]|.(?:数|率|量|性|额|情况)$")


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
    return (INLINE_TAG.sub("", text) if "<" in text else text).strip(" \t\r\n\u3000\u00a0")


@remembered
def fold(text: str) -> str:
    """Text for comparing: half width, no mark-up, no blanks, one sign for each comparator."""
    folded = "".join(unicodedata.normalize("NFKC", INLINE_TAG.sub("", text) if "<" in text else text).split())
    if not COMPARATOR_SIGNS.isdisjoint(folded):
        for spelling, sign in COMPARATORS.items():
            folded = folded.replace(spelling, sign)
    return folded


def find_label(text: str, areas: frozenset[str]) -> Label | None:
    """The label a piece begins with: the whole piece, or the words before a bracket, a colon or a blank."""
    return _find_label(text, areas) if text[:1] in _beginnings(areas) else None


@remembered
def _find_label(text: str, areas: frozenset[str]) -> Label | None:
    printed = LEADING_MARKS.sub("", clean(text)).lstrip()
    candidates = _labels_by_initial(areas).get(printed[:1])
    if candidates is None:
        return None
    squeezed = "".join(printed.split())
    for stem, (word, area, concept) in candidates:
        match = _pattern(word).match(printed) if squeezed.startswith(stem) else None
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
    return _words_of("title")


def looks_like_label(text: str) -> bool:
    """Whether a short text is worded like a label, or ends in a colon, though no list of words has it."""
    folded = fold(text)
    return folded.endswith(":") or (len(folded) <= LONGEST_LABEL and folded.endswith(_words_of("label_ending")))


@cache
def label_words(area: str, concept: str) -> tuple[str, ...]:
    """Folded spellings of one label."""
    return tuple(word for word, own, meaning in _labels() if (own, meaning) == (area, concept))


@cache
def result_words() -> frozenset[str]:
    """Folded headings of results (实际完成值, 执行率): a form that prints them reports, it does not set targets."""
    return frozenset(_words_of("result"))


@cache
def other_form_words() -> tuple[str, ...]:
    """Folded words in the titles of forms that are no project target forms."""
    return _words_of("other_form")


@cache
def unit_words() -> frozenset[str]:
    """Folded names of units, and the signs of percent."""
    return frozenset(fold(row["alias"]) for row in _read("unit_aliases.csv"))


@cache
def level_parents() -> frozenset[tuple[str, str]]:
    """Folded pairs of a level-1 word and a level-2 word that stands under it, in any taxonomy and any spelling."""
    codes: dict[tuple[str, str], set[str]] = {}
    for row in _read("indicator_category_aliases.csv"):
        codes.setdefault((row["level"], fold(row["alias"])), set()).add(row["code"])
    below = {
        (code, row["level2_code"])
        for row in _read("indicator_taxonomy.csv")
        for code in codes.get(("level1", fold(row["level1_name"])), ())
    }
    level1, level2 = indicator_levels()
    return frozenset(
        (high, low)
        for high in level1
        for low in level2
        if any((code, lower) in below for code in codes["level1", high] for lower in codes["level2", low])
    )


@cache
def graded_words() -> frozenset[str]:
    """Folded qualitative words that stand for a target."""
    return frozenset(fold(row["word"]) for row in _read("qualitative_words.csv"))


@remembered
def is_figure(folded: str) -> bool:
    """Whether a folded text is a figure with at most a comparator before and a unit after it (2024年完成率 is a name)."""
    match = FIGURE.match(folded)
    tail = match.group(1) if match else ""
    return bool(match) and (tail in unit_words() or not NAME_TAIL.search(tail))


@cache
def _words_of(area: str) -> tuple[str, ...]:
    return tuple(word for word, own, _ in _labels() if own == area)


@cache
def _labels() -> tuple[tuple[str, str, str], ...]:
    rows = [(fold(row["word"]), row["area"], row["concept"]) for row in _read("form_words.csv")]
    return tuple(sorted(rows, key=lambda row: (-len(row[0]), row)))


@cache
def _beginnings(areas: frozenset[str]) -> frozenset[str]:
    """The letters that a piece with a label begins with: the label's own, or a mark, a tag or a blank before it."""
    return frozenset(_labels_by_initial(areas)) | frozenset("其一二三四五六七八九十(（0123456789-#<") | BLANKS


@cache
def _labels_by_initial(areas: frozenset[str]) -> dict[str, list[tuple[str, tuple[str, str, str]]]]:
    """The labels of some areas by their first letter, each with as much of it as is printed in one width alone."""
    initials: dict[str, list[tuple[str, tuple[str, str, str]]]] = {}
    for row in _labels():
        if row[1] in areas:
            stem = "".join(takewhile(lambda letter: letter not in WIDTHS, row[0]))
            initials.setdefault(row[0][0], []).append((stem, row))
    return initials


@cache
def _pattern(word: str) -> re.Pattern[str]:
    spaced = r"\s*".join(WIDTHS.get(letter, re.escape(letter)) for letter in word)
    return re.compile(rf"{spaced}\s*(?:[(（]([^()（）]*)[)）])?(?:\s*[:：]\s*(.*)|\s+(.*)|)$", re.DOTALL)


def _read(name: str) -> list[dict[str, str]]:
    with (SEEDS_FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
