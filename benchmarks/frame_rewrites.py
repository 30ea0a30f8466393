"""Targets parsed with pandas and with polars: what `benchmarks.target_rewrites` does in SQL, as a user of frames writes it."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas
import polars

from benchmarks.target_rewrites import GROUPS, PATTERN, SOURCE, attach


def parse_with_pandas(work_file: Path, written: Path) -> None:
    """A data frame, vectorised string methods, written back."""
    with duckdb.connect() as connection:
        attach(connection, work_file)
        frame = connection.execute(f"select * from {SOURCE}").df()
    parts = frame["target_text"].str.extract(PATTERN)
    frame["comparator"] = parts[0]
    frame["target_low"] = pandas.to_numeric(parts[1].str.replace(",", ""), errors="coerce")
    frame["target_high"] = pandas.to_numeric(parts[2].str.replace(",", ""), errors="coerce")
    frame["unit"] = parts[3]
    frame["value_type"] = "numeric"
    frame.loc[frame["unit"] == "%", "value_type"] = "percent"
    frame.loc[frame["target_low"].isna(), "value_type"] = "text"
    with duckdb.connect(str(written)) as connection:
        connection.execute("create table targets as select * from frame")


def parse_with_polars(work_file: Path, written: Path) -> None:
    """The same as expressions; the frames cross to DuckDB and back as Parquet, which needs no further library."""
    before, after = written.with_suffix(".in.parquet"), written.with_suffix(".out.parquet")
    with duckdb.connect() as connection:
        attach(connection, work_file)
        connection.execute(f"copy (from {SOURCE}) to '{before}'")
    text = polars.col("target_text")
    parts = {name: text.str.extract(PATTERN, place) for place, name in enumerate(GROUPS, start=1)}
    low = parts["low"].str.replace_all(",", "").cast(polars.Float64)
    kind = polars.when(low.is_null()).then(polars.lit("text")).when(parts["unit"] == "%").then(polars.lit("percent"))
    polars.scan_parquet(before).with_columns(
        comparator=parts["comparator"],
        target_low=low,
        target_high=parts["high"].str.replace_all(",", "").cast(polars.Float64),
        unit=parts["unit"],
        value_type=kind.otherwise(polars.lit("numeric")),
    ).sink_parquet(after)
    with duckdb.connect(str(written)) as connection:
        connection.execute(f"create table targets as from '{after}'")
    before.unlink()
    after.unlink()
