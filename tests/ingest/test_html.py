"""Web pages with merged cells, layout tables, hidden content, site furniture and forms."""

import contextlib
import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import UnreadableDocument
from ingest.readers.html import read_html
from ingest.readers.limits import Limits

GRID = "<table><tr><td>科目<td>金额<tr><td>工资<td>100</table>"
ROWS = [("科目", "金额"), ("工资", "100")]
LONG = "为保障机关运转安排的各项经费支出情况如下" * 12
CASES = {
    "prose_and_table": ("<p>前<table><tr><td>甲<td>1</table><p>后", [("前",), ("甲", "1"), ("后",)]),
    "spans": ("<table><tr><td rowspan=2>高<td>1<tr><td>2</table>", [("高", "1"), ("", "2")]),
    "huge_span": ("<table><tr><td colspan=1000000>宽<tr><td>1<td>2</table>", [("宽", ""), ("1", "2")]),
    "rowspan_zero": ("<table><tr><td rowspan=0>高<td>1<tr><td>2</table>", [("高", "1"), ("", "2")]),
    "layout": ("<table><tr><td>标题<table><tr><td>甲<td>1000</table></table>", [("标题",), ("甲", "1000")]),
    "foot_last": ("<table><tfoot><tr><td>计<td>3<tbody><tr><td>甲<td>3</table>", [("甲", "3"), ("计", "3")]),
    "break_in_cell": ("<table><tr><td>项目<br>名称<td>1&nbsp;</table>", [("项目名称", "1")]),
    "furniture": ("<nav>首页 1</nav><script>2</script><p>文", [("文",)]),
    "input": ("<table><tr><td>金额<td><input value=50></table>", [("金额", "50")]),
    "superscript": ("<p>10<sup>4</sup>", [("10⁴",)]),
    "pre": ("<pre>甲\t1\n乙\t2</pre>", [("甲", "1"), ("乙", "2")]),
    "pre_blanks": ("<pre>甲   1\n乙   2</pre>", [("甲   1",), ("乙   2",)]),
    "conditional_comment": ("<!--[if mso]>9<![endif]--><p class=MsoNormal>文<o:p></o:p></p>", [("文",)]),
    # Of two tables in two cells of one row, each comes out once.
    "side_by_side": (f"<table><tr><td>左{GRID}<td>右{GRID}</table>", [("左",), *ROWS, ("右",), *ROWS]),
    "layout_in_layout": (f"<table><tr><td>菜单<td><table><tr><td>位置<tr><td>{GRID}</table><tr><td>版权</table>",
                         [("菜单",), ("位置",), *ROWS, ("版权",)]),
    # A form with a table in one of its cells stays a form.
    "table_in_a_form": (f"<table><tr><td>项目<td>甲<tr><td>单位<td>乙<tr><td>明细<td>{GRID}</table>",
                        [("项目", "甲"), ("单位", "乙"), ("明细", ""), *ROWS]),
    "one_cell_inside": ("<table><tr><td>甲<td><table><tr><td>5</table><tr><td>乙<td>6</table>", [("甲", "5"), ("乙", "6")]),
    "article_beside_a_menu": (f"<table><tr><td>栏目一<br>栏目二<br>栏目三<td><p>{LONG}<p>第二段<p>第三段</table>",
                              [("栏目一",), ("栏目二",), ("栏目三",), (LONG,), ("第二段",), ("第三段",)]),
    "long_goal_with_a_label": (f"<table><tr><td>年度目标<td><p>{LONG}<p>第二段<p>第三段</table>",
                               [("年度目标", LONG + "第二段第三段")]),
    "hidden_row": ("<table><tr><td>甲<td>1<tr style='display:none'><td>乙<td>2<tr hidden><td>丙<td>3<tr><td>丁<td>4</table>",
                   [("甲", "1"), ("丁", "4")]),
    "hidden_cell_leaves_its_column": ("<table><tr><td>甲<td style='DISPLAY: NONE'>9<td>1<tr><td>乙<td>2</table>",
                                      [("甲", "1"), ("乙", "2")]),
    "invisible_cell_keeps_it": ("<table><tr><td>甲<td style='visibility:hidden'>9<td>1</table>", [("甲", "", "1")]),
    "hidden_table": (f"<p>文<div>{GRID.replace('<table', '<table hidden')}</div>", [("文",)]),
    "caption_and_strays": ("<table><caption>表1</caption>散 7<tr><td>甲<td>1</table>", [("散 7",), ("表1",), ("甲", "1")]),
    "second_foot_stays": ("<table><tfoot><tr><td>计<td>3<tfoot><tr><td>注<td>4<tbody><tr><td>甲<td>3</table>",
                          [("注", "4"), ("甲", "3"), ("计", "3")]),
    "header_of_an_article": ("<header>站名</header><article><header>标题 2024</header><p>文</p><footer>注 5</footer></article>",
                             [("标题 2024",), ("文",), ("注 5",)]),
    "footer_with_a_table": (f"<p>文<footer>{GRID}</footer>", [("文",), *ROWS]),
    "most_of_the_page_is_shown_by_a_script": (f"<div style='visibility: hidden'><p>{LONG}</div><p>注", [(LONG,), ("注",)]),
    "hidden_by_a_class": ("<style>.a, p.b{color:red;display:none}/* p{display:none} */</style><p class='b c'>9<p class=c>文",
                          [("文",)]),
    "hidden_rows_by_a_class": (f"<head><style>tr.x {{ display : none !important }} tr{{display:table-row}}</style></head>"
                               f"{GRID.replace('</table>', '<tr class=x><td>藏<td>9</table>')}", ROWS),
    "the_active_tab_shows": ("<style>.tab{display:none}.tab.on{display:block}</style><i class=tab>9</i><p class='tab on'>文",
                             [("文",)]),
    "shown_by_its_own_style": ("<style>.tab{display:none}</style><p class=tab style='display:inline'>文", [("文",)]),
    "the_later_rule_counts": ("<style>p{display:none}</style><style>p{display:block}</style><p>文", [("文",)]),
    "hidden_in_print": ("<style>@media print{p{display:none}}@media(max-width:9px){p{display:none}}</style><p>文", [("文",)]),
    "hidden_on_screen": ("<style>@media screen{.a{visibility:hidden}}</style><p>文<p class=a>9", [("文",)]),
    "hidden_in_a_state_only": ("<style>p:hover{display:none}p::before{display:none}x..y{display:none}</style><p>文", [("文",)]),
    "blocks_by_style": ("<span style='display:block'>1</span><span style='display: block'>2</span>", [("1",), ("2",)]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_lines(name):
    page, expected = CASES[name]
    assert [line.cells for line in read_html(page.encode()).lines] == expected


def test_what_is_left_out_is_noted_with_its_size():
    document = read_html("<p style='display: none'>藏 6</p><nav>首页 1,000</nav><p>文".encode("gb18030"))
    assert [(note.text, note.reason, note.line_number) for note in document.notes] == [
        ("藏 6", "hidden on the page (2 characters, 1 numbers of 1 digits)", 1),
        ("首页 1,000", "nav of the site, not of the page (7 characters, 1 numbers of 4 digits)", 1),
    ]


def test_a_hidden_row_is_noted():
    (note,) = read_html(CASES["hidden_cell_leaves_its_column"][0].encode()).notes
    assert (note.kind, note.text, note.table_number, note.row_number) == ("hidden_content", "9", 1, 1)


def test_cells_are_counted_over_the_page():
    with pytest.raises(UnreadableDocument):
        read_html((GRID * 3).encode(), Limits(cells=10))


@pytest.mark.parametrize("level", ["<div>", "<table><tr><td>", "<table><tr><td>1<td>"])
def test_deep_nesting_is_rejected(level):
    with pytest.raises(UnreadableDocument):
        read_html(level.encode() * 5000)


@pytest.mark.parametrize(
    "sheet", ["{" * 100_000 + "}" * 100_000, "display" * 100_000, "/*display" * 90_000, ".a{display:none}" * 9000]
)
def test_hostile_sheets_take_no_time(sheet):
    began = time.process_time()
    assert [line.text for line in read_html(f"<style>{sheet}</style><p>文".encode()).lines] == ["文"]
    assert time.process_time() - began < 5


@pytest.mark.parametrize("unit", ["<div>", "<font><div>", "<table><tr><td>", "<ul><li>", "<p><b>", "<b>"])
def test_a_megabyte_of_open_elements_takes_no_time(unit):
    began = time.process_time()
    content = ("<html><body>" + unit * (1_000_000 // len(unit)) + "文").encode()
    with contextlib.suppress(UnreadableDocument):
        assert "文" in read_html(content).lines[-1].text
    assert time.process_time() - began < 20


TEXTS = st.text("甲乙丙9.%", min_size=1, max_size=6)
TAGS = (
    "div",
    "p",
    "span",
    "b",
    "li",
    "td",
    "tr",
    "table",
    "tbody",
    "th",
    "ul",
    "h1",
    "pre",
    "font",
    "section",
    "a",
    "i",
    "caption",
)
PARTS = st.one_of(TEXTS, st.sampled_from(TAGS).map("<{}>".format), st.sampled_from(TAGS).map("</{}>".format), st.just("<br>"))


@given(st.lists(PARTS, max_size=40))
def test_every_visible_character_is_in_the_lines(parts):
    document = read_html(("<html><body>" + "".join(parts)).encode())
    printed = Counter("".join(part for part in parts if not part.startswith("<")))
    assert Counter("".join("".join(line.cells) for line in document.lines)) - Counter(" ") == printed
    assert document.notes == ()
