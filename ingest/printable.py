"""Texts of documents and files as a terminal and a log may show them.

A sign without a picture (an escape that colours or clears a terminal, a mark that turns the direction of a line) is written as
its code, and what Rich would take for its own markup is escaped.
"""

from __future__ import annotations

import re

from rich.markup import escape

# Control signs beside tab and line feed, separators of lines, marks of direction, blanks without width, halves of signs.
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def printable(text: str) -> str:
    """The text with its unseen signs written as codes, ready for Rich."""
    return escape(plain(text))


def one_line(text: str) -> str:
    """The same, and no line of it can pass for another one of a log."""
    return printable(text).replace("\n", "\\n")


def plain(text: str) -> str:
    """The same for what is not marked up."""
    return UNSEEN.sub(lambda found: found.group().encode("unicode_escape").decode("ascii"), text)
