"""Which horizon each half of an indicator table speaks of, and each table where several stand one below the other."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.forms.indicator_columns import IndicatorHeader
from ingest.forms.indicator_sections import Section, section_horizons
from ingest.forms.project_header import HeaderBlock


def table_horizons(
    sections: Sequence[Section], header: IndicatorHeader | None, head: HeaderBlock
) -> tuple[tuple[str, ...], int]:
    """The horizons, and how many there have to be."""
    count = header.half_count if header else 1
    if len(sections) > 1 or (count == 1 and any(section.horizon for section in sections)):
        return section_horizons(sections, [goal.horizon for goal in head.goals]), len(sections)
    return half_horizons(count, header, head), count


def half_horizons(count: int, header: IndicatorHeader | None, head: HeaderBlock) -> tuple[str, ...]:
    """The header's own words; else the horizons of goals, or of totals, in print order; a single half is annual."""
    own = [header.horizon(half) if header else None for half in range(count)]
    if count == 1:
        return (own[0] or "annual",)
    if all(own):
        return tuple(filter(None, own))
    goals = [goal.horizon for goal in head.goals]
    totals = [funding.horizon for funding in head.fundings if funding.source == "total"]
    return next((tuple(horizons) for horizons in (goals, totals) if len(horizons) == count), ())
