"""A dashboard as Superset stores it: where each chart stands, and the filters beside them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

# The grid is twelve columns wide; a unit of height is eight pixels.
GRID_WIDTH = 12


def lay_out(page: dict[str, Any], asset_id: Callable[[str, str], str]) -> dict[str, Any]:
    """The dashboard's asset. `rows` names the charts of each row; their widths fill it unless they say otherwise."""
    slug = page["slug"]
    position: dict[str, Any] = {
        "DASHBOARD_VERSION_KEY": "v2",
        "ROOT_ID": {"type": "ROOT", "id": "ROOT_ID", "children": ["GRID_ID"]},
        "GRID_ID": {"type": "GRID", "id": "GRID_ID", "children": [], "parents": ["ROOT_ID"]},
        "HEADER_ID": {"type": "HEADER", "id": "HEADER_ID", "meta": {"text": page["title"]}},
    }
    for number, row in enumerate(page["rows"], start=1):
        row_id = f"ROW-{number}"
        position["GRID_ID"]["children"].append(row_id)
        children = []
        if isinstance(row, str):
            children.append(_markdown(position, row_id, row))
        else:
            children += [_chart(position, row_id, name, page, len(row), asset_id) for name in row]
        position[row_id] = {
            "type": "ROW",
            "id": row_id,
            "children": children,
            "parents": ["ROOT_ID", "GRID_ID"],
            "meta": {"background": "BACKGROUND_TRANSPARENT"},
        }
    return {
        "dashboard_title": page["title"],
        "description": page["description"],
        "slug": slug,
        "css": "",
        "uuid": asset_id("dashboard", slug),
        "position": position,
        "published": True,
        "metadata": {
            "color_scheme": "supersetColors",
            "label_colors": page.get("colors", {}),
            "cross_filters_enabled": True,
            "refresh_frequency": 0,
            "expanded_slices": {},
            "timed_refresh_immune_slices": [],
            "native_filter_configuration": [_filter(slug, one, asset_id) for one in page["filters"]],
        },
    }


def _markdown(position: dict[str, Any], row_id: str, text: str) -> str:
    key = f"MARKDOWN-{row_id}"
    meta = {"code": text, "width": GRID_WIDTH, "height": 4 + 4 * text.count("\n")}
    position[key] = {"type": "MARKDOWN", "id": key, "children": [], "parents": ["ROOT_ID", "GRID_ID", row_id], "meta": meta}
    return key


def _chart(
    position: dict[str, Any], row_id: str, name: str, page: dict[str, Any], neighbours: int, asset_id: Callable[[str, str], str]
) -> str:
    chart = page["charts"][name]
    key = f"CHART-{name}"
    position[key] = {
        "type": "CHART",
        "id": key,
        "children": [],
        "parents": ["ROOT_ID", "GRID_ID", row_id],
        "meta": {
            "chartId": 0,
            "uuid": asset_id("chart", f"{page['slug']}/{name}"),
            "sliceName": chart["title"],
            "width": chart.get("width", GRID_WIDTH // neighbours),
            "height": chart["height"],
        },
    }
    return key


def _filter(slug: str, one: dict[str, Any], asset_id: Callable[[str, str], str]) -> dict[str, Any]:
    return {
        "id": f"NATIVE_FILTER-{slug}-{one['column']}",
        "type": "NATIVE_FILTER",
        "filterType": "filter_select",
        "name": one["title"],
        "description": "",
        "targets": [{"column": {"name": one["column"]}, "datasetUuid": asset_id("dataset", one["dataset"])}],
        "controlValues": {
            "multiSelect": True,
            "enableEmptyFilter": False,
            "defaultToFirstItem": False,
            "inverseSelection": False,
            "searchAllOptions": False,
        },
        "defaultDataMask": {"extraFormData": {}, "filterState": {}, "ownState": {}},
        "cascadeParentIds": [],
        "scope": {"rootPath": ["ROOT_ID"], "excluded": []},
    }
