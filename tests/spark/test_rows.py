"""What was read of a file survives the way through flat rows, and no missing row goes unseen. Needs no Spark."""

from __future__ import annotations

import importlib.util
from dataclasses import astuple, replace
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from ingest.cli import app
from ingest.errors import RunStopped
from ingest.manifest import ManifestEntry
from ingest.reading import read_source
from ingest.sources import SourceFile
from ingest.spark.reading import require_every_row
from ingest.spark.rows import OutcomeRow, outcome_rows, outcomes_of
from tests.ingest.test_workers import FORM

COLUMNS = "source_number integer, row_number integer, row_count integer, table_name varchar, record_json varchar"


@pytest.fixture
def read(tmp_path: Path) -> list:
    """A form with a sign beyond the first plane and a lone surrogate's bytes, a rejected file, a missing one."""
    (tmp_path / "a.txt").write_text(FORM.format(name="𠮷野家“补助”\x01项目"), encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\xff\xfe\x00\xd8")
    entry = ManifestEntry("a.txt", region_code="030000", note='"；')
    return [read_source(SourceFile(tmp_path / name, name, replace(entry, file=name))) for name in ("a.txt", "b.txt", "c.txt")]


def rows_of(outcomes: list) -> list[OutcomeRow]:
    return [row for number, outcome in enumerate(outcomes) for row in outcome_rows(number, outcome)]


def table_of(rows: list[OutcomeRow]) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute(f"create table rows ({COLUMNS})")
    connection.executemany("insert into rows values (?, ?, ?, ?, ?)", [astuple(row) for row in rows])
    return connection


def test_outcomes_become_rows_and_outcomes_again(read: list) -> None:
    assert list(outcomes_of(rows_of(read))) == read


def test_complete_rows_pass(read: list) -> None:
    require_every_row(table_of(rows_of(read)), 3)


@pytest.mark.parametrize("fault", ["a row less", "a row twice instead of another", "a file less", "a file more", "nothing"])
def test_rows_that_do_not_come_back_stop_the_load(read: list, fault: str) -> None:
    rows = rows_of(read)
    rows = {
        "a row less": rows[:5] + rows[6:],
        "a row twice instead of another": [*rows[:5], rows[4], *rows[6:]],
        "a file less": rows[:-1],
        "a file more": [*rows, OutcomeRow(3, 1, 1, "rejections", "{}")],
        "nothing": rows[:0],
    }[fault]
    with pytest.raises(RunStopped, match="did not return every row"):
        require_every_row(table_of(rows or [OutcomeRow(9, 1, 1, "", "")]), 3)


@pytest.mark.skipif(importlib.util.find_spec("pyspark") is not None, reason="pyspark is installed")
def test_without_pyspark_the_command_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FORM.format(name="项目"), encoding="utf-8")
    command = ["load", "--engine", "spark", "--warehouse", str(tmp_path / "w.duckdb"), str(tmp_path / "a.txt")]
    done = CliRunner().invoke(app, command)
    assert done.exit_code == 2
    assert "make spark-environment" in done.output
