"""Keys and closed lists of the marts, as the tests beside the models state them, and whether the published rows keep them.

A warehouse that another version of the project built may keep other keys; what its rows do not keep is left out of the export.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import yaml

from ingest.export.tables import Table, quote
from ingest.workfile import PROJECT_FOLDER

MARTS = PROJECT_FOLDER / "models" / "marts"
REFERENCE = re.compile(r"ref\('(\w+)'\)")


@dataclass(frozen=True, slots=True)
class Keys:
    """Of one table: its key, the columns never null, column -> (table, column) it refers to, column -> its closed list."""

    primary: tuple[str, ...] = ()
    required: frozenset[str] = frozenset()
    foreign: tuple[tuple[str, str, str], ...] = ()
    values: tuple[tuple[str, tuple[str, ...]], ...] = ()


def kept_keys(connection: duckdb.DuckDBPyConnection, tables: list[Table]) -> dict[str, Keys]:
    """The keys of each table that its published rows keep, among the tables given."""
    stated = _stated_keys(MARTS)
    present = {table.name: {column.name for column in table.columns} for table in tables}
    uniques = {
        (table, column)
        for keys in stated.values()
        for _, table, column in keys.foreign
        if column in present.get(table, ()) and _is_unique(connection, table, (column,))
    }
    return {table.name: _kept(connection, table, stated.get(table.name, Keys()), uniques) for table in tables}


def stated_keys() -> dict[str, Keys]:
    """The keys of each table of the marts, as the tests beside its model state them."""
    return _stated_keys(MARTS)


@cache
def _stated_keys(folder: Path) -> dict[str, Keys]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    models = [
        model
        for path in sorted(folder.glob("**/*.yml"))
        for model in (yaml.load(path.read_text(encoding="utf-8"), loader) or {}).get("models", [])
    ]
    return {model["name"]: _keys(model) for model in models}


def _keys(model: dict[str, Any]) -> Keys:
    tests = dict(map(_test, model.get("data_tests", [])))
    promised = tests.get("columns_hold", {})
    foreign = [
        (reference["column"], target.group(1), reference["field"])
        for reference in promised.get("references", ())
        if (target := REFERENCE.search(reference["to"]))
    ]
    values = [(column, tuple(map(str, allowed))) for column, allowed in promised.get("values", {}).items()]
    return Keys(tuple(tests.get("is_key", {}).get("columns", ())), frozenset(), tuple(foreign), tuple(values))


def _test(test: str | dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Name and arguments of a test; one with a condition holds for some rows only and says nothing here."""
    if isinstance(test, str):
        return test, {}
    ((name, settings),) = test.items()
    if not isinstance(settings, dict) or (settings.get("config") or {}).get("where"):
        return "", {}
    return name, settings.get("arguments", settings)


def _kept(connection: duckdb.DuckDBPyConnection, table: Table, stated: Keys, uniques: set[tuple[str, str]]) -> Keys:
    kinds = {column.name: column.kind for column in table.columns}
    primary = stated.primary if set(stated.primary) <= set(kinds) else ()
    if primary and not _is_unique(connection, table.name, primary):
        primary = ()
    foreign = tuple(
        link
        for link in stated.foreign
        if link[0] in kinds and link[1:] in uniques and not _orphans(connection, table.name, link)
    )
    values = tuple(
        (name, allowed)
        for name, allowed in stated.values
        if kinds.get(name) == "string" and not _strangers(connection, table.name, name, allowed)
    )
    return Keys(primary, frozenset(primary), foreign, values)


def _is_unique(connection: duckdb.DuckDBPyConnection, table: str, columns: tuple[str, ...]) -> bool:
    listed = ", ".join(map(quote, columns))
    missing = " or ".join(f"{quote(name)} is null" for name in columns)
    query = f"select 1 from marts.{quote(table)} group by {listed} having count(*) > 1 or {missing} limit 1"
    return connection.execute(query).fetchone() is None


def _orphans(connection: duckdb.DuckDBPyConnection, table: str, link: tuple[str, str, str]) -> bool:
    column, other, field = link
    query = (
        f"select 1 from marts.{quote(table)} where {quote(column)} is not null"
        f" and {quote(column)} not in (select {quote(field)} from marts.{quote(other)}) limit 1"
    )
    return connection.execute(query).fetchone() is not None


def _strangers(connection: duckdb.DuckDBPyConnection, table: str, column: str, allowed: tuple[str, ...]) -> bool:
    marks = ", ".join("?" for _ in allowed)
    query = f"select 1 from marts.{quote(table)} where {quote(column)} not in ({marks}) limit 1"
    return connection.execute(query, list(allowed)).fetchone() is not None
