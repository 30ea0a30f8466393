"""Files that cannot be read: each is a row of raw.rejections with its reason, and never stops the others."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import duckdb
import openpyxl
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas
from typer.testing import CliRunner

from ingest.cli import app

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
}


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
    os.mkfifo(documents / "pipe.txt")
    (documents / "好 文件.txt").write_text(GOOD, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XIANZHANG_MAX_EXPANDED_BYTES", "1000000")
        done = CliRunner().invoke(app, ["--warehouse", str(folder / "w.duckdb"), "load", str(documents)])
    assert done.exit_code == 3, done.output
    with duckdb.connect(str(folder / "w.work.duckdb"), read_only=True) as connection:
        assert connection.execute("select file_name from raw.document_files").fetchall() == [("好 文件.txt",)]
        rows = connection.execute("select file_name, reason_code, reason_zh, remedy_zh from raw.rejections").fetchall()
    assert all(reason_zh and remedy_zh for _, _, reason_zh, remedy_zh in rows)
    return {file_name: reason_code for file_name, reason_code, _, _ in rows}


@pytest.mark.parametrize("name", list(BAD))
def test_a_bad_file_is_rejected_with_its_reason(rejections: dict[str, str], name: str) -> None:
    expected = BAD[name][1]
    assert rejections[name] == expected


def test_what_is_no_file_is_rejected(rejections: dict[str, str]) -> None:
    found = {name: rejections[name] for name in ("folder.pdf", "dangling.pdf", "pipe.txt")}
    assert found == {"folder.pdf": "is_a_folder", "dangling.pdf": "not_opened", "pipe.txt": "not_opened"}


def test_no_other_file_is_rejected(rejections: dict[str, str]) -> None:
    assert set(rejections) == {*BAD, "folder.pdf", "dangling.pdf", "pipe.txt"}


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
