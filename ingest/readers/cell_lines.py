"""The printed lines of one cell as one text: what may be joined without a blank, and what must stay apart."""

from __future__ import annotations

from collections.abc import Sequence

NUMBER_ENDS, NUMBER_BEGINS = frozenset("0123456789.%)—"), frozenset("0123456789.-+(—")


def wrapped_text(lines: Sequence[str], full: Sequence[bool] = ()) -> str:
    """Lines of one cell as one text. A blank keeps Latin words apart, and numbers that are not surely one number.

    `full` says of each line whether it reaches the edge of its cell, so that a number in a sentence may go on in the next line.
    """
    text = ""
    before = False
    for number, line in enumerate(lines):
        if text and line and (_grow_together(text[-1], line[0]) or (_may_fuse(text, line) and not before)):
            text += " "
        text += line
        before = bool(full) and full[number]
    return text


def _grow_together(last: str, first: str) -> bool:
    return last.isascii() and first.isascii() and last.isalpha() and first.isalpha()


def _may_fuse(upper: str, lower: str) -> bool:
    """Whether two lines would become one number: a comma at the cut is the only sure sign that they are one."""
    if upper[-1] == "," or lower[0] in ",%":
        return False
    return upper[-1] in NUMBER_ENDS and lower[0] in NUMBER_BEGINS
