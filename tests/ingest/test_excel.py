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
        ("12.345", '#,##0.00"万元"', "12.345万元"),
        ("45352", 'yyyy"年"m"月"d"日"', "2024年3月1日"),
        ("45352", "yyyy-mm-dd", "2024-03-01"),
        ("5", "[Red]0.00", "5"),
        ("-0.0", "General", "0"),
        ("-5", "#,##0.00;[Red]#,##0.00", "-5"),
        ("-5", '0.00"元"_);(0.00"元")', "-5元"),
        ("12345678", "0,", "12345.678"),
        ("12345678", "#,##0.00,", "12345.678"),
        ("12345678", "0!.0,", "1234.5678"),
        ("12345678", "0\\.0000", "1234.5678"),
        ("12345678", '[>=10000]0!.0,"万元";0"元"', "1234.5678万元"),
        ("12", '[>=10000]0!.0,"万元";0"元"', "12元"),
        ("12.5", '0.00"%"', "12.5%"),
        ("12.5", "[$US$-409]#,##0.00", "US$12.5"),
        ("5", '"-"0', "-5"),
        ("3", '"第"0"号"', "第3号"),
        ("0", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        ("0", "#,##0;-#,##0;;", ""),
        ("20110", "000\\.00", "201.10"),
        ("0.5", "# ?/?", "0.5"),
        ("0", "#,##0.00_);[Red](#,##0.00)", "0"),
        ("45352", '[$-404]e"年"m"月"', "2024年3月"),
    ],
)
def test_numbers(stored: str, number_format: str, shown: str) -> None:
    assert shown_number(stored, number_format)[0] == shown


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


def test_a_changed_unit_and_a_value_not_shown_are_noted() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["B1"], sheet["C1"], sheet["D1"] = 12345678, 7, "备注", 9
        sheet["A1"].number_format, sheet["B1"].number_format, sheet["C1"].number_format = "0!.0,", ";;;", ";;;"
        sheet["D1"].number_format = '0"元"'

    document = read(fill)
    assert [line.cells for line in document.lines] == [("1234.5678", "", "", "9元")]
    assert [(note.kind, note.reason[:38]) for note in document.notes] == [
        ("number_format", "1 cells, the first in row 1, column 1:"),
        ("hidden_content", "2 cells, the first in row 1, column 2:"),
    ]


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
    assert [(note.text, note.reason) for note in document.notes] == [
        ("Sheet", "rows or columns are hidden; 4 cells with numbers are not read: 1; 3; 4; 5"),
        ("底稿", "the sheet is hidden; 1 cells with numbers are not read: 7"),
    ]


def test_a_merged_text_shows_though_its_first_row_is_hidden() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["B1"], sheet["B2"] = "产出指标", 1, 2
        sheet.merge_cells("A1:A2")
        sheet.row_dimensions[1].hidden = True

    assert [line.cells for line in read(fill).lines] == [("产出指标", "2")]


def edited(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one part changed."""
    source, stream = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, change(source.read(name)) if name.endswith(part) else source.read(name))
    return stream.getvalue()


def merging(*areas: str) -> Callable[[bytes], bytes]:
    """Adds merged cells, leaving the values of the covered ones, as some programs do."""
    cells = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    return lambda part: part.replace(b"</sheetData>", f"</sheetData><mergeCells>{cells}</mergeCells>".encode())


def test_values_under_a_merged_cell_are_noted() -> None:
    content = written(lambda sheet: [sheet.append(["合计", 1, 2]), sheet.append(["其中", 3, 4])])
    document = read_document(edited(content, "sheet1.xml", merging("A1:B2")))
    assert [(line.cells, line.spans) for line in document.lines] == [
        (("合计", "", "2"), (Span(1, 2, 2),)),
        (("", "", "4"), ()),
    ]
    assert [(note.kind, note.reason) for note in document.notes] == [
        ("hidden_content", "cells under a merged cell do not show; 2 cells with numbers are not read: 1; 3")
    ]


def test_a_merged_cell_half_hidden_over_values() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["名称", 1, 8])
        sheet.append([2, 3, 9])
        sheet.row_dimensions[1].hidden = True

    document = read_document(edited(written(fill), "sheet1.xml", merging("A1:A2")))
    assert [line.cells for line in document.lines] == [("名称", "3", "9")]
    assert [note.reason for note in document.notes] == [
        "rows or columns are hidden; 2 cells with numbers are not read: 1; 8",
        "cells under a merged cell do not show; 1 cells with numbers are not read: 2",
    ]


def test_an_empty_merged_cell_has_a_span() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["C1"], sheet["C2"] = "项目", 1, 2
        sheet.merge_cells("B1:B2")
        sheet.merge_cells("A2:A2")

    assert [line.spans for line in read(fill).lines] == [(Span(2, 2, 1),), ()]


def test_a_title_merged_over_the_whole_row_makes_no_wide_table() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["A2"], sheet["B2"], sheet["A5000"] = "收支总表", "合计", 1, "注"
        sheet.merge_cells("A1:XFD1")

    assert [(line.row_number, line.cells, line.spans) for line in read(fill).lines] == [
        (1, ("收支总表", ""), (Span(1, 1, 2),)),
        (2, ("合计", "1"), ()),
        (5000, ("注", ""), ()),
    ]


def test_formatted_empty_rows_give_no_lines() -> None:
    rows = "".join(
        f'<row r="{row}" spans="1:2" ht="20"><c r="A{row}" s="0"/><c r="B{row}" s="0"/></row>' for row in range(2, 99999)
    )
    content = edited(
        written(lambda sheet: sheet.append(["合计", 1])),
        "sheet1.xml",
        lambda part: part.replace(b"</sheetData>", rows.encode() + b"</sheetData>"),
    )
    assert [line.cells for line in read_document(content).lines] == [("合计", "1")]


def test_a_binary_workbook_is_unsupported() -> None:
    def change(part: bytes) -> bytes:
        return part.replace(b"xl/workbook.xml", b"xl/workbook.bin")

    with pytest.raises(UnreadableDocument) as caught:
        read_document(edited(written(lambda sheet: sheet.append([1])), "_rels/.rels", change))
    assert caught.value.reason_code == "unsupported"


def test_a_named_sheet_says_its_name_once() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.title = "收支总表"
        sheet["A1"] = "收入"

    assert [line.cells for line in read(fill).lines] == [("收支总表",), ("收入",)]


def test_a_sheet_of_sentences_is_prose() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.title = "情况说明"
        sheet.append(["一、收入情况"])
        sheet.append([])
        sheet["B3"] = "2023年收入预算总额为12.5万元。"
        sheet.merge_cells("B3:H3")

    lines = read(fill).lines
    assert [(line.text, line.table_number, line.page_number) for line in lines] == [
        ("情况说明", None, 1),
        ("一、收入情况", None, 1),
        ("2023年收入预算总额为12.5万元。", None, 1),
    ]


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
    def change(part: bytes) -> bytes:
        return b'<!DOCTYPE x [<!ENTITY e "9">]>' + part.replace(b"<v>12</v>", b"<v>1&e;</v>")

    with pytest.raises(UnreadableDocument) as caught:
        read_document(edited(written(lambda sheet: sheet.append([12])), "sheet1.xml", change))
    assert caught.value.reason_code == "damaged"
