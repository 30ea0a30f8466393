"""From a row of a mart back to the document: the row, the printed text it was made from, and the source lines.

A mart row names its place (document_id, line_number, row_number); the raw records at that place hold the print, and
`raw.document_lines` the lines. A row about another row (a check) leads on to that one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from ingest.errors import WrongUsage
from ingest.published import open_published

RECORD_TABLES = (
    "project_forms",
    "project_fundings",
    "project_goals",
    "indicator_rows",
    "department_tasks",
    "self_evaluations",
    "project_executions",
    "indicator_results",
    "budget_tables",
    "budget_cells",
    "narrative_claims",
    "narrative_passages",
    "reading_notes",
)
PLACE_COLUMNS = frozenset({"document_id", "form_number", "page_number", "line_number", "last_line_number", "table_number"})
# Where a mart row and a record both say which of several records of a line they are, they must agree.
IDENTIFYING_COLUMNS = ("horizon", "side", "row_number", "indicator_number", "funding_number", "claim_number")
CLAIM_NUMBER = re.compile(r"-n([0-9]+)$")
SHOWN_ROWS = 20
# A record printed over several lines lies between its neighbours; it is not followed further than this.
LONGEST_RECORD = 6

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Trace:
    """One mart row, the file it came from, the raw records at its place, and its lines (number, text)."""

    table: str
    row: Row
    document: Row | None
    records: tuple[tuple[str, Row], ...]
    lines: tuple[tuple[int, str], ...]
    line_number: int | None


def trace(published: Path, table: str, key: str) -> list[Trace]:
    """The rows of a mart whose first matching key column holds `key`. Raises WrongUsage where there are none."""
    with open_published(published) as connection:
        return _trace(connection, table.removeprefix("marts."), key)


def _trace(connection: duckdb.DuckDBPyConnection, table: str, key: str) -> list[Trace]:
    columns = _columns(connection, table)
    for column in [name for name in columns if name.endswith("_id")] or columns[:1]:
        query = f'select * from marts."{table}" where cast("{column}" as varchar) = ? limit {SHOWN_ROWS}'
        rows = _fetch(connection, query, [key])
        if rows:
            return [_trace_row(connection, table, row) for row in rows]
    raise WrongUsage(
        reason=f"{table} has no row {key}",
        reason_zh="没有该编号的记录",
        remedy=f"take the id from the table, for example `select {columns[0]} from marts.{table}`",
        remedy_zh="请从表中查询编号",
    )


def _columns(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    found = connection.execute(
        "select table_name, column_name from duckdb_columns() where schema_name = 'marts' order by table_name, column_index"
    ).fetchall()
    columns = [column for name, column in found if name == table]
    if not columns:
        names = sorted({name for name, _ in found})
        raise WrongUsage(
            reason=f"there is no table {table}; there are {', '.join(names)}",
            reason_zh="没有该数据表",
            remedy="name one of these tables",
            remedy_zh="请输入上列表名之一",
        )
    return columns


def _trace_row(connection: duckdb.DuckDBPyConnection, table: str, row: Row) -> Trace:
    document_id, line_number = row.get("document_id"), row.get("line_number")
    if line_number is None and row.get("fact_table") and row.get("fact_id"):
        try:
            fact = _trace(connection, row["fact_table"], row["fact_id"])[0]
        except WrongUsage:
            # The facts of a held document are not published; a finding still knows their place.
            placed = _placed_by_finding(connection, row)
            return _trace_row(connection, table, placed) if placed else _trace_row(connection, table, {**row, "fact_id": None})
        return Trace(table, row, fact.document, ((fact.table, fact.row), *fact.records), fact.lines, fact.line_number)
    if document_id is None:
        return Trace(table, row, None, (), (), None)
    documents = _fetch(
        connection,
        "select documents.document_id, documents.sha256, documents.reader, files.file_name, files.source_url"
        " from raw.documents as documents left join raw.document_files as files on documents.document_id = files.document_id"
        " where documents.document_id = ? order by files.file_name",
        [document_id],
    )
    records = _records(connection, row) if line_number is not None else []
    lines = _lines(connection, document_id, line_number, records) if line_number is not None else []
    return Trace(table, row, documents[0] if documents else None, tuple(records), tuple(lines), line_number)


def _placed_by_finding(connection: duckdb.DuckDBPyConnection, row: Row) -> Row | None:
    query = "select page_number, line_number from marts.fct_findings where check_id = ? and line_number is not null"
    found = _fetch(connection, query, [row.get("check_id")])
    return {**row, **found[0]} if found else None


def _records(connection: duckdb.DuckDBPyConnection, row: Row) -> list[tuple[str, Row]]:
    """Raw records that stand on the row's line and are not said to be others than the row's."""
    claim = CLAIM_NUMBER.search(str(row.get("narrative_claim_id") or ""))
    identity = {name: row.get(name) for name in IDENTIFYING_COLUMNS} | ({"claim_number": int(claim.group(1))} if claim else {})
    found = []
    for table in RECORD_TABLES:
        for record in _fetch(
            connection,
            f"select * from raw.{table} where document_id = ? and line_number = ?",
            [row["document_id"], row["line_number"]],
        ):
            if all(record.get(name) in (None, value) for name, value in identity.items() if value is not None):
                found.append((table, record))
    return found


def _lines(
    connection: duckdb.DuckDBPyConnection, document_id: str, line_number: int, records: list[tuple[str, Row]]
) -> list[tuple[int, str]]:
    """The lines of the records: to their last line where they state it, else all between the records before and after."""
    first = line_number
    last = max([record["last_line_number"] for _, record in records if record.get("last_line_number")], default=None)
    if last is None:
        first, last = (line_number - LONGEST_RECORD, line_number + LONGEST_RECORD) if records else (line_number, line_number)
        for table in {table for table, _ in records}:
            before, after = connection.execute(
                "select max(line_number) filter (where line_number < ?), min(line_number) filter (where line_number > ?)"
                f" from raw.{table} where document_id = ?",
                [line_number, line_number, document_id],
            ).fetchone()
            first, last = max(first, (before or 0) + 1), min(last, after - 1 if after else last)
    lines = connection.execute(
        "select line_number, line_text from raw.document_lines"
        " where document_id = ? and line_number between ? and ? order by line_number",
        [document_id, first, last],
    ).fetchall()
    filled = [number for number, text in lines if text.strip()]
    return [line for line in lines if filled and filled[0] <= line[0] <= filled[-1]]


def _fetch(connection: duckdb.DuckDBPyConnection, query: str, values: list[Any]) -> list[Row]:
    cursor = connection.execute(query, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
