"""Plain text: how lines become cells, which encodings are told apart, and that long texts without a form are soon rejected."""

import pytest

from ingest.errors import UnreadableDocument
from ingest.forms import recognise
from ingest.readers.text import read_text

PROSE = "2023年预算数为1,234.50万元,比上年增加12.5万元,增长3.2%,主要原因是人员增加。\n"


@pytest.mark.parametrize("unit", [PROSE, PROSE.strip(), "1234567.89\n", "123456789", "甲\t12\t13.5\t合计\n", "\u3000"])
def test_a_long_text_without_a_form_ends_in_a_rejection(unit: str) -> None:
    document = read_text((unit * (2_000_000 // len(unit.encode()))).encode())
    with pytest.raises(UnreadableDocument) as rejection:
        recognise(document)
    assert rejection.value.reason_code == "no_known_form"


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ('科目,名称,金额\n208,"社保,就业","1,234.50"\n', [("科目", "名称", "金额"), ("208", "社保,就业", "1,234.50")]),
        ("科目;名称;金额\n208;社保;1,5\n", [("科目", "名称", "金额"), ("208", "社保", "1,5")]),
        ('甲,乙,丙\n1,"两\n行",3\n4,5,6\n', [("甲", "乙", "丙"), ("1", "两行", "3"), ("4", "5", "6")]),
        ("甲,乙,丙\n1,2,3\n4,5,6\n7,8,9\n0,1,2\n水利,1,234,5\n", [*[()] * 5, ("水利,1,234,5",)]),
        ("工资 1,234.50 2,345.60\n公用 1,000.00 2,000.00\n", [("工资 1,234.50 2,345.60",), ("公用 1,000.00 2,000.00",)]),
        ("甲，乙，丙\n一，二，三\n", [("甲，乙，丙",), ("一，二，三",)]),
        ("│甲│乙│\n├──┼──┤\n┃1┃2┃\n", [("甲", "乙"), ("├──┼──┤",), ("1", "2")]),
        ("|甲|乙|\n|---|:--:|\n|1||\n", [("甲", "乙"), ("|---|:--:|",), ("1", "")]),
        ("收入 5 支出\t6\r\n甲\r乙\u2028丙\v丁\n", [("收入 5 支出", "6"), ("甲",), ("乙",), ("丙",), ("丁",)]),
        ('他说,"好,就这样\n金额,一,二\n', [('他说,"好,就这样',), ("金额,一,二",)]),
    ],
)
def test_cells_of_lines(text: str, cells: list[tuple[str, ...]]) -> None:
    found = [line.cells for line in read_text(text.encode()).lines]
    assert [own if wanted else () for own, wanted in zip(found, cells, strict=True)] == cells


def test_line_numbers_count_printed_lines() -> None:
    document = read_text('甲,乙,丙\n1,"两\n行",3\n4,5,6\n'.encode())
    assert [line.line_number for line in document.lines] == [1, 2, 4]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-8-sig", "gb18030"])
def test_encodings_are_told_apart_without_a_line_end(encoding: str) -> None:
    assert read_text("一、某县2023年预算1,234.50万元".encode(encoding)).lines[0].text == "一、某县2023年预算1,234.50万元"


@pytest.mark.parametrize("content", ["金额12\0".encode() + b"3\0", "金额\0一\0二三".encode("gb18030")])
def test_zero_bytes_in_a_text_are_rejected(content: bytes) -> None:
    with pytest.raises(UnreadableDocument) as rejection:
        read_text(content)
    assert rejection.value.reason_code == "binary_content"


def test_an_amount_without_quotation_marks_is_never_split_over_columns() -> None:
    uneven = "编码,名称,合计,基本支出\n201,行政运行,1,234.50,5\n202,外交支出,1,234.50\n"
    text = uneven + "203,教育支出,7.5,2.5\n204,公安支出,3,3\n205,司法支出,4,4\n"
    assert [line.cells for line in read_text(text.encode()).lines] == [
        ("编码", "名称", "合计", "基本支出"),
        ("201,行政运行,1,234.50,5",),
        ("202,外交支出,1,234.50",),
        ("203", "教育支出", "7.5", "2.5"),
        ("204", "公安支出", "3", "3"),
        ("205", "司法支出", "4", "4"),
    ]


def test_a_row_of_dashes_is_a_row_and_no_rule() -> None:
    assert [line.cells for line in read_text("| 甲 | - | - |\n| - | - | - |\n|---|:-:|---|\n".encode()).lines] == [
        (" 甲 ", " - ", " - "),
        (" - ", " - ", " - "),
        ("|---|:-:|---|",),
    ]
