"""Charts as they stand in a page: drawn by the real libraries, in a process of their own, without anything that could run."""

import re

import pytest

from ingest.errors import RunStopped
from ingest.rendering import read_page_file
from ingest.site import charts
from ingest.site.charts import COLOURS, Bar, Chart, series_colours
from ingest.site.drawing import drawing

HOSTILE = "</svg><script>alert(1)</script>'\"\\u0027\\');alert(2)//\u2028${7*7}"
CHARTS = [
    Chart((Bar("寻乌县 2023", "amount", 2141.86), Bar("弋阳县 2023", "amount", 3388.52)), "项目资金 project funding"),
    Chart(
        tuple(Bar(label, series, 0.5) for label in ("教育", "长" * 300, HOSTILE) for series in ("甲县 2023", HOSTILE)),
        HOSTILE,
        is_percent=True,
    ),
    Chart((Bar("一", "amount", 0.0), Bar("二", "amount", -12.5)), "with a negative amount"),
]


@pytest.fixture(scope="module")
def drawn() -> list[str]:
    with drawing() as draw:
        return draw(CHARTS)()


def test_a_chart_holds_its_labels_and_figures(drawn: list[str]) -> None:
    assert drawn[0].startswith("<svg ")
    assert drawn[0].endswith("</svg>")
    for text in ("寻乌县 2023", "3,388.52", "2,141.86", "<title>项目资金 project funding</title>", 'role="img"'):
        assert text in drawn[0]
    assert drawn[1].count("50.0%<") == 6
    assert "-12.5<" in drawn[2]


def test_a_chart_breaks_no_policy_of_the_page(drawn: list[str]) -> None:
    for svg in drawn:
        assert not re.search(r"<(?:script|style|image|foreignObject|a)\b|\s(?:style|on\w+|href|id)=|url\(", svg)
        assert svg.count("<svg") == svg.count("</svg>") == 1


def test_rows_that_are_cut_to_the_same_label_stay_apart() -> None:
    alike = Chart((Bar("长" * 100 + "甲", "amount", 1.0), Bar("长" * 100 + "乙", "amount", 2.0)), "alike")
    with drawing() as draw:
        (svg,) = draw([alike])()
    assert svg.count("长…<") == 2


def test_the_same_rows_give_the_same_bytes(drawn: list[str]) -> None:
    with drawing() as draw:
        assert draw(list(reversed(CHARTS)))() == list(reversed(drawn))


def test_a_chart_is_the_same_with_other_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    drawings = []
    for font in ("monospace", "Liberation Serif", "no such font"):
        monkeypatch.setattr(charts, "FONT", font)
        drawings.append([re.sub(r' font-family="[^"]*"', "", svg) for svg in charts.draw_charts(CHARTS)])
    assert drawings[0] == drawings[1] == drawings[2]


def test_the_legend_has_the_chart_s_colours() -> None:
    style = read_page_file("site/site.css")
    assert re.findall(r"\.series-(\d+) { background: (#\w{6}); }", style) == [(str(n), c) for n, c in enumerate(COLOURS)]
    assert series_colours(CHARTS[1]) == [("甲县 2023", 0), (HOSTILE, 1)]


def test_what_cannot_be_drawn_is_told() -> None:
    with drawing() as draw:
        wait = draw([Chart((Bar("a", "b", "no number"),), "broken")])
        with pytest.raises(RunStopped, match="could not be drawn"):
            wait()
        assert draw(CHARTS[:1])()[0].startswith("<svg ")
