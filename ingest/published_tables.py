"""What of the work file is published: its tables and views, in which order they can be made, and their comments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import duckdb

SCHEMAS = ("marts", "raw", "zh")
# Schemas of the work file that stay there.
UNPUBLISHED = re.compile(r"\b(?:staging|intermediate|seeds|ingest|main)\.")


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """A table or view of the work file that users read, with the comments it gets."""

    schema: str
    name: str
    comment: str | None
    view_sql: str | None
    columns: tuple[tuple[str, str | None], ...]

    @property
    def path(self) -> str:
        return f'{self.schema}."{self.name}"'

    @property
    def stays_view(self) -> bool:
        """Whether it is a view that reads nothing but what is published."""
        return self.view_sql is not None and not UNPUBLISHED.search(self.view_sql)


def read_tables(connection: duckdb.DuckDBPyConnection) -> list[PublishedTable]:
    """Everything that is published, by schema and name. Raises duckdb.CatalogException where there are no marts."""
    found = connection.execute(
        "select schema_name, table_name, comment, null as sql from duckdb_tables() where schema_name in ('marts', 'raw', 'zh')"
        " union all select schema_name, view_name, comment, sql from duckdb_views() where schema_name in ('marts', 'raw', 'zh')"
        " order by 1, 2"
    ).fetchall()
    if not any(schema == "marts" for schema, *_ in found):
        raise duckdb.CatalogException("the work file has no marts")
    columns = connection.execute(
        "select schema_name, table_name, column_name, comment from duckdb_columns()"
        " where schema_name in ('marts', 'raw', 'zh') order by column_index"
    ).fetchall()
    words = _read_words(connection, [row[:2] for row in found])
    tables = [
        PublishedTable(
            schema,
            name,
            comment,
            view_sql,
            tuple(
                (row[2], _complete(row[3], *words.get((name, row[2]), (None, None))))
                for row in columns
                if row[:2] == (schema, name)
            ),
        )
        for schema, name, comment, view_sql in found
    ]
    originals = {table.name: table for table in tables if table.schema == "marts"}
    return [_with_comment_of(originals[table.name], table) if table.schema == "zh" else table for table in tables]


def _with_comment_of(original: PublishedTable, twin: PublishedTable) -> PublishedTable:
    """A twin says what its rows are; its columns are named by their labels, and described where the original's are."""
    return replace(twin, comment=original.comment)


def in_order_of_reference(views: Sequence[PublishedTable]) -> Iterator[PublishedTable]:
    """A view after those it reads."""
    waiting = list(views)
    while waiting:
        ready = [view for view in waiting if not any(_mentions(view, other) for other in waiting if other is not view)]
        if not ready:
            raise duckdb.CatalogException(f"views read one another: {', '.join(view.path for view in waiting)}")
        yield from ready
        waiting = [view for view in waiting if view not in ready]


def _mentions(view: PublishedTable, other: PublishedTable) -> bool:
    return re.search(rf"\b{other.schema}\.{other.name}\b", view.view_sql.partition(" AS ")[2]) is not None


def _read_words(
    connection: duckdb.DuckDBPyConnection, tables: list[tuple[str, str]]
) -> dict[tuple[str, str], tuple[str | None, str | None]]:
    """The Chinese label and the usage warning of each published column, where the warehouse has them."""
    if ("marts", "dim_columns") not in tables:
        return {}
    rows = connection.execute("select table_name, column_name, label_zh, usage_warning from marts.dim_columns").fetchall()
    return {(table, column): (label, warning) for table, column, label, warning in rows}


def _complete(comment: str | None, label: str | None, warning: str | None) -> str | None:
    """A column's comment with its Chinese term before it, unless the comment has it, and its usage warning behind it."""
    if not comment:
        return comment
    named = f"{label}: {comment}" if label and label not in comment else comment
    return f"{named} Warning: {warning}" if warning else named
