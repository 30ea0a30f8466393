"""Level names of indicator rows: carried down merged cells, or taken from the middle row of their block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.forms.centred_levels import can_be_centred, centred_names
from ingest.forms.indicator_columns import IndicatorHeader
from ingest.forms.indicator_rows import IndicatorRow
from ingest.forms.words import fold, indicator_levels, level_parents


@dataclass(frozen=True, slots=True)
class CarriedRow:
    """A row of one half with its level names: `level*_text` carried down, `level*_printed` the row's own.

    `shared` maps a concept that only one half has a column for to that half; `section` counts tables one below the other.
    """

    row: IndicatorRow
    half: int
    level1_text: str | None
    level2_text: str | None
    level1_printed: str | None
    level2_printed: str | None
    shared: dict[str, int]
    section: int = 0

    def value(self, concept: str) -> str | None:
        """The half's own text, or that of the half that has the column for both."""
        return self.row.values.get((self.shared.get(concept, self.half), concept))


def carry_levels(rows: Sequence[IndicatorRow], header: IndicatorHeader) -> list[CarriedRow]:
    """One entry a row and half that prints a name or a target. A new level 1 ends the level 2 before it."""
    if _is_bare(rows, header) and _is_centred(rows):
        return _carry_centred(rows)
    carried = []
    level1: str | None = None
    level2: dict[int, str | None] = {}
    halves: dict[str, list[int]] = {}
    for column in header.columns:
        halves.setdefault(column.concept, []).append(column.half)
    shared = {concept: own[0] for concept, own in halves.items() if len(own) == 1}
    for row in rows:
        printed1 = next((row.values[key] for key in sorted(row.values) if key[1] == "level1"), None)
        if printed1 is not None or (0, "level1") in row.values:
            level1, level2 = printed1, {}
        for half in range(header.half_count):
            own = row.values.get((half, "level2"))
            if (half, "level2") in row.values:
                level2[half] = own
            elif half and (half not in level2 or half not in halves.get("level2", [])):
                level2[half] = level2.get(0)
            has_text = (half, "target") in row.values or (half, "name") in row.values
            if has_text and 0 in halves.get("name", []):
                printed2 = row.values.get((shared.get("level2", half), "level2"))
                carried.append(CarriedRow(row, half, level1, level2.get(half), printed1, printed2, shared))
    return carried


def _is_bare(rows: Sequence[IndicatorRow], header: IndicatorHeader) -> bool:
    """Whether the table is a grid of one half that has both level columns and does not say what is merged."""
    has_levels = {"level1", "level2"} <= {column.concept for column in header.columns}
    filled = [row for row in rows if row.values]
    return header.half_count == 1 and has_levels and not any(row.line.spans or len(row.line.cells) == 1 for row in filled)


def _is_centred(rows: Sequence[IndicatorRow]) -> bool:
    """Whether level names stand in the middle of their blocks: only so the first row has a level, and a level 2 its level 1."""
    filled = [row for row in rows if row.values]
    level1 = None
    for position, row in enumerate(filled):
        high, low = row.values.get((0, "level1")), row.values.get((0, "level2"))
        begins_late = position == 0 and not high
        level1 = high if (0, "level1") in row.values else level1
        pair = fold(level1 or ""), fold(low or "")
        is_misfiled = bool(low and not high) and pair[0] in indicator_levels()[0] and pair[1] in indicator_levels()[1]
        if begins_late or (is_misfiled and pair not in level_parents()):
            return any(own.values.get((0, "level1")) for own in filled)
        follows = next((own for own in filled[position + 1 :] if own.values.keys() & {(0, "level1"), (0, "level2")}), None)
        is_above = follows is not None and (0, "level1") not in follows.values
        if high and not low and is_above and _may_be_centred(rows):
            return True
    return False


def _may_be_centred(rows: Sequence[IndicatorRow]) -> bool:
    filled = [row for row in rows if row.cells or row.values]
    return all(can_be_centred([row.values.get((0, concept)) for row in filled]) for concept in ("level1", "level2"))


def _carry_centred(rows: Sequence[IndicatorRow]) -> list[CarriedRow]:
    filled = [row for row in rows if row.cells or row.values]
    printed = [[row.values.get((0, concept)) for row in filled] for concept in ("level1", "level2")]
    level1, level2 = map(centred_names, printed)
    level1 = _with_parents(level1, level2, printed[0])
    levels = zip(filled, level1, level2, *printed, strict=True)
    return [
        CarriedRow(row, 0, *names, {}) for row, *names in levels if (0, "target") in row.values or (0, "name") in row.values
    ]


def _with_parents(
    level1: Sequence[str | None], level2: Sequence[str | None], printed: Sequence[str | None]
) -> list[str | None]:
    """A row in doubt between the level 1 above it and the one below it is of the one that its level 2 stands under."""
    names = [(row, name) for row, name in enumerate(printed) if name]
    found = list(level1)
    for row, low in enumerate(level2):
        if found[row] or not low:
            continue
        nearest = [*[name for at, name in names if at < row][-1:], *[name for at, name in names if at > row][:1]]
        parents = [name for name in nearest if (fold(name), fold(low)) in level_parents()]
        found[row] = parents[0] if len(parents) == 1 else None
    return found
