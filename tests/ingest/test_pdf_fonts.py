"""Fonts that a PDF names but does not carry: every character is read, where it is printed and once."""

from __future__ import annotations

from io import BytesIO

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import UnreadableDocument
from ingest.readers import read_document
from ingest.readers.pdf_fonts import GLYPHS, box_font

CID_FONTS = ("STSong-Light", "MSung-Light", "HeiseiMin-W3", "HYSMyeongJo-Medium")
LONE = ("人", "≥", "3", "个", "%", "㎡", "①", "，", "－", "4,300.50")
# A page turned by the viewer, and the text turned back on it: the corner where it starts, and the angle.
TURNS = {0: (0, 0, 0), 90: (595, 0, 90), 180: (595, 842, 180), 270: (0, 842, 270)}
# Two-byte codes and what they stand for, of a font that is known only by its map to Unicode.
MAPPED = (
    b"begincmap 1 begincodespacerange<0000><FFFF>endcodespacerange 2 beginbfchar <1234><4EBA> <0F01><2265> endbfchar endcmap"
)
DRAWN = b"BT /F 10 Tf 20 150 Td <0F01> Tj ET BT /F 10 Tf 20 100 Td <1234> Tj ET"


@pytest.mark.parametrize("font", CID_FONTS)
@pytest.mark.parametrize("turn", TURNS)
def test_every_lone_character_is_read(font: str, turn: int) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(font))
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    canvas.setPageRotation(turn)
    x, y, angle = TURNS[turn]
    canvas.translate(x, y)
    canvas.rotate(angle)
    canvas.setFont(font, 10)
    for number, text in enumerate(LONE):
        canvas.drawString(60, 500 - 25 * number, text)
    canvas.save()
    document = read_document(stream.getvalue())
    assert tuple(line.text for line in document.lines) == LONE
    assert document.notes == ()


@pytest.mark.parametrize("family", [b"SimSun", b"ABCDEF+FangSong_GB2312", b"#CB#CE#CC#E5", b"Calibri"])
def test_a_font_known_only_by_its_map_to_unicode_is_read(family: bytes) -> None:
    document = read_document(_identity_pdf(family))
    assert [line.text for line in document.lines] == ["≥", "人"]


@pytest.mark.parametrize("family", [b"Arial", b"TimesNewRomanPSMT", b"ABCDEF+CourierNew", b"Wingdings"])
def test_a_latin_font_that_only_a_map_explains_is_reported(family: bytes) -> None:
    """PDFium takes its own font in place of these; it has no glyph for the file's numbers, and drops the text."""
    with pytest.raises(UnreadableDocument) as caught:
        read_document(_identity_pdf(family))
    assert caught.value.reason_code == "fonts_missing"


def test_lost_text_beside_other_text_is_noted() -> None:
    drawn = DRAWN + b" BT /G 10 Tf 20 50 Td (12.50) Tj ET"
    document = read_document(_identity_pdf(b"Arial", drawn))
    assert [line.text for line in document.lines] == ["12.50"]
    assert [(note.kind, note.text, note.page_number) for note in document.notes] == [("hidden_content", "2 texts", 1)]


def test_standard_fonts_keep_their_widths() -> None:
    """A file need not state the widths of the standard fonts: an amount printed in two pieces stays one."""
    stream = BytesIO()
    canvas = Canvas(stream)
    for number, font in enumerate(("Helvetica", "Times-Roman", "Courier-Bold")):
        canvas.setFont(font, 10)
        canvas.drawString(60, 700 - 30 * number, "1,2")
        canvas.drawString(60 + canvas.stringWidth("1,2", font, 10), 700 - 30 * number, "34.50")
    canvas.save()
    assert [line.text for line in read_document(stream.getvalue()).lines] == ["1,234.50"] * 3


def test_the_box_font_is_made_alike_every_time() -> None:
    font = box_font()
    assert box_font.__wrapped__() == font
    assert font[:4] == b"\0\1\0\0"
    assert len(font) > 2 * GLYPHS


def _identity_pdf(family: bytes, drawn: bytes = DRAWN) -> bytes:
    bodies = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R/G 9 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        b"<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 8 0 R>>" % family,
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        b"/FontDescriptor 7 0 R/DW 1000>>" % family,
        b"<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[0 -140 1000 860]/ItalicAngle 0/Ascent 860/Descent -140"
        b"/StemV 80/CapHeight 700>>" % family,
        b"<</Length %d>>stream\n%s\nendstream" % (len(MAPPED), MAPPED),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    content = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(bodies, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(bodies) + 1
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(content))
    return content + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table) + end
