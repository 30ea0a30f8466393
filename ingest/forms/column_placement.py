"""Which columns the figures of a row stand in, where the print has lost its blank cells.

A row that prints fewer figures than its table has columns may be placed in every way that keeps their order. A placement
survives if it satisfies the sums of its own row (合计 = 基本支出 + 项目支出), and if the vectors of all rows can be chosen so
that each parent is the sum of its children, column by column. The search is exact on the tree of rows: sums are carried up,
then what they rule out is carried down. Sums are tried exactly, then within the rounding of the print; a sum that holds in no
way is the publisher's error and decides nothing. All figures are whole numbers of the table's last printed place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

from ingest.forms.budget_columns import SideLayout
from ingest.forms.budget_identities import Identity
from ingest.forms.family_sums import Vector, surviving_children

PLACEMENT_CAP = 20_000

Choices = tuple["Candidate", ...] | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A placement: the 0-based columns of a row's figures, and the row as a vector over all columns."""

    places: tuple[int, ...]
    vector: Vector


@dataclass(frozen=True, slots=True)
class Family:
    """A row that is the sum of other rows, by their numbers."""

    parent: int
    children: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Placement:
    """The surviving candidates of each row (None: nothing is known of it), and how many sums hold in no way."""

    rows: tuple[Choices, ...]
    broken: int


def row_candidates(values: Sequence[int | None], layout: SideLayout) -> Choices:
    """The placements of a row's figures that its own sums permit; None where there are none, or the figures are no numbers."""
    width = len(layout.columns)
    if any(value is None for value in values) or len(values) > width or comb(width, len(values)) > PLACEMENT_CAP:
        return None
    numbers = [value for value in values if value is not None]
    found = [_candidate(places, numbers, width) for places in combinations(range(width), len(numbers))]
    if len(found) == 1:
        return tuple(found)
    for is_rounded in (False, True):
        fitting = tuple(candidate for candidate in found if _satisfies(candidate, layout.identities, is_rounded))
        if fitting:
            return fitting
    return None


def satisfies_identities(candidate: Candidate, layout: SideLayout) -> bool:
    """Whether a row's sums hold, within the rounding of the print."""
    return _satisfies(candidate, layout.identities, is_rounded=True)


def placed(places: Sequence[int], values: Sequence[int | None], width: int) -> Choices:
    """The one candidate of a row whose columns the print shows."""
    if any(value is None for value in values):
        return None
    return (_candidate(places, [value for value in values if value is not None], width),)


def propagate(rows: Sequence[Choices], families: Sequence[Family]) -> Placement:
    """Keep the candidates that take part in a solution of all sums."""
    kept = list(rows)
    broken = 0
    links: list[tuple[Family, dict[Vector, list[set[Vector]]]]] = []
    for family in _bottom_up(families):
        link = _link(kept, family)
        if link is None:
            continue
        if not link:
            broken += 1
            continue
        kept[family.parent] = tuple(choice for choice in kept[family.parent] or () if choice.vector in link)
        links.append((family, link))
    for family, link in reversed(links):
        parents = {choice.vector for choice in kept[family.parent] or ()}
        for number, child in enumerate(family.children):
            allowed = set().union(*(link[vector][number] for vector in parents))
            kept[child] = tuple(choice for choice in kept[child] or () if choice.vector in allowed)
    return Placement(tuple(kept), broken)


def decided_places(choices: Choices, count: int) -> tuple[int | None, ...]:
    """For each of a row's figures the column on which all surviving candidates agree, None where they differ."""
    if not choices:
        return (None,) * count
    return tuple(
        places.pop() if len(places := {choice.places[number] for choice in choices}) == 1 else None for number in range(count)
    )


def rounding_tolerance(addends: int) -> int:
    """Half a unit of the last place for each addend and for the sum, in whole units; a single addend is not rounded twice."""
    return (addends + 1) // 2 if addends > 1 else 0


def _candidate(places: Sequence[int], values: Sequence[int], width: int) -> Candidate:
    vector = [0] * width
    for place, value in zip(places, values, strict=True):
        vector[place] = value
    return Candidate(tuple(places), tuple(vector))


def _satisfies(candidate: Candidate, identities: Sequence[Identity], is_rounded: bool) -> bool:
    values = list(candidate.vector)
    for identity in reversed(identities):
        total = values[identity.total]
        parts = [values[place] for place in identity.addends]
        if identity.may_be_blank and identity.total not in candidate.places:
            values[identity.total] = sum(parts)
            continue
        if identity.is_partial:
            if total < sum(parts):
                return False
            continue
        tolerance = rounding_tolerance(sum(part != 0 for part in parts)) if is_rounded else 0
        if abs(total - sum(parts)) > tolerance:
            return False
    return True


def _link(rows: Sequence[Choices], family: Family) -> dict[Vector, list[set[Vector]]] | None:
    """For each feasible vector of the parent, the vectors of each child that go with it; None where nothing can be said."""
    members = [rows[family.parent], *(rows[child] for child in family.children)]
    if any(choices is None for choices in members):
        return None
    parents = {choice.vector for choice in members[0] or ()}
    children = [frozenset(choice.vector for choice in choices or ()) for choices in members[1:]]
    for tolerance in dict.fromkeys((0, rounding_tolerance(len(children)))):
        link: dict[Vector, list[set[Vector]]] = {}
        for vector in parents:
            kept = surviving_children(children, vector, tolerance)
            if kept is None:
                return None
            if all(kept):
                link[vector] = kept
        if link:
            return link
    return {}


def _bottom_up(families: Sequence[Family]) -> list[Family]:
    """Families after those of their children. Two totals may each be the sum of the other: then the later one comes first."""
    by_parent: Mapping[int, Family] = {family.parent: family for family in families}
    ordered: list[Family] = []
    seen: set[int] = set()
    for first in families:
        waiting = [(first, False)]
        while waiting:
            family, is_done = waiting.pop()
            if is_done:
                ordered.append(family)
            elif family.parent not in seen:
                seen.add(family.parent)
                waiting.append((family, True))
                waiting += [(by_parent[child], False) for child in reversed(family.children) if child in by_parent]
    return ordered
