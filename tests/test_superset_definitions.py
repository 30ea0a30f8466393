"""The dashboards' definitions fit together, and become what Superset imports; Superset itself is tested by `make bi-test`."""

import json
import re
from pathlib import Path

import duckdb
import pytest
import yaml

from deploy.superset.bundle import WarehouseUnreadable, build_assets, read_definitions
from deploy.superset.charts import draw_chart, order_of
from deploy.superset.describe import Unlabelled, asset_id, describe_definition, describe_tables, read_labels
from deploy.superset.layout import GRID_WIDTH, lay_out

DATASETS, PAGES = read_definitions()
CHARTS = [(page["slug"], name, chart) for page in PAGES for name, chart in page["charts"].items()]
BILINGUAL = re.compile(r"[\u4e00-\u9fff].*[A-Za-z]")


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("create schema marts")
    connection.execute(
        "create table marts.dim_columns as select * from (values"
        " ('sum_parts', 'total_amount_cny', '合计（元）', 'Total.', 'Never add horizons.'),"
        " ('sum_parts', 'region_name', '地区', 'Place.', null),"
        " ('dim_columns', 'table_name', '表', '', null), ('dim_columns', 'column_name', '列', '', null),"
        " ('dim_columns', 'label_zh', '中文', '', null), ('dim_columns', 'description_en', '说明', '', null),"
        " ('dim_columns', 'usage_warning', '提醒', '', null))"
        " as rows (table_name, column_name, label_zh, description_en, usage_warning)"
    )
    connection.execute("create table marts.sum_parts (region_name varchar, total_amount_cny decimal(18, 2))")
    return connection


def test_every_chart_of_a_page_stands_in_it_once() -> None:
    for page in PAGES:
        placed = [name for row in page["rows"] if not isinstance(row, str) for name in row]
        assert sorted(placed) == sorted(page["charts"])


def test_a_row_fills_the_grid() -> None:
    for page in PAGES:
        position = lay_out(page, asset_id)["position"]
        for row in (one for key, one in position.items() if key.startswith("ROW-")):
            assert sum(position[child]["meta"]["width"] for child in row["children"]) == GRID_WIDTH


def test_titles_are_in_both_languages_and_tell_charts_apart() -> None:
    titles = [page["title"] for page in PAGES] + [chart["title"] for _, _, chart in CHARTS]
    titles += [one["title"] for page in PAGES for one in page["filters"]] + [one["title"] for one in DATASETS.values()]
    assert [title for title in titles if not BILINGUAL.search(title)] == []
    assert len({(slug, chart["title"]) for slug, _, chart in CHARTS}) == len(CHARTS)


@pytest.mark.parametrize(("slug", "name", "chart"), CHARTS, ids=[f"{slug}/{name}" for slug, name, _ in CHARTS])
def test_a_chart_asks_for_what_its_dataset_has(slug: str, name: str, chart: dict) -> None:
    dataset = DATASETS[chart["dataset"]]
    measures = {*dataset["amounts"], *dataset["measures"]}
    assert set(chart.get("measures", ())) <= measures
    shown = {
        *chart.get("by", ()),
        *chart.get("series", ()),
        *chart.get("columns", ()),
        *(column for column, _ in order_of(chart)),
    }
    written = set(re.findall(r"(?:as |\.)(\w+),?$", dataset["sql"], re.MULTILINE))
    assert shown - measures <= written
    asset = draw_chart(chart, dataset)
    (query,) = json.loads(asset["query_context"])["queries"]
    assert bool(query["metrics"]) != ("columns" in chart)


def test_a_filter_reaches_every_chart_that_could_mislead_without_it() -> None:
    """Year, province and place stand in every dataset; another filter in the datasets it is for."""
    for name, dataset in DATASETS.items():
        for column in ("fiscal_year", "province_name", "region_name"):
            assert re.search(rf"\.{column},$", dataset["sql"], re.MULTILINE), (name, column)


def test_measures_are_additive_or_shares_of_additive_ones() -> None:
    for dataset in DATASETS.values():
        for measure in dataset["measures"].values():
            assert not re.search(r"\b(avg|median|min|max)\b|coalesce", measure["expression"])


def test_money_is_read_from_default_views_alone() -> None:
    """No fact that holds several horizons or statements is summed."""
    for name, dataset in DATASETS.items():
        tables = set(re.findall(r"marts\.(\w+)", dataset["sql"]))
        assert not any(table.startswith("fct_") for table in tables - {"fct_findings"}), name


def test_documents_text_is_never_rendered() -> None:
    for _, _, chart in CHARTS:
        if chart["kind"] in ("table", "pivot"):
            assert draw_chart(chart, DATASETS[chart["dataset"]])["params"]["allow_render_html"] is False


def test_labels_and_warnings_come_from_the_warehouse(connection: duckdb.DuckDBPyConnection) -> None:
    definition = {
        "title": "x",
        "description": "x",
        "from": ["sum_parts"],
        "labels": {"own": "自定"},
        "amounts": ["total_amount_wan"],
        "measures": {"parts": {"label": "个数", "expression": "count(*)", "format": ",d"}},
        "sql": "select region_name, total_amount_cny, 1 as own from marts.sum_parts",
    }
    dataset = describe_definition(connection, "parts", definition, read_labels(connection))
    assert [(one["column_name"], one["verbose_name"], one["description"]) for one in dataset["columns"]] == [
        ("region_name", "地区", "Place."),
        ("total_amount_cny", "合计（元）", "Total. Warning: Never add horizons."),
        ("own", "自定", ""),
    ]
    assert [(one["metric_name"], one["verbose_name"], one["expression"]) for one in dataset["metrics"]] == [
        ("total_amount_wan", "合计（万元）", "sum(total_amount_cny) / 10000"),
        ("parts", "个数", "count(*)"),
    ]


def test_a_column_without_a_label_is_named(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("create view marts.sum_others as select 1 as unheard_of")
    with pytest.raises(Unlabelled, match="unheard_of"):
        describe_tables(connection, read_labels(connection))


@pytest.mark.parametrize("content", [None, b"", b"no database"])
def test_what_is_no_warehouse_is_said(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "warehouse.duckdb"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(WarehouseUnreadable, match="make warehouse"):
        build_assets(file)


def test_ids_are_the_same_in_every_build() -> None:
    assert asset_id("chart", "county_comparison/total_amount") == asset_id("chart", "county_comparison/total_amount")
    assert asset_id("chart", "a") != asset_id("dataset", "a")


def test_no_definition_names_a_machine_or_holds_a_secret() -> None:
    for file in Path(__file__).parents[1].glob("deploy/superset/**/*.yml"):
        text = file.read_text(encoding="utf-8")
        assert yaml.safe_load(text)
        assert not re.search(r"password|secret|duckdb:///|https?://", text, re.IGNORECASE)
