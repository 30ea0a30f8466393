"""Datasets as Superset stores them: columns typed by the engine, labelled and described by the warehouse's own dim_columns."""

from __future__ import annotations

from typing import Any
from uuid import NAMESPACE_URL, uuid5

import duckdb

from deploy.superset.charts import AMOUNT_FORMAT

VERSION = "1.0.0"
COUNT_FORMAT = ",d"
# Tables that may be explored as they are: default views and reports sum rightly, dimensions explain.
EXPLORED_PREFIXES = ("sum_", "rpt_", "dim_", "bridge_")

# Label and description of a column in a table; under table "" the first that any table gives.
Labels = dict[tuple[str, str], tuple[str, str]]


class Unlabelled(Exception):
    """A column that no seed gives a Chinese label."""


def asset_id(kind: str, name: str) -> str:
    """The UUID of an asset, the same in every build."""
    return str(uuid5(NAMESPACE_URL, f"xianzhang/superset/{kind}/{name}"))


def read_labels(connection: duckdb.DuckDBPyConnection) -> Labels:
    """What dim_columns says of every published column."""
    rows = connection.execute(
        "select table_name, column_name, label_zh, description_en, usage_warning from marts.dim_columns order by all"
    ).fetchall()
    labels: Labels = {}
    for table, column, label, description, warning in rows:
        told = label, f"{description} Warning: {warning}" if warning else description
        labels[table, column] = told
        labels.setdefault(("", column), told)
    return labels


def describe_definition(
    connection: duckdb.DuckDBPyConnection, name: str, definition: dict[str, Any], labels: Labels
) -> dict[str, Any]:
    """A dataset of its own SQL: columns as the engine types them, labelled, and the measures that may be added."""
    columns = [row[:2] for row in connection.execute(f"describe {definition['sql']}").fetchall()]
    own = definition.get("labels", {})
    known = {key: (own[key], "") if key in own else _label(labels, definition["from"], key) for key, _ in columns}
    measures = [_amount(key, known[f"{key.removesuffix('_wan')}_cny"][0]) for key in definition.get("amounts", ())]
    measures += [_measure(key, **one) for key, one in definition["measures"].items()]
    return _dataset(name, definition["title"], columns, known) | {
        "sql": definition["sql"],
        "description": definition["description"],
        "metrics": measures,
    }


def describe_tables(connection: duckdb.DuckDBPyConnection, labels: Labels) -> dict[str, Any]:
    """The published tables that may be explored as they are."""
    tables = connection.execute(
        "select table_name, comment from duckdb_tables() where schema_name = 'marts'"
        " union all select view_name, comment from duckdb_views() where schema_name = 'marts' order by 1"
    ).fetchall()
    found = {}
    for table, comment in tables:
        if not table.startswith(EXPLORED_PREFIXES):
            continue
        columns = [row[:2] for row in connection.execute(f'describe marts."{table}"').fetchall()]
        known = {column: _label(labels, [table], column) for column, _ in columns}
        found[table] = _dataset(table, table, columns, known) | {
            "description": comment,
            "metrics": [_measure("row_count", "行数", "count(*)", COUNT_FORMAT)],
        }
    return found


def _label(labels: Labels, tables: list[str], column: str) -> tuple[str, str]:
    for table in (*tables, ""):
        if (table, column) in labels:
            return labels[table, column]
    raise Unlabelled(f"the column {column} has no label; give it one in seeds/column_labels.csv or in datasets.yml")


def _dataset(name: str, title: str, columns: list[tuple[str, str]], known: dict[str, tuple[str, str]]) -> dict[str, Any]:
    return {
        "table_name": title,
        "schema": "marts",
        "uuid": asset_id("dataset", name),
        "database_uuid": asset_id("database", "warehouse"),
        "version": VERSION,
        "main_dttm_col": None,
        "columns": [
            {
                "column_name": column,
                "verbose_name": known[column][0],
                "description": known[column][1],
                "type": kind,
                "is_dttm": kind.startswith(("DATE", "TIMESTAMP")),
                "groupby": True,
                "filterable": True,
                "is_active": True,
            }
            for column, kind in columns
        ],
    }


def _amount(key: str, label: str) -> dict[str, Any]:
    """The sum of a column of yuan, in 万元; null where no row prints one."""
    return _measure(key, f"{label.removesuffix('（元）')}（万元）", f"sum({key.removesuffix('_wan')}_cny) / 10000")


def _measure(key: str, label: str, expression: str, format: str = AMOUNT_FORMAT) -> dict[str, Any]:
    return {"metric_name": key, "verbose_name": label, "expression": expression, "d3format": format}
