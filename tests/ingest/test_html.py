"""Web pages with merged cells, layout tables, hidden content and forms."""

import pytest

from ingest.errors import UnreadableDocument
from ingest.readers.html import read_html

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
    "conditional_comment": ("<!--[if mso]>9<![endif]--><p class=MsoNormal>文<o:p></o:p></p>", [("文",)]),
}


@pytest.mark.parametrize("name", CASES)
def test_lines(name):
    page, expected = CASES[name]
    assert [line.cells for line in read_html(page.encode()).lines] == expected


def test_hidden_text_is_noted():
    document = read_html("<p style='display: none'>藏 6</p><nav>首页</nav>".encode("gb18030"))
    assert [note.text for note in document.notes] == ["藏 6", "2 characters"]


def test_deep_nesting_is_rejected():
    with pytest.raises(UnreadableDocument):
        read_html(b"<div>" * 5000)
