"""The dashboards as a browser draws them: the figures on the page are the warehouse's, and no request leaves the machine."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.bi.chromium import Chromium
from tests.bi.expected import PAGES, plain, printed_rows, rows_of, table
from tests.bi.superset import SCREENSHOTS, Superset

pytestmark = pytest.mark.bi

LOADED = """
(charts => charts.length === %d
    && document.querySelectorAll('[data-test=loading-indicator], .loading, [aria-busy=true]').length === 0
    && charts.every(chart => chart.querySelector('.slice_container :is(canvas, table, .header-line)'))
)([...document.querySelectorAll('[data-test-chart-name]')])
"""
# What each chart shows, by its title: the cells of its table, or the figure.
SHOWN = """
Object.fromEntries([...document.querySelectorAll('[data-test-chart-name]')].map(chart => [
    chart.dataset.testChartName,
    chart.querySelector('table')
        ? [...chart.querySelectorAll('tbody tr')].map(row =>
            [...row.querySelectorAll('td')].map(cell => cell.innerText.trim()))
        : [[chart.querySelector('.header-line')?.innerText.trim() ?? null]],
]))
"""
COMPLAINTS = "document.querySelectorAll('[data-test=error], [role=alert], .ant-alert-error, .toast--danger').length"


@dataclass(frozen=True, slots=True)
class View:
    """A page once it is drawn: cells by chart, error banners, the answers it drew from, and its requests to other hosts."""

    page: dict[str, Any]
    shown: dict[str, list[list[str]]]
    complaints: int
    answers: list[list[dict[str, Any]]]
    outside: dict[str, str]
    stopped: set[str]


def look(browser: Chromium, superset: Superset, page: dict[str, Any], query: str = "") -> View:
    browser.open(f"{superset.address}/superset/dashboard/{page['slug']}/{query}")
    browser.wait(LOADED % len(page["charts"]))
    shown, complaints = browser.run(SHOWN), browser.run(COMPLAINTS)
    answers = [one["data"] for answer in browser.answers("/api/v1/chart/data") for one in answer["result"]]
    local = (superset.address, "data:", "blob:")
    asked = [event["params"] for event in browser.events if event["method"] == "Network.requestWillBeSent"]
    failed = [event["params"] for event in browser.events if event["method"] == "Network.loadingFailed"]
    outside = {one["requestId"]: one["request"]["url"] for one in asked if not one["request"]["url"].startswith(local)}
    stopped = {one["requestId"] for one in failed if one.get("blockedReason") == "csp"}
    return View(page, shown, complaints, answers, outside, stopped)


@pytest.fixture(scope="module", params=PAGES, ids=[page["slug"] for page in PAGES])
def view(request: pytest.FixtureRequest, browser: Chromium, superset: Superset) -> View:
    view = look(browser, superset, request.param)
    browser.screenshot(SCREENSHOTS / f"{request.param['slug']}.png")
    return view


def test_every_chart_is_drawn_and_nothing_complains(view: View) -> None:
    assert view.complaints == 0
    assert set(view.shown) == {chart["title"] for chart in view.page["charts"].values()}


def test_a_page_shows_the_figures_of_the_warehouse(view: View, warehouse: Path) -> None:
    for chart in view.page["charts"].values():
        visible = view.shown[chart["title"]]
        if chart["kind"] == "table" and chart.get("page"):
            expected = printed_rows(warehouse, chart)
            assert visible == expected[: len(visible)] or all(row in expected for row in visible), chart["title"]
            assert len(visible) == min(len(expected), chart["page"])
        elif chart["kind"] in ("number", "table"):
            assert sorted(visible) == sorted(printed_rows(warehouse, chart)), chart["title"]


def test_a_cross_table_shows_the_figures_of_the_warehouse(view: View, warehouse: Path) -> None:
    """Every figure once, and the total of its row; a pair without money is blank."""
    for chart in view.page["charts"].values():
        if chart["kind"] == "pivot":
            cells = [cell for row in view.shown[chart["title"]] for cell in row[:-1] if cell]
            figures = [row[-1] for row in printed_rows(warehouse, chart) if row[-1] != "N/A"]
            assert sorted(cells) == sorted(figures)


def test_bars_are_as_high_as_the_figures_of_the_warehouse(view: View, warehouse: Path) -> None:
    """What is drawn on a canvas is read where it came from: a row for each place on the axis, a column for each series."""
    drawn = [sorted(unpivoted(rows), key=repr) for rows in view.answers]
    for chart in view.page["charts"].values():
        if chart["kind"] == "bars":
            figures = [tuple(row) for row in table(rows_of(warehouse, chart)) if row[-1] is not None]
            assert sorted(((str(x), label(series), y) for x, series, y in figures), key=repr) in drawn, chart["title"]


def unpivoted(rows: list[dict[str, Any]]) -> list[tuple[str, str, Any]]:
    return [
        (str(place), series, plain(value))
        for place, *cells in (row.items() for row in rows)
        for place in (place[1],)
        for series, value in cells
        if value is not None
    ]


def label(series: Any) -> str:
    """A series as its column is called: a year has no decimals."""
    return str(int(series)) if isinstance(series, float) else str(series)


def test_no_request_leaves_the_machine(view: View) -> None:
    """The page asks for a picture that counts its readers; its own policy stops that before it is sent."""
    assert [url for number, url in view.outside.items() if number not in view.stopped] == []


def test_a_filter_narrows_every_chart(browser: Chromium, superset: Superset, warehouse: Path) -> None:
    """By the address, as a link that an analyst passes on."""
    page = next(page for page in PAGES if page["slug"] == "county_comparison")
    key = "NATIVE_FILTER-county_comparison-region_name"
    state = f"(id:{key},extraFormData:(filters:!((col:region_name,op:IN,val:!('寻乌县')))),filterState:(value:!('寻乌县')))"
    view = look(browser, superset, page, f"?native_filters=({key}:{state})")
    for name in ("project_count", "total_amount", "target_count", "funding_table", "quantified_table"):
        chart = page["charts"][name] | {"where": ["region_name = '寻乌县'"]}
        assert sorted(view.shown[chart["title"]]) == sorted(printed_rows(warehouse, chart))
