"""A difference of two releases as a person or a program reads it."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import asdict
from itertools import groupby, islice

from rich.table import Table

from ingest.csv_rows import csv_row
from ingest.display import output
from ingest.printable import printable
from ingest.releases.difference import Difference
from ingest.releases.formats import DiffFormat
from ingest.reviews import guard

COLUMNS = ("table_name", "change", "key", "column_name", "old_value", "new_value")
SHOWN_CHANGES = 20
NUMBER = re.compile("[-+]?[0-9]+(?:[.][0-9]+)?")


def print_difference(difference: Difference, output_format: DiffFormat) -> None:
    """Print it: csv has every change and nothing else, json everything, table the first changes of each table."""
    if output_format is DiffFormat.csv:
        sys.stdout.write(csv_row(COLUMNS))
        sys.stdout.writelines(csv_row(_cell(value) for value in change) for change in difference.values())
    elif output_format is DiffFormat.json:
        _print_json(difference)
    else:
        _print_tables(difference)


def _print_json(difference: Difference) -> None:
    head = {
        "documents": difference.documents,
        "contract": difference.contract,
        "tables": [asdict(table) for table in difference.tables],
    }
    sys.stdout.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "changes": [')
    for number, change in enumerate(difference.values()):
        fields = dict(zip(COLUMNS, change, strict=True))
        sys.stdout.write(("," if number else "") + "\n" + json.dumps(fields, ensure_ascii=False))
    sys.stdout.write("\n]}\n")


def _print_tables(difference: Difference) -> None:
    for item in difference.documents:
        ids = " -> ".join(filter(None, (item["old_document_id"], item["new_document_id"])))
        output.print(f"document 文件 {item['change']}: {printable(item['file_name'])} ({ids})")
    for line in difference.contract:
        output.print(f"contract 结构: {printable(line)}")
    differing = [table for table in difference.tables if table.added or table.removed or table.changed]
    if not differing:
        output.print(f"no row differs 数据无差异 ({len(difference.tables)} tables 张表)")
        return
    shown = Table(box=None, padding=(0, 2, 0, 0))
    for title in ("table 表", "added 新增", "removed 移除", "changed 变化"):
        shown.add_column(title, justify="left" if "table" in title else "right", no_wrap=True)
    for table in differing:
        shown.add_row(table.table, f"{table.added:,}", f"{table.removed:,}", f"{table.changed:,}")
    output.print(shown)
    for table, changes in groupby(difference.values(), key=lambda change: change[0]):
        output.print(f"\n{table}")
        for _, change, key, column, old, new in islice(changes, SHOWN_CHANGES):
            place = f"{key} {column}" if column else key
            value = f"{_shown(old)} -> {_shown(new)}" if column else _shown(new if old is None else old)
            output.print(f"  {change} {printable(place)}: {printable(value)}", soft_wrap=True)
        if next(changes, None) is not None:
            output.print("  ... more 更多: --format csv, --table " + table)


def _cell(value: str | None) -> str | None:
    """What a spreadsheet would take for a formula stands behind an apostrophe; a number does not."""
    return value if not value or NUMBER.fullmatch(value) else guard(value)


def _shown(value: str | None) -> str:
    return "∅" if value is None else value
