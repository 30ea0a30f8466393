"""Where the header of a text flow ends and its rows begin.

A numbering line marks the end. Without one the header is the longest beginning that the lexicon reads in full and that is
followed by something a row can begin with.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.forms.budget_header_words import Numbering, PrintedWord, find_word, read_numbering, read_words
from ingest.forms.budget_layouts import words_of
from ingest.forms.budget_text import Token, ordinal_level


def find_numbering(lines: Sequence[tuple[Token, ...]]) -> tuple[int, Numbering | None]:
    for number, tokens in enumerate(lines):
        numbering = read_numbering([token.text for token in tokens])
        if numbering is not None:
            return number, numbering
        if any(token.is_figure for token in tokens):
            break
    return 0, None


def until_figure(tokens: Sequence[Token]) -> tuple[list[Token], list[Token]]:
    end = next((number for number, token in enumerate(tokens) if token.is_figure), len(tokens))
    return list(tokens[:end]), list(tokens[end:])


def headers(
    head: Sequence[Token], rest: Sequence[Token], numbering: Numbering | None
) -> Iterator[tuple[int, tuple[PrintedWord, ...]]]:
    """Possible ends of the header, longest first, with the readings of its words."""
    is_bare_total = not rest and len(head) > 1 and head[-1].folded in words_of("total") and head[-1].line is not head[-2].line
    for size in range(len(head) - is_bare_total, 0, -1):
        if size < len(head) and numbering is not None:
            return
        left = head[size:]
        readings = read_words(head[:size]) if _may_follow(head[:size], left, rest) else []
        for words in readings:
            if not left and numbering is None and rest and not _begins_with_code(rest) and any(w.entry("name") for w in words):
                continue
            yield size, words


def _may_follow(header: Sequence[Token], left: Sequence[Token], rest: Sequence[Token]) -> bool:
    """Whether the tokens between header and first figure can be the beginning of rows."""
    if not left:
        return True
    if any(find_word(token.folded) for token in left[1:]) or (
        find_word(left[0].folded) and left[0].folded not in words_of("total")
    ):
        return False
    if rest and _begins_with_code(rest) and rest[0].line is not left[-1].line:
        return left[0].folded in words_of("total")
    begins = left[0].folded in words_of("total") or ordinal_level(left[0].text) > 0
    if begins:
        return True
    starts_line = left[0].line is not header[-1].line
    return starts_line and (not rest or all(token.line is rest[0].line for token in left))


def _begins_with_code(rest: Sequence[Token]) -> bool:
    return len(rest) > 1 and rest[0].folded.isdigit() and rest[0].position == 0 and len(rest[0].folded) in (2, 3, 5, 6, 7)
