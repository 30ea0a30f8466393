"""The words of budget tables: titles, header words, sides, row words. They stand in `seeds/budget_words.csv`.

A county's new wording is one line there. `area` says what a word is used for, `meaning` what it stands for. In a title `*` is
any text; the first line that matches counts, and `detail` names a column concept that the table must then have; `untitled`
lines tell a statement by its columns alone; `list_` lines are header words of lists alone. A `children` line says which
meanings may stand under a group of the header (`*`: any). A meaning with a leading underscore is known, so that the header can
be read, but has no concept of its own.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from ingest.forms.budget_text import fold
from ingest.forms.words import SEEDS_FOLDER

WORDS_FILE = SEEDS_FOLDER / "budget_words.csv"
HEADER_AREAS = ("side", "code", "name", "index", "heading", "figure")
LIST_AREAS = ("list_code", "list_name", "list_text", "list_figure")

# What may stand before a title (agency, year, number of the table) and after it (a remark in brackets).
TITLE_FRAME = r"[^。;,|]{{0,40}}?{}(?:\([^)]*\))?$"
TITLE_GAP = "[^。;,:]{0,20}"
ANY_TITLE = re.compile(r"[^。;,:|*]{2,45}表(?:\([^)]*\))?$")
TABLE_LABEL = re.compile(
    r"\(?(?:[\u4e00-\u9fff]{0,6}(?:公开|预算|决算))?(?:附?表[-0-9一二三四五六七八九十]+|[-0-9]+表)[:、.]?\)?$"
)
COLUMN_WORD = re.compile(r"科目|编码|名称|预算数")


@dataclass(frozen=True, slots=True)
class HeaderWord:
    """A word of the lexicon that a header may hold. `meaning` of a figure word is the concept of its column."""

    role: str
    meaning: str


@dataclass(frozen=True, slots=True)
class TitleRule:
    """A statement that a title may announce, and the concepts (a/b: either) it must then have, or with a minus must not."""

    statement: str
    needs: str

    def agrees(self, concepts: Collection[str | None]) -> bool:
        """Whether the column concepts of a table are those of the rule."""
        return all(
            (word[1:] not in concepts) if word[0] == "-" else bool(set(word.split("/")) & set(concepts))
            for word in self.needs.split()
        )


def match_title(folded: str) -> tuple[TitleRule, ...]:
    """The statements a folded line may be the title of, best first; `other` for a table of another kind; empty for no title."""
    if "表" not in folded or len(folded) > 70 or TABLE_LABEL.match(folded):
        return ()
    found: list[TitleRule] = []
    for pattern, rule in _titles():
        if pattern.match(folded):
            found.append(rule)
            if not rule.needs:
                break
    if found:
        return tuple(found)
    if ANY_TITLE.match(folded) and not COLUMN_WORD.search(folded):
        return (TitleRule("other", ""),)
    return ()


@cache
def untitled_rules() -> tuple[TitleRule, ...]:
    """The statements that columns alone can tell, in the order in which to try them."""
    return tuple(TitleRule(row["meaning"], row["word"]) for row in _rows() if row["area"] == "untitled")


@cache
def header_words() -> dict[str, tuple[HeaderWord, ...]]:
    """Every folded header word with what it may stand for."""
    words: dict[str, tuple[HeaderWord, ...]] = {}
    for row in _rows():
        if row["area"] in HEADER_AREAS:
            entry = HeaderWord(row["area"], row["meaning"])
            words[fold(row["word"])] = (*words.get(fold(row["word"]), ()), entry)
    return words


@cache
def list_words() -> dict[str, tuple[HeaderWord, ...]]:
    """The header words that only tables that list projects or purchases have."""
    words: dict[str, tuple[HeaderWord, ...]] = {}
    for row in _rows():
        if row["area"] in LIST_AREAS:
            entry = HeaderWord(row["area"].removeprefix("list_"), row["meaning"])
            words[fold(row["word"])] = (*words.get(fold(row["word"]), ()), entry)
    return words


@cache
def header_prefixes() -> frozenset[str]:
    """Every beginning of a header word: what a wrapped word may look like before its last line."""
    return frozenset(word[:end] for word in header_words() for end in range(1, len(word) + 1))


@cache
def permitted_children() -> dict[str, frozenset[str]]:
    """Which figure meanings may stand under a group; `*` permits any."""
    return {row["meaning"]: frozenset(row["word"].split()) for row in _rows() if row["area"] == "children"}


@cache
def word_list(area: str) -> tuple[tuple[str, str], ...]:
    """(word, meaning) of one area, in the order of the file."""
    return tuple((fold(row["word"]), row["meaning"]) for row in _rows() if row["area"] == area)


@cache
def words_of(area: str) -> frozenset[str]:
    """The folded words of one area."""
    return frozenset(word for word, _ in word_list(area))


def meaning_within(area: str, text: str) -> str | None:
    """The meaning of the first word of an area that a text contains."""
    folded = fold(text)
    return next((meaning for word, meaning in word_list(area) if word in folded), None)


@cache
def _titles() -> tuple[tuple[re.Pattern[str], TitleRule], ...]:
    rules = []
    for row in _rows():
        if row["area"] == "title":
            words = TITLE_GAP.join(re.escape(part) for part in fold(row["word"]).split("*"))
            rules.append((re.compile(TITLE_FRAME.format(words)), TitleRule(row["meaning"], row["detail"])))
    return tuple(rules)


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with WORDS_FILE.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
