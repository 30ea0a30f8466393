"""What each chart must show, asked of the warehouse directly."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from deploy.superset.bundle import read_definitions
from deploy.superset.charts import order_of

DATASETS, PAGES = read_definitions()
CHARTS = {f"{page['slug']}/{name}": chart for page in PAGES for name, chart in page["charts"].items()}


def ask(warehouse: Path, query: str) -> list[tuple]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return connection.execute(query).fetchall()


def expression_of(dataset: str, measure: str) -> str:
    """A measure in SQL; an amount is the plain sum of its column, in yuan, divided once."""
    definition = DATASETS[dataset]
    if measure in definition.get("amounts", ()):
        return f"sum({measure.removesuffix('_wan')}_cny) / 10000"
    return definition["measures"][measure]["expression"]


def rows_of(warehouse: Path, chart: dict[str, Any]) -> list[tuple]:
    """The rows a chart shows, its dimensions first, then its measures."""
    source = f"({DATASETS[chart['dataset']]['sql']})"
    where = " and ".join(f"({text})" for text in chart.get("where", ())) or "true"
    if "columns" in chart:
        columns, ending = ", ".join(chart["columns"]), ""
    else:
        dimensions = [*chart.get("by", ()), *chart.get("series", ())]
        measures = [f"{expression_of(chart['dataset'], name)} as {name}" for name in chart["measures"]]
        columns, ending = ", ".join([*dimensions, *measures]), f"group by {', '.join(dimensions)}" if dimensions else ""
    order = ", ".join(f"{name} {'asc' if ascending else 'desc'}" for name, ascending in order_of(chart))
    ending += f" order by {order}" if order else ""
    return ask(warehouse, f"select {columns} from {source} where {where} {ending} limit {chart.get('limit', 10_000)}")


def names_of(chart: dict[str, Any]) -> list[str]:
    """The keys of a chart's rows, in the order of `rows_of`."""
    return chart["columns"] if "columns" in chart else [*chart.get("by", ()), *chart.get("series", ()), *chart["measures"]]


def plain(value: Any) -> Any:
    """A value as JSON gives it, figures to nine significant digits."""
    if isinstance(value, bool) or value is None:
        return value
    return float(f"{float(value):.9g}") if isinstance(value, int | float | Decimal) else str(value)


def table(rows: list[tuple]) -> list[tuple]:
    """Rows as values that compare, in an order of their own."""
    return sorted((tuple(plain(value) for value in row) for row in rows), key=repr)


def printed_rows(warehouse: Path, chart: dict[str, Any]) -> list[list[str]]:
    """The rows a chart shows, as its page prints them."""
    forms = [_format_of(chart, name) for name in names_of(chart)]
    missing = "没有数据" if chart["kind"] == "number" else "N/A"
    return [[_print(value, form, missing) for value, form in zip(row, forms, strict=True)] for row in rows_of(warehouse, chart)]


def _print(value: Any, form: str | None, missing: str) -> str:
    if value is None:
        return missing
    return format(value, {",.2f": ",.2f", ",d": ",", ".1%": ".1%"}[form]) if form else str(value)


def _format_of(chart: dict[str, Any], name: str) -> str | None:
    if name.endswith("_wan"):
        return ",.2f"
    return DATASETS[chart["dataset"]]["measures"].get(name, {}).get("format") if "columns" not in chart else None
