"""Tables of the report as CSV files in its folder, and the data files that lie beside it."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from ingest.reviews import guard
from ingest.site.comparisons import Comparison, Programs
from ingest.site.dictionary import Table
from ingest.site.overview import Overview
from ingest.site.rows import Row

# Spreadsheets take a file without this mark for one in the reader's own encoding.
BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Download:
    """A table to download."""

    path: str
    title_zh: str
    title: str
    rows: list[Row]


def list_downloads(overview: Overview, programs: Programs, functions: Comparison, tables: tuple[Table, ...]) -> list[Download]:
    """Tables that have rows."""
    words = [column for table in tables for column in table.columns]
    found = [
        Download("data/places.csv", "各地各年", "places and years", overview.places),
        Download("data/programs.csv", "按政策项目比较", "funding by programme", programs.funding.rows),
        Download("data/programs_apart.csv", "共用和未归类的资金", "funding shared by programmes or of none", programs.apart),
        Download("data/projects_unmatched.csv", "未归类的项目", "projects of no known programme", programs.unmatched),
        Download("data/functions.csv", "按支出功能比较", "expenditure by function", functions.rows),
        Download("data/rules.csv", "问题按规则", "findings by rule", overview.rules),
        Download("data/dictionary.csv", "数据字典", "data dictionary", words),
    ]
    return [item for item in found if item.rows]


def format_rows(rows: list[Row]) -> str:
    """CSV with a header; what a spreadsheet would take for a formula stands behind an apostrophe."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(rows[0])
    writer.writerows([guard(value) if isinstance(value, str) else value for value in row.values()] for row in rows)
    return BYTE_ORDER_MARK + text.getvalue()


def list_files_beside(folder: Path, published: Path) -> list[tuple[str, str, str]]:
    """Path as seen from the site, and what it is, of files beside the site's folder that belong to the same warehouse."""
    found = []
    if published.parent == folder.parent:
        found.append((f"../{published.name}", "DuckDB 数据库", "DuckDB database"))
    export = folder.parent / f"{published.stem}.export"
    for file in sorted(export.glob("*")) if export.is_dir() else ():
        if file.is_file() and not file.name.startswith("."):
            found.append((f"../{export.name}/{file.name}", "导出文件", "exported file"))
    return found
