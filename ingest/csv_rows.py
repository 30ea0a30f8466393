"""Rows of CSV as every program reads them: what holds a comma, a quote or any end of line stands in quotes.

Python's own writer leaves a lone carriage return bare, which spreadsheets take for the end of a row: what follows it would be
the beginning of a cell, and could be a formula.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

QUOTED = re.compile('[",\n\r]')


def csv_row(values: Iterable[object]) -> str:
    """One row with its line feed; None is blank."""
    return ",".join(map(_cell, values)) + "\n"


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return '"' + text.replace('"', '""') + '"' if QUOTED.search(text) else text
