"""Loading: one transaction a document, the same again changes nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import duckdb
import pytest

from ingest.errors import RawTableBroken
from ingest.records import DocumentFileRecord, DocumentLineRecord, DocumentRecord, RejectionRecord
from ingest.warehouse import Loading, create_raw_schema, keep_only, load_document, reject_file

ONE, TWO = "000000000000000a", "000000000000000b"
MORNING, EVENING = datetime(2023, 3, 1, 8), datetime(2023, 3, 1, 20)


def content(document_id: str, *texts: str) -> list[object]:
    sha256 = document_id * 4
    document = DocumentRecord(document_id, sha256, 9, "text", "utf-8", None, len(texts), None, None, None, None, None)
    lines = [
        DocumentLineRecord(document_id, None, number, None, None, None, text, "not_recognised", None, 0, 0, 0)
        for number, text in enumerate(texts, start=1)
    ]
    return [document, *lines]


def rejection(file_name: str, sha256: str | None, reason_code: str = "empty_file") -> RejectionRecord:
    return RejectionRecord(file_name, sha256, reason_code, "empty", "文件为空", None, "check", "请检查")


def rows(connection: duckdb.DuckDBPyConnection, table: str, columns: str = "*") -> list[tuple]:
    return connection.execute(f"select {columns} from raw.{table} order by all").fetchall()


@pytest.fixture
def raw() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        create_raw_schema(connection)
        yield connection


def test_loading_again_changes_nothing(raw: duckdb.DuckDBPyConnection) -> None:
    file = DocumentFileRecord(ONE, "a.txt")
    assert load_document(raw, file, content(ONE, "甲", "乙"), MORNING) is Loading.ADDED
    assert load_document(raw, file, content(ONE, "甲", "乙"), EVENING) is Loading.UNCHANGED
    assert rows(raw, "documents", "document_id, line_count, loaded_at") == [(ONE, 2, MORNING)]
    assert rows(raw, "document_lines", "line_number, line_text") == [(1, "甲"), (2, "乙")]
    assert rows(raw, "document_files", "file_name") == [("a.txt",)]


def test_another_name_of_a_content_adds_only_that_name(raw: duckdb.DuckDBPyConnection) -> None:
    load_document(raw, DocumentFileRecord(ONE, "a.txt"), content(ONE, "甲"), MORNING)
    assert load_document(raw, DocumentFileRecord(ONE, "b.txt"), content(ONE, "甲"), EVENING) is Loading.UNCHANGED
    assert rows(raw, "document_files", "document_id, file_name") == [(ONE, "a.txt"), (ONE, "b.txt")]
    assert rows(raw, "document_lines", "line_text") == [("甲",)]


def test_changed_rows_replace_the_document_as_a_whole(raw: duckdb.DuckDBPyConnection) -> None:
    file = DocumentFileRecord(ONE, "a.txt")
    load_document(raw, file, content(ONE, "甲", "乙"), MORNING)
    load_document(raw, DocumentFileRecord(TWO, "b.txt"), content(TWO, "丙"), MORNING)
    assert load_document(raw, file, content(ONE, "丁"), EVENING) is Loading.REPLACED
    assert rows(raw, "document_lines", "document_id, line_text") == [(ONE, "丁"), (TWO, "丙")]
    assert rows(raw, "documents", "document_id, loaded_at") == [(ONE, EVENING), (TWO, MORNING)]


def test_the_manifest_row_of_a_name_is_brought_up_to_date(raw: duckdb.DuckDBPyConnection) -> None:
    file = DocumentFileRecord(ONE, "a.txt")
    load_document(raw, file, content(ONE, "甲"), MORNING)
    load_document(raw, replace(file, region_code="361126"), content(ONE, "甲"), EVENING)
    assert rows(raw, "document_files", "file_name, region_code") == [("a.txt", "361126")]


def test_a_failure_in_the_middle_leaves_the_document_as_it_was(raw: duckdb.DuckDBPyConnection) -> None:
    file = DocumentFileRecord(ONE, "a.txt")
    load_document(raw, file, content(ONE, "甲"), MORNING)
    broken = content(ONE, "乙")
    broken[1] = replace(broken[1], line_number="second")
    with pytest.raises(duckdb.ConversionException):
        load_document(raw, file, broken, EVENING)
    assert rows(raw, "document_lines", "line_text") == [("甲",)]
    assert rows(raw, "documents", "loaded_at") == [(MORNING,)]


def test_a_raw_table_without_a_column_is_broken(raw: duckdb.DuckDBPyConnection) -> None:
    raw.execute("alter table raw.document_lines drop column disposition")
    with pytest.raises(RawTableBroken, match="disposition"):
        load_document(raw, DocumentFileRecord(ONE, "a.txt"), content(ONE, "甲"), MORNING)
    assert rows(raw, "documents") == []


def test_a_file_is_loaded_or_rejected_never_both(raw: duckdb.DuckDBPyConnection) -> None:
    reject_file(raw, rejection("a.txt", None))
    reject_file(raw, rejection("a.txt", None, "unknown_encoding"))
    assert rows(raw, "rejections", "file_name, reason_code") == [("a.txt", "unknown_encoding")]
    load_document(raw, DocumentFileRecord(ONE, "a.txt"), content(ONE, "甲"), MORNING)
    assert rows(raw, "rejections") == []
    reject_file(raw, rejection("a.txt", ONE * 4, "no_known_form"))
    assert (rows(raw, "documents"), rows(raw, "document_lines"), rows(raw, "document_files")) == ([], [], [])


def test_a_run_keeps_exactly_its_files(raw: duckdb.DuckDBPyConnection) -> None:
    for document_id, name in ((ONE, "a.txt"), (ONE, "copy.txt"), (TWO, "b.txt")):
        load_document(raw, DocumentFileRecord(document_id, name), content(document_id, name[0]), MORNING)
    reject_file(raw, rejection("old.pdf", None))
    reject_file(raw, rejection("new.pdf", None))
    reject_file(raw, rejection("new.pdf", TWO))
    keep_only(raw, {(ONE, "a.txt")}, {("new.pdf", TWO)})
    assert rows(raw, "document_files", "document_id, file_name") == [(ONE, "a.txt")]
    assert rows(raw, "documents", "document_id") == [(ONE,)]
    assert {document_id for (document_id,) in rows(raw, "document_lines", "document_id")} == {ONE}
    assert rows(raw, "rejections", "file_name, sha256") == [("new.pdf", TWO)]
