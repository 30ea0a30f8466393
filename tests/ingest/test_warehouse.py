"""Loading: whole documents in one transaction, the same again changes nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import duckdb
import pytest

from ingest.errors import RawTableBroken
from ingest.records import DocumentFileRecord, DocumentLineRecord, DocumentRecord, RejectionRecord
from ingest.removing import keep_only, reject_files
from ingest.warehouse import Loading, create_raw_schema, load_document, load_documents

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
    reject_files(raw, [rejection("a.txt", None)])
    reject_files(raw, [rejection("a.txt", None, "unknown_encoding")])
    assert rows(raw, "rejections", "file_name, reason_code") == [("a.txt", "unknown_encoding")]
    load_document(raw, DocumentFileRecord(ONE, "a.txt"), content(ONE, "甲"), MORNING)
    assert rows(raw, "rejections") == []
    reject_files(raw, [rejection("a.txt", ONE * 4, "no_known_form")])
    assert (rows(raw, "documents"), rows(raw, "document_lines"), rows(raw, "document_files")) == ([], [], [])


def test_a_run_keeps_exactly_its_files(raw: duckdb.DuckDBPyConnection) -> None:
    for document_id, name in ((ONE, "a.txt"), (ONE, "copy.txt"), (TWO, "b.txt")):
        load_document(raw, DocumentFileRecord(document_id, name), content(document_id, name[0]), MORNING)
    reject_files(raw, [rejection("old.pdf", None)])
    reject_files(raw, [rejection("new.pdf", None)])
    reject_files(raw, [rejection("new.pdf", TWO)])
    keep_only(raw, {(ONE, "a.txt")}, {("new.pdf", TWO)})
    assert rows(raw, "document_files", "document_id, file_name") == [(ONE, "a.txt")]
    assert rows(raw, "documents", "document_id") == [(ONE,)]
    assert {document_id for (document_id,) in rows(raw, "document_lines", "document_id")} == {ONE}
    assert rows(raw, "rejections", "file_name, sha256") == [("new.pdf", TWO)]


def test_several_documents_are_loaded_in_one_transaction_each_with_its_own_outcome(raw: duckdb.DuckDBPyConnection) -> None:
    load_document(raw, DocumentFileRecord(ONE, "a.txt"), content(ONE, "甲"), MORNING)
    load_document(raw, DocumentFileRecord(TWO, "b.txt"), content(TWO, "乙"), MORNING)
    three, four = "000000000000000c", "000000000000000d"
    given = [
        (DocumentFileRecord(three, "c.txt"), content(three, "丙")),
        (DocumentFileRecord(ONE, "a.txt"), content(ONE, "甲")),
        (DocumentFileRecord(TWO, "b.txt", region_code="361126"), content(TWO, "丁")),
        (DocumentFileRecord(ONE, "copy.txt"), None),
        (DocumentFileRecord(four, "d.txt"), content(four)),
    ]
    outcomes = [Loading.ADDED, Loading.UNCHANGED, Loading.REPLACED, Loading.UNCHANGED, Loading.ADDED]
    assert load_documents(raw, given, EVENING) == outcomes
    assert rows(raw, "document_lines", "document_id, line_text") == [(ONE, "甲"), (TWO, "丁"), (three, "丙")]
    assert rows(raw, "documents", "document_id, loaded_at") == [
        (ONE, MORNING),
        *((name, EVENING) for name in (TWO, three, four)),
    ]
    names = [
        (ONE, "a.txt", None),
        (ONE, "copy.txt", None),
        (TWO, "b.txt", "361126"),
        (three, "c.txt", None),
        (four, "d.txt", None),
    ]
    assert rows(raw, "document_files", "document_id, file_name, region_code") == names


def test_a_new_document_costs_as_many_statements_in_a_large_batch_as_in_a_small_one(raw: duckdb.DuckDBPyConnection) -> None:
    """What is counted is what the driver asks of the database, whatever its size."""

    class Counting:
        def __init__(self) -> None:
            self.asked = 0

        def __getattr__(self, name: str):
            self.asked += 1
            return getattr(raw, name)

    asked = []
    for start, count in ((0, 2), (10, 200)):
        connection = Counting()
        ids = [f"{number:016}" for number in range(start, start + count)]
        load_documents(connection, [(DocumentFileRecord(name, name), content(name, "甲")) for name in ids], MORNING)
        asked.append(connection.asked)
    assert asked[0] == asked[1] < 20
    assert len(rows(raw, "document_lines")) == 202
