"""The encoding of web pages: declared, proved by the bytes, declared wrongly, damaged."""

import pytest

from ingest.errors import UnreadableDocument
from ingest.readers.html import read_html

META = "<meta http-equiv='Content-Type' content='text/html; charset={}'><p>预算 收入 1㎡"
CASES = {
    "utf8": ("<p>预算".encode(), "utf-8", "预算"),
    "mark": (b"\xef\xbb\xbf" + "<p>预算".encode(), "utf-8-sig", "预算"),
    "gb2312_with_wider_characters": (META.format("gb2312").encode("gb18030"), "gb18030", "预算 收入 1㎡"),
    "big5": ("<meta charset=big5><p>預算".encode("big5"), "big5hkscs", "預算"),
    "utf8_that_says_gb2312": (META.format("gb2312").encode(), "utf-8", "预算 收入 1㎡"),
    "gbk_that_says_utf8": (META.format("utf-8").encode("gb18030"), "gb18030", "预算 收入 1㎡"),
    "gbk_that_looks_like_utf8": ("<meta charset=gbk><p>联通".encode("gbk"), "gb18030", "联通"),
    "latin1_means_nothing": (META.format("iso-8859-1").encode("gb18030"), "gb18030", "预算 收入 1㎡"),
    "utf16_without_mark": ("<p>预算</p>".encode("utf-16-le"), "utf-16-le", "预算"),
    "utf16": ("<p>预算</p>".encode("utf-16"), "utf-16", "预算"),
}


@pytest.mark.parametrize("name", CASES)
def test_encodings(name):
    content, encoding, text = CASES[name]
    document = read_html(content)
    assert (document.encoding, [line.text for line in document.lines]) == (encoding, [text])


def test_one_bad_byte_is_marked_and_noted():
    document = read_html("<p>预算12".encode() + b"\xff" + "34 收入".encode())
    assert [line.text for line in document.lines] == ["预算12\ufffd34 收入"]
    (note,) = document.notes
    assert (note.kind, note.text) == ("hidden_content", "1 unreadable bytes")
    assert note.reason == "not utf-8: 1 of 21 bytes, replaced by a mark; at byte 12"


def test_many_bad_bytes_are_rejected():
    with pytest.raises(UnreadableDocument):
        read_html("<p>预算".encode() + b"\xff" * 9 + "收入".encode())
