"""Excel sheets as a person sees them, at the precision stored."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from ingest.errors import UnreadableDocument
from ingest.readers import read_document
from ingest.readers.excel_values import shown_number
from ingest.readers.limits import Limits
from ingest.records import SourceDocument, Span


def written(fill: Callable[[Worksheet], None]) -> bytes:
    book = openpyxl.Workbook()
    fill(book.active)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(fill: Callable[[Worksheet], None]) -> SourceDocument:
    return read_document(written(fill))


@pytest.mark.parametrize(
    ("stored", "number_format", "shown"),
    [
        ("0.30000000000000004", "General", "0.3"),
        ("1234567.8900000001", "#,##0.00", "1234567.89"),
        ("1E+20", "General", "100000000000000000000"),
        ("1.2E-5", "0.00", "0.000012"),
        ("0.95", "0%", "95%"),
        ("0.28999999999999998", "0.00%", "29%"),
        ("2130505", "0000000", "2130505"),
        ("101", "0000000", "0000101"),
        ("12.345", '#,##0.00"万元"', "12.345"),
        ("45352", 'yyyy"年"m"月"d"日"', "2024年3月1日"),
        ("45352", "yyyy-mm-dd", "2024-03-01"),
        ("5", "[Red]0.00", "5"),
        ("-0.0", "General", "0"),
    ],
)
def test_numbers(stored: str, number_format: str, shown: str) -> None:
    assert shown_number(stored, number_format) == shown


def test_merged_cells_blank_rows_and_leading_columns() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["B3"] = "部门\n名称"
        sheet.merge_cells("B3:C4")
        sheet["D4"] = 12.5
        sheet["B6"], sheet["D6"] = date(2024, 3, 1), True

    document = read(fill)
    assert [(line.row_number, line.cells) for line in document.lines] == [
        (3, ("部门名称", "", "")),
        (4, ("", "", "12.5")),
        (5, ("", "", "")),
        (6, ("2024-03-01", "", "TRUE")),
    ]
    assert document.lines[0].spans == (Span(1, 2, 2),)


def test_hidden_rows_columns_and_sheets_are_noted() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["合计", 1, 2])
        sheet.append(["其中", 3, 4])
        sheet.append(["其他", 5, 6])
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True
        other = sheet.parent.create_sheet("底稿")
        other["A1"] = 7
        other.sheet_state = "veryHidden"

    document = read(fill)
    assert [line.cells for line in document.lines] == [("合计", "2"), ("其他", "6")]
    assert [(note.kind, note.text, note.reason[-34:]) for note in document.notes] == [
        ("hidden_content", "Sheet", " 4 cells with numbers are not read"),
        ("hidden_content", "底稿", " 1 cells with numbers are not read"),
    ]


def test_a_merged_text_shows_though_its_first_row_is_hidden() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["B1"], sheet["B2"] = "产出指标", 1, 2
        sheet.merge_cells("A1:A2")
        sheet.row_dimensions[1].hidden = True

    assert [line.cells for line in read(fill).lines] == [("产出指标", "2")]


def test_a_named_sheet_says_its_name_once() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.title = "收支总表"
        sheet["A1"] = "收入"

    assert [line.cells for line in read(fill).lines] == [("收支总表",), ("收入",)]


def test_a_formula_without_value_is_noted() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["B1"] = 1, "=A1*2"

    document = read(fill)
    assert document.lines[0].cells == ("1", "")
    assert [(note.kind, note.row_number) for note in document.notes] == [("formula_without_value", 1)]


@pytest.mark.parametrize("share", [0.3, 0.7, 0.95])
def test_a_truncated_workbook(share: float) -> None:
    content = written(lambda sheet: sheet.append(["合计", 1]))
    cut = content[: int(len(content) * share)] + b"xl/[Content_Types].xml"
    with pytest.raises(UnreadableDocument) as caught:
        read_document(cut)
    assert caught.value.reason_code == "truncated"


def test_limits() -> None:
    content = written(lambda sheet: sheet.append([1, 2, 3]))
    for limits, code in ((Limits(cells=2), "too_many_cells"), (Limits(expanded_bytes=99), "too_many_expanded_bytes")):
        with pytest.raises(UnreadableDocument) as caught:
            read_document(content, limits)
        assert caught.value.reason_code == code


def test_a_document_type_is_refused() -> None:
    source = zipfile.ZipFile(io.BytesIO(written(lambda sheet: sheet.append([12]))))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name.endswith("sheet1.xml"):
                text = b'<!DOCTYPE x [<!ENTITY e "9">]>' + text.replace(b"<v>12</v>", b"<v>1&e;</v>")
            target.writestr(name, text)
    with pytest.raises(UnreadableDocument):
        read_document(stream.getvalue())
