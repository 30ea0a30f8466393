"""Comparing two engines' tables: equal values in other types pass, every difference is found and named. Needs no Spark."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from deploy.spark.compare import Comparison, compare_tables

ROWS = """
select 'a' as row_id, cast(12.50 as decimal(18, 2)) as amount_cny, 3 as line_number, 0.1 + 0.2 as share,
date '2024-01-31' as day, true as is_leaf, timestamp '2024-01-01 00:00:01' as loaded_at, cast(null as varchar) as note
union all select 'b', null, 100, 1e-20, null, false, null, '12.50'
union all select 'b', null, 100, 1e-20, null, false, null, '12.50'
"""
SAME = """
select row_id, cast(amount_cny as decimal(38, 6)) as amount_cny, cast(line_number as bigint) as line_number,
cast(share as double) as share, day, is_leaf, timestamp '2030-01-01' as loaded_at, note from ({rows})
"""


@pytest.fixture
def compare(tmp_path: Path):
    def comparison(statement: str) -> Comparison:
        with duckdb.connect(str(tmp_path / "built.duckdb")) as connection:
            connection.execute("create schema marts")
            connection.execute(f"create table marts.facts as {ROWS.replace('0.1 + 0.2', 'cast(0.1 as double) + 0.2')}")
            folder = tmp_path / "facts"
            folder.mkdir()
            connection.execute(f"copy ({statement}) to '{folder}/part-0.parquet' (format parquet)")
        (found,) = compare_tables(tmp_path / "built.duckdb", "marts", {"facts": folder})
        return found

    return comparison


def test_equal_values_in_other_types_and_other_loading_times_are_equal(compare) -> None:
    found = compare(SAME.format(rows=ROWS))
    assert found.is_equal, found
    assert (found.duckdb_rows, found.spark_rows) == (3, 3)


@pytest.mark.parametrize(
    ("change", "columns"),
    [
        ("replace(12.51 as amount_cny)", ("amount_cny",)),
        ("replace(case when row_id = 'a' then '' else note end as note)", ("note",)),
        ("replace(case when note = '12.50' then '12.5' end as note)", ("note",)),
        ("replace(cast(line_number as varchar) || ' ' as line_number)", ("line_number",)),
        ("replace(share * 1.00000000001 as share)", ("share",)),
        ("replace(coalesce(day, date '2024-01-31') as day)", ("day",)),
        ("exclude (is_leaf)", ("is_leaf",)),
    ],
)
def test_a_difference_is_found_in_its_column(compare, change: str, columns: tuple[str, ...]) -> None:
    found = compare(f"select * {change} from ({SAME.format(rows=ROWS)})")
    assert not found.is_equal
    assert found.columns == columns


def test_a_row_less_and_a_row_once_instead_of_twice_are_differences(compare) -> None:
    found = compare(f"select distinct * from ({SAME.format(rows=ROWS)})")
    assert (found.duckdb_rows, found.spark_rows, found.only_duckdb, found.only_spark) == (3, 2, 1, 0)
    assert not found.is_equal


def test_values_that_changed_rows_are_a_difference_of_no_single_column(compare) -> None:
    swapped = "case when row_id = 'a' then false else row_number() over (partition by row_id) = 1 end"
    found = compare(f"select * replace({swapped} as is_leaf) from ({SAME.format(rows=ROWS)})")
    assert (found.only_duckdb, found.only_spark, found.columns) == (2, 2, ())
    assert not found.is_equal
