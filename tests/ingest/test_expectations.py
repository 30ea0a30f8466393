"""The gate: broken rows are reported with their document, a broken table as a table."""

from pathlib import Path

import duckdb
import pytest

from ingest.errors import RawTableBroken
from ingest.expectations import RULES, GateFailure, GateResult, RawTable, validate
from ingest.gate import apply_result, changed_documents, read_tables
from ingest.records import RAW_RECORDS, DocumentFileRecord, DocumentLineRecord, DocumentRecord
from ingest.warehouse import columns_of, create_raw_schema, insert_records

GOOD, BAD = "000000000000000a", "000000000000000b"
COLUMNS = {record.TABLE: tuple(name for name, _ in columns_of(record)) for record in RAW_RECORDS}


def table(name: str, *rows: dict[str, object]) -> RawTable:
    return RawTable(name, COLUMNS[name], COLUMNS[name], [tuple(row.get(column) for column in COLUMNS[name]) for row in rows])


def line(document_id: str, line_number: int, disposition: str = "recognised") -> dict[str, object]:
    return {"document_id": document_id, "line_number": line_number, "line_text": "甲", "disposition": disposition}


def cell(document_id: str, column_number: int | None, column_basis: str | None) -> dict[str, object]:
    place = {"table_number": 1, "row_number": 1, "column_number": column_number, "line_number": 5}
    words = {"statement": "general_public_budget", "side": "expenditure", "phase": "budget", "row_kind": "function"}
    return {"document_id": document_id, **place, **words, "column_basis": column_basis}


def test_sound_rows_pass_and_data_docs_are_written(tmp_path: Path) -> None:
    tables = [
        table("document_lines", line(GOOD, 1), line(GOOD, 2), line(BAD, 1)),
        table("budget_cells", cell(GOOD, 1, "printed"), cell(GOOD, None, "ambiguous"), cell(GOOD, None, None)),
        table("narrative_claims"),
    ]
    assert validate(tables, tmp_path) == GateResult((), ())
    assert (tmp_path / "index.html").is_file()


def test_failures_name_the_document_and_the_expectation() -> None:
    rows = [line(GOOD, 1), line(BAD, 1), line(BAD, 1), line(BAD, 2, "lost")]
    assert validate([table("document_lines", *rows)]) == GateResult(
        broken_tables=(),
        failures=(
            GateFailure(BAD, "document_lines", "expect_compound_columns_to_be_unique (document_id, line_number)", 2),
            GateFailure(BAD, "document_lines", "expect_column_values_to_be_in_set (disposition)", 1),
        ),
    )


def test_a_missing_column_breaks_the_table() -> None:
    columns = tuple(name for name in COLUMNS["document_lines"] if name != "numbers_printed")
    result = validate([RawTable("document_lines", columns, COLUMNS["document_lines"], [])])
    assert [broken.split(" (")[0] for broken in result.broken_tables] == [
        "raw.document_lines: expect_table_columns_to_match_ordered_list"
    ]


def test_a_row_of_no_document_breaks_the_table() -> None:
    result = validate([table("document_lines", {**line(GOOD, 1), "document_id": None})])
    assert result.broken_tables == ("raw.document_lines: expect_column_values_to_not_be_null (document_id)",)


def test_every_raw_table_of_documents_has_rules() -> None:
    assert set(RULES) == set(COLUMNS) - {"rejections"}


@pytest.fixture
def raw() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    create_raw_schema(connection)
    for document_id in (GOOD, BAD):
        insert_records(
            connection,
            [DocumentRecord(document_id, document_id * 4, 1, "text", None, None, 1, None, None, None, None, None)],
        )
        insert_records(connection, [DocumentFileRecord(document_id, f"{document_id}.txt")])
        line = DocumentLineRecord(document_id, None, 1, None, None, None, "甲", "recognised", None, 0, 0, 0)
        insert_records(connection, [line])
    return connection


def test_a_failed_document_is_set_aside_and_the_others_are_not_checked_again(raw: duckdb.DuckDBPyConnection) -> None:
    changed = changed_documents(raw)
    assert list(changed) == [GOOD, BAD]
    failure = GateFailure(BAD, "document_lines", "expect_column_values_to_be_in_set (disposition)", 1)
    (rejected,) = apply_result(raw, changed, GateResult((), (failure,)))
    assert (rejected.file_name, rejected.sha256, rejected.reason_code, rejected.reason) == (
        f"{BAD}.txt",
        BAD * 4,
        "gate_failed",
        "its rows failed the gate: raw.document_lines: expect_column_values_to_be_in_set (disposition), 1 rows",
    )
    assert raw.execute("select document_id from raw.document_lines").fetchall() == [(GOOD,)]
    assert raw.execute("select file_name, reason_code from raw.rejections").fetchall() == [(f"{BAD}.txt", "gate_failed")]
    assert changed_documents(raw) == {}


def test_a_document_whose_rows_change_is_checked_again(raw: duckdb.DuckDBPyConnection) -> None:
    apply_result(raw, changed_documents(raw), GateResult((), ()))
    raw.execute("update raw.document_lines set line_number = 0 where document_id = ?", [BAD])
    assert list(changed_documents(raw)) == [BAD]
    lines = next(found for found in read_tables(raw, [BAD]) if found.name == "document_lines")
    assert [row[0] for row in lines.rows] == [BAD]


def test_a_broken_table_stops_the_run(raw: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(RawTableBroken) as caught:
        apply_result(raw, {}, GateResult(("raw.documents: expect_x",), ()))
    assert caught.value.details == ("raw.documents: expect_x",)
    raw.execute("drop table raw.document_lines")
    with pytest.raises(RawTableBroken):
        changed_documents(raw)
