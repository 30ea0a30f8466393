"""A new release while Superset is connected, hostile text in it, and a second start."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.bi.chromium import Chromium
from tests.bi.expected import CHARTS, DATASETS, PAGES, ask
from tests.bi.superset import SCREENSHOTS, Refused, Superset

pytestmark = pytest.mark.bi

HOSTILE = "<img src=x onerror=\"document.title='taken'\"><b>bold</b>"
FORMULA = '=HYPERLINK("http://example.org","taken")'


def publish(warehouse: Path, *statements: str) -> None:
    """Another file in the place of the published one, as `xianzhang` publishes."""
    fresh = warehouse.with_suffix(".new")
    shutil.copy(warehouse, fresh)
    with duckdb.connect(str(fresh)) as connection:
        for statement in statements:
            connection.execute(statement)
    fresh.replace(warehouse)


def chart_id(superset: Superset, key: str) -> int:
    slug, title = key.split("/")[0], CHARTS[key]["title"]
    return next(one["id"] for one in superset.get(f"/api/v1/dashboard/{slug}/charts")["result"] if one["slice_name"] == title)


def shown(superset: Superset, key: str) -> list[dict]:
    (answer,) = superset.get(f"/api/v1/chart/{chart_id(superset, key)}/data/")["result"]
    return answer["data"]


@pytest.fixture
def released(superset: Superset, warehouse: Path) -> Iterator[None]:
    """A release with one project more expensive and a finding whose text is hostile; the old one afterwards."""
    kept = Path(shutil.copy(warehouse, warehouse.with_suffix(".kept")))
    assert shown(superset, "county_comparison/total_amount")
    doubled = HOSTILE.replace("'", "''")
    publish(
        warehouse,
        "update marts.fct_project_budgets set total_amount_cny = total_amount_cny + 1230000.00 where horizon = 'annual' and"
        " project_id = (select min(project_id) from marts.sum_project_budgets where total_amount_cny is not null)",
        f"update marts.fct_findings set severity = 'error', rule_id = 'R01', message = '{doubled}'"
        " where finding_id = (select min(finding_id) from marts.fct_findings)",
        f"update marts.dim_documents set title = '{FORMULA}'",
    )
    yield
    kept.replace(warehouse)


def total(warehouse: Path) -> float:
    return float(ask(warehouse, "select sum(total_amount_cny) / 10000 from marts.sum_project_budgets")[0][0])


def test_a_new_release_is_shown_at_once(superset: Superset, warehouse: Path, released: None) -> None:
    assert shown(superset, "county_comparison/total_amount")[0]["total_amount_wan"] == pytest.approx(total(warehouse))
    assert total(warehouse) == pytest.approx(total(warehouse.with_suffix(".kept")) + 123)


def test_the_old_release_is_not_kept_open(superset: Superset, warehouse: Path, released: None) -> None:
    for page in PAGES:
        for name in page["charts"]:
            shown(superset, f"{page['slug']}/{name}")
    opened = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            names = [str(descriptor.readlink()) for descriptor in (process / "fd").iterdir()]
        except OSError:
            continue
        opened += [name for name in names if name.startswith(str(warehouse.parent))]
    assert opened == []


def test_a_file_for_a_spreadsheet_holds_no_formula(superset: Superset, released: None) -> None:
    title = DATASETS["disclosures"]["title"]
    dataset = next(one["id"] for one in superset.list("dataset", ["id", "table_name"]) if one["table_name"] == title)
    body = {
        "datasource": {"id": dataset, "type": "table"},
        "queries": [{"columns": ["title"], "metrics": ["document_count"], "row_limit": 10}],
        "result_format": "csv",
        "result_type": "full",
    }
    lines = superset.post_for_text("/api/v1/chart/data", body).splitlines()
    assert "HYPERLINK" in lines[1]
    assert lines[1].lstrip('"').startswith("'=")


def test_text_of_a_document_is_text(superset: Superset, browser: Chromium, released: None) -> None:
    """Tags are shown as they are written; what would run is cut out."""
    browser.open(f"{superset.address}/superset/dashboard/disclosure_quality/")
    browser.wait("document.body.innerText.includes('<b>bold</b>')")
    browser.screenshot(SCREENSHOTS / "hostile_text.png")
    assert browser.run("document.title") != "taken"
    assert browser.run("document.querySelectorAll('td img, td b').length") == 0


def test_a_second_start_replaces_and_doubles_nothing(superset: Superset, warehouse: Path, folder: Path) -> None:
    """With a password of the user's own, so that everything is prepared again."""
    kinds = ("dashboard", "chart", "dataset", "database")
    before = {kind: len(superset.list(kind, ["id"])) for kind in kinds}
    again = Superset(warehouse, folder, password="a password of my own")
    try:
        assert {kind: len(again.list(kind, ["id"])) for kind in kinds} == before
        assert "a password of my own" not in again.output
        with pytest.raises(Refused):
            again.sign_in(superset.password)
    finally:
        again.stop()


def test_a_third_start_prepares_nothing(warehouse: Path, folder: Path, superset: Superset) -> None:
    again = Superset(warehouse, folder)
    again.stop()
    assert "Preparing" not in again.output
    assert "password" not in again.output
