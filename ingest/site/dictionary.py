"""The data dictionary: every published table with what a row is, and its columns in Chinese and English."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from ingest.site.rows import Row, fetch, fetch_grouped

TABLES = """
    select table_name, comment as description from duckdb_tables() where schema_name = 'marts'
    union all
    select view_name, comment from duckdb_views() where schema_name = 'marts'
    order by 1
"""
COLUMNS = """
    select words.table_name, words.column_name, words.label_zh, words.description_en, words.usage_warning, columns.data_type
    from marts.dim_columns as words
    left join information_schema.columns as columns
        on columns.table_schema = 'marts'
        and words.table_name = columns.table_name
        and words.column_name = columns.column_name
    order by words.table_name, columns.ordinal_position nulls last, words.column_name
"""
LABELS = "select enumeration, value, label_zh, label_en from marts.dim_labels order by enumeration, value"


@dataclass(frozen=True, slots=True)
class Table:
    """A published table."""

    name: str
    description: str | None
    columns: list[Row]


def read_dictionary(connection: duckdb.DuckDBPyConnection) -> tuple[Table, ...]:
    """Tables by name."""
    columns = fetch_grouped(connection, COLUMNS, "table_name")
    return tuple(
        Table(row["table_name"], row["description"], columns[row["table_name"]])
        for row in fetch(connection, TABLES)
        if row["table_name"] in columns
    )


def read_labels(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], tuple[str, str]]:
    """Labels in Chinese and English by closed list and value."""
    return {(row["enumeration"], row["value"]): (row["label_zh"], row["label_en"]) for row in fetch(connection, LABELS)}
