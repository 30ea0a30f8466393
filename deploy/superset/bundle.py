"""The assets that Superset imports: database, datasets, charts and dashboards, written from short definitions.

`datasets.yml` and `dashboards/*.yml` say what is shown; names, descriptions and warnings of columns come from the warehouse's
own `dim_columns`, so that a label is written in one place, the project's seeds. Ids are made from names: importing again
replaces and never doubles.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import yaml

from deploy.superset.charts import draw_chart
from deploy.superset.describe import VERSION, Unlabelled, asset_id, describe_definition, describe_tables, read_labels
from deploy.superset.layout import lay_out

HERE = Path(__file__).parent
# Superset opens the published file by way of superset_config.py; the name here is only what it shows.
DATABASE = {
    "database_name": "县账 Xianzhang",
    "sqlalchemy_uri": "duckdb:///warehouse.duckdb",
    "expose_in_sqllab": True,
    "allow_run_async": False,
    "allow_ctas": False,
    "allow_cvas": False,
    "allow_dml": False,
    "allow_csv_upload": False,
    "extra": {"allows_virtual_table_explore": True, "schemas_allowed_for_file_upload": []},
}
TIMESTAMP = "2026-01-01T00:00:00+00:00"


class WarehouseUnreadable(Exception):
    """The published file is missing, or lacks what the dashboards show."""


@dataclass(frozen=True, slots=True)
class Assets:
    """The bundle's files by path, as text; and (slug, title) of each dashboard."""

    contents: dict[str, str]
    dashboards: tuple[tuple[str, str], ...]


def read_definitions() -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Datasets by name, with the SQL of each, and the dashboards."""
    datasets = yaml.safe_load((HERE / "datasets.yml").read_text(encoding="utf-8"))
    for name, dataset in datasets.items():
        dataset["sql"] = (HERE / "datasets" / f"{name}.sql").read_text(encoding="utf-8").strip()
    pages = sorted((HERE / "dashboards").glob("*.yml"))
    return datasets, [yaml.safe_load(page.read_text(encoding="utf-8")) | {"slug": page.stem} for page in pages]


def build_assets(warehouse: Path) -> Assets:
    """Everything to import for this published file; WarehouseUnreadable says what is missing and what to do."""
    if not warehouse.is_file():
        raise WarehouseUnreadable(f"{warehouse} is missing; `make warehouse` builds it.")
    definitions, pages = read_definitions()
    try:
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            labels = read_labels(connection)
            datasets = {name: describe_definition(connection, name, one, labels) for name, one in definitions.items()}
            tables = describe_tables(connection, labels)
    except (duckdb.Error, Unlabelled) as error:
        reason = str(error).splitlines()[0]
        raise WarehouseUnreadable(f"{warehouse} cannot be shown: {reason}. `make warehouse` builds it anew.") from error
    files: dict[str, Any] = {
        "metadata.yaml": {"version": VERSION, "type": "assets", "timestamp": TIMESTAMP},
        "databases/warehouse.yaml": DATABASE | {"uuid": asset_id("database", "warehouse"), "version": VERSION},
    }
    files |= {f"datasets/warehouse/{name}.yaml": one for name, one in (datasets | tables).items()}
    for page in pages:
        for name, chart in page["charts"].items():
            key = f"{page['slug']}/{name}"
            files[f"charts/{page['slug']}_{name}.yaml"] = draw_chart(chart, definitions[chart["dataset"]]) | {
                "uuid": asset_id("chart", key),
                "dataset_uuid": asset_id("dataset", chart["dataset"]),
                "version": VERSION,
            }
        files[f"dashboards/{page['slug']}.yaml"] = lay_out(page, asset_id) | {"version": VERSION}
    contents = {path: yaml.safe_dump(value, allow_unicode=True, sort_keys=False) for path, value in files.items()}
    return Assets(contents, tuple((page["slug"], page["title"]) for page in pages))
