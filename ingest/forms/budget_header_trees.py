"""Header words in print order as trees of groups over columns.

A text flow prints a header row by row: first the top row, then the words under its groups; or each group with its children
directly after it. Which words stand under which is not printed, so every division that the lexicon permits, and that makes a
sound header, is one reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.forms.budget_columns import YEAR
from ingest.forms.budget_identities import PARTS, TOTALS, Node
from ingest.forms.budget_layouts import permitted_children
from ingest.forms.budget_text import fold

DEEPEST = 3
NOTHING: frozenset[str] = frozenset()
NEVER_LEAVES = ("_group",)
WIDE_GROUPS = ("_group", "_income", "_outlay", "amount", "general_public_budget", "government_fund", "state_capital")
SHARES = frozenset({"basic", "project", "personnel", "operating"})


def forests(nodes: Sequence[Node]) -> Iterator[tuple[Node, ...]]:
    """Every sound reading of the words, each once: level by level, or with children directly after a group."""
    seen = set()
    for forest in _readings(nodes):
        if forest not in seen:
            seen.add(forest)
            yield forest


def _readings(nodes: Sequence[Node]) -> Iterator[tuple[Node, ...]]:
    needs_total = any(node.meaning in TOTALS for node in nodes)
    words = tuple(nodes)
    for size in range(1, len(words) + 1):
        if _repeats(words[:size]):
            break
        yield from (forest for forest in _grow(words[:size], words[size:], DEEPEST) if _is_sound(forest, None, needs_total))
    gathered = _gathered(nodes)
    if _is_sound(gathered, None, needs_total):
        yield gathered


def _grow(level: Sequence[Node], rest: Sequence[Node], depth: int) -> Iterator[tuple[Node, ...]]:
    if not rest:
        yield tuple(level)
        return
    if depth <= 1:
        return
    for size in range(1, len(rest) + 1):
        for below in _grow(rest[:size], rest[size:], depth - 1):
            yield from _hang(tuple(level), below)


def _hang(level: Sequence[Node], below: Sequence[Node]) -> Iterator[tuple[Node, ...]]:
    """Give the words below, in order, to the groups of a level."""
    if not below or not level:
        if not below:
            yield tuple(level)
        return
    first, others = level[0], level[1:]
    permitted = frozenset() if first.children else permitted_children().get(first.meaning, NOTHING)
    if first.meaning not in NEVER_LEAVES:
        for others_hung in _hang(others, below):
            yield (first, *others_hung)
    if not permitted:
        return
    for size in range(1, len(below) + 1):
        child = below[size - 1]
        if (child.meaning not in permitted and "*" not in permitted) or _repeats(below[:size]):
            break
        if size < len(below) and not any(other.meaning in permitted_children() and not other.children for other in others):
            continue
        for others_hung in _hang(others, below[size:]):
            yield (Node(first.text, first.meaning, tuple(below[:size])), *others_hung)


def _gathered(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """Words with every group that 小计 follows directly taken together with its children."""
    gathered: list[Node] = []
    index = 0
    while index < len(nodes):
        node = nodes[index]
        permitted = permitted_children().get(node.meaning, frozenset())
        end = index + 1
        if "*" not in permitted and end < len(nodes) and nodes[end].meaning == "subtotal":
            while (
                end < len(nodes) and nodes[end].meaning in permitted and (nodes[end].meaning != "subtotal" or end == index + 1)
            ):
                end += 1
        gathered.append(Node(node.text, node.meaning, tuple(nodes[index + 1 : end])))
        index = end
    return tuple(gathered)


def _repeats(nodes: Sequence[Node]) -> bool:
    """Whether siblings say the same twice; amounts and words without a concept may differ by their print alone."""
    named = [node.text if node.meaning[0] == "_" or node.meaning == "amount" else node.meaning for node in nodes]
    return len(set(named)) < len(named)


def _is_sound(nodes: Sequence[Node], parent: Node | None, needs_total: bool) -> bool:
    """Whether siblings can stand side by side. Where a header prints totals, a wide group (2023年预算数) has its own."""
    meanings = [node.meaning for node in nodes]
    if _repeats(nodes):
        return False
    if parent is not None and parent.meaning == "amount" and "amount" in meanings:
        return False
    if parent is not None and len(nodes) == 1 and "*" not in permitted_children()[parent.meaning]:
        return False
    for index, node in enumerate(nodes):
        if not node.children and (node.meaning in NEVER_LEAVES or (node.meaning == "subtotal" and parent is None)):
            return False
        before = set(meanings[:index]) - {"amount", "_change"}
        if node.meaning in TOTALS and before and (node.meaning == "subtotal" or index < len(nodes) - 1):
            return False
        if node.children and not _is_sound(node.children, node, needs_total):
            return False
    leaves = [node for node in nodes if not node.children]
    below = {child.meaning for node in nodes for child in node.children}
    if any(PARTS.get(leaf.meaning, NOTHING) & below for leaf in leaves):
        return False
    if needs_total and any(node.children and node.meaning in WIDE_GROUPS and not _has_total(node) for node in nodes):
        return False
    own = {leaf.meaning for leaf in leaves}
    if own & SHARES and not own & set(TOTALS) and any(_has_total(node) for node in nodes):
        return False
    return not ("total" in own and any(_is_current(leaf, leaves) for leaf in leaves))


def _has_total(node: Node) -> bool:
    return any(child.meaning in TOTALS for child in node.children)


def _is_current(leaf: Node, leaves: Sequence[Node]) -> bool:
    """Whether an amount is that of the current year: beside 合计 it says the same twice, so it must be a group over it."""
    if leaf.meaning != "amount" or fold(leaf.text)[:2] in ("上年", "去年"):
        return False
    years = [year for node in leaves if node.meaning == "amount" for year in YEAR.findall(fold(node.text))]
    own = YEAR.findall(fold(leaf.text))
    return not own or (own[0] == max(years) and (len(years) > 1 or "预算数" in leaf.text))
