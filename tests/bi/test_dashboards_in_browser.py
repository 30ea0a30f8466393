"""The dashboards as a browser draws them: the figures on the page are the warehouse's, and no request leaves the machine."""

from pathlib import Path

import pytest

from tests.bi.chromium import Chromium
from tests.bi.expected import PAGES, printed_rows, rows_of, table
from tests.bi.superset import SCREENSHOTS, Superset

pytestmark = pytest.mark.bi

SLUGS = [page["slug"] for page in PAGES]
LOADED = """
document.querySelectorAll('.dashboard-component-chart-holder').length === %d
    && document.querySelectorAll('[data-test=loading-indicator], .loading, [aria-busy=true]').length === 0
    && [...document.querySelectorAll('.dashboard-component-chart-holder')].every(
        holder => holder.querySelector('canvas, table, .header-line, [data-test=error]'))
"""
# What each chart shows, by its title: the cells of its table, or the figure.
SHOWN = """
Object.fromEntries([...document.querySelectorAll('.dashboard-component-chart-holder')].map(holder => [
    holder.querySelector('[data-test=editable-title], .header-title').innerText.trim(),
    holder.querySelector('table')
        ? [...holder.querySelectorAll('tbody tr')].map(row =>
            [...row.querySelectorAll('td')].map(cell => cell.innerText.trim()))
        : [[holder.querySelector('.header-line')?.innerText.trim() ?? null]],
]))
"""
COMPLAINTS = "document.querySelectorAll('[data-test=error], [role=alert], .ant-alert-error, .toast--danger').length"


def open_page(browser: Chromium, superset: Superset, page: dict) -> dict[str, list[list[str]]]:
    browser.open(f"{superset.address}/superset/dashboard/{page['slug']}/")
    browser.wait(LOADED % len(page["charts"]))
    return browser.run(SHOWN)


@pytest.mark.parametrize("page", PAGES, ids=SLUGS)
def test_a_page_shows_the_figures_of_the_warehouse(browser: Chromium, superset: Superset, warehouse: Path, page: dict) -> None:
    shown = open_page(browser, superset, page)
    browser.screenshot(SCREENSHOTS / f"{page['slug']}.png")
    assert browser.run(COMPLAINTS) == 0
    assert set(shown) == {chart["title"] for chart in page["charts"].values()}
    for chart in page["charts"].values():
        if chart["kind"] in ("number", "table"):
            expected = printed_rows(warehouse, chart)
            visible = shown[chart["title"]]
            assert visible, chart["title"]
            if chart["kind"] == "table" and chart.get("page"):
                assert all(row in expected for row in visible), chart["title"]
            else:
                assert sorted(visible) == sorted(expected), chart["title"]


@pytest.mark.parametrize("page", PAGES, ids=SLUGS)
def test_what_is_drawn_came_from_the_warehouse(browser: Chromium, superset: Superset, warehouse: Path, page: dict) -> None:
    open_page(browser, superset, page)
    answers = [one for answer in browser.answers("/api/v1/chart/data") for one in answer["result"]]
    received = [table([tuple(row.values()) for row in one["data"]]) for one in answers]
    for chart in page["charts"].values():
        if chart["kind"] in ("bars", "pivot"):
            assert table(rows_of(warehouse, chart)) in received, chart["title"]


@pytest.mark.parametrize("page", PAGES, ids=SLUGS)
def test_no_request_leaves_the_machine(browser: Chromium, superset: Superset, page: dict) -> None:
    open_page(browser, superset, page)
    outside = {
        event["params"]["requestId"]
        for event in browser.events
        if event["method"] == "Network.requestWillBeSent"
        and not event["params"]["request"]["url"].startswith((superset.address, "data:", "blob:"))
    }
    stopped = {
        event["params"]["requestId"]
        for event in browser.events
        if event["method"] == "Network.loadingFailed" and event["params"].get("blockedReason") == "csp"
    }
    assert outside <= stopped


def test_a_filter_narrows_every_chart(browser: Chromium, superset: Superset, warehouse: Path) -> None:
    """By the address, as a link that an analyst passes on."""
    page = next(page for page in PAGES if page["slug"] == "county_comparison")
    state = "(NATIVE_FILTER-county_comparison-region_name:(id:NATIVE_FILTER-county_comparison-region_name,"
    state += "extraFormData:(filters:!((col:region_name,op:IN,val:!('寻乌县')))),filterState:(value:!('寻乌县'))))"
    browser.open(f"{superset.address}/superset/dashboard/county_comparison/?native_filters={state}")
    browser.wait(LOADED % len(page["charts"]))
    shown = browser.run(SHOWN)
    for name in ("project_count", "total_amount", "target_count", "funding_table", "quantified_table"):
        chart = page["charts"][name] | {"where": ["region_name = '寻乌县'"]}
        assert sorted(shown[chart["title"]]) == sorted(printed_rows(warehouse, chart))
