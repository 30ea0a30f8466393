"""The words that prose is read by, from `seeds/narrative_words.csv`: units, directions, organisation names, opening words."""

from __future__ import annotations

import csv
import re
from functools import cache

from ingest.forms.words import SEEDS_FOLDER

LEXICON = "narrative_words.csv"


@cache
def words(word_type: str) -> tuple[str, ...]:
    """The words of one type, longest first."""
    with (SEEDS_FOLDER / LEXICON).open(encoding="utf-8", newline="") as file:
        found = {row["word"] for row in csv.DictReader(file) if row["word_type"] == word_type}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@cache
def any_of(*word_types: str) -> str:
    """A regular expression group that matches any word of the types, the longest first."""
    found = sorted({word for word_type in word_types for word in words(word_type)}, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word) for word in found) + ")"
