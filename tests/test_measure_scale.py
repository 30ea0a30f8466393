"""What the benchmark of targets compares is comparable: all ways parse alike, and dbt's path is the whole path."""

import re
import shutil
from pathlib import Path

import duckdb
import pytest

from benchmarks.frame_rewrites import parse_with_pandas, parse_with_polars
from benchmarks.generate import Country, generate, load_country
from benchmarks.measure_scale import measure_dbt
from benchmarks.target_path import FACT, PATH
from benchmarks.target_rewrites import parse_with_duckdb, rewrite_with_duckdb

ROOT = Path(__file__).parents[1]
FIRST, CHECKS = "stg_indicator_rows", "int_checks_outcomes"
PARSED = (
    "select document_id, form_number, indicator_number, comparator, cast(target_low as double), cast(target_high as double),"
    " nullif(unit, ''), value_type from targets order by all"
)


@pytest.fixture(scope="module")
def work_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("targets")
    generate(Country(projects=30), folder / "raw")
    load_country(folder / "raw", folder / "scale.work.duckdb")
    return folder / "scale.work.duckdb"


def ask(file: Path, query: str) -> list[tuple]:
    with duckdb.connect(str(file), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_the_floor_keeps_every_row(work_file: Path, tmp_path: Path) -> None:
    rewrite_with_duckdb(work_file, tmp_path / "floor.duckdb")
    assert ask(tmp_path / "floor.duckdb", "from targets order by all") == ask(work_file, "from raw.indicator_rows order by all")


@pytest.mark.parametrize("parse", [parse_with_pandas, parse_with_polars])
def test_data_frames_parse_as_the_statement_does(work_file: Path, tmp_path: Path, parse) -> None:
    parse_with_duckdb(work_file, tmp_path / "statement.duckdb")
    parse(work_file, tmp_path / "frame.duckdb")
    expected = ask(tmp_path / "statement.duckdb", PARSED)
    assert ask(tmp_path / "frame.duckdb", PARSED) == expected
    assert {row[-1] for row in expected} == {"numeric", "percent", "text"}


def test_the_path_is_all_that_leads_from_the_raw_targets_to_their_fact() -> None:
    parents = {
        path.stem: set(re.findall(r"ref\('(\w+)'\)", path.read_text(encoding="utf-8"))) - {CHECKS}
        for path in ROOT.glob("models/**/*.sql")
    }

    def leads(model: str) -> bool:
        return model == FIRST or any(leads(parent) for parent in parents.get(model, ()))

    above, waiting = set(), [FACT]
    while waiting:
        model = waiting.pop()
        if model not in above:
            above.add(model)
            waiting += parents.get(model, ())
    assert {model for model in above if leads(model)} == set(PATH)


def test_the_dbt_path_alone_is_built_and_measured(work_file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "scale.work.duckdb"
    shutil.copy(work_file, copy)
    rows, parents, path = measure_dbt(copy, rounds=1)
    assert set(path[0].nodes) == set(PATH)
    assert set(PATH) - {FACT} <= set(parents.nodes)
    assert ask(copy, f"select count(*), min(check_outcome) from marts.{FACT}") == [(300, "pass")]
    assert all(row.seconds > 0 and row.peak_bytes > 0 for row in rows)
