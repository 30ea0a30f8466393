"""What was found out about a text, kept for the next time it is asked: the same words stand in all forms."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps

# So many texts are remembered by each function.
REMEMBERED = 16384
LONGEST_REMEMBERED = 500


def remembered(function: Callable) -> Callable:
    """A pure function that is asked about the same short texts again and again; long ones are no labels and not kept."""
    known = lru_cache(maxsize=REMEMBERED)(function)

    @wraps(function)
    def answer(text: str, *others: object) -> object:
        return known(text, *others) if len(text) <= LONGEST_REMEMBERED else function(text, *others)

    answer.forget = known.cache_clear
    return answer
