"""Whether two engines built the same tables: Spark's, read from its Parquet files, against DuckDB's, row by row.

Rows are compared as text that does not depend on a column's declared type: 12.50 and 12.5 are one number, a number of double
precision counts to twelve digits. Loading times are left aside. Hashes of rows are counted on both sides; rows whose hash the
other side has less often are then looked at as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

IGNORED_COLUMNS = frozenset({"loaded_at", "built_at"})
INTEGERS = frozenset({"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UBIGINT", "UHUGEINT"})
FLOATS = frozenset({"FLOAT", "DOUBLE"})
EXAMPLES = 3
# The rows of both sides as text, each with its hash.
ROWS = ("duckdb_texts", "spark_texts")
# What does not fit, of tables of many million rows, goes to a folder beside the file.
MEMORY_LIMIT = "6GB"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One table: its rows on each engine, how many have no equal on the other, and what they differ in."""

    table: str
    duckdb_rows: int
    spark_rows: int
    only_duckdb: int = 0
    only_spark: int = 0
    columns: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()

    @property
    def is_equal(self) -> bool:
        return not (self.only_duckdb or self.only_spark or self.columns)


def compare_tables(work_file: Path, schema: str, folders: dict[str, Path]) -> list[Comparison]:
    """Compare tables of a schema of DuckDB's file with Spark's folders of Parquet files, by table name."""
    with duckdb.connect(config={"memory_limit": MEMORY_LIMIT, "temp_directory": f"{work_file}.compared"}) as connection:
        quoted = str(work_file).replace("'", "''")
        connection.execute(f"attach '{quoted}' as built (read_only)")
        return [_compare(connection, f"built.{schema}.{table}", table, folder) for table, folder in sorted(folders.items())]


def _compare(connection: duckdb.DuckDBPyConnection, relation: str, table: str, folder: Path) -> Comparison:
    ours = _columns(connection, relation)
    connection.read_parquet(f"{folder}/*.parquet").create_view("spark_rows", replace=True)
    theirs = _columns(connection, "spark_rows")
    counts = [_count(connection, relation), _count(connection, "spark_rows")]
    if set(ours) != set(theirs):
        return Comparison(table, *counts, columns=tuple(sorted(set(ours) ^ set(theirs))))
    texts = {name: (_text(name, kind, theirs[name]), _text(name, theirs[name], kind)) for name, kind in ours.items()}
    names = ", ".join(f'"{name}"' for name in texts)
    for side, source in enumerate((relation, "spark_rows")):
        columns = ", ".join(f'{pair[side]} as "{name}"' for name, pair in texts.items())
        rows = f"select *, hash({names}) as row_hash from (select {columns} from {source})"
        connection.execute(f"create or replace temp view {ROWS[side]} as {rows}")
    missing, extra = _count_hashes(connection)
    if not missing and not extra:
        return Comparison(table, *counts)
    for side in (0, 1):
        rows = f"select {names} from {ROWS[side]} where row_hash in (select row_hash from unequal)"
        connection.execute(f"create or replace temp table {'ab'[side]} as {rows}")
    differing = tuple(name for name in texts if _differs(connection, name))
    return Comparison(table, *counts, missing, extra, differing, tuple(_examples(connection, differing or tuple(texts))))


def _count_hashes(connection: duckdb.DuckDBPyConnection) -> tuple[int, int]:
    """How many rows each side has that the other has not; their hashes are in the temporary table `unequal`."""
    one, other = (f"(select row_hash, count(*) as row_count from {rows} group by row_hash)" for rows in ROWS)
    connection.execute(
        "create or replace temp table unequal as"
        " select row_hash, coalesce(one.row_count, 0) - coalesce(other.row_count, 0) as surplus"
        f" from {one} as one full join {other} as other using (row_hash)"
        " where one.row_count is distinct from other.row_count"
    )
    counted = "select coalesce(sum(greatest(surplus, 0)), 0), coalesce(sum(greatest(-surplus, 0)), 0) from unequal"
    missing, extra = connection.execute(counted).fetchall()[0]
    return int(missing), int(extra)


def _columns(connection: duckdb.DuckDBPyConnection, relation: str) -> dict[str, str]:
    described = connection.execute(f"describe {relation}").fetchall()
    return {name: kind for name, kind, *_ in described if name not in IGNORED_COLUMNS}


def _text(name: str, kind: str, other: str) -> str:
    """A column as text that is the same for the same value of the other engine's type."""
    column = f'"{name}"'
    if FLOATS & {kind, other} and _is_number(kind) and _is_number(other):
        return f"format('{{:.11e}}', cast({column} as double) + 0.0)"
    if _is_number(kind) and _is_number(other):
        digits = f"cast({column} as varchar)"
        return f"case when contains({digits}, '.') then rtrim(rtrim({digits}, '0'), '.') else {digits} end"
    if kind.startswith(("TIMESTAMP", "DATE")):
        return f"cast(cast({column} as timestamp) as varchar)"
    return f"cast({column} as varchar)"


def _is_number(kind: str) -> bool:
    return kind in INTEGERS or kind in FLOATS or kind.startswith("DECIMAL")


def _differs(connection: duckdb.DuckDBPyConnection, name: str) -> bool:
    one, other = f'select "{name}" from a', f'select "{name}" from b'
    return bool(_count(connection, f"(({one} except all {other}) union all ({other} except all {one}))"))


def _examples(connection: duckdb.DuckDBPyConnection, columns: tuple[str, ...]) -> list[str]:
    names = ", ".join(f'"{name}"' for name in columns)
    found = []
    for engine, one, other in (("DuckDB", "a", "b"), ("Spark", "b", "a")):
        query = f"select {names} from (from {one} except all from {other}) order by all limit {EXAMPLES}"
        found += [f"only {engine}: {dict(zip(columns, row, strict=True))}" for row in connection.execute(query).fetchall()]
    return found


def _count(connection: duckdb.DuckDBPyConnection, relation: str) -> int:
    return connection.execute(f"select count(*) from {relation}").fetchall()[0][0]
