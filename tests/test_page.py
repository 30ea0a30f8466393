"""The findings page: whole, closed to the outside, and deaf to what a document prints."""

import time
from dataclasses import replace
from html.parser import HTMLParser

from ingest.page import render_page
from tests.pages import document, finding, page

HOSTILE = "<script>document.title='taken'</script><img src=x onerror=alert(1)>\"'></td>\x00\u202e&amp;{{ 7*7 }}"


class Elements(HTMLParser):
    """Tags with their attributes, in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_nothing_is_fetched_and_no_style_stands_in_an_attribute() -> None:
    for tag, attributes in Elements(render_page(page(2, 30))).found:
        assert tag not in ("link", "img", "iframe", "object", "embed", "base")
        assert not {"src", "style", "srcset", "action"} & attributes.keys()
        assert not [name for name in attributes if name.startswith("on")]
        assert (attributes.get("href") or "#").startswith("#")
    assert "url(" not in render_page(page(1, 1))


def test_hostile_text_stays_text() -> None:
    data = page(1, 1)
    clean = [tag for tag, _ in Elements(render_page(data)).found]
    wrong = document(1, title=HOSTILE, file_name=HOSTILE, publisher_name=HOSTILE, region_name=HOSTILE)
    ((one, quotes),) = data.findings
    one = replace(one, message=HOSTILE, message_en=HOSTILE, review_reason=HOSTILE, file_name=HOSTILE)
    quotes = tuple(replace(quote, line_text=HOSTILE) for quote in quotes)
    text = render_page(replace(data, documents=(wrong,), findings=((one, quotes),)))
    assert [tag for tag, _ in Elements(text).found] == clean
    assert "{{ 7*7 }}" in text
    assert "\x00" not in text
    assert "\u202e" not in text


def test_a_share_is_never_rounded_up_to_the_whole() -> None:
    data = page(1, 0)
    almost = replace(data.documents[0], numbers_printed=100_000, numbers_captured=99_999, numbers_furniture=0)
    text = render_page(replace(data, documents=(almost,)))
    assert "99.9%" in text
    assert "100%" not in text.split("<main>")[1].replace("99%", "")


def test_a_warehouse_without_findings_or_numbers_has_a_page() -> None:
    empty = document(1, grade=None, bands=(), unread=(), checks={}, numbers_printed=0, numbers_captured=0, numbers_furniture=0)
    text = render_page(replace(page(1, 0), documents=(empty,)))
    assert "未发现问题" in text
    assert "全部内容均已读取" in text
    assert render_page(replace(page(1, 0), documents=()))


def test_long_evidence_is_folded_and_never_dropped_unsaid() -> None:
    data = page(1, 1)
    ((one, quotes),) = data.findings
    many = tuple(replace(quotes[0], line_number=number) for number in range(1, 301))
    text = render_page(replace(data, findings=((one, many),)))
    assert "其余 295 行" in text
    assert "另有 100 行" in text


def test_five_thousand_findings_take_seconds() -> None:
    data = page(40, 5000)
    begun = time.perf_counter()
    text = render_page(data)
    assert text.count('<article class="card finding') == 5000
    assert time.perf_counter() - begun < 20
    assert finding(7, data.documents[0])[0].finding_id[:12] in text
