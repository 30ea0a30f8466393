"""Which vectors of the children can add up to a vector of their parent.

Each child has a few candidate vectors (one a placement of its figures), and the sum over the children must equal the parent,
column by column. The children are split in two halves whose partial sums meet in the middle; a cap on partial sums keeps the
work bounded, and where it is hit the answer is None: nothing is known.
"""

from __future__ import annotations

from collections.abc import Sequence

Vector = tuple[int, ...]

SUM_CAP = 40_000
PAIR_CAP = 400_000


def surviving_children(children: Sequence[frozenset[Vector]], parent: Vector, tolerance: int) -> list[set[Vector]] | None:
    """For each child the vectors that take part in a sum within `tolerance` of the parent; empty sets where there is no sum.

    None where the cap on partial sums is hit.
    """
    pruned = [_within(vectors, parent, tolerance, children) for vectors in children]
    nothing: list[set[Vector]] = [set() for _ in children]
    if not all(pruned):
        return nothing
    loose = [place for place, vectors in enumerate(pruned) if len(vectors) > 1]
    fixed = [next(iter(vectors)) for vectors in pruned if len(vectors) == 1]
    target = _subtract(parent, fixed)
    half = len(loose) // 2
    left = _layers([pruned[place] for place in loose[:half]], len(parent))
    right = _layers([pruned[place] for place in loose[half:]], len(parent))
    if left is None or right is None:
        return None
    met = _meet(left[-1], right[-1], target, tolerance)
    if met is None:
        return None
    if not met:
        return nothing
    kept = [set(vectors) for vectors in pruned]
    _trace(left, [pruned[place] for place in loose[:half]], {ours for ours, _ in met}, kept, loose[:half])
    _trace(right, [pruned[place] for place in loose[half:]], {theirs for _, theirs in met}, kept, loose[half:])
    return kept


def _within(
    vectors: frozenset[Vector], parent: Vector, tolerance: int, children: Sequence[frozenset[Vector]]
) -> frozenset[Vector]:
    """Without negative figures no child exceeds its parent."""
    if any(value < 0 for others in children for vector in others for value in vector):
        return vectors
    return frozenset(v for v in vectors if all(value <= whole + tolerance for value, whole in zip(v, parent, strict=True)))


def _layers(children: Sequence[frozenset[Vector]], width: int) -> list[set[Vector]] | None:
    layers: list[set[Vector]] = [{(0,) * width}]
    for vectors in children:
        if len(layers[-1]) * len(vectors) > SUM_CAP:
            return None
        layers.append({_add(done, vector) for done in layers[-1] for vector in vectors})
    return layers


def _meet(left: set[Vector], right: set[Vector], target: Vector, tolerance: int) -> set[tuple[Vector, Vector]] | None:
    if tolerance == 0:
        wanted = {_subtract(target, [theirs]): theirs for theirs in right}
        return {(ours, wanted[ours]) for ours in left if ours in wanted}
    if len(left) * len(right) > PAIR_CAP:
        return None
    return {
        (ours, theirs)
        for ours in left
        for theirs in right
        if all(abs(whole - a - b) <= tolerance for whole, a, b in zip(target, ours, theirs, strict=True))
    }


def _trace(
    layers: Sequence[set[Vector]],
    children: Sequence[frozenset[Vector]],
    ends: set[Vector],
    kept: list[set[Vector]],
    places: Sequence[int],
) -> None:
    """Walk back from the sums that met, keeping the vectors on the way."""
    for step in range(len(children) - 1, -1, -1):
        before: set[Vector] = set()
        used: set[Vector] = set()
        for end in ends:
            for vector in children[step]:
                start = _subtract(end, [vector])
                if start in layers[step]:
                    before.add(start)
                    used.add(vector)
        kept[places[step]] = used
        ends = before


def _add(one: Vector, other: Vector) -> Vector:
    return tuple(map(int.__add__, one, other))


def _subtract(whole: Vector, parts: Sequence[Vector]) -> Vector:
    for part in parts:
        whole = tuple(map(int.__sub__, whole, part))
    return whole
