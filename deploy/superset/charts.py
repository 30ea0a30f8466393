"""One chart definition as Superset stores it: what its page draws (params) and what its API runs (query_context)."""

from __future__ import annotations

import json
from typing import Any

ROW_LIMIT = 10_000
AMOUNT_FORMAT = ",.2f"


def draw_chart(chart: dict[str, Any], dataset: dict[str, Any]) -> dict[str, Any]:
    """The chart's asset, without its ids. KeyError names a kind that is not known."""
    params = _KINDS[chart["kind"]](chart, dataset) | {
        "adhoc_filters": [
            {"clause": "WHERE", "expressionType": "SQL", "sqlExpression": text, "filterOptionName": f"filter_{number}"}
            for number, text in enumerate(chart.get("where", ()))
        ],
        "row_limit": chart.get("limit", ROW_LIMIT),
        "time_range": "No filter",
    }
    return {
        "slice_name": chart["title"],
        "description": chart.get("note"),
        "viz_type": params["viz_type"],
        "params": params,
        "cache_timeout": None,
        "query_context": json.dumps(_query_context(chart, params)),
    }


def order_of(chart: dict[str, Any]) -> list[tuple[str, bool]]:
    """What the rows are ordered by, and whether ascending; `-name` descends."""
    return [(name.removeprefix("-"), not name.startswith("-")) for name in chart.get("order", ())]


def _query_context(chart: dict[str, Any], params: dict[str, Any]) -> dict[str, Any]:
    is_raw = "columns" in chart
    query = {
        "columns": chart["columns"] if is_raw else [*chart.get("by", ()), *chart.get("series", ())],
        "filters": [],
        "extras": {"where": " and ".join(f"({text})" for text in chart.get("where", ()))},
        "orderby": [list(pair) for pair in order_of(chart)],
        "row_limit": params["row_limit"],
        "metrics": None if is_raw else chart["measures"],
        "time_range": "No filter",
        "annotation_layers": [],
    }
    return {
        "datasource": {"id": 0, "type": "table"},
        "force": False,
        "queries": [query],
        "form_data": params,
        "result_format": "json",
        "result_type": "full",
    }


def _format_of(dataset: dict[str, Any], measure: str) -> str:
    return dataset["measures"].get(measure, {}).get("format", AMOUNT_FORMAT)


def _number(chart: dict[str, Any], dataset: dict[str, Any]) -> dict[str, Any]:
    (measure,) = chart["measures"]
    return {
        "viz_type": "big_number_total",
        "metric": measure,
        "subtitle": chart.get("note", ""),
        "header_font_size": 0.4,
        "subtitle_font_size": 0.15,
        "y_axis_format": _format_of(dataset, measure),
    }


def _bars(chart: dict[str, Any], dataset: dict[str, Any]) -> dict[str, Any]:
    (axis,) = chart["by"]
    form = _format_of(dataset, chart["measures"][0])
    return {
        "viz_type": "echarts_timeseries_bar",
        "x_axis": axis,
        "xAxisForceCategorical": True,
        "x_axis_sort_asc": True,
        "metrics": chart["measures"],
        "groupby": chart.get("series", []),
        "orientation": chart.get("orientation", "vertical"),
        "stack": "Stack" if chart.get("series") and chart.get("stacked", True) else None,
        "order_desc": True,
        "truncate_metric": True,
        "show_empty_columns": False,
        "show_legend": bool(chart.get("series")) or len(chart["measures"]) > 1,
        "legendType": "scroll",
        "legendOrientation": "top",
        "show_value": True,
        "only_total": True,
        "rich_tooltip": True,
        "showTooltipTotal": True,
        "y_axis_format": form,
        "y_axis_title": chart.get("axis", ""),
        "y_axis_title_margin": 50,
        "x_axis_title_margin": 15,
        "xAxisLabelRotation": 30,
        "truncateYAxis": False,
        "color_scheme": "supersetColors",
        "minorTicks": False,
    }


def _table(chart: dict[str, Any], dataset: dict[str, Any]) -> dict[str, Any]:
    shown = {
        "viz_type": "table",
        "server_pagination": False,
        "page_length": chart.get("page", 0),
        "include_search": chart.get("search", False),
        "show_cell_bars": False,
        "color_pn": False,
        "order_desc": True,
        # Documents print what they like: their text is text.
        "allow_render_html": False,
        "table_timestamp_format": "%Y-%m-%d",
    }
    if "columns" in chart:
        order = [json.dumps([name, ascending]) for name, ascending in order_of(chart)]
        amounts = {name: {"d3NumberFormat": AMOUNT_FORMAT} for name in chart["columns"] if name.endswith(("_wan", "_cny"))}
        return shown | {"query_mode": "raw", "all_columns": chart["columns"], "order_by_cols": order, "column_config": amounts}
    return shown | {
        "query_mode": "aggregate",
        "groupby": chart["by"],
        "metrics": chart["measures"],
        "column_config": {name: {"d3NumberFormat": _format_of(dataset, name)} for name in chart["measures"]},
    }


def _pivot(chart: dict[str, Any], dataset: dict[str, Any]) -> dict[str, Any]:
    return {
        "viz_type": "pivot_table_v2",
        "groupbyRows": chart["by"],
        "groupbyColumns": chart["series"],
        "metrics": chart["measures"],
        "metricsLayout": "COLUMNS",
        "aggregateFunction": "Sum",
        "rowTotals": chart.get("row_totals", False),
        "colTotals": chart.get("column_totals", False),
        "rowOrder": "key_a_to_z",
        "colOrder": "key_a_to_z",
        "valueFormat": _format_of(dataset, chart["measures"][0]),
        "order_desc": True,
        "allow_render_html": False,
    }


_KINDS = {"number": _number, "bars": _bars, "table": _table, "pivot": _pivot}
