"""Tables of texts: columns told by blanks, pipes, markdown and boxes; their forms; and texts whose blanks tell no columns."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.forms import recognise
from ingest.readers.text import read_text
from ingest.records import SourceDocument, Span


def width(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(sign) in "WFA") for sign in text)


def printed(rows: Sequence[Sequence[str]], widths: Sequence[int], count: bool = False) -> str:
    """Rows as a text export prints them: names at the left, figures at the right; `count` counts every character as one."""
    lines = []
    for row in rows:
        line = ""
        for number, (cell, own) in enumerate(zip(row, widths, strict=True)):
            blanks = " " * (own - (len(cell) if count else width(cell)))
            line += (blanks + cell if number else cell + blanks) + "   "
        lines.append(line.rstrip())
    return "\n".join(lines) + "\n"


def rows_of(document: SourceDocument) -> list[tuple[str, ...]]:
    return [line.cells for line in document.lines if len(line.cells) > 1]


HEAD = ("科目名称", "合计", "基本支出", "项目支出")
BODY = [
    ("教育支出", "1,234.50", "1,000.00", "234.50"),
    ("卫生健康支出", "5.00", "", "5.00"),
    ("合计", "1,239.50", "1,000.00", "239.50"),
]


@pytest.mark.parametrize("count", [True, False])
def test_columns_are_told_by_blanks_under_either_measure_of_wide_characters(count: bool) -> None:
    text = "部门支出总表\n编制单位：某县水利局                  单位：万元\n" + printed([HEAD, *BODY], (16, 12, 12, 12), count)
    document = read_text(text.encode())
    assert rows_of(document) == [HEAD, *BODY]
    assert [line.line_number for line in document.lines] == [1, 2, 3, 4, 5, 6]


def test_two_header_rows_and_halves() -> None:
    text = """收入                          支出
项目            预算数        项目            预算数
一般公共预算     100.00       教育支出          60.00
政府性基金                    卫生支出          45.00
事业收入           5.00
收入总计         105.00       支出总计         105.00
"""
    document = read_text(text.encode())
    assert document.lines[0].cells == ("收入", "", "支出", "")
    assert document.lines[0].spans == (Span(1, 1, 2), Span(3, 1, 2))
    assert rows_of(document)[3:5] == [("政府性基金", "", "卫生支出", "45.00"), ("事业收入", "5.00", "", "")]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("甲 | 乙 | 丙\n1 | 2\n3 | 4 | 5\n", [("甲 ", " 乙 ", " 丙"), ("1 ", " 2"), ("3 ", " 4 ", " 5")]),
        ("甲 | 乙 | 丙\n | 合计 | \n1 | 2 | 3\n", [("甲 ", " 乙 ", " 丙"), (" ", " 合计 ", " "), ("1 ", " 2 ", " 3")]),
        (
            " | 甲 | 乙 | 丙\n1 | 2 | 3 | 4\n | 合计 | 5 |\n",
            [(" ", " 甲 ", " 乙 ", " 丙"), ("1 ", " 2 ", " 3 ", " 4"), (" ", " 合计 ", " 5 ", "")],
        ),
        ("首页 | 新闻\n", []),
        ("| 甲 | 乙 |\n|:---|---:|\n| a\\|b | 2 |\n", [(" 甲 ", " 乙 "), (" a|b ", " 2 ")]),
        (
            "┌──┬──┐\n│甲│乙│\n├──┼──┤\n│机关│2│\n│事业│ │\n├──┼──┤\n│丙│3│\n└──┴──┘\n",
            [("甲", "乙"), ("机关事业", "2"), ("丙", "3")],
        ),
        (
            "+--+--+\n|甲|乙|\n+--+--+\n|丁|2|\n|戊|4|\n+--+--+\n|丙|6|\n+--+--+\n",
            [("甲", "乙"), ("丁", "2"), ("戊", "4"), ("丙", "6")],
        ),
        ("甲\t乙\t丙\n1\t2\n", [("甲", "乙", "丙"), ("1", "2")]),
        ("教育 1,234.50 1.00\n卫生  5.00  1.00\n文化  6.00  1.00\n体育  7.00  1.00\n", []),
        ("说明：  本表无数据，\n见附件：  第二页，\n联系人：张三    电话：12345678\n", []),
    ],
)
def test_cells_of_pipes_boxes_tabs_and_of_blanks_that_tell_nothing(text: str, cells: list[tuple[str, ...]]) -> None:
    document = read_text(text.encode())
    assert rows_of(document) == cells
    assert document.notes == ()


def test_a_form_feed_at_the_end_begins_no_page() -> None:
    document = read_text("第一页\n\f第二页\n\f\n".encode())
    assert document.page_count == 2
    assert [(line.page_number, line.text) for line in document.lines] == [(1, "第一页"), (2, "第二页")]


def test_a_table_goes_on_in_its_columns_on_the_next_page() -> None:
    widths = (16, 12, 12, 12)
    text = (
        printed([HEAD, *BODY], widths)
        + "\f"
        + printed([("文化支出", "8.00", "", "8.00"), ("其他支出", "9.00", "", "9.00")], widths)
    )
    found = [line.cells for line in read_text(text.encode()).lines if line.page_number == 2]
    assert found == [("文化支出", "8.00", "", "8.00"), ("其他支出", "9.00", "", "9.00")]


TARGETS = """                 项目支出绩效目标表
                    （2024年度）
项目名称          农村饮水安全工程
主管部门          某县水利局            实施单位      某县水利工程站
项目资金（万元）  年度资金总额          1,200.00
                  其中：财政拨款        1,000.00
                  其他资金              200.00
年度绩效目标
完成农村饮水安全工程建设任务，保障全县农村人口饮水安全，提高供水保证率。
一级指标      二级指标        三级指标                    指标值
产出指标      数量指标        新建供水工程处数            ≥12处
              质量指标        工程验收合格率              ≥95%
效益指标      社会效益指标    群众生活水平提高程度        明显提高
满意度指标    服务对象满意度  受益群众满意度              ≥90%
"""


def test_forms_read_an_aligned_target_form() -> None:
    found = recognise(read_text(TARGETS.encode()))
    form = found.forms[0]
    assert (form.project_name, form.department_text, form.implementing_unit_text) == (
        "农村饮水安全工程",
        "某县水利局",
        "某县水利工程站",
    )
    assert [row.amount_text for row in found.fundings] == ["1,200.00", "1,000.00", "200.00"]
    assert [(row.level1_text, row.level2_text, row.indicator_name, row.target_text) for row in found.indicators] == [
        ("产出指标", "数量指标", "新建供水工程处数", "≥12处"),
        ("产出指标", "质量指标", "工程验收合格率", "≥95%"),
        ("效益指标", "社会效益指标", "群众生活水平提高程度", "明显提高"),
        ("满意度指标", "服务对象满意度", "受益群众满意度", "≥90%"),
    ]


NAMES = st.sampled_from(["教育支出", "行政运行", "机关养老保险缴费", "文化旅游体育", "其他支出", "“两山”支出"])
AMOUNTS = st.one_of(st.just(""), st.integers(1, 10**8).map(lambda number: f"{number / 100:,.2f}"))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(NAMES, AMOUNTS, AMOUNTS, AMOUNTS), min_size=3, max_size=9), st.booleans())
def test_every_sign_is_kept_and_a_row_is_right_or_whole(rows: list[tuple[str, ...]], count: bool) -> None:
    text = printed([HEAD, *rows], (18, 14, 14, 14), count)
    document = read_text(text.encode())
    signs = Counter(sign for line in document.lines for sign in line.text if not sign.isspace())
    assert signs == Counter(sign for sign in text if not sign.isspace())
    found = rows_of(document)
    assert found == [row for row in [HEAD, *rows] if row in found or any(row[1:])] or not found


def test_a_row_without_frame_that_begins_and_ends_with_blank_cells_keeps_its_columns() -> None:
    text = "一级 | 名称 | 目标 |\n产出 | 次数 | 12 |\n | 人数 | 30 |\n |  |  |\n | 里程 | 8 | 备\n效益 | 增长 | 5 |\n"
    found = [tuple(cell.strip() for cell in cells) for cells in rows_of(read_text(text.encode()))]
    assert found == [
        ("一级", "名称", "目标", ""),
        ("产出", "次数", "12", ""),
        ("", "人数", "30", ""),
        ("", "", "", ""),
        ("", "里程", "8", "备"),
        ("效益", "增长", "5", ""),
    ]


def test_sheets_of_different_width_one_below_the_other_are_separated_values() -> None:
    wide = "表一,,\n科目,合计,备注\n教育,12.00,\n卫生,3.00,\n"
    narrow = "表二\n单位,编制,在职,退休\n局机关,5,4,1\n事业中心,8,8,0\n学校,20,19,3\n"
    rows = rows_of(read_text((wide + "\n" + narrow).encode()))
    assert rows[2:4] == [("教育", "12.00", ""), ("卫生", "3.00", "")]
    assert rows[-1] == ("学校", "20", "19", "3")


def test_a_short_section_of_another_width_stays_whole() -> None:
    text = "科目,合计,备注\n教育,12.00,甲\n卫生,3.00,乙\n交通,1.00,丙\n\n合计,1,234.50,丁\n"
    document = read_text(text.encode())
    assert document.lines[-1].cells == ("合计,1,234.50,丁",)
    assert [(note.kind, note.text, note.line_number) for note in document.notes] == [("unread_table", "合计,1,234.50,丁", 6)]


def test_rows_of_words_above_the_first_figure_are_not_joined_to_a_heading() -> None:
    rows = [
        ("一级指标", "二级指标", "三级指标", "指标值", "分值"),
        ("产出指标", "数量指标", "培训班期数", "2期以上", "全额"),
        ("产出指标", "数量指标", "培训人次数", "80人以上", "全额"),
        ("效益指标", "社会效益", "就业率", "60", "12"),
        ("效益指标", "生态效益", "绿化率", "70", "12"),
        ("满意指标", "群众满意", "满意度", "90", "10"),
    ]
    document = read_text(printed(rows, (10, 10, 16, 10, 6)).encode())
    assert not any("培训班期数培训人次数" in cell for line in document.lines for cell in line.cells)


def test_amounts_with_units_above_the_first_figure_are_not_joined() -> None:
    rows = (
        ("项目资金", "年度资金总额", "20.00万元"),
        ("", "财政拨款", "5.21万元"),
        ("", "政府性基金", "-"),
        ("", "自有", "4.79"),
    )
    text = printed(rows, (10, 14, 10))
    document = read_text(text.encode())
    assert not any("万元5" in cell for line in document.lines for cell in line.cells)
