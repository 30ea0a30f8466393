"""The raw tables of a loaded work file as Parquet files, for an engine that reads a folder a table."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb

SCHEMAS = ("raw", "ingest")
# Rows as they are: a row group may end anywhere, and text is text.
STATEMENT = "copy {schema}.{table} to '{file}' (format parquet, compression zstd)"


def export_raw(work_file: Path, folder: Path) -> dict[str, int]:
    """Write every raw table, empty ones too, to folder/<schema>/<table>/; the rows of each, by `schema.table`."""
    shutil.rmtree(folder, ignore_errors=True)
    rows = {}
    with duckdb.connect(str(work_file), read_only=True) as connection:
        tables = connection.execute(
            "select table_schema, table_name from information_schema.tables where list_contains(?, table_schema) order by 1, 2",
            [list(SCHEMAS)],
        ).fetchall()
        for schema, table in tables:
            place = folder / schema / table
            place.mkdir(parents=True)
            file = str(place / "rows.parquet").replace("'", "''")
            counted = connection.execute(STATEMENT.format(schema=schema, table=table, file=file)).fetchone()
            rows[f"{schema}.{table}"] = counted[0] if counted else 0
    return rows
