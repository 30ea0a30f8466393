"""Workbooks of before 2007 read as the newer ones do."""

from __future__ import annotations

import io
import struct

import pytest
import xlwt

from ingest.errors import UnreadableDocument
from ingest.readers import read_document
from ingest.records import Span
from tests.ingest.encrypted_xls import encrypted


def saved(book: xlwt.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def small() -> bytes:
    book = xlwt.Workbook()
    book.add_sheet("Sheet1").write(0, 0, 12)
    return saved(book)


def test_formats_merged_cells_and_what_is_hidden() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("收支总表")
    sheet.write_merge(0, 1, 0, 1, "部门\n名称")
    sheet.write(0, 2, 0.95, xlwt.easyxf(num_format_str="0%"))
    sheet.write(1, 2, 12.5, xlwt.easyxf(num_format_str='#,##0.00"万元"'))
    sheet.write(2, 0, 101, xlwt.easyxf(num_format_str="0000000"))
    sheet.write(2, 2, 45352, xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    sheet.write(3, 0, "隐藏")
    sheet.write(3, 2, 6)
    sheet.row(3).hidden = True
    sheet.write(4, 2, True)
    sheet.write(4, 3, 7)
    sheet.col(3).hidden = True
    sheet.write(5, 2, 12345678, xlwt.easyxf(num_format_str="0.00,"))
    other = book.add_sheet("底稿")
    other.write(0, 0, 8)
    other.visibility = 1
    document = read_document(saved(book))
    assert [(line.row_number, line.cells, line.spans) for line in document.lines] == [
        (None, ("收支总表",), ()),
        (1, ("部门名称", "", "95%"), (Span(1, 2, 2),)),
        (2, ("", "", "12.5万元"), ()),
        (3, ("0000101", "", "2024-03-01"), ()),
        (5, ("", "", "TRUE"), ()),
        (6, ("", "", "12345.678"), ()),
    ]
    assert [(note.kind, note.text, note.page_number, note.row_number) for note in document.notes] == [
        ("hidden_content", "收支总表", 1, None),
        ("number_format", "收支总表", 1, 6),
        ("hidden_content", "底稿", None, None),
    ]
    assert document.notes[0].reason.endswith("2 cells with numbers are not read: 6; 7")


def test_an_encrypted_workbook() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("收支总表")
    for row in range(200):
        sheet.write(row, 0, f"第{row}项支出")
    content = encrypted(book, "密码2024")
    assert "第1项".encode("utf-16-le") not in content
    with pytest.raises(UnreadableDocument) as caught:
        read_document(content)
    assert caught.value.reason_code == "encrypted"


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_truncated_workbook(share: float) -> None:
    content = small()
    with pytest.raises(UnreadableDocument) as caught:
        read_document(content[: int(len(content) * share)] + "Workbook".encode("utf-16-le"))
    assert caught.value.reason_code == "truncated"


def test_a_directory_that_leads_back_to_itself() -> None:
    content = bytearray(small())
    directory = (struct.unpack_from("<I", content, 48)[0] + 1) * 512
    struct.pack_into("<i", content, directory + 128 + 68, 1)
    with pytest.raises(UnreadableDocument) as caught:
        read_document(bytes(content))
    assert caught.value.reason_code == "truncated"
