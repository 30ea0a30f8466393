"""What the warehouse relies on in DuckDB, and what other versions of it have got wrong."""

import json
from pathlib import Path

import duckdb
import pytest


@pytest.mark.parametrize("threads", [1, 2])
def test_a_join_that_spills_loses_no_row(tmp_path: Path, threads: int) -> None:
    """A filter made of the first part of the smaller side alone would drop the rows that meet the others."""
    profile = tmp_path / "profile.json"
    with duckdb.connect(tmp_path / "spilling.duckdb") as connection:
        connection.execute("create table known as select 'the row of number ' || range % 400000 as key from range(2000000)")
        connection.execute("create table asked as select 'the row of number ' || range % 800000 as key from range(4000000)")
        connection.execute(f"set threads = {threads}")
        connection.execute("set memory_limit = '100MB'")
        connection.execute("pragma enable_profiling = 'json'")
        connection.execute(f"pragma profiling_output = '{profile}'")
        for query, rows in (
            ("select count(*) from asked where key in (select key from known)", 2000000),
            ("select count(*) from asked inner join known using (key)", 10000000),
        ):
            assert connection.execute(query).fetchall() == [(rows,)]
            assert json.loads(profile.read_text())["system"]["peak_temp_dir_size"] > 0, "it did not spill"
