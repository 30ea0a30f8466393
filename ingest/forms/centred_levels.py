"""Level names that stand in the middle row of their block: a merged, centred cell of a grid that does not say what is merged.

A name in row p of a block from row s to row e stands in its middle, so e is 2p - s, or one off where the block has an even
number of rows. Where more than one division fits, the rows in doubt get no level.
"""

from __future__ import annotations

from collections.abc import Sequence


def centred_names(printed: Sequence[str | None]) -> list[str | None]:
    """The name each row belongs to; None where that is in doubt. `printed` holds the name a row prints itself."""
    rows = [row for row, name in enumerate(printed) if name]
    last = len(printed) - 1
    forward = _reachable(rows, last)
    backward = [{last - end for end in ends} for ends in _reachable([last - row for row in reversed(rows)], last)][::-1]
    found = list(printed)
    for number, row in enumerate(rows):
        begins = {end + 1 for end in forward[number - 1]} if number else {0}
        sure_begin = begins & backward[number]
        sure_ends = forward[number] & ({start - 1 for start in backward[number + 1]} if number + 1 < len(rows) else {last})
        if sure_begin and sure_ends:
            for own in range(max(sure_begin), min(sure_ends) + 1):
                found[own] = printed[row]
    return found


def can_be_centred(printed: Sequence[str | None]) -> bool:
    """Whether the rows divide into blocks with each name in the middle of its own."""
    rows = [row for row, name in enumerate(printed) if name]
    return bool(rows) and len(printed) - 1 in _reachable(rows, len(printed) - 1)[-1]


def _reachable(rows: Sequence[int], last: int) -> list[set[int]]:
    """For each name's row the rows at which its block may end, seen from the first row on."""
    found: list[set[int]] = []
    starts = {0}
    for number, row in enumerate(rows):
        highest = rows[number + 1] - 1 if number + 1 < len(rows) else last
        middles = {2 * row - start + odd for start in starts if start <= row for odd in (-1, 0, 1)}
        ends = {end for end in middles if row <= end <= highest}
        found.append(ends)
        starts = {end + 1 for end in ends}
    return found
