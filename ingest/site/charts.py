"""Charts as SVG, drawn when the site is made: no script draws in the reader's browser, and a page's policy needs none.

Altair describes a chart, vl-convert draws it. Both take a second to load, so they are imported where they are used, in a
process of their own (`ingest.site.drawing`). The space for labels is counted, not measured from fonts, so a chart is the same
on every machine; a browser draws its text with its own Chinese fonts.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

# Told apart by colour-blind readers and on light and dark paper.
COLOURS = ("#2f6fb0", "#d9822b", "#2a9d7f", "#b04a8c", "#7a6ad8", "#8a8f2a", "#c8553d", "#3d9bb3", "#9b6b43", "#6b7785")
FONT = "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"
FONT_SIZE = 12
INK, GRID = "#1b2430", "#d5dbe2"
WIDTH, MOST_LABEL_SPACE, LABEL_MARGIN, BAR_STEP, GROUP_GAP = 760, 300, 16, 18, 0.3
# The longest bar leaves this room for its figure inside the frame.
ROOM_FOR_FIGURES = 1.2
LONGEST_LABEL, KEY_DIGITS = 80, 4
WIDE_SIGNS = frozenset("WFA")
OPENING = re.compile(r"<svg [^>]*?width=\"([0-9.]+)\" height=\"([0-9.]+)\"[^>]*>(?:<rect [^>]*/>)?")


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: which row of the chart, which series (its colour), how long."""

    label: str
    series: str
    value: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Horizontal bars, in the order given; `summary` is read out instead of the picture."""

    bars: tuple[Bar, ...]
    summary: str
    is_percent: bool = False


def draw_charts(charts: Sequence[Chart]) -> list[str]:
    """Each chart as an SVG element without ids, styles or scripts."""
    import vl_convert

    return [_framed(chart, vl_convert.vegalite_to_svg(_describe(chart))) for chart in charts]


def warm_up() -> None:
    """Load the libraries and draw something, so that the first chart is as quick as the others."""
    draw_charts([Chart((Bar("-", "-", 1.0),), "-")])


def _describe(chart: Chart) -> dict[str, Any]:
    import altair

    labels = list(dict.fromkeys(bar.label for bar in chart.bars))
    # Vega writes the values of a list of colours into expressions: numbers go there, never a document's text.
    series = {name: number for number, name in enumerate(dict.fromkeys(bar.series for bar in chart.bars))}
    numbers = list(series.values())
    names = {label: _cut(label) for label in labels}
    space = LABEL_MARGIN + math.ceil(max(_width(name) for name in names.values()))
    # Labels may be cut alike, so a row is known by its number before the label.
    keys = {label: f"{number:0{KEY_DIGITS}d}{name}" for number, (label, name) in enumerate(names.items())}
    rows = [
        {"row": keys[bar.label], "series": series[bar.series], "value": bar.value, "text": _shown(bar.value, chart.is_percent)}
        for bar in chart.bars
    ]
    axis = altair.Axis(
        title=None,
        labelExpr=f"slice(datum.value, {KEY_DIGITS})",
        labelLimit=0,
        minExtent=space,
        maxExtent=space,
        ticks=False,
        domain=False,
        labelPadding=8,
    )
    values = [0.0, *(bar.value for bar in chart.bars)]
    reach = [min(values) * ROOM_FOR_FIGURES, max(values) * ROOM_FOR_FIGURES or 1.0]
    colours = altair.Scale(domain=numbers, range=[COLOURS[number % len(COLOURS)] for number in numbers])
    base = altair.Chart(altair.Data(values=rows)).encode(
        y=altair.Y("row:N", axis=axis, scale=altair.Scale(paddingInner=GROUP_GAP)),
        x=altair.X(
            "value:Q",
            scale=altair.Scale(domain=reach, nice=False),
            axis=altair.Axis(title=None, grid=True, tickCount=5, domain=False, format=",.0%" if chart.is_percent else ",~f"),
        ),
        color=altair.Color("series:N", sort=numbers, legend=None, scale=colours),
    )
    if len(series) > 1:
        base = base.encode(yOffset=altair.YOffset("series:N", sort=numbers))
    bars = base.mark_bar(aria=False)
    figures = base.mark_text(aria=False, align="left", dx=4, fontSize=FONT_SIZE - 1)
    figures = figures.encode(text="text:N", color=altair.value(INK))
    step = altair.Step(BAR_STEP, **({"for": "position"} if len(series) == 1 else {"for": "offset"}))
    return (
        altair.layer(bars, figures)
        .properties(
            width=WIDTH - space,
            height=step,
            # Sizes by the measure of texts would be those of one machine's fonts.
            autosize=altair.AutoSizeParams(type="none"),
            padding={"left": space, "right": FONT_SIZE, "top": FONT_SIZE / 2, "bottom": FONT_SIZE * 2},
        )
        .configure(font=FONT, background="transparent")
        .configure_axis(labelFontSize=FONT_SIZE, gridColor=GRID, labelColor=INK)
        .configure_view(stroke=None)
        .to_dict(validate=False)
    )


def _framed(chart: Chart, svg: str) -> str:
    """The drawing with a name for readers who do not see it, and without a paper or a size of its own."""
    found = OPENING.match(svg)
    if found is None:
        raise ValueError("the drawing does not begin with a sized svg element")
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="drawn" role="img" viewBox="0 0 {found[1]} {found[2]}">'
        f"<title>{escape(chart.summary)}</title>"
    )
    return opening + svg[found.end() :]


def series_colours(chart: Chart) -> list[tuple[str, int]]:
    """The series with the number of their colours, for the legend that the page writes beside the picture."""
    series = dict.fromkeys(bar.series for bar in chart.bars)
    return [(name, number % len(COLOURS)) for number, name in enumerate(series)]


def _shown(value: float, is_percent: bool) -> str:
    return f"{value:.1%}" if is_percent else f"{value:,.2f}".rstrip("0").rstrip(".")


def _cut(label: str) -> str:
    """A label that fits."""
    if _width(label) <= MOST_LABEL_SPACE - LABEL_MARGIN:
        return label
    label = label[:LONGEST_LABEL]
    while _width(label) > MOST_LABEL_SPACE - LABEL_MARGIN - FONT_SIZE:
        label = label[:-1]
    return label.rstrip() + "…"


def _width(text: str) -> float:
    """About as wide as a browser draws it: Chinese signs as wide as the font is high, others about half."""
    wide = sum(1 for sign in text if unicodedata.east_asian_width(sign) in WIDE_SIGNS)
    return FONT_SIZE * (wide + 0.56 * (len(text) - wide))
