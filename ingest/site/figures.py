"""Which rows become which chart: the largest ones, in units and words of the reader's language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal

from ingest.rendering import seen
from ingest.site.charts import Bar, Chart
from ingest.site.comparisons import Comparison
from ingest.site.overview import Overview
from ingest.site.rows import Row

# More rows than these are in the table only.
MOST_PLACES, MOST_PROGRAMS, MOST_CLASSES, MOST_SERIES = 24, 10, 8, 6
TEN_THOUSAND = Decimal(10_000)
UNKNOWN = "地区不明 unknown"


def place_chart(overview: Overview) -> Chart | None:
    """Project funding by place and year, the largest first."""
    rows = [row for row in overview.places if row["project_amount_cny"]]
    rows.sort(key=lambda row: (-row["project_amount_cny"], place_label(row)))
    bars = [Bar(place_label(row), "amount", float(row["project_amount_cny"] / TEN_THOUSAND)) for row in rows[:MOST_PLACES]]
    return Chart(tuple(bars), "各地各年项目资金（万元） project funding by place and year (10,000 yuan)") if bars else None


def place_label(row: Row) -> str:
    """A place and a year."""
    return f"{seen(row['region_name'] or row['region_code']) or UNKNOWN} {row['fiscal_year'] or ''}".rstrip()


def program_charts(comparison: Comparison) -> dict[str, Chart | None]:
    """Money of the programmes that several places have, a colour a place and year; one chart a language."""
    return {
        "programs_zh": _program_chart(comparison.rows, "program_name", "各地同类政策项目资金"),
        "programs_en": _program_chart(comparison.rows, "program_name_en", "funding of programmes by place"),
    }


def is_program_chart_cut(comparison: Comparison) -> bool:
    """Whether more programmes or places could be compared than the chart shows."""
    rows = _comparable(comparison.rows)
    programs, places = {row["program_id"] for row in rows}, {place_label(row) for row in rows}
    return len(programs) > MOST_PROGRAMS or len(places) > MOST_SERIES


def _comparable(rows: list[Row]) -> list[Row]:
    """Rows of programmes that have money in two places or more."""
    rows = [row for row in rows if row["total_amount_cny"]]
    places: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        places[row["program_id"]].add(row["region_code"] or "")
    return [row for row in rows if len(places[row["program_id"]]) > 1]


def _program_chart(rows: list[Row], name: str, summary: str) -> Chart | None:
    rows = _comparable(rows)
    programs = _largest(rows, lambda row: row["program_id"], MOST_PROGRAMS)
    places = _largest(rows, place_label, MOST_SERIES)
    shown = [row for row in rows if row["program_id"] in programs and place_label(row) in places]
    shown.sort(key=lambda row: (programs.index(row["program_id"]), places.index(place_label(row))))
    bars = [
        Bar(row[name] or row["program_name"], place_label(row), float(row["total_amount_cny"] / TEN_THOUSAND)) for row in shown
    ]
    return Chart(tuple(bars), summary) if bars else None


def function_charts(comparison: Comparison) -> dict[str, Chart | None]:
    """Shares of the functional classes, a colour a place and year; one chart a language."""
    return {
        "functions_zh": _function_chart(comparison.rows, "class_name", "各功能类支出占比"),
        "functions_en": _function_chart(comparison.rows, "class_name_en", "shares of the functional classes"),
    }


def is_function_chart_cut(comparison: Comparison) -> bool:
    """Whether the table has more than the chart."""
    classes = {row["class_code"] for row in comparison.rows}
    return len(classes) > MOST_CLASSES or len({place_label(row) for row in comparison.rows}) > MOST_SERIES


def _function_chart(rows: list[Row], name: str, summary: str) -> Chart | None:
    rows = [row for row in rows if row["total_amount_cny"] and row["place_amount_cny"]]
    classes, places = (_largest(rows, key, most) for key, most in ((_class_of, MOST_CLASSES), (place_label, MOST_SERIES)))
    shown = [row for row in rows if _class_of(row) in classes and place_label(row) in places]
    shown.sort(key=lambda row: (classes.index(_class_of(row)), places.index(place_label(row))))
    bars = [
        Bar(
            f"{row['class_code'] or ''} {row[name] or row['class_name'] or ''}".strip() or "–",
            place_label(row),
            float(row["total_amount_cny"] / row["place_amount_cny"]),
        )
        for row in shown
    ]
    return Chart(tuple(bars), summary, is_percent=True) if bars else None


def _class_of(row: Row) -> str:
    return row["class_code"] or ""


def _largest(rows: list[Row], key: Callable[[Row], str], most: int) -> list[str]:
    totals: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        totals[key(row)] += row["total_amount_cny"]
    return sorted(totals, key=lambda name: (-totals[name], name))[:most]
