"""Tables of the report as CSV files in its folder, and the data files that lie beside it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ingest.csv_rows import csv_row
from ingest.reviews import guard
from ingest.site.comparisons import Comparison, Programs
from ingest.site.dictionary import Table
from ingest.site.overview import Overview
from ingest.site.rows import Row

# Spreadsheets take a file without this mark for one in the reader's own encoding.
BYTE_ORDER_MARK = "\ufeff"
# What `xianzhang export` writes.
EXPORTED = (
    ("*.xlsx", "Excel 工作簿", "Excel workbook"),
    ("datapackage.json", "数据包说明", "data package"),
    ("NOTICE.txt", "来源与许可", "sources and licence"),
    ("csv/*.csv", "CSV", "CSV"),
    ("parquet/*.parquet", "Parquet", "Parquet"),
)


@dataclass(frozen=True, slots=True)
class Download:
    """A table to download."""

    path: str
    title_zh: str
    title: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class FileGroup:
    """Data files of one kind."""

    title_zh: str
    title: str
    paths: tuple[str, ...]


def list_downloads(overview: Overview, programs: Programs, functions: Comparison, tables: tuple[Table, ...]) -> list[Download]:
    """Tables that have rows."""
    words = [column for table in tables for column in table.columns]
    found = [
        Download("data/places.csv", "各地各年", "places and years", overview.places),
        Download("data/programs.csv", "按政策项目比较", "funding by programme", programs.funding.rows),
        Download("data/projects_shared.csv", "几个政策项目共用的项目", "projects that programmes share", programs.shared),
        Download("data/projects_unmatched.csv", "未归类的项目", "projects of no known programme", programs.unmatched),
        Download("data/functions.csv", "按支出功能比较", "expenditure by function", functions.rows),
        Download("data/rules.csv", "问题按规则", "findings by rule", overview.rules),
        Download("data/dictionary.csv", "数据字典", "data dictionary", words),
    ]
    return [item for item in found if item.rows]


def format_rows(rows: list[Row]) -> str:
    """CSV with a header; what a spreadsheet would take for a formula stands behind an apostrophe."""
    cells = ([guard(value) if isinstance(value, str) else value for value in row.values()] for row in rows)
    return BYTE_ORDER_MARK + "".join(map(csv_row, [list(rows[0]), *cells]))


def list_files_beside(folder: Path, published: Path, built_at: datetime) -> list[FileGroup]:
    """Data files beside the site's folder: the warehouse, and exports of the same release. Paths are as seen from the site."""
    groups = []
    if published.parent == folder.parent:
        groups.append(FileGroup("DuckDB 数据库", "DuckDB database", (f"../{published.name}",)))
    for package in sorted(folder.parent.glob("*/datapackage.json")):
        if _is_export_of(package, built_at):
            for pattern, title_zh, title in EXPORTED:
                paths = (f"../{file.relative_to(folder.parent).as_posix()}" for file in sorted(package.parent.glob(pattern)))
                groups.append(FileGroup(title_zh, title, tuple(paths)))
    return [group for group in groups if group.paths]


def _is_export_of(package: Path, built_at: datetime) -> bool:
    """Whether this data package is an export of the release that was built then."""
    try:
        found = json.loads(package.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    expected = ("xianzhang", f"{built_at:%Y-%m-%dT%H:%M:%SZ}")
    return isinstance(found, dict) and (found.get("name"), found.get("created")) == expected
