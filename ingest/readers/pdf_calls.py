"""PDFium's functions as they are called for every character and line of a page."""

from __future__ import annotations

from collections.abc import Callable
from ctypes import Array, byref, c_char, c_void_p, cast, create_string_buffer, memset

# So many records are kept from page to page.
MOST_KEPT = 16384


def unchecked(function: Callable) -> Callable:
    """The same function without the check of every argument, which costs three times what the call does.

    The caller passes what the function declares: handles and `byref` as they are, whole numbers only for an int.
    """
    bare = type(function)(cast(function, c_void_p).value)
    bare.restype = function.restype
    return bare


class Records:
    """A buffer of records of one size, which PDFium fills call by call, and a reference to each; the same from page to page."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept = self._made(0)

    def of(self, count: int) -> tuple[Array[c_char], list[object]]:
        """The buffer, all zeros as far as it is asked for, and so many references. Who asks next gets the same buffer."""
        if count > MOST_KEPT:
            return self._made(count)
        if count > len(self._kept[1]):
            self._kept = self._made(min(2 * count, MOST_KEPT))
        buffer, references = self._kept
        memset(buffer, 0, self._size * count)
        return buffer, references[:count]

    def _made(self, count: int) -> tuple[Array[c_char], list[object]]:
        buffer = create_string_buffer(self._size * count)
        return buffer, [byref(buffer, place) for place in range(0, self._size * count, self._size)]
