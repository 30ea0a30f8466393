"""PDFium's functions as they are called for every character and line of a page."""

from __future__ import annotations

from collections.abc import Callable
from ctypes import c_void_p, cast


def unchecked(function: Callable) -> Callable:
    """The same function without the check of every argument, which costs three times what the call does.

    The caller passes what the function declares: handles and `byref` as they are, whole numbers only for an int.
    """
    bare = type(function)(cast(function, c_void_p).value)
    bare.restype = function.restype
    return bare
