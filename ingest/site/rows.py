"""Rows of the published file as the pages use them: by column name, and by document where they belong to one."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import duckdb

Row = dict[str, Any]


def fetch(connection: duckdb.DuckDBPyConnection, query: str) -> list[Row]:
    """All rows of a query, each a dictionary in the order of its columns."""
    cursor = connection.execute(query)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def fetch_grouped(connection: duckdb.DuckDBPyConnection, query: str, key: str = "document_id") -> dict[str, list[Row]]:
    """The same by the value of one column, in the query's order."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in fetch(connection, query):
        groups[row[key]].append(row)
    return groups


def has_table(connection: duckdb.DuckDBPyConnection, *names: str) -> bool:
    """Whether the warehouse publishes all of these tables; one that an older version built may not."""
    query = "select count(*) from information_schema.tables where table_schema = 'marts' and list_contains(?, table_name)"
    (count,) = connection.execute(query, [list(names)]).fetchone()
    return count == len(names)
