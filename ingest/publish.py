"""Publishing: the schemas users read, copied from the work file into a new file that replaces the old one in one step.

The new file is written for every current DuckDB client (storage version v1.4.0) with small blocks, views become tables,
comments stay, rows lie in the order of place and time, so the same rows give the same order. Until the new file has been opened
and counted the old one serves; whoever has that one open keeps reading it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from ingest.errors import PublishFailed
from ingest.workfile import WarehouseFiles, open_work_file

SCHEMAS = ("marts", "raw")
STORAGE = "STORAGE_VERSION 'v1.4.0', BLOCK_SIZE 16384"

# Rows of one region and year lie together, so a question about one county reads little of a large file.
LEADING_ORDER = ("region_code", "fiscal_year", "document_id", "page_number", "line_number", "table_number", "row_number")


@dataclass(frozen=True, slots=True)
class Published:
    """The published file: rows by table (`marts.fct_checks` ...) and its size in bytes."""

    rows: dict[str, int]
    byte_count: int


@dataclass(frozen=True, slots=True)
class _Table:
    schema: str
    name: str
    comment: str | None
    columns: tuple[tuple[str, str | None], ...]

    @property
    def path(self) -> str:
        return f'{self.schema}."{self.name}"'


def publish(files: WarehouseFiles) -> Published:
    """Copy the work file's marts and raw to the published file. On any error the old file stays and PublishFailed is raised."""
    fresh = files.published.with_name(f"{files.published.name}.new")
    _remove(fresh)
    try:
        with open_work_file(files) as connection:
            tables = _read_tables(connection)
            connection.execute(f"attach '{_quote(str(fresh))}' as fresh ({STORAGE})")
            connection.begin()
            for schema in SCHEMAS:
                connection.execute(f"create schema fresh.{schema}")
            rows = {f"{table.schema}.{table.name}": _copy(connection, table) for table in tables}
            connection.commit()
            connection.execute("checkpoint fresh")
            connection.execute("detach fresh")
        _verify(fresh, rows)
        _remove(_log_of(files.published))
        fresh.replace(files.published)
    except (duckdb.Error, OSError) as error:
        raise _failed(files, str(error).splitlines()[0]) from error
    finally:
        _remove(fresh)
    return Published(rows, files.published.stat().st_size)


def _read_tables(connection: duckdb.DuckDBPyConnection) -> list[_Table]:
    found = connection.execute(
        "select schema_name, table_name, comment from duckdb_tables() where schema_name in ('marts', 'raw')"
        " union all select schema_name, view_name, comment from duckdb_views() where schema_name in ('marts', 'raw')"
        " order by 1, 2"
    ).fetchall()
    if not any(schema == "marts" for schema, _, _ in found):
        raise duckdb.CatalogException("the work file has no marts")
    columns = connection.execute(
        "select schema_name, table_name, column_name, comment from duckdb_columns()"
        " where schema_name in ('marts', 'raw') order by column_index"
    ).fetchall()
    words = _read_words(connection, [row[:2] for row in found])
    return [
        _Table(
            schema,
            name,
            comment,
            tuple(
                (row[2], _complete(row[3], *words.get((name, row[2]), (None, None))))
                for row in columns
                if row[:2] == (schema, name)
            ),
        )
        for schema, name, comment in found
    ]


def _read_words(
    connection: duckdb.DuckDBPyConnection, tables: list[tuple[str, str]]
) -> dict[tuple[str, str], tuple[str | None, str | None]]:
    """The Chinese label and the usage warning of each published column, where the warehouse has them."""
    if ("marts", "dim_columns") not in tables:
        return {}
    rows = connection.execute("select table_name, column_name, label_zh, usage_warning from marts.dim_columns").fetchall()
    return {(table, column): (label, warning) for table, column, label, warning in rows}


def _complete(comment: str | None, label: str | None, warning: str | None) -> str | None:
    """A column's comment with its Chinese term before it, unless the comment has it, and its usage warning behind it."""
    if not comment:
        return comment
    named = f"{label}: {comment}" if label and label not in comment else comment
    return f"{named} Warning: {warning}" if warning else named


def _copy(connection: duckdb.DuckDBPyConnection, table: _Table) -> int:
    names = [name for name, _ in table.columns]
    order = [name for name in LEADING_ORDER if name in names]
    order += [name for name in names if name not in order]
    keys = ", ".join(f'"{name}" nulls first' for name in order)
    connection.execute(f"create table fresh.{table.path} as select * from {table.path} order by {keys}")
    if table.comment:
        connection.execute(f"comment on table fresh.{table.path} is '{_quote(table.comment)}'")
    for name, comment in table.columns:
        if comment:
            connection.execute(f"comment on column fresh.{table.path}.\"{name}\" is '{_quote(comment)}'")
    return connection.execute(f"select count(*) from {table.path}").fetchone()[0]


def _verify(file: Path, rows: dict[str, int]) -> None:
    """Open the new file as its users will, and count."""
    with duckdb.connect(str(file), read_only=True) as connection:
        for table, expected in rows.items():
            schema, name = table.split(".", 1)
            count = connection.execute(f'select count(*) from {schema}."{name}"').fetchone()[0]
            if count != expected:
                raise duckdb.DataError(f"{table} has {count} rows in the new file, {expected} in the work file")


def _remove(file: Path) -> None:
    for stale in (file, _log_of(file)):
        stale.unlink(missing_ok=True)


def _log_of(file: Path) -> Path:
    return file.with_name(f"{file.name}.wal")


def _quote(text: str) -> str:
    return text.replace("'", "''")


def _failed(files: WarehouseFiles, reason: str) -> PublishFailed:
    return PublishFailed(
        reason=f"the warehouse could not be published: {reason}",
        reason_zh="数据仓库未能发布，原文件保留",
        place=str(files.published),
        remedy="check free space and rights in the folder, then run `xianzhang build`",
        remedy_zh="请检查磁盘空间和文件夹权限后运行 xianzhang build",
    )
