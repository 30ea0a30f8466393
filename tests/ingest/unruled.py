"""Tables without rules for tests: columns at places, cells wrapped over lines, drawn as a PDF file."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
SIZE = 10
WIDTH, HEIGHT = 600, 840
pdfmetrics.registerFont(UnicodeCIDFont(FONT))


@dataclass(frozen=True)
class Column:
    """Left and right edge, and how its cells stand in it: left, right or centre."""

    left: float
    right: float
    align: str = "left"


@dataclass(frozen=True)
class Text:
    """One printed string; `align` says whether `x` is its left end, its right end or its middle."""

    x: float
    y: float
    text: str
    align: str = "left"


def draw(*pages: Sequence[Text]) -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(WIDTH, HEIGHT))
    for page in pages:
        canvas.setFont(FONT, SIZE)
        for text in page:
            method = {"left": canvas.drawString, "right": canvas.drawRightString, "centre": canvas.drawCentredString}
            method[text.align](text.x, HEIGHT - text.y, text.text)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def table(
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    top: float = 100,
    pitch: float = 12,
    space: float = 8,
    valign: str = "middle",
    heads: int = 0,
) -> list[Text]:
    """Rows of cells; a line feed wraps a cell, `heads` rows are centred in their columns, blank cells print nothing."""
    found: list[Text] = []
    for number, row in enumerate(rows):
        height = pitch * max(len(cell.split("\n")) for cell in row)
        for column, cell in zip(columns, row, strict=True):
            lines = cell.split("\n")
            free = height - pitch * len(lines)
            y = top + {"top": 0.0, "middle": free / 2, "bottom": free}[valign] + SIZE
            align = "centre" if number < heads else column.align
            x = {"left": column.left, "right": column.right, "centre": (column.left + column.right) / 2}[align]
            found += [Text(x, y + pitch * place, line, align) for place, line in enumerate(lines) if line]
        top += height + space
    return found
