"""Word documents with what their XML hides: merged cells, tracked changes, text boxes, hidden and nested content."""

import pytest

from ingest.errors import UnreadableDocument
from ingest.readers.word import read_word
from ingest.readers.word_xml import STRICT
from ingest.records import Span
from tests.ingest.test_archive import archive_of

NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
NAMES += 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def read(body: str, head: str = ""):
    xml = f"{head}<w:document {NAMES}><w:body>{body}</w:body></w:document>"
    return read_word(archive_of(**{"word/document.xml": xml.encode()}))


def p(*runs: str) -> str:
    return "<w:p>" + "".join(r if r.startswith("<") else f"<w:r><w:t>{r}</w:t></w:r>" for r in runs) + "</w:p>"


def tc(text: str, properties: str = "", more: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}{more}</w:tc>"


def tbl(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


CONTINUED = tc("", "<w:vMerge/>")
CASES = {
    "order": (p("前") + tbl(tc("甲") + tc("1")) + p("后"), [("前",), ("甲", "1"), ("后",)]),
    "nested": (tbl(tc("外", more=tbl(tc("内") + tc("2"))) + tc("3")), [("外", "3"), ("内", "2")]),
    "column_span": (tbl(tc("宽", '<w:gridSpan w:val="2"/>'), tc("1") + tc("2")), [("宽", ""), ("1", "2")]),
    "grid_before": (
        tbl(tc("1") + tc("2"), '<w:trPr><w:gridBefore w:val="1"/></w:trPr>' + tc("3")),
        [("1", "2"), ("", "3")],
    ),
    "row_span": (tbl(tc("高", '<w:vMerge w:val="restart"/>') + tc("1"), CONTINUED + tc("2")), [("高", "1"), ("", "2")]),
    "break_and_tab": (p("<w:r><w:t>甲</w:t><w:tab/><w:t>5</w:t><w:br/><w:t>乙</w:t></w:r>"), [("甲", "5"), ("乙",)]),
    "tracked": (
        p("1", "<w:del><w:r><w:delText>9</w:delText></w:r></w:del>", "<w:ins><w:r><w:t>2</w:t></w:r></w:ins>"),
        [("12",)],
    ),
    "superscript": (p("10", '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>4</w:t></w:r>'), [("10⁴",)]),
    "symbol": (p('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', "95%"), [("≥95%",)]),
    "field": (
        p("<w:r><w:instrText>PAGE 7</w:instrText></w:r>", "<w:fldSimple><w:r><w:t>3</w:t></w:r></w:fldSimple>"),
        [("3",)],
    ),
    "content_control": (f"<w:sdt><w:sdtPr/><w:sdtContent>{p('万元')}</w:sdtContent></w:sdt>", [("万元",)]),
    "text_box_once": (
        p("外")
        + "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>"
        + p("框 8")
        + "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>"
        + p("框 8")
        + "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        [("外",), ("框 8",)],
    ),
}

CASES["fallback_of_an_empty_choice"] = (
    f"<mc:AlternateContent><mc:Choice/><mc:Fallback>{p('框 8')}</mc:Fallback></mc:AlternateContent>",
    [("框 8",)],
)


@pytest.mark.parametrize("name", CASES)
def test_lines(name):
    body, expected = CASES[name]
    assert [line.cells for line in read(body).lines] == expected


def test_merged_rows_have_spans():
    assert read(CASES["row_span"][0]).lines[0].spans == (Span(1, 2, 1),)


def test_what_is_hidden_is_noted():
    document = read(CASES["tracked"][0] + p("<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏 6</w:t></w:r>"))
    assert [(note.kind, note.text) for note in document.notes] == [("hidden_content", "9"), ("hidden_content", "藏 6")]


def test_a_document_type_is_rejected():
    with pytest.raises(UnreadableDocument):
        read("", '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>')


def test_deep_nesting_is_rejected():
    with pytest.raises(UnreadableDocument):
        read("<w:ins>" * 5000 + "</w:ins>" * 5000)


def test_an_archive_without_a_document_is_rejected():
    with pytest.raises(UnreadableDocument):
        read_word(archive_of(a=b""))


@pytest.mark.parametrize("character", ["F0ZZ", "", "F0B7", "-1", "D800"])
def test_an_unknown_sign_is_marked_and_noted(character):
    document = read(p(f'<w:r><w:sym w:font="Webdings" w:char="{character}"/></w:r>', "95%"))
    assert [line.text for line in document.lines] == ["\ufffd95%"]
    assert [(note.kind, note.line_number) for note in document.notes] == [("embedded_object", 1)]


def test_an_embedded_document_is_noted():
    assert [note.text for note in read(p("文") + "<w:altChunk/>").notes] == ["altChunk"]


def test_strict_open_xml_is_read():
    xml = f"<w:document {NAMES}><w:body>{p('预算 1')}</w:body></w:document>"
    strict = xml.replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main", STRICT.decode()).encode()
    assert [line.text for line in read_word(archive_of(**{"word/document.xml": strict})).lines] == ["预算 1"]
