"""The sums that the header of a budget table promises.

The header is a tree: groups over leaves. Each leaf is a column. Among siblings, 合计 or 小计 is the sum of the others; a group
counts with its 小计, or with its leaves. Columns of another year, and changes, take no part in the sums.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# Where parts stand beside their whole instead of under it: 公务用车购置及运行费, 购置费, 运行费.
PARTS = {
    "fiscal_appropriation": frozenset({"general_public_budget", "government_fund", "state_capital"}),
    "vehicle_total": frozenset({"vehicle_purchase", "vehicle_operation"}),
    "basic": frozenset({"personnel", "operating"}),
}
TOTALS = ("total", "subtotal")
NO_ADDENDS = frozenset({"_change", "_agency_running"})


@dataclass(frozen=True, slots=True)
class Node:
    """A header word with the words under it. `meaning` is the lexicon's."""

    text: str
    meaning: str
    children: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """total = sum of the addends, by 0-based columns. A partial one only bounds: the total is not less than its parts."""

    total: int
    addends: tuple[int, ...]
    is_partial: bool
    may_be_blank: bool


def build_identities(forest: Sequence[Node], phases: Sequence[str]) -> tuple[Identity, ...]:
    """The sums that the forest promises, outermost first."""
    numbers = iter(range(len(phases)))
    places = {id(node): next(numbers) for path in leaves(forest, ()) for node in path[-1:]}
    found: list[Identity] = []
    _collect(forest, places, phases, found, is_nested=False)
    return tuple(found)


def leaves(forest: Sequence[Node], above: tuple[Node, ...]) -> Iterator[tuple[Node, ...]]:
    """The path from group to leaf of each column, in print order."""
    for node in forest:
        if node.children:
            yield from leaves(node.children, (*above, node))
        else:
            yield (*above, node)


def _collect(
    nodes: Sequence[Node], places: dict[int, int], phases: Sequence[str], found: list[Identity], is_nested: bool
) -> None:
    total = _total_of(nodes)
    if total is not None:
        present = {node.meaning for node in nodes}
        parts = frozenset().union(*(PARTS[whole] for whole in present & set(PARTS) if whole != total.meaning))
        phase = phases[places[id(total)]]
        addends = [
            _value(node, places)
            for node in nodes
            if node is not total and node.meaning not in parts | NO_ADDENDS
            if all(phases[place] == phase for place in _value(node, places))
        ]
        flat = tuple(place for places_of_node in addends for place in places_of_node)
        if flat:
            found.append(Identity(places[id(total)], flat, len(addends) < 2, is_nested and total.meaning == "subtotal"))
    for node in nodes:
        inner = [other for other in nodes if other.meaning in PARTS.get(node.meaning, ()) and node is not total]
        if inner and not node.children and not any(other.children for other in inner):
            found.append(Identity(places[id(node)], tuple(places[id(other)] for other in inner), len(inner) < 2, True))
        if node.children:
            _collect(node.children, places, phases, found, is_nested=True)


def _total_of(nodes: Sequence[Node]) -> Node | None:
    leaves = [node for node in nodes if not node.children]
    totals = [node for node in leaves if node.meaning in TOTALS]
    if len(totals) == 1:
        return totals[0]
    wholes = [node for node in leaves if node.meaning in PARTS and PARTS[node.meaning] & {other.meaning for other in nodes}]
    return wholes[0] if not totals and len(wholes) == 1 and _only_parts(nodes, wholes[0]) else None


def _only_parts(nodes: Sequence[Node], whole: Node) -> bool:
    return all(node is whole or node.meaning in PARTS[whole.meaning] for node in nodes)


def _value(node: Node, places: dict[int, int]) -> tuple[int, ...]:
    """The columns whose sum is a node's value: its own, its subtotal, or those of all nodes under it."""
    if not node.children:
        return (places[id(node)],)
    subtotal = _total_of(node.children)
    if subtotal is not None:
        return (places[id(subtotal)],)
    return tuple(place for child in node.children for place in _value(child, places))
