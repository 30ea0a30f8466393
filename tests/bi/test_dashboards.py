"""The dashboards through Superset's API: every chart and dataset gives the warehouse's own figures."""

from pathlib import Path

import pytest

from tests.bi.expected import CHARTS, DATASETS, PAGES, ask, names_of, plain, rows_of, table
from tests.bi.superset import Superset

pytestmark = pytest.mark.bi


@pytest.fixture(scope="module")
def charts(superset: Superset) -> dict[str, int]:
    """The id of each chart, by dashboard and title."""
    return {
        (page["slug"], one["slice_name"]): one["id"]
        for page in PAGES
        for one in superset.get(f"/api/v1/dashboard/{page['slug']}/charts")["result"]
    }


@pytest.fixture(scope="module")
def datasets(superset: Superset) -> dict[str, int]:
    return {one["table_name"]: one["id"] for one in superset.list("dataset", ["id", "table_name"])}


def test_the_dashboards_are_ready(superset: Superset) -> None:
    found = {one["slug"]: one for one in superset.list("dashboard", ["slug", "dashboard_title", "published"])}
    assert set(found) == {"county_comparison", "program_comparison", "disclosure_quality"}
    assert {slug: one["dashboard_title"] for slug, one in found.items()} == {page["slug"]: page["title"] for page in PAGES}
    assert all(one["published"] for one in found.values())


def test_no_chart_is_missing_or_left_over(superset: Superset, charts: dict[str, int]) -> None:
    assert set(charts) == {(page["slug"], chart["title"]) for page in PAGES for chart in page["charts"].values()}
    assert len(superset.list("chart", ["id"])) == len(charts)


@pytest.mark.parametrize("key", CHARTS)
def test_a_chart_gives_the_figures_of_the_warehouse(
    superset: Superset, charts: dict[str, int], warehouse: Path, key: str
) -> None:
    chart = CHARTS[key]
    (answer,) = superset.get(f"/api/v1/chart/{charts[key.split('/')[0], chart['title']]}/data/")["result"]
    assert answer["status"] == "success"
    found = [tuple(row[name] for name in names_of(chart)) for row in answer["data"]]
    assert found
    assert table(found) == table(rows_of(warehouse, chart))


# By SQL that shares nothing with the datasets.
@pytest.mark.parametrize(
    ("key", "query"),
    [
        (
            "county_comparison/total_amount",
            "select sum(total_amount_cny) / 10000 from marts.fct_project_budgets join marts.dim_projects using (project_id)"
            " where horizon = 'annual' and is_counted and dim_projects.form_type = 'project_targets'",
        ),
        (
            "county_comparison/project_count",
            "select count(*) from marts.dim_projects where is_counted and form_type = 'project_targets'",
        ),
        (
            "disclosure_quality/check_count",
            "select count(*) from marts.fct_checks join marts.dim_documents using (document_id)"
            " where is_current and outcome in ('pass', 'fail')",
        ),
        ("disclosure_quality/document_count", "select count(*) from marts.dim_documents where is_current"),
    ],
)
def test_a_headline_is_what_the_facts_say(
    superset: Superset, charts: dict[str, int], warehouse: Path, key: str, query: str
) -> None:
    chart = CHARTS[key]
    (answer,) = superset.get(f"/api/v1/chart/{charts[key.split('/')[0], chart['title']]}/data/")["result"]
    assert [plain(value) for value in answer["data"][0].values()] == [plain(value) for value in ask(warehouse, query)[0]]


def test_programmes_shared_and_unmatched_projects_add_up(superset: Superset, charts: dict[str, int]) -> None:
    def shown(page: str, name: str) -> float:
        title = CHARTS[f"{page}/{name}"]["title"]
        (answer,) = superset.get(f"/api/v1/chart/{charts[page, title]}/data/")["result"]
        return answer["data"][0]["total_amount_wan"] or 0

    parts = [shown("program_comparison", name) for name in ("matched_amount", "shared_amount", "unmatched_amount")]
    assert sum(parts) == pytest.approx(shown("county_comparison", "total_amount"), abs=0.01)


def test_nothing_printed_is_no_value(superset: Superset, charts: dict[str, int]) -> None:
    title = CHARTS["county_comparison/three_public"]["title"]
    (answer,) = superset.get(f"/api/v1/chart/{charts['county_comparison', title]}/data/")["result"]
    assert any(row["overseas_amount_wan"] is None for row in answer["data"])
    assert not any(row["overseas_amount_wan"] == 0 for row in answer["data"])


def test_every_dataset_is_labelled_and_answers(superset: Superset, datasets: dict[str, int], warehouse: Path) -> None:
    tables = [row[0] for row in ask(warehouse, "select table_name from information_schema.tables where table_schema = 'marts'")]
    sources = {name: f'marts."{name}"' for name in tables if name.startswith(("sum_", "rpt_", "dim_", "bridge_"))}
    sources |= {one["title"]: f"({one['sql']})" for one in DATASETS.values()}
    assert set(datasets) == set(sources)
    for name, number in datasets.items():
        stored = superset.get(f"/api/v1/dataset/{number}")["result"]
        assert [one["column_name"] for one in stored["columns"] if not one["verbose_name"]] == []
        count = {"expressionType": "SQL", "sqlExpression": "count(*)", "label": "rows"}
        query = {"columns": [], "metrics": [count], "row_limit": 1}
        body = {"datasource": {"id": number, "type": "table"}, "queries": [query], "result_type": "full"}
        (answer,) = superset.post("/api/v1/chart/data", body)["result"]
        assert [(answer["data"][0]["rows"],)] == ask(warehouse, f"select count(*) from {sources[name]}"), name


def test_labels_are_those_of_the_warehouse(superset: Superset, datasets: dict[str, int], warehouse: Path) -> None:
    stored = superset.get(f"/api/v1/dataset/{datasets['rpt_disclosure_quality']}")["result"]
    query = "select column_name, label_zh from marts.dim_columns where table_name = 'rpt_disclosure_quality'"
    assert {one["column_name"]: one["verbose_name"] for one in stored["columns"]} == dict(ask(warehouse, query))
