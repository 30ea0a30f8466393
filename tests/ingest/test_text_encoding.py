"""The encoding of texts: told by evidence, and a few damaged bytes never turn a text into other characters."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import UnreadableDocument
from ingest.readers.text import read_text

CHINESE = "某县水利局二〇二四年部门预算公开说明：本年收入合计一千二百万元，比上年增加，主要原因是人员增加。"
MIXED = CHINESE + "\n其中：财政拨款1,234.50万元，占95.3%。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("text", [CHINESE, MIXED, "一" + CHINESE, "水利工程管理"])
def test_a_sound_text_is_read_whatever_its_encoding(encoding: str, text: str) -> None:
    document = read_text(text.encode(encoding))
    assert "\n".join(line.text for line in document.lines) == text.rstrip("\n")
    assert document.notes == ()


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len((MIXED * 5).encode()) - 1), st.sampled_from([0x20, 0x80, 0xFF, 0xE4]))
def test_a_damaged_byte_of_utf_8_is_marked_and_changes_nothing_else(place: int, byte: int) -> None:
    content = bytearray((MIXED * 5).encode())
    content[place] = byte
    document = read_text(bytes(content))
    assert document.encoding == "utf-8"
    found = "".join(line.text for line in document.lines)
    assert len(set(found) - set(MIXED) - {"\ufffd"}) <= 2
    assert abs(len(found) - len((MIXED * 5).replace("\n", ""))) <= 3
    assert ("\ufffd" in found) is bool(document.notes)


def test_the_note_says_where_the_damage_is() -> None:
    content = bytearray(MIXED.encode())
    content[30] = 0xFF
    note = read_text(bytes(content)).notes[0]
    assert note.kind == "hidden_content"
    assert note.reason == "not utf-8: damaged at 1 places, each replaced by a mark; at byte 31"


@pytest.mark.parametrize(
    "content",
    [
        CHINESE.encode("gb18030") + b"\xff" + CHINESE.encode("gb18030"),
        CHINESE.encode("gb18030")[1:] + b"\xff",
        b"\x00\xff\xfe\xfd" * 100,
    ],
)
def test_what_is_damaged_beyond_evidence_is_rejected(content: bytes) -> None:
    with pytest.raises(UnreadableDocument) as rejection:
        read_text(content)
    assert rejection.value.reason_code in ("unknown_encoding", "binary_content")
