"""Countries of one huge document: every indicator in one form, or every budget row in one table.

They are made of a generated country's raw tables, in a work file: the first document of its kind
takes the rows of all the others.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from benchmarks.country_documents import BUDGET, TARGETS
from benchmarks.generate import Country, generate, load_country
from ingest.records import RAW_RECORDS
from ingest.warehouse import columns_of

# Lines before the rows of the document that takes all: more than a form or the tables of a budget have.
FIRST_LINE = 1000
# Cells of a generated budget's first table.
TABLE_CELLS = 30
INDICATOR_LINES = "select line_number, row_text as line_text from raw.indicator_rows where line_number > {first}"
BUDGET_LINES = """
    select line_number, min(row_name) || ' ' || string_agg(value_text, ' ' order by column_number) as line_text
    from raw.budget_cells where line_number > {first} group by line_number
"""


def make_one_form(folder: Path, work_file: Path, targets: int) -> int:
    """A work file whose one document has one form of so many indicators; gives how many it has."""
    _country(folder, work_file, Country(projects=targets // 10, budgets=0, errors=0))
    with duckdb.connect(str(work_file)) as connection:
        first = _first(connection, TARGETS)
        _replace(
            connection,
            "indicator_rows",
            {
                "document_id": f"'{first}'",
                "form_number": "1",
                "indicator_number": "row_number() over (order by document_id, form_number, indicator_number)",
                "line_number": f"{FIRST_LINE} + row_number() over (order by document_id, form_number, indicator_number)",
            },
            "true",
        )
        connection.execute("delete from raw.project_forms where form_number > 1")
        connection.execute("delete from raw.project_fundings where form_number > 1")
        connection.execute("delete from raw.project_goals where form_number > 1")
        return _finish(connection, first, "indicator_rows", INDICATOR_LINES, "project_forms")


def make_one_table(folder: Path, work_file: Path, cells: int) -> int:
    """A work file whose one document has one table of about so many cells, rows of many agencies; gives how many it has."""
    _country(folder, work_file, Country(projects=1, budgets=-(-cells // TABLE_CELLS), errors=0))
    place = "dense_rank() over (order by document_id, row_number)"
    with duckdb.connect(str(work_file)) as connection:
        first = _first(connection, BUDGET)
        _replace(
            connection,
            "budget_cells",
            {
                "document_id": f"'{first}'",
                "row_number": place,
                "line_number": f"{FIRST_LINE} + {place}",
                "agency_code": "cast(100000 + dense_rank() over (order by document_id) as varchar)",
            },
            "table_number = 1",
        )
        connection.execute("delete from raw.budget_tables where table_number > 1")
        return _finish(connection, first, "budget_cells", BUDGET_LINES, "budget_tables")


def _country(folder: Path, work_file: Path, country: Country) -> None:
    work_file.unlink(missing_ok=True)
    generate(country, folder)
    load_country(folder, work_file)


def _first(connection: duckdb.DuckDBPyConnection, document_type: str) -> str:
    query = "select min(document_id) from raw.documents where document_type = ?"
    return connection.execute(query, [document_type]).fetchall()[0][0]


def _replace(connection: duckdb.DuckDBPyConnection, table: str, changed: dict[str, str], condition: str) -> None:
    """Rewrite a raw table's rows that hold the condition; the others go."""
    record = next(record for record in RAW_RECORDS if table == record.TABLE)
    columns = ", ".join(f"cast({changed.get(name, name)} as {kind}) as {name}" for name, kind in columns_of(record))
    connection.execute(f"create temp table rewritten as select {columns} from raw.{table} where {condition}")
    connection.execute(f"delete from raw.{table}")
    connection.execute(f"insert into raw.{table} from rewritten order by line_number")
    connection.execute("drop table rewritten")


def _finish(connection: duckdb.DuckDBPyConnection, document_id: str, table: str, lines: str, holder: str) -> int:
    """Leave one document, print its lines, and let its form or table reach to the last of them."""
    for record in RAW_RECORDS:
        if record.TABLE != "rejections":
            connection.execute(f"delete from raw.{record.TABLE} where document_id <> '{document_id}'")
    connection.execute(f"""
        insert into raw.document_lines by name
        select
            '{document_id}' as document_id, line_number, line_text, 'recognised' as disposition, 'generated' as recognised_by,
            0 as numbers_printed, 0 as numbers_captured, 0 as numbers_furniture
        from ({lines.format(first=FIRST_LINE)})
    """)
    (last,) = connection.execute("select max(line_number) from raw.document_lines").fetchall()[0]
    connection.execute(f"update raw.{holder} set last_line_number = {last}")
    connection.execute(f"update raw.documents set line_count = {last}")
    return connection.execute(f"select count(*) from raw.{table}").fetchall()[0][0]
