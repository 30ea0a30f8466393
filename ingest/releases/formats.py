"""How releases and their differences are printed."""

from __future__ import annotations

from enum import StrEnum


class ListFormat(StrEnum):
    """A list of releases."""

    table = "table"
    json = "json"


class DiffFormat(StrEnum):
    """A difference of two releases."""

    table = "table"
    csv = "csv"
    json = "json"
