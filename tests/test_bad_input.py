"""Files that cannot be read: each is a row of raw.rejections with its reason, and never stops the others."""

from __future__ import annotations

import contextlib
import io
import os
import re
import socket
import zipfile
from pathlib import Path

import duckdb
import openpyxl
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas
from typer.testing import CliRunner

from ingest.cli import app
from ingest.manifest import ManifestEntry
from ingest.reading import read_source
from ingest.records import RejectionRecord
from ingest.sources import SourceFile

CHINESE = re.compile("[一-龥]")
GOOD = """项目支出绩效目标表
(2023年度)
项目名称\t某项补助
主管部门及代码\t某县人力资源和社会保障局\t实施单位\t某县社会保险中心
项目资金 (万元)\t年度资金总额\t43
\t其中：财政拨款\t43
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t补助人数\t≥43人
"""
ENTITY = (
    '<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY file SYSTEM "file:///etc/hostname">]>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&file;'
    "</w:t></w:r></w:p></w:body></w:document>"
)
CONTENT_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def pdf(draw: bool, **settings: object) -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, **settings)
    if draw:
        canvas.drawString(100, 700, "Budget 2024")
    else:
        canvas.rect(10, 10, 500, 700, fill=1)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def archive(**parts: str | bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in parts.items():
            written.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return target.getvalue()


def workbook() -> bytes:
    target = io.BytesIO()
    book = openpyxl.Workbook()
    book.active["A1"] = "部门支出总表"
    book.save(target)
    return target.getvalue()


def sheet_of(rows: int) -> bytes:
    """A workbook with so many used rows, all of them blank."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    blank = "".join(f'<row r="{row}"><c r="A{row}" s="0"/></row>' for row in range(1, rows + 1))
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for name in source.namelist():
            is_sheet = name == "xl/worksheets/sheet1.xml"
            sheet = f'<worksheet xmlns="{space}"><sheetData>{blank}</sheetData></worksheet>'
            written.writestr(name, sheet if is_sheet else source.read(name))
    return target.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
NO_PAGES = (
    b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\nxref\n0 3\n"
    b"0000000000 65535 f \n0000000009 00000 n \n0000000054 00000 n \ntrailer<</Size 3/Root 1 0 R>>\nstartxref\n101\n%%EOF\n"
)
BAD = {
    "empty.txt": (b"", "empty_file"),
    "blank.html": (b" \n\t ", "empty_file"),
    "truncated.pdf": (pdf(True)[:400], "truncated"),
    "truncated.xlsx": (workbook()[:2000], "truncated"),
    "password.pdf": (pdf(True, encrypt=StandardEncryption("user", ownerPassword="owner")), "encrypted"),
    "scan.pdf": (pdf(False), "no_text_layer"),
    "photo.pdf": (b"\x89PNG\r\n\x1a\n" + bytes(100), "binary_content"),
    "bomb.docx": (
        archive(word__document_xml=b" " * 20_000_000, **{"[Content_Types]_xml": CONTENT_TYPES}),
        "too_many_expanded_bytes",
    ),
    "entity.docx": (archive(word__document_xml=ENTITY, **{"[Content_Types]_xml": CONTENT_TYPES}), "damaged"),
    "prose.txt": ("今天天气很好，共有 12 人参加会议。\n".encode() * 1000, "no_known_form"),
    "=HYPERLINK(1).csv": (b"a,b\n1,2\n3,4\n", "no_known_form"),
    "目标表 第 一 版（终稿）.txt": (b"", "empty_file"),
    "really_a_workbook.docx": (workbook(), "no_known_form"),
    "really_a_zip.docx": (archive(a=b"1"), "binary_content"),
    "no_pages.pdf": (NO_PAGES, "truncated"),
    "not_found.pdf": ("<html><body>404 页面不存在</body></html>".encode(), "no_known_form"),
    "open_elements.html": (b"<html><body>" + b"<div>" * 200_000, "damaged"),
    "many_elements.html": (b"<html><body>" + b"<div>1</div>" * 90_000, "no_known_form"),
    "zero_bytes.txt": (bytes(100_000), "binary_content"),
    "a_zero_byte.txt": (GOOD.replace("补助", "补\0助").encode(), "binary_content"),
    "old.doc": (OLE + "WordDocument".encode("utf-16-le"), "binary_content"),
    "password.xlsx": (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "one_line.txt": (("甲" * 5_000_000).encode(), "no_known_form"),
    "broken_encoding.txt": ("项目".encode("gb18030")[:3] + b"\xff\xff", "unknown_encoding"),
    "two\nlines.txt": (b"", "empty_file"),
}
# What the message calls a file whose name it cannot print.
SHOWN = {"two\nlines.txt": "two\\nlines.txt"}
# Names that are not UTF-8: GBK, as archives packed on Windows leave them, and no encoding at all.
BYTE_NAMES = {"目标.txt".encode("gb18030"): "目标.txt", b"\xff\xfe.txt": "\\xff\\xfe.txt"}
NO_FILES = ("folder.pdf", "dangling.pdf", "pipe.txt", "socket.pdf", "circle.pdf")


@pytest.fixture(scope="module")
def rejections(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """File name and reason code of every rejection of one load."""
    folder = tmp_path_factory.mktemp("bad")
    documents = folder / "documents"
    documents.mkdir()
    for name, (content, _) in BAD.items():
        (documents / name).write_bytes(content)
    (documents / "folder.pdf").mkdir()
    (documents / "dangling.pdf").symlink_to("nowhere.pdf")
    (documents / "circle.pdf").symlink_to("circle.pdf")
    os.mkfifo(documents / "pipe.txt")
    listening = socket.socket(socket.AF_UNIX)
    with contextlib.chdir(documents):
        listening.bind("socket.pdf")
    for name in BYTE_NAMES:
        Path(os.fsdecode(os.fsencode(documents) + b"/" + name)).write_bytes(b"")
    (documents / "好 文件.txt").write_text(GOOD, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XIANZHANG_MAX_EXPANDED_BYTES", "1000000")
        done = CliRunner().invoke(app, ["--warehouse", str(folder / "w.duckdb"), "load", str(documents)])
    assert done.exit_code == 3, done.output
    with duckdb.connect(str(folder / "w.work.duckdb"), read_only=True) as connection:
        assert connection.execute("select file_name from raw.document_files").fetchall() == [("好 文件.txt",)]
        columns = "file_name, reason_code, reason, remedy, reason_zh, remedy_zh"
        rows = connection.execute(f"select {columns} from raw.rejections").fetchall()
    for file_name, _, *english, reason_zh, remedy_zh in rows:
        assert all(text and text.isascii() for text in english), (file_name, english)
        assert all(CHINESE.search(text) for text in (reason_zh, remedy_zh)), file_name
        assert f"rejected 未导入 {file_name}" in done.output
    return {file_name: reason_code for file_name, reason_code, *_ in rows}


@pytest.mark.parametrize("name", list(BAD))
def test_a_bad_file_is_rejected_with_its_reason(rejections: dict[str, str], name: str) -> None:
    expected = BAD[name][1]
    assert rejections[SHOWN.get(name, name)] == expected


def test_what_is_no_file_is_rejected(rejections: dict[str, str]) -> None:
    found = {name: rejections[name] for name in NO_FILES}
    assert found == dict.fromkeys(NO_FILES, "not_opened") | {"folder.pdf": "is_a_folder"}


@pytest.mark.parametrize("shown", BYTE_NAMES.values())
def test_a_name_that_is_not_utf8_is_shown(rejections: dict[str, str], shown: str) -> None:
    assert rejections[shown] == "empty_file"


def test_no_other_file_is_rejected(rejections: dict[str, str]) -> None:
    assert set(rejections) == {*(SHOWN.get(name, name) for name in BAD), *NO_FILES, *BYTE_NAMES.values()}


def test_a_file_without_the_right_to_read_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "closed.txt").write_text(GOOD, encoding="utf-8")
    monkeypatch.setattr(os, "open", refuse)
    rejection = read_source(SourceFile(tmp_path / "closed.txt", "closed.txt", ManifestEntry("closed.txt")))
    assert isinstance(rejection, RejectionRecord)
    assert (rejection.reason_code, rejection.reason) == ("not_opened", "the file cannot be opened: Permission denied")


def test_a_sheet_whose_every_row_is_used_and_blank(tmp_path: Path) -> None:
    path = tmp_path / "blank.xlsx"
    path.write_bytes(sheet_of(1_048_576))
    rejection = read_source(SourceFile(path, path.name, ManifestEntry(path.name)))
    assert isinstance(rejection, RejectionRecord)
    assert rejection.reason_code == "no_known_form"


@pytest.mark.usefixtures("passing_gate")
def test_thirty_megabytes_without_a_table_end_with_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XIANZHANG_MAX_SECONDS", "8")
    (tmp_path / "long.txt").write_bytes("全县一般公共预算收入完成 12.3 亿元，增长 4.5%。\n".encode() * (30 * 1024 * 1024 // 60))
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    done = CliRunner().invoke(app, ["--warehouse", str(tmp_path / "w.duckdb"), "load", str(tmp_path)])
    assert done.exit_code == 3, done.output
    with duckdb.connect(str(tmp_path / "w.work.duckdb"), read_only=True) as connection:
        ((name, reason),) = connection.execute("select file_name, reason_code from raw.rejections").fetchall()
    assert name == "long.txt"
    assert reason in ("no_known_form", "timed_out")
