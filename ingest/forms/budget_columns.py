"""The columns of one side of a budget table: the printed path, the concept and the phase of each leaf of its header."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.forms.budget_identities import Identity, Node, leaves
from ingest.forms.budget_text import fold

CARRYOVERS = frozenset({"prior_carryover", "next_year_carryover"})
# A total beside these is more than the total of 三公经费.
BESIDE_THREE_PUBLIC = frozenset({"_meeting", "_training"})

YEAR = re.compile("20[0-9]{2}(?=年)")
PRIOR_YEAR = re.compile("上年(?!.*结)|上一年|去年")
PHASE_WORDS = (
    ("年初预算", "initial_budget"),
    ("调整预算", "adjusted_budget"),
    ("全年预算", "adjusted_budget"),
    ("决算", "final_accounts"),
    ("执行", "final_accounts"),
    ("预算数", "budget"),
)


@dataclass(frozen=True, slots=True)
class Column:
    """A figure column. `path` is printed words from group to leaf; `concept` is None where the lexicon has none for it."""

    path: str
    concept: str | None
    phase: str


@dataclass(frozen=True, slots=True)
class SideLayout:
    """One side of a table: what its rows are, its columns in print order, and their identities.

    `code_parts` is the number of code columns (0: none; 3: 类, 款, 项 apart); `has_index` tells that rows are numbered (行次).
    """

    side: str
    row_kind: str
    columns: tuple[Column, ...]
    identities: tuple[Identity, ...]
    code_parts: int = 0
    has_index: bool = False
    has_names: bool = True


def build_columns(forest: Sequence[Node], table_phase: str, table_year: int | None) -> tuple[Column, ...]:
    """The leaves of a forest as columns, in print order."""
    paths = list(leaves(forest, ()))
    phases = [_phase(path, table_phase, table_year) for path in paths]
    concepts: list[str | None] = []
    totals = {phase for path, phase in zip(paths, phases, strict=True) if path[-1].meaning == "total"}
    is_wider = any(path[-1].meaning in BESIDE_THREE_PUBLIC for path in paths)
    for path, phase in zip(paths, phases, strict=True):
        concept = _concept(path, is_alone=not totals and phases.count(phase) == 1, has_total=phase in totals)
        if is_wider and concept == "total" and path[-1].meaning == "total" and len(path) == 1:
            concept = None
        known = {(seen, other) for seen, other in zip(concepts, phases, strict=False)}
        concepts.append(None if concept is not None and (concept, phase) in known else concept)
    return tuple(
        Column("/".join(node.text for node in path), concept, phase)
        for path, concept, phase in zip(paths, concepts, phases, strict=True)
    )


def _concept(path: Sequence[Node], is_alone: bool, has_total: bool) -> str | None:
    meaning, groups = path[-1].meaning, [node.meaning for node in path[:-1] if not node.meaning.startswith("_")]
    groups = [group for group in groups if group != "amount"]
    if meaning == "subtotal":
        meaning = groups[-1] if groups else "total" if not has_total else "_subtotal"
        groups = groups[:-1]
    if meaning == "amount":
        if groups:
            meaning = groups[-1]
        elif len(path) > 1 and not path[-2].meaning.startswith("_"):
            meaning = path[-2].meaning
        elif not is_alone:
            meaning = "_amount" if has_total else "total"
    if meaning.startswith("_") or CARRYOVERS & set(groups) or "_change" in [node.meaning for node in path]:
        return None
    return meaning


def _phase(path: Sequence[Node], table_phase: str, table_year: int | None) -> str:
    if any(node.meaning == "_change" for node in path):
        return table_phase
    printed = fold("".join(node.text for node in path))
    years = [int(year) for year in YEAR.findall(printed)]
    if PRIOR_YEAR.search(printed) or (table_year is not None and years and min(years) < table_year):
        return "prior_year"
    return next((phase for word, phase in PHASE_WORDS if word in printed), table_phase)
