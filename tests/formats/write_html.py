"""Web pages with navigation around the content, rowspan and colspan."""

from __future__ import annotations

from html import escape

from tests.formats.merged import cells_of

HEAD = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><title>信息公开</title><script>var total = 12345.67;</script></head>"
    "<body><ul class='nav'><li><a href='/'>首页</a></li><li><a href='/xxgk'>政府信息公开</a></li></ul><div class='content'>"
)
FOOT = "</div><div class='footer'>版权所有</div></body></html>"


def write_html(parts: list) -> bytes:
    """A UTF-8 page of paragraphs and tables in order."""
    return (HEAD + "".join(f"<p>{escape(p)}</p>" if isinstance(p, str) else _table(p) for p in parts) + FOOT).encode()


def _table(grid: list[list[str]]) -> str:
    rows: list[list[str]] = [[] for _ in grid]
    for cell in cells_of(grid):
        spans = f' rowspan="{cell.row_count}"' if cell.row_count > 1 else ""
        spans += f' colspan="{cell.column_count}"' if cell.column_count > 1 else ""
        rows[cell.row].append(f"<td{spans}><span>{escape(cell.text)}</span></td>")
    return "<table>" + "".join(f"<tr>{''.join(cells)}</tr>" for cells in rows) + "</table>"
