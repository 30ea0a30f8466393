"""Which horizon each half of an indicator table speaks of."""

from __future__ import annotations

from ingest.forms.indicator_columns import IndicatorHeader
from ingest.forms.project_header import HeaderBlock


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
