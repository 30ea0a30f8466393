"""What changed from one release to another: documents, rows by the key of their table, and values.

Two files are attached, and the engine compares them; only what differs is looked at by column. Times and numbers of loading and
releasing are left out, as are views: their tables are compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from ingest.errors import WrongUsage
from ingest.export.keys import stated_keys
from ingest.export.tables import quote
from ingest.releases.difference_sql import paired_sql, unpaired_sql, values_sql
from ingest.releases.store import release_file, release_numbers
from ingest.workfile import WarehouseFiles

# They differ between equal builds.
LOADING_COLUMNS = frozenset({"loaded_at", "built_at"})
LOADING_TABLES = frozenset({"dim_releases"})
DOCUMENTS = """
    with old_files as (
        select file_name, document_id from before.raw.document_files
    ),
    new_files as (
        select file_name, document_id from later.raw.document_files
    ),
    gone as (
        select * from old_files except select * from new_files
    ),
    come as (
        select * from new_files except select * from old_files
    )
    select
        case when gone.file_name is null then 'added' when come.file_name is null then 'removed' else 'replaced' end as change,
        coalesce(come.file_name, gone.file_name) as file_name,
        gone.document_id as old_document_id,
        come.document_id as new_document_id
    from gone full join come on gone.file_name = come.file_name
    order by all
"""
TABLES = "select table_name from duckdb_tables() where database_name = ? and schema_name = 'marts'"
COLUMNS = (
    "select column_name, data_type from duckdb_columns() where database_name = ? and schema_name = 'marts' and table_name = ?"
    " order by column_index"
)


@dataclass(frozen=True, slots=True)
class TableDifference:
    """Rows of one table that differ. Without a key a row is only ever added or removed."""

    table: str
    key: tuple[str, ...]
    added: int
    removed: int
    changed: int


@dataclass(frozen=True, slots=True)
class Difference:
    """Two releases compared. `contract`: what only one of them has. `values` gives each change, by table and key."""

    documents: list[dict[str, Any]]
    tables: list[TableDifference]
    contract: list[str]
    connection: duckdb.DuckDBPyConnection

    def values(self) -> Iterator[tuple[str, str, str, str | None, str | None, str | None]]:
        """table, change, key, column, old value, new value; a row that came or went is one line, as JSON."""
        cursor = self.connection.execute("select * from value_changes order by all")
        while rows := cursor.fetchmany(10_000):
            yield from rows


@contextmanager
def comparing(files: WarehouseFiles, first: int, second: int, tables: Sequence[str] = ()) -> Iterator[Difference]:
    """Compare two releases. Raises WrongUsage for a release or table that is not there."""
    with TemporaryDirectory() as spill, duckdb.connect(config={"temp_directory": spill}) as connection:
        for name, number in (("before", first), ("later", second)):
            if number not in release_numbers(files):
                raise _no_release(number, release_numbers(files))
            place = str(release_file(files, number)).replace("'", "''")
            connection.execute(f"attach '{place}' as {name} (read_only)")
        connection.execute(
            "create table value_changes (table_name varchar, change varchar, key varchar, column_name varchar,"
            " old_value varchar, new_value varchar)"
        )
        listed, contract = _common_tables(connection, tables)
        found = [_compare(connection, table, contract) for table in listed]
        cursor = connection.execute(DOCUMENTS)
        names = [column[0] for column in cursor.description]
        documents = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        yield Difference(documents, found, contract, connection)


def _common_tables(connection: duckdb.DuckDBPyConnection, wanted: Sequence[str]) -> tuple[list[str], list[str]]:
    before, later = ({name for (name,) in connection.execute(TABLES, [side]).fetchall()} for side in ("before", "later"))
    names = [name.removeprefix("marts.") for name in wanted]
    for name in names:
        if name not in before | later:
            raise WrongUsage(
                reason=f"neither release has a table {name}; there are {', '.join(sorted(before | later))}",
                reason_zh="两个版本中都没有该数据表",
                remedy="name one of these tables after --table; a view is compared by the tables it reads",
                remedy_zh="请在 --table 后输入上列表名之一",
            )
    chosen = set(names) if names else (before | later) - LOADING_TABLES
    contract = [f"table {name}: only the first release has it" for name in sorted(chosen & (before - later))]
    contract += [f"table {name}: only the second release has it" for name in sorted(chosen & (later - before))]
    return sorted(chosen & before & later), contract


def _compare(connection: duckdb.DuckDBPyConnection, table: str, contract: list[str]) -> TableDifference:
    """Note every change of one table in value_changes."""
    before, later = (dict(connection.execute(COLUMNS, [side, table]).fetchall()) for side in ("before", "later"))
    contract += [f"column {table}.{name}: only the first release has it" for name in before if name not in later]
    contract += [f"column {table}.{name}: only the second release has it" for name in later if name not in before]
    common = [name for name in later if name in before]
    contract += [
        f"column {table}.{name}: {before[name]} in the first release, {later[name]} in the second"
        for name in common
        if before[name] != later[name]
    ]
    columns = [name for name in common if name not in LOADING_COLUMNS]
    stated = stated_keys().get(table)
    key = stated.primary if stated and set(stated.primary) <= set(columns) else ()
    key = key if key and all(_is_unique(connection, side, table, key) for side in ("before", "later")) else ()
    connection.execute(paired_sql(table, columns, key) if key else unpaired_sql(table, columns))
    counts = dict(connection.execute("select change, count(*) from differing group by change").fetchall())
    if counts:
        connection.execute(f"insert into value_changes {values_sql(table, columns, key)}")
    return TableDifference(table, key, *(counts.get(change, 0) for change in ("added", "removed", "changed")))


def _is_unique(connection: duckdb.DuckDBPyConnection, side: str, table: str, key: Sequence[str]) -> bool:
    listed = ", ".join(map(quote, key))
    query = f"select 1 from {side}.marts.{quote(table)} group by {listed} having count(*) > 1 limit 1"
    return connection.execute(query).fetchone() is None


def _no_release(number: int, numbers: Sequence[int]) -> WrongUsage:
    return WrongUsage(
        reason=f"there is no release {number}; there are: {', '.join(map(str, numbers)) or 'none'}",
        reason_zh="没有该发布版本",
        remedy="name one of these numbers",
        remedy_zh="请从上列版本中选择",
    )
