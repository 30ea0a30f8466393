"""CSV and Parquet, written by the engine row group by row group.

CSV: UTF-8 with byte order mark (without one a spreadsheet takes it for another encoding), comma, double quotes doubled inside,
lines end with LF. An empty field is null. A text that a spreadsheet would take for a formula, one that begins with an
apostrophe, and the empty text stand behind an apostrophe; whoever drops one leading apostrophe has the text again. Parquet
keeps every value as it is.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from ingest.export.tables import Column, Table
from ingest.reviews import APOSTROPHE, BYTE_ORDER_MARK, FORMULA_SIGNS, guard

TIMESTAMP = "%Y-%m-%dT%H:%M:%S.%fZ"


def write_csv(connection: duckdb.DuckDBPyConnection, table: Table, path: Path) -> None:
    """One table as CSV."""
    query = table.select([_csv_cell(column) for column in table.columns])
    options = "format csv, header, delimiter ',', quote '\"', escape '\"', nullstr ''"
    bare = path.with_name(f"{path.name}.part")
    connection.execute(f"copy ({query}) to {text(str(bare))} ({options})")
    with bare.open("rb") as source, path.open("wb") as target:
        target.write(BYTE_ORDER_MARK.encode())
        while block := source.read(1 << 20):
            target.write(block)
    bare.unlink()


def write_parquet(connection: duckdb.DuckDBPyConnection, table: Table, path: Path) -> None:
    """One table as Parquet."""
    connection.execute(f"copy ({table.select()}) to {text(str(path))} (format parquet)")


def guarded(value: str) -> str:
    """A text as the CSV file has it."""
    return guard(value) or APOSTROPHE


def text(value: str) -> str:
    """A text as SQL writes it."""
    return "'" + value.replace("'", "''") + "'"


def _csv_cell(column: Column) -> str:
    if column.kind == "datetime":
        return f"strftime({column.expression}, {text(TIMESTAMP)})"
    if column.kind != "string":
        return column.expression
    signs = ", ".join(f"chr({ord(sign)})" for sign in (*FORMULA_SIGNS, APOSTROPHE))
    value = column.expression
    return f"case when {value} = '' or substr({value}, 1, 1) in ({signs}) then {text(APOSTROPHE)} || {value} else {value} end"
