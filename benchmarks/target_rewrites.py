"""Targets without this project: the floor, and one hand-written DuckDB statement.

Each reads raw.indicator_rows of a work file and writes every row back, the statement with what its target says: comparator,
figure, upper figure, unit, kind. That is far less than the models do (no unit conversion, no calendar, no Chinese numerals, no
evidence): it is what a good engineer writes in an hour, and so a hard measure of time.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

MEMORY_LIMIT = "4GB"
SOURCE = "work.raw.indicator_rows"
# Comparator, figure, perhaps a second one after a dash, unit: one pattern, read once a row.
PATTERN = r"^(≥|≤|>=|<=|=|>|<|约)?([0-9][0-9,]*(?:\.[0-9]+)?)(?:[-~至—]([0-9][0-9,]*(?:\.[0-9]+)?))?(.*)$"
GROUPS = ("comparator", "low", "high", "unit")


def rewrite_with_duckdb(work_file: Path, written: Path, source: str = SOURCE) -> None:
    """The floor: the raw rows into another table."""
    _create(work_file, written, f"select * from {source}")


def parse_with_duckdb(work_file: Path, written: Path) -> None:
    """One statement over every row."""
    _create(
        work_file,
        written,
        f"""
        select
            * exclude (parsed),
            nullif(parsed.comparator, '') as comparator,
            try_cast(replace(parsed.low, ',', '') as decimal(18, 4)) as target_low,
            try_cast(replace(parsed.high, ',', '') as decimal(18, 4)) as target_high,
            nullif(parsed.unit, '') as unit,
            case when target_low is null then 'text' when parsed.unit = '%' then 'percent' else 'numeric' end as value_type
        from (
            select *, regexp_extract(target_text, '{PATTERN}', {list(GROUPS)}) as parsed from {SOURCE}
        )
        """,
    )


def _create(work_file: Path, written: Path, query: str) -> None:
    with duckdb.connect(str(written)) as connection:
        attach(connection, work_file)
        connection.execute(f"create table targets as {query}")


def attach(connection: duckdb.DuckDBPyConnection, work_file: Path) -> None:
    connection.execute(f"set memory_limit = '{MEMORY_LIMIT}'")
    connection.execute("set enable_progress_bar = false")
    connection.execute(f"attach '{work_file}' as work (read_only)")
