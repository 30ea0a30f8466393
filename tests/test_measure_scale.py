"""What the benchmark of targets compares is comparable: all ways parse alike, and dbt's path is the whole path."""

import shutil
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import pytest

from benchmarks.frame_rewrites import parse_with_pandas, parse_with_polars
from benchmarks.generate import Country, generate, load_country
from benchmarks.growth_plot import draw_growth
from benchmarks.measure_scale import measure_dbt
from benchmarks.model_paths import BUDGETS, TARGETS
from benchmarks.target_rewrites import parse_with_duckdb, rewrite_with_duckdb

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


def test_a_path_is_all_that_leads_from_the_raw_rows_to_their_fact() -> None:
    assert set(TARGETS.models()) == {
        *("stg_indicator_rows", "int_project_taxonomies_told", "int_indicator_wordings_categorised"),
        *("int_indicator_targets_categorised", "int_target_values_parsed", "int_indicator_targets_valued"),
        *("int_project_units_resolved", "int_project_fundings_converted", "int_project_budgets_summed"),
        *("int_baseline_values_parsed", "int_indicator_targets_parsed", "int_indicator_names_conformed"),
        *("int_document_items_listed", "int_document_publishers_united", "int_document_editions_compared"),
        *("int_documents_published", "fct_indicator_targets"),
    }
    assert {"stg_budget_cells", "int_budget_cells_converted", "fct_budget_lines"} <= set(BUDGETS.models())


def test_the_dbt_path_alone_is_built_and_measured(work_file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "scale.work.duckdb"
    shutil.copy(work_file, copy)
    rows, parents, builds = measure_dbt(copy, TARGETS, rounds=1)
    assert set(builds[0].nodes) == set(TARGETS.models())
    assert "int_project_amounts_read" in parents.nodes
    outcomes = f"select count(*), list_sort(list(distinct check_outcome)) from marts.{TARGETS.fact}"
    assert ask(copy, outcomes) == [(300, ["pass", "unchecked"])]
    assert all(row.seconds > 0 and row.peak_bytes > 0 for row in rows)


def test_growth_is_drawn_with_a_line_for_each_way(tmp_path: Path) -> None:
    growth = {"floor": [(1000, 0.5), (10_000, 4.0)], "models": [(1000, 2.0), (10_000, 9.0)]}
    draw_growth(growth, "rows & facts", tmp_path / "growth.svg")
    picture = ElementTree.parse(tmp_path / "growth.svg")
    texts = {element.text for element in picture.iter() if element.tag.endswith("text")}
    assert {"floor", "models", "rows & facts", "rows", "processor seconds"} <= texts
