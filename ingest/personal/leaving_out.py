"""A published file without personal names: the work file keeps them, what is copied from it does not.

A column that is personal is empty; in every other text the names, telephones and identity numbers of its document are covered.
Amounts of the same line, keys, codes and hashes stay, so every value still leads to its line. Tables of no single document, and
the sentences of checks, which may quote two, are searched for the names of all.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace

import duckdb

from ingest.personal.printed_names import names_in_cell, names_in_lines, numbers_in_line, variants, without_known
from ingest.published_tables import PublishedTable

COVER = "●●"
LEFT_OUT = "Left out of this file, which was published without personal names 未公开个人姓名."
# Personal in raw; those of the marts are marked in their models and listed in dim_columns.
RAW_PERSONAL = frozenset({("raw", "project_forms", "manager_text")})
# Lists that come with the project: no document is printed in them.
OFFICIAL = frozenset(
    f"marts.{name}"
    for name in (
        *("bridge_economic_classes", "dim_columns", "dim_economic_classes", "dim_fiscal_years", "dim_functional_classes"),
        *("dim_indicator_categories", "dim_labels", "dim_regions", "dim_releases", "dim_rules", "dim_statements", "dim_units"),
        *("dim_indicators", "dim_programs", "fct_region_populations"),
    )
)
QUOTING = frozenset({"marts.fct_checks", "marts.fct_findings"})
KEPT = re.compile(r"(?:.*_)?(?:id|ids_text|code|codes_text|sha256)|region_name|table_name|column_name")
# So many names go into one pattern.
PATTERN_NAMES = 500


@dataclass(frozen=True, slots=True)
class Names:
    """What is left out: columns (schema, table, column) that are `personal`, `texts` that may hold names; patterns of names."""

    personal: frozenset[tuple[str, str, str]]
    texts: frozenset[tuple[str, str, str]]
    patterns: tuple[str, ...]


def find_names(connection: duckdb.DuckDBPyConnection) -> Names:
    """Read the names of the work file's documents; leaves the temporary table `personal_names` for `select_without`."""
    names = _names_by_document(connection)
    connection.execute("create or replace temp table personal_names (document_id varchar, names varchar[])")
    rows = [[key, sorted(found, key=lambda name: (-len(name), name))] for key, found in sorted(names.items()) if found]
    if rows:
        connection.executemany("insert into personal_names values (?, ?)", rows)
    every = sorted({name for found in names.values() for name in found}, key=lambda name: (-len(name), name))
    columns = connection.execute(
        "select schema_name, table_name, column_name from duckdb_columns()"
        " where schema_name in ('marts', 'raw') and data_type = 'VARCHAR'"
    ).fetchall()
    marked = connection.execute("select 'marts', table_name, column_name from marts.dim_columns where is_personal").fetchall()
    return Names(
        personal=RAW_PERSONAL | frozenset(marked),
        texts=frozenset(column for column in columns if not KEPT.fullmatch(column[2])),
        patterns=tuple(
            "|".join(map(re.escape, every[begin : begin + PATTERN_NAMES])) for begin in range(0, len(every), PATTERN_NAMES)
        ),
    )


def select_without(names: Names, table: PublishedTable) -> str:
    """The rows of a table without names, its columns as they are called and typed."""
    columns = [name for name, _ in table.columns]
    is_of_documents = "document_id" in columns and f"{table.schema}.{table.name}" not in QUOTING
    shown = [f"{_shown(names, table, column, is_of_documents)} as {_quote(column)}" for column in columns]
    joined = " left join personal_names as found on copied.document_id = found.document_id" if is_of_documents else ""
    return f"select {', '.join(shown)} from {table.path} as copied{joined}"


def with_reasons(names: Names, table: PublishedTable) -> PublishedTable:
    """The table whose personal columns say in their comments why they are empty."""
    columns = tuple(
        (name, f"{comment} {LEFT_OUT}" if comment and (table.schema, table.name, name) in names.personal else comment)
        for name, comment in table.columns
    )
    return replace(table, columns=columns)


def _shown(names: Names, table: PublishedTable, column: str, is_of_documents: bool) -> str:
    value, place = f"copied.{_quote(column)}", (table.schema, table.name, column)
    if place in names.personal:
        return f"case when {value} is not null then '{COVER}' end" if table.schema == "raw" else f"if(false, {value}, null)"
    if place not in names.texts or f"{table.schema}.{table.name}" in OFFICIAL:
        return value
    if is_of_documents:
        covered = f"list_reduce(list_prepend({value}, found.names), lambda text, name: replace(text, name, '{COVER}'))"
        return f"case when found.names is null or {value} is null then {value} else {covered} end"
    for pattern in names.patterns:
        value = f"regexp_replace({value}, '{pattern.replace(chr(39), chr(39) * 2)}', '{COVER}', 'g')"
    return value


def _names_by_document(connection: duckdb.DuckDBPyConnection) -> dict[str, set[str]]:
    known = _texts(connection, "select region_name from marts.dim_regions")
    agencies = set(_texts(connection, "select agency_name from marts.dim_agencies"))
    found: dict[str, set[str]] = defaultdict(set)
    numbers: dict[str, set[str]] = defaultdict(set)
    for key, text in connection.execute(
        "select distinct document_id, manager_text from raw.project_forms where manager_text is not null"
    ).fetchall():
        found[key] |= names_in_cell(text)
        numbers[key] |= numbers_in_line(f"联系 {text}")
    cursor = connection.execute("select document_id, line_text from raw.document_lines order by document_id, line_number")
    key, lines = None, []
    while rows := cursor.fetchmany(10_000):
        for document_id, text in rows:
            if document_id != key:
                _look_through(key, lines, found, numbers)
                key, lines = document_id, []
            lines.append(text)
    _look_through(key, lines, found, numbers)
    return {
        key: {form for name in without_known(found[key], known) - agencies for form in variants(name)} | numbers[key]
        for key in {*found, *numbers}
    }


def _texts(connection: duckdb.DuckDBPyConnection, query: str) -> list[str]:
    return [text for (text,) in connection.execute(query).fetchall() if text is not None]


def _look_through(key: str | None, lines: list[str], found: dict[str, set[str]], numbers: dict[str, set[str]]) -> None:
    if key is not None:
        found[key] |= names_in_lines(lines)
        numbers[key] |= {number for line in lines for number in numbers_in_line(line)}


def _quote(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
