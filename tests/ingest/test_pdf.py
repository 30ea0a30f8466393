"""PDF reader: layouts drawn here, their cells written by hand, and no printed character lost or doubled."""

from __future__ import annotations

import io
import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import UnreadableDocument
from ingest.readers import read_document
from ingest.readers.limits import Limits
from ingest.records import SourceDocument, Span

SAMPLES = Path(os.environ.get("XIANZHANG_SAMPLES", Path(__file__).parents[2] / ".." / "shared" / "samples"))
FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def pdf(*pages: Callable[[Canvas], None], **settings: object) -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(600, 800), **settings)
    for draw in pages:
        canvas.setFont(FONT, 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def write(canvas: Canvas, *texts: tuple[float, float, str]) -> None:
    """Texts at left and baseline, measured from the upper edge."""
    for left, down, text in texts:
        canvas.drawString(left, 800 - down, text)


def rule(canvas: Canvas, *rules: tuple[float, float, float, float]) -> None:
    for left, top, right, bottom in rules:
        canvas.line(left, 800 - top, right, 800 - bottom)


def grid(canvas: Canvas, xs: list[float], ys: list[float]) -> None:
    rule(canvas, *((xs[0], y, xs[-1], y) for y in ys), *((x, ys[0], x, ys[-1]) for x in xs))


def tables(document: SourceDocument) -> list[list[tuple[str, ...]]]:
    found: dict[int, list[tuple[str, ...]]] = {}
    for line in document.lines:
        if line.table_number:
            found.setdefault(line.table_number, []).append(line.cells)
    return list(found.values())


def signs(texts: list[str]) -> Counter[str]:
    return Counter(sign for text in texts for sign in text if not sign.isspace())


def printed(content: bytes) -> Counter[str]:
    document = pdfium.PdfDocument(content)
    return signs([page.get_textpage().get_text_range() for page in document])


def plain(c: Canvas) -> None:
    grid(c, [50, 200, 300], [100, 120, 140])
    write(
        c,
        (50, 80, "表一 收支"),
        (60, 114, "科目"),
        (210, 114, "金额"),
        (60, 134, "教育"),
        (210, 134, "1,234.50"),
        (50, 170, "完"),
    )


def merged(c: Canvas) -> None:
    rule(c, (50, 100, 350, 100), (150, 120, 350, 120), (50, 140, 350, 140), (50, 160, 350, 160))
    rule(c, (50, 100, 50, 160), (150, 100, 150, 160), (250, 120, 250, 160), (350, 100, 350, 160))
    write(c, (60, 124, "科目"), (220, 114, "支出"), (160, 134, "基本"), (260, 134, "项目"))
    write(c, (60, 154, "教育"), (160, 154, "1.00"), (260, 154, "2.00"))


def centred_level(c: Canvas) -> None:
    rule(c, (50, 100, 250, 100), (120, 120, 250, 120), (120, 140, 250, 140), (50, 160, 250, 160))
    rule(c, *((x, 100, x, 160) for x in (50, 120, 250)))
    write(c, (60, 134, "产出指标"), (130, 114, "数量"), (130, 134, "质量"), (130, 154, "时效"))


def wrapped_in_rules(c: Canvas) -> None:
    grid(c, [50, 120, 220], [100, 140])
    write(c, (60, 114, "机关事业"), (60, 128, "单位养老"), (130, 121, "12.30"))


def open_sides(c: Canvas) -> None:
    rule(c, *((50, y, 300, y) for y in (100, 120, 140)), (200, 100, 200, 140))
    write(c, (60, 114, "合计"), (210, 114, "9"), (60, 134, "教育"), (210, 134, "9"))


def side_by_side(c: Canvas) -> None:
    grid(c, [50, 120, 200], [100, 120, 140])
    grid(c, [300, 370, 450], [98, 120, 140])
    write(c, (60, 114, "收入"), (130, 114, "1"), (310, 114, "支出"), (380, 114, "2"))
    write(c, (60, 134, "税收"), (130, 134, "3"), (310, 134, "教育"), (380, 134, "4"))


def filled_rules(c: Canvas) -> None:
    for y in (100, 120, 140):
        c.rect(50, 800 - y, 150, 0.5, stroke=0, fill=1)
    for x in (50, 120, 200):
        c.rect(x, 660, 0.5, 40, stroke=0, fill=1)
    write(c, (60, 114, "甲"), (130, 114, "1"), (60, 134, "乙"), (130, 134, "2"))


def cell_boxes(c: Canvas) -> None:
    for left in (50, 130):
        for top in (100, 120):
            c.rect(left, 800 - top - 20, 80, 20)
    write(c, (60, 114, "甲"), (140, 114, "1"), (60, 134, "乙"), (140, 134, "2"))


def split_amount(c: Canvas) -> None:
    grid(c, [50, 120, 220], [100, 120])
    write(c, (60, 114, "甲"), (130, 114, "1,2"), (130 + c.stringWidth("1,2", FONT, 10), 114, "34.50"))


def turned(c: Canvas) -> None:
    c.setPageRotation(90)
    c.translate(600, 0)
    c.rotate(90)
    c.translate(0, -200)
    grid(c, [50, 120, 220], [100, 120])
    write(c, (60, 114, "AB"), (130, 114, "1"))


def unruled(c: Canvas) -> None:
    write(c, (50, 80, "收入情况如下"))
    for number, (name, one, two) in enumerate(
        [("科目", "本年", "上年"), ("合计", "30.00", "3.00"), ("教育", "10.00", ""), ("卫生", "20.00", "3.00")]
    ):
        write(c, (60, 120 + 20 * number, name), (200, 120 + 20 * number, one), (300, 120 + 20 * number, two))


def wrapped_unruled(c: Canvas) -> None:
    write(c, (60, 120, "教育"), (200, 120, "10.00"), (300, 120, "1.00"))
    write(c, (60, 144, "机关事业单位"), (200, 150, "20.00"), (300, 150, "2.00"), (60, 156, "养老保险"))
    write(c, (60, 180, "卫生"), (200, 180, "30.00"), (300, 180, "3.00"))


def body_without_row_rules(c: Canvas) -> None:
    rule(c, *((50, y, 300, y) for y in (100, 120, 180)), *((x, 100, x, 180) for x in (50, 150, 220, 300)))
    write(c, (60, 114, "科目"), (160, 114, "本年"), (230, 114, "上年"))
    for number, name in enumerate(("教育", "卫生", "合计")):
        write(
            c, (60, 134 + 18 * number, name), (160, 134 + 18 * number, f"{number}.10"), (230, 134 + 18 * number, f"{number}.20")
        )


def band(*columns: list[str], step: int = 18) -> Callable[[Canvas], None]:
    """A head and below it one band without row rules; each column prints its texts from the top, a blank text is left out."""

    def draw(c: Canvas) -> None:
        xs = [40 + 90 * number for number in range(len(columns) + 1)]
        bottom = 130 + step * max(map(len, columns))
        rule(c, *((40, y, xs[-1], y) for y in (100, 120, bottom)), *((x, 100, x, bottom) for x in xs))
        for number, texts in enumerate(columns):
            write(c, (xs[number] + 5, 114, "科目"))
            write(c, *((xs[number] + 5, 134 + step * place, text) for place, text in enumerate(texts) if text))

    return draw


BANDS = {
    "one number column": (
        band(["教育支出", "卫生支出", "合计数额"], ["1.00", "2.50", "3.50"]),
        [("教育支出", "1.00"), ("卫生支出", "2.50"), ("合计数额", "3.50")],
    ),
    "whole numbers": (band(["教师人数", "学生人数"], ["12", "340"]), [("教师人数", "12"), ("学生人数", "340")]),
    "dashes and blanks": (
        band(["教育支出", "卫生支出", "合计数额"], ["1.00", "—", "3.50"], ["—", "", "9"]),
        [("教育支出", "1.00", "—"), ("卫生支出", "—", ""), ("合计数额", "3.50", "9")],
    ),
    "a wrapped name": (band(["机关事业单位", "养老保险"], ["", "12.00"]), [("机关事业单位养老保险", "12.00")]),
    "two numbers of one name": (band(["项目金额"], ["100", "200"], step=14), [("项目金额", "100 200")]),
    "a number wrapped at its comma": (band(["项目名称"], ["1,234,", "567.00"], step=12), [("项目名称", "1,234,567.00")]),
    "two numbers that may be wrapped": (
        band(["项目名称"], ["12345678901234", "567.00"], ["22345678901234", "567.00"], step=12),
        [("项目名称", "12345678901234 567.00", "22345678901234 567.00")],
    ),
    "a share below a share": (band(["项目名称"], ["95%", "-3%"], step=12), [("项目名称", "95% -3%")]),
    "a number that goes on in the next line": (
        band(["项目名称"], ["按规定发放补贴10", "0万元资金"], step=12),
        [("项目名称", "按规定发放补贴100万元资金")],
    ),
    "numbers of two sentences": (band(["项目名称"], ["完成10", "20个"], step=12), [("项目名称", "完成10 20个")]),
}


@pytest.mark.parametrize("name", BANDS)
def test_a_band_is_split_where_its_lines_stand_together_and_never_fuses_numbers(name: str) -> None:
    draw, expected = BANDS[name]
    assert tables(read_document(pdf(draw)))[0][1:] == expected


LAYOUTS = [
    (plain, [[("科目", "金额"), ("教育", "1,234.50")]]),
    (merged, [[("科目", "支出", ""), ("", "基本", "项目"), ("教育", "1.00", "2.00")]]),
    (centred_level, [[("产出指标", "数量"), ("", "质量"), ("", "时效")]]),
    (wrapped_in_rules, [[("机关事业单位养老", "12.30")]]),
    (open_sides, [[("合计", "9"), ("教育", "9")]]),
    (side_by_side, [[("收入", "1"), ("税收", "3")], [("支出", "2"), ("教育", "4")]]),
    (filled_rules, [[("甲", "1"), ("乙", "2")]]),
    (cell_boxes, [[("甲", "1"), ("乙", "2")]]),
    (split_amount, [[("甲", "1,234.50")]]),
    (turned, [[("AB", "1")]]),
    (unruled, [[("科目", "本年", "上年"), ("合计", "30.00", "3.00"), ("教育", "10.00", ""), ("卫生", "20.00", "3.00")]]),
    (wrapped_unruled, [[("教育", "10.00", "1.00"), ("机关事业单位养老保险", "20.00", "2.00"), ("卫生", "30.00", "3.00")]]),
    (
        body_without_row_rules,
        [[("科目", "本年", "上年"), ("教育", "0.10", "0.20"), ("卫生", "1.10", "1.20"), ("合计", "2.10", "2.20")]],
    ),
]


@pytest.mark.parametrize(("draw", "expected"), LAYOUTS, ids=[draw.__name__ for draw, _ in LAYOUTS])
def test_layout_gives_its_cells_and_every_character_once(draw: Callable[[Canvas], None], expected: list) -> None:
    content = pdf(draw)
    document = read_document(content)
    assert tables(document) == expected
    assert signs([line.text for line in document.lines]) == printed(content)


def test_missing_rules_are_spans() -> None:
    first = read_document(pdf(merged)).lines[0]
    assert first.spans == (Span(1, 2, 1), Span(2, 1, 2))


def test_prose_stands_around_its_table() -> None:
    document = read_document(pdf(plain))
    assert [line.text for line in document.lines] == ["表一收支", "科目\t金额", "教育\t1,234.50", "完"]
    assert document.lines[1].box == (50.0, 100.0, 300.0, 120.0)


def test_each_page_has_tables_of_its_own() -> None:
    document = read_document(pdf(plain, plain))
    assert [(line.page_number, line.table_number) for line in document.lines if line.table_number] == [(1, 1)] * 2 + [
        (2, 2)
    ] * 2


def test_false_bold_is_kept_once() -> None:
    document = read_document(pdf(lambda c: write(c, (60, 100, "合计 11.00"), (60.3, 100, "合计 11.00"))))
    assert [line.text.replace(" ", "") for line in document.lines] == ["合计11.00"]


def test_a_picture_page_is_noted() -> None:
    def picture(c: Canvas) -> None:
        from PIL import Image
        from reportlab.lib.utils import ImageReader

        c.drawImage(ImageReader(Image.new("RGB", (20, 20), "red")), 50, 50, 200, 200)

    document = read_document(pdf(plain, picture))
    assert [(note.kind, note.page_number) for note in document.notes] == [("image_page", 2)]
    assert _reason(pdf(picture)) == "no_text_layer"


def test_a_lone_character_of_a_font_that_is_not_embedded_is_read() -> None:
    document = read_document(pdf(lambda c: write(c, (60, 100, "合计"), (60, 130, "甲"), (60, 160, "≥"))))
    assert [line.text for line in document.lines] == ["合计", "甲", "≥"]
    assert document.notes == ()


def _reason(content: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        read_document(content, limits or Limits())
    return caught.value.reason_code


def test_what_cannot_be_read_says_why() -> None:
    assert _reason(pdf(plain, encrypt=StandardEncryption("secret"))) == "encrypted"
    content = pdf(plain, merged)
    assert {_reason(content[: len(content) * part // 10]) for part in (3, 5, 9)} == {"truncated"}
    assert _reason(pdf(plain, plain), Limits(pages=1)) == "too_many_pages"
    assert _reason(content, Limits(cells=3)) == "too_many_cells"


@pytest.mark.parametrize("name", ["putuo_finance_2025_budget.pdf", "putuo_finance_2024_final_accounts.pdf"])
def test_real_document_keeps_every_character(name: str) -> None:
    path = SAMPLES / name
    if not path.exists():
        pytest.skip("the sample is not here")
    content = path.read_bytes()
    document = read_document(content)
    assert signs([line.text for line in document.lines]) == printed(content)
    assert len(tables(document)) >= 9
