"""The Parquet files of a generated country: one a raw table, with that table's columns and types, whatever the query gives."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import duckdb

from ingest.records import RAW_RECORDS
from ingest.warehouse import columns_of

ROW_GROUP = 122_880


def raw_file(folder: Path, table: str) -> Path:
    """Where a raw table's rows lie."""
    return folder / f"{table}.parquet"


def write_table(connection: duckdb.DuckDBPyConnection, folder: Path, record: type, query: str) -> None:
    """Write the query's rows in order; columns it does not give are null. Raises ValueError for one that the table has not."""
    given = {name for name, *_ in connection.execute(f"describe {query}").fetchall()}
    columns = columns_of(record)
    if unknown := given - {name for name, _ in columns}:
        raise ValueError(f"raw.{record.TABLE} has no {', '.join(sorted(unknown))}")
    selected = ", ".join(f"cast({name if name in given else 'null'} as {kind}) as {name}" for name, kind in columns)
    file = raw_file(folder, record.TABLE)
    connection.execute(f"copy (select {selected} from ({query})) to '{file}' (format parquet, row_group_size {ROW_GROUP})")


def write_missing_tables(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Empty files for the raw tables of which the country has no rows."""
    for record in RAW_RECORDS:
        if not raw_file(folder, record.TABLE).exists():
            write_table(
                connection,
                folder,
                record,
                "select null as document_id where false" if _has_document(record) else "select null as file_name where false",
            )


def values(rows: Iterable[tuple]) -> str:
    """Rows of texts and numbers as a SQL values list."""
    return ", ".join(f"({', '.join(_literal(value) for value in row)})" for row in rows)


def _has_document(record: type) -> bool:
    return any(name == "document_id" for name, _ in columns_of(record))


def _literal(value: object) -> str:
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else str(value)
