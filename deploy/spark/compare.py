"""Whether two engines built the same tables: Spark's, read from its Parquet files, against DuckDB's, row by row.

Rows are compared as text that does not depend on a column's declared type: 12.50 and 12.5 are one number, a number of double
precision counts to twelve digits. Loading times are left aside. The comparison is SQL: EXCEPT ALL both ways.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

IGNORED_COLUMNS = frozenset({"loaded_at", "built_at"})
INTEGERS = frozenset({"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UBIGINT", "UHUGEINT"})
FLOATS = frozenset({"FLOAT", "DOUBLE"})
EXAMPLES = 3
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
    for view, source, side in (("a", relation, 0), ("b", "spark_rows", 1)):
        columns = ", ".join(f'{pair[side]} as "{name}"' for name, pair in texts.items())
        connection.execute(f"create or replace temp table {view} as select {columns} from {source}")
    missing, extra = (_count(connection, f"(from {one} except all from {other})") for one, other in ("ab", "ba"))
    if not missing and not extra:
        return Comparison(table, *counts)
    differing = tuple(name for name in texts if _differs(connection, name))
    return Comparison(table, *counts, missing, extra, differing, tuple(_examples(connection, differing or tuple(texts))))


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
