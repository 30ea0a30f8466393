"""Indicator tables one below the other in a form, each under a heading that names its horizon (中期绩效指标, 年度绩效指标)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.forms.indicator_columns import HORIZON_WORDS, IndicatorHeader, read_indicator_header
from ingest.forms.pieces import split_pieces
from ingest.forms.words import clean, find_label, fold
from ingest.records import Line

AREA = frozenset({"indicator_column"})
LONGEST_HEADING = 24
HEADING = re.compile(r"(?:指标|指标表|指标体系|指标情况)[:：]?$")
# A heading stands at most so many lines above the header; blank lines may part them.
REACH = 3


@dataclass(frozen=True, slots=True)
class Section:
    """A table: heading and header lines, the header, the lines below up to the next one, and the horizon the heading names."""

    heading: tuple[Line, ...]
    header_lines: tuple[Line, ...]
    header: IndicatorHeader
    below: tuple[Line, ...]
    horizon: str | None


def split_sections(body: Sequence[Line], position: int, header: IndicatorHeader) -> list[Section]:
    """The tables from the header at `position` on: one, or one for each heading of another horizon."""
    starts = [(position, header, _horizon_at(body, position))]
    if header.half_count == 1:
        for at in range(position + header.line_count, len(body)):
            own = read_indicator_header(body[at:])
            horizon = _horizon_at(body, at) if own is not None else None
            if own is not None and own.half_count == 1 and horizon and horizon != starts[-1][2]:
                starts.append((at, own, horizon))
    ends = [at - len(_heading_above(body, at)) for at, _, _ in starts[1:]] + [len(body)]
    return [
        Section(
            heading=tuple(_heading_above(body, at)),
            header_lines=tuple(body[at : at + own.line_count]),
            header=own,
            below=tuple(body[at + own.line_count : end]),
            horizon=horizon,
        )
        for (at, own, horizon), end in zip(starts, ends, strict=True)
    ]


def section_horizons(sections: Sequence[Section], goals: Sequence[str]) -> tuple[str, ...]:
    """The horizon of each table; the first one without a heading speaks of the goal that no other table does."""
    named = [section.horizon for section in sections]
    left = [horizon for horizon in dict.fromkeys([*goals, "annual"]) if horizon not in named]
    return tuple(horizon or (left[0] if left else "annual") for horizon in named)


def _horizon_at(body: Sequence[Line], position: int) -> str | None:
    """The horizon that the heading above a header names, or a heading merged beside it (中期绩效指标 | 一级指标 | …)."""
    texts = [line.text for line in _heading_above(body, position)]
    first = split_pieces(body[position : position + 1])[0]
    label = find_label(first.text, AREA)
    if first.in_grid and (label is None or label.concept == "furniture") and HEADING.search(fold(first.text)):
        texts.append(first.text)
    return next((horizon for text in texts for word, horizon in HORIZON_WORDS if word in fold(text)), None)


def _heading_above(body: Sequence[Line], position: int) -> list[Line]:
    """The line of one text right above a header that heads its table, with the blank lines between."""
    for at in range(position - 1, max(position - REACH, 0) - 1, -1):
        pieces = split_pieces(body[at : at + 1])
        if pieces:
            text = fold(pieces[0].text)
            is_heading = len(pieces) == 1 and len(text) <= LONGEST_HEADING and HEADING.search(text) and not _is_column(text)
            return list(body[at:position]) if is_heading else []
    return []


def _is_column(text: str) -> bool:
    label = find_label(clean(text), AREA)
    return label is not None and label.concept != "furniture"
