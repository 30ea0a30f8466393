"""What was found out about a text, kept for the next time it is asked: the same words stand in all forms."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps

# So many texts are remembered by each function.
REMEMBERED = 16384
LONGEST_REMEMBERED = 500


class _Answers(dict[str, object]):
    """The answers about texts. A dictionary is asked in a third of the time that a function takes."""

    def __init__(self, function: Callable[[str], object]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, text: str) -> object:
        answer = self._function(text)
        if len(text) <= LONGEST_REMEMBERED:
            if len(self) >= REMEMBERED:
                self.clear()
            self[text] = answer
        return answer


def remembered(function: Callable) -> Callable:
    """A pure function that is asked about the same short texts again and again; long ones are no labels and not kept."""
    if function.__code__.co_argcount == 1:
        return _Answers(function).__getitem__
    known = lru_cache(maxsize=REMEMBERED)(function)

    @wraps(function)
    def answer(text: str, *others: object) -> object:
        return known(text, *others) if len(text) <= LONGEST_REMEMBERED else function(text, *others)

    return answer
