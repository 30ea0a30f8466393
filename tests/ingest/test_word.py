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


def read_parts(body: str, **parts: str):
    xml = f"<w:document {NAMES}><w:body>{body}</w:body></w:document>"
    named = {f"word/{name}.xml": f"<w:{root} {NAMES}>{part}</w:{root}>".encode() for name, (root, part) in parts.items()}
    return read_word(archive_of(**{"word/document.xml": xml.encode()}, **named))


STYLED = (
    '<w:style w:type="character" w:styleId="hide"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="base"><w:rPr><w:vanish w:val="1"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="heir"><w:basedOn w:val="base"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="shown"><w:basedOn w:val="base"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="circle"><w:basedOn w:val="circle"/></w:style>'
)


def test_text_hidden_by_a_style_is_noted():
    def styled(style: str, text: str) -> str:
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'

    run = '<w:r><w:rPr><w:rStyle w:val="hide"/></w:rPr><w:t>藏 1</w:t></w:r>'
    kept = '<w:r><w:rPr><w:rStyle w:val="hide"/><w:vanish w:val="false"/></w:rPr><w:t>显 2</w:t></w:r>'
    body = p("文", run, kept) + styled("heir", "藏 3") + styled("shown", "显 4") + styled("circle", "显 5")
    document = read_parts(body, styles=("styles", STYLED))
    assert [line.text for line in document.lines] == ["文显 2", "显 4", "显 5"]
    assert [note.text for note in document.notes] == ["藏 1", "藏 3"]


def test_the_mark_of_a_paragraph_may_be_hidden_and_its_text_not():
    body = "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>显 1</w:t></w:r></w:p>"
    assert [line.text for line in read(body).lines] == ["显 1"]


OLD_MERGE = (
    tc("甲", '<w:hMerge w:val="restart"/><w:vMerge w:val="restart"/>') + tc("", "<w:hMerge/>") + tc("1"),
    tc("", '<w:hMerge w:val="restart"/><w:vMerge/>') + tc("", '<w:hMerge w:val="continue"/>') + tc("2"),
    tc("乙") + tc("丙") + tc("3"),
)


def test_cells_merged_the_old_way():
    lines = read(tbl(*OLD_MERGE)).lines
    assert [line.cells for line in lines] == [("甲", "", "1"), ("", "", "2"), ("乙", "丙", "3")]
    assert [line.spans for line in lines] == [(Span(1, 2, 2),), (), ()]


def test_a_row_that_ends_early_and_a_grid_that_is_wider():
    grid = "<w:tblGrid>" + "<w:gridCol/>" * 4 + "</w:tblGrid>"
    body = f"<w:tbl>{grid}<w:tr>{tc('1') + tc('2') + tc('3')}</w:tr><w:tr>{tc('4')}</w:tr></w:tbl>"
    assert [line.cells for line in read(body).lines] == [("1", "2", "3"), ("4", "", "")]


def test_headers_footers_and_notes_come_last_and_comments_are_noted():
    document = read_parts(
        p("正文 1"),
        footnotes=("footnotes", f"<w:footnote>{p('脚注 2')}</w:footnote>"),
        endnotes=("endnotes", f"<w:endnote>{p('尾注 3')}</w:endnote>"),
        header1=("hdr", p("页眉 4")),
        footer1=("ftr", tbl(tc("页脚 5"))),
        comments=("comments", f"<w:comment>{p('批注 6')}</w:comment>"),
    )
    assert document.lines[0].text == "正文 1"
    assert {line.text for line in document.lines} == {"正文 1", "脚注 2", "尾注 3", "页眉 4", "页脚 5"}
    assert [(note.kind, note.text) for note in document.notes] == [("hidden_content", "批注 6")]


def test_the_text_may_lie_in_a_part_of_another_name():
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    relations = f'<Relationships><Relationship Type="{relation}" Target="/word/document2.xml"/></Relationships>'
    xml = f"<w:document {NAMES}><w:body>{p('预算 1')}</w:body></w:document>"
    content = archive_of(**{"_rels/.rels": relations.encode(), "word/document2.xml": xml.encode()})
    assert [line.text for line in read_word(content).lines] == ["预算 1"]


def test_a_deleted_table_paragraph_and_moved_text_are_noted():
    moved = "<w:moveFrom><w:r><w:t>移 7</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>到 8</w:t></w:r></w:moveTo>"
    row = f"<w:trPr><w:del/></w:trPr>{tc('删 9')}"
    document = read(p("文", moved) + tbl(tc("留 1"), row))
    assert [line.text for line in document.lines] == ["文到 8", "留 1"]
    assert [note.text for note in document.notes] == ["移 7", "删 9"]
