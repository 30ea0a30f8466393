"""A sheet of a workbook as its format's reader fills it: texts by row and column, what is merged, what is hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.readers.limits import Limits, exceeded

BREAK = re.compile(r"[ \t]*(?:_x000D_)?[\r\n]+[ \t]*")


@dataclass(slots=True)
class Sheet:
    """Rows and columns count from 1; `merged` is first row, first column, last row, last column; `remarks`: cells by reason."""

    name: str
    is_hidden: bool = False
    shows_zeros: bool = True
    unread: list[str] = field(default_factory=list)
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    without_value: list[tuple[int, int]] = field(default_factory=list)
    remarks: dict[str, list[tuple[int, int]]] = field(default_factory=dict)


def joined(text: str) -> str:
    """The lines of a cell as one: no blank beside a Chinese character or mark."""
    if "\n" not in text and "\r" not in text and "\t" not in text:
        return text
    pieces = [piece for piece in BREAK.split(text.replace("\t", " ")) if piece]
    whole = pieces[0] if pieces else ""
    for piece in pieces[1:]:
        whole += (" " if whole[-1].isascii() and piece[0].isascii() else "") + piece
    return whole


def check_cells(count: int, limits: Limits, place: str | None = None) -> None:
    """Raises UnreadableDocument where there are more cells than the limit allows."""
    if count > limits.cells:
        raise exceeded("cells", f"more than {limits.cells} cells", str(limits.cells), place)
