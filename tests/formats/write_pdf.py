"""PDF files of ruled tables: merged cells, cells wrapped over lines, tables that break over pages and repeat their header."""

from __future__ import annotations

from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from tests.formats.merged import cells_of

FONT = "STSong-Light"
WIDTH = 760
LONGEST_LINE = 24
STYLE = ParagraphStyle("cell", fontName=FONT, fontSize=7, leading=9, wordWrap="CJK")


def write_pdf(parts: list) -> bytes:
    """Landscape A4 pages of paragraphs and tables in order. The font is not embedded."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    flow = [Paragraph(escape(part), STYLE) if isinstance(part, str) else _table(part) for part in parts]
    stream = BytesIO()
    SimpleDocTemplate(stream, pagesize=landscape(A4), leftMargin=36, rightMargin=36, topMargin=36, bottomMargin=36).build(flow)
    return stream.getvalue()


def _table(grid: list[list[str]]) -> Table:
    texts: list[list[object]] = [[""] * len(row) for row in grid]
    style = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    for cell in cells_of(grid):
        texts[cell.row][cell.column] = Paragraph(escape(cell.text), STYLE) if cell.text else ""
        last = (cell.column + cell.column_count - 1, cell.row + cell.row_count - 1)
        style.append(("SPAN", (cell.column, cell.row), last))
    return Table(texts, colWidths=_widths(grid), style=style, repeatRows=_header_rows(grid))


def _header_rows(grid: list[list[str]]) -> int:
    """Header rows of a budget table: those above the first row with a figure, where they stand at the top of the grid."""
    top = [row for row in grid[:5] if not any("." in text for text in row)]
    heads = [index for index, row in enumerate(top) if {"合计", "预算数", "人员经费", "基本支出", "科目名称"} & set(row)]
    return max(heads) + 1 if heads and not any("项目名称" in text for row in grid for text in row) else 0


def _widths(grid: list[list[str]]) -> list[float]:
    """Column widths that follow the longest text of a cell of one column; the extremes are wrapped."""
    longest = [4] * len(grid[0])
    for cell in cells_of(grid):
        if cell.column_count == 1:
            longest[cell.column] = max(longest[cell.column], min(len(cell.text), LONGEST_LINE))
    return [WIDTH * length / sum(longest) for length in longest]
