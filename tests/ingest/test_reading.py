"""Reading a file: its records, or the reason why it is rejected."""

import hashlib
from pathlib import Path

import pytest

from ingest.manifest import ManifestEntry
from ingest.reading import ReadFile, read_source
from ingest.records import DocumentFileRecord, DocumentRecord, RejectionRecord
from ingest.sources import SourceFile

FORM = """# 项目支出绩效目标表
(2023年度)
项目名称\t某项补助
主管部门及代码\t某县人力资源和社会保障局\t实施单位\t某县社会保险中心
项目资金 (万元)\t年度资金总额\t43
\t其中：财政拨款\t43
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t补助人数\t≥43人
"""


def source_of(folder: Path, content: bytes) -> SourceFile:
    (folder / "a.txt").write_bytes(content)
    return SourceFile(folder / "a.txt", "a.txt", ManifestEntry("a.txt", region_code="361126", note="second edition"))


def test_a_file_becomes_its_name_and_its_records(tmp_path: Path) -> None:
    content = FORM.encode()
    read = read_source(source_of(tmp_path, content))
    assert isinstance(read, ReadFile)
    sha256 = hashlib.sha256(content).hexdigest()
    assert read.file == DocumentFileRecord(sha256[:16], "a.txt", region_code="361126", note="second edition")
    (document,) = [record for record in read.records if isinstance(record, DocumentRecord)]
    assert (document.sha256, document.byte_count, document.line_count) == (sha256, len(content), 8)


def test_a_file_that_cannot_be_read_is_a_rejection(tmp_path: Path) -> None:
    rejected = read_source(source_of(tmp_path, b""))
    assert isinstance(rejected, RejectionRecord)
    assert (rejected.file_name, rejected.sha256, rejected.reason_code, rejected.reason_zh) == (
        "a.txt",
        hashlib.sha256(b"").hexdigest(),
        "empty_file",
        "文件为空",
    )


def test_a_file_that_cannot_be_opened_is_a_rejection(tmp_path: Path) -> None:
    source = source_of(tmp_path, b"x")
    source.path.unlink()
    assert read_source(source).reason == "the file cannot be opened: No such file or directory"


def test_a_fault_of_the_extraction_rejects_only_its_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(document: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("ingest.reading.recognise", fail)
    rejected = read_source(source_of(tmp_path, FORM.encode()))
    assert (rejected.reason_code, rejected.reason) == (
        "extraction_failed",
        "the extraction stopped with ZeroDivisionError: division by zero",
    )
