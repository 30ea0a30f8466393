"""The warehouse file of a release: the schemas users read, copied from the work file into a new file.

The new file is written for every current DuckDB client (storage version v1.4.0). Views over published tables stay views, others
become tables; comments stay, rows lie in the order of place and time, so the same rows give the same order. A large table is
copied slice by slice, so what is sorted at once does not grow with it. The file is opened and counted before it is used
(`ingest/releases/`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from ingest.errors import PublishFailed
from ingest.personal.leaving_out import Names, find_names, select_without, with_reasons
from ingest.published_tables import SCHEMAS, PublishedTable, in_order_of_reference, read_tables
from ingest.workfile import WarehouseFiles, open_work_file

STORAGE = "STORAGE_VERSION 'v1.4.0', BLOCK_SIZE 16384"
# A column takes a block at least, so a small file has small ones; into large ones texts are written in half the time.
LARGE_STORAGE, LARGE_FROM_ROWS = "STORAGE_VERSION 'v1.4.0', BLOCK_SIZE 131072", 1_000_000

# Rows of one region and year lie together, so a question about one county reads little of a large file.
PLACE = ("region_code", "fiscal_year", "document_id")
LEADING_ORDER = (*PLACE, "page_number", "line_number", "table_number", "row_number", *("rule_id", "fact_table", "fact_id"))
# What is sorted at once: some 600 MB of the widest rows; more of a table that else would be read more often than so many times.
SLICE_ROWS, MOST_SLICES = 2_000_000, 32
# What lies by region has a document's rows anywhere: where there is more than one row group, an index finds them.
INDEXED, ROW_GROUP = "document_id", 122_880


@dataclass(frozen=True, slots=True)
class Published:
    """The published file: rows by table (`marts.fct_checks` ...), none for a view, and its size in bytes."""

    rows: dict[str, int | None]
    byte_count: int


def write_published(files: WarehouseFiles, fresh: Path) -> Published:
    """Copy what users read from the work file to a new file. On any error nothing is left of it and PublishFailed is raised."""
    _remove(fresh)
    try:
        with open_work_file(files) as connection:
            rows = _fill(connection, fresh, find_names(connection) if files.leaves_out_names else None)
        _verify(fresh, rows)
    except (duckdb.Error, OSError) as error:
        _remove(fresh)
        raise publish_failed(files, str(error).splitlines()[0]) from error
    return Published(rows, fresh.stat().st_size)


def _fill(connection: duckdb.DuckDBPyConnection, fresh: Path, names: Names | None) -> dict[str, int | None]:
    """Write the new file in one transaction; rows by table, none for a view."""
    tables = read_tables(connection)
    rows = {f"{table.schema}.{table.name}": None if table.stays_view else _count(connection, table.path) for table in tables}
    storage = LARGE_STORAGE if sum(count or 0 for count in rows.values()) >= LARGE_FROM_ROWS else STORAGE
    work = connection.execute("select current_database()").fetchone()[0]
    connection.execute(f"attach '{_quote(str(fresh))}' as fresh ({storage})")
    connection.begin()
    for schema in SCHEMAS:
        connection.execute(f"create schema fresh.{schema}")
    for table in tables:
        if not table.stays_view:
            _copy(connection, table, names, rows[f"{table.schema}.{table.name}"])
    # A view's names are looked up in the file that holds it.
    connection.execute("use fresh")
    for view in in_order_of_reference([table for table in tables if table.stays_view]):
        connection.execute(view.view_sql)
    for table in tables:
        _comment(connection, with_reasons(names, table) if names else table)
    connection.commit()
    connection.execute(f'use "{work}"')
    connection.execute("checkpoint fresh")
    connection.execute("detach fresh")
    return rows


def _copy(connection: duckdb.DuckDBPyConnection, table: PublishedTable, left_out: Names | None, row_count: int) -> None:
    names = [name for name, _ in table.columns]
    order = [name for name in LEADING_ORDER if name in names]
    place = [name for name in PLACE if name in names]
    order += [name for name in names if name not in order]
    rows = select_without(left_out, table) if left_out else f"select * from {table.path}"
    keys = ", ".join(f'"{name}" nulls first' for name in order)
    if row_count <= SLICE_ROWS or not place:
        connection.execute(f"create table fresh.{table.path} as select * from ({rows}) order by {keys}")
    else:
        # Not by "select ... limit 0": into such a table DuckDB 2.0 loses a large sorted insert of the same transaction.
        columns = ", ".join(f'"{name}" {type_}' for name, type_, *_ in connection.execute(f"describe {rows}").fetchall())
        connection.execute(f"create table fresh.{table.path} ({columns})")
        numbers, here = _slice(connection, table, place, max(SLICE_ROWS, row_count // MOST_SLICES))
        for number in numbers:
            part = f"select listed.* from ({rows}) as listed semi join slices on {here} and slices.slice_number = {number}"
            connection.execute(f"insert into fresh.{table.path} select * from ({part}) order by {keys}")
    if INDEXED in order[1:] and row_count > ROW_GROUP:
        connection.execute(f'create index "{table.name}_by_{INDEXED}" on fresh.{table.path} ({INDEXED})')


def _slice(
    connection: duckdb.DuckDBPyConnection, table: PublishedTable, place: Sequence[str], slice_rows: int
) -> tuple[list[int], str]:
    """Fill the temporary table `slices`, each with whole documents or other places; their numbers in order, and a row's own."""
    keys = ", ".join(place)
    before = f"sum(count(*)) over (order by {', '.join(f'{name} nulls first' for name in place)} rows unbounded preceding)"
    connection.execute(
        f"create or replace temp table slices as select {keys}, cast({before} as bigint) // {slice_rows} as slice_number"
        f" from {table.path} group by {keys}"
    )
    # Rows are found in a third of the time by what is never null.
    filled = connection.execute(f"select {', '.join(f'count({name}) = count(*)' for name in place)} from slices").fetchone()
    same = ["=" if is_filled else "is not distinct from" for is_filled in filled]
    here = " and ".join(f"listed.{name} {sign} slices.{name}" for name, sign in zip(place, same, strict=True))
    numbers = connection.execute("select distinct slice_number from slices order by 1").fetchall()
    return [number for (number,) in numbers], here


def _comment(connection: duckdb.DuckDBPyConnection, table: PublishedTable) -> None:
    kind = "view" if table.stays_view else "table"
    comments = [(f"{kind} {table.path}", table.comment)]
    comments += [(f'column {table.path}."{name}"', comment) for name, comment in table.columns]
    connection.execute("; ".join(f"comment on {what} is '{_quote(comment)}'" for what, comment in comments if comment) or ";")


def _count(connection: duckdb.DuckDBPyConnection, path: str) -> int:
    return connection.execute(f"select count(*) from {path}").fetchone()[0]


def _verify(file: Path, rows: dict[str, int | None]) -> None:
    """Open the new file as its users will, count the rows that can be read, and look into every view."""
    with duckdb.connect(str(file), read_only=True) as connection:
        for table, expected in rows.items():
            schema, name = table.split(".", 1)
            if expected is None:
                connection.execute(f'select * from {schema}."{name}" limit 0')
                continue
            # The count of a table comes from its statistics; that of read values from its rows.
            key = connection.execute(f'describe {schema}."{name}"').fetchone()[0]
            count = connection.execute(f'select count(hash("{key}")) from {schema}."{name}"').fetchone()[0]
            if count != expected:
                raise duckdb.DataError(f"{table} has {count} rows in the new file, {expected} in the work file")


def _remove(file: Path) -> None:
    for stale in (file, file.with_name(f"{file.name}.wal")):
        stale.unlink(missing_ok=True)


def _quote(text: str) -> str:
    return text.replace("'", "''")


def publish_failed(files: WarehouseFiles, reason: str) -> PublishFailed:
    """The error that tells of a release that could not be made."""
    return PublishFailed(
        reason=f"the warehouse could not be published: {reason}",
        reason_zh="数据仓库未能发布，原文件保留",
        place=str(files.published),
        remedy="check free space and rights in the folder, then run `xianzhang build`",
        remedy_zh="请检查磁盘空间和文件夹权限后运行 xianzhang build",
    )
