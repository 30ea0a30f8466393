"""The amounts of a form's funding block: one to a label, or several in one text.

A text such as 854万(其中：财政拨款800万，自有资金54万) is a total with its parts. It is taken apart where every part has a
known label, and a unit wherever the total has one; else it stays one amount, as printed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.forms.pieces import FUNDING_AREAS, Entry
from ingest.forms.words import clean, find_label

HORIZON_WORDS = (("中期", "midterm"), ("实施期", "whole_project"), ("项目总", "whole_project"), ("全周期", "whole_project"))
FIGURE = r"-?[0-9][0-9,]*(?:\.[0-9]+)?\s*(?:亿元|亿|百万元|万元|万|千元|元)?"
PART_AREAS = FUNDING_AREAS | {"funding_part"}
HAS_UNIT = re.compile("[亿万元]$")
WHOLE = re.compile(rf"^(?:共计|总计|合计|共)?\s*({FIGURE})\s*[（(，,；;。]?\s*(?=其中|[（(，,；;]|[^0-9\s]|$)")
PART = re.compile(rf"[（(，,；;、。\s]*(?:其中\s*[:：]?)?\s*([^0-9:：（(，,；;、。\s-]{{2,20}})\s*(?:为|[:：])?\s*({FIGURE})")
END = re.compile(r"^[)）。，,；;\s]*$")


@dataclass(frozen=True, slots=True)
class Funding:
    horizon: str
    source: str
    label_text: str
    amount_text: str | None
    entry: Entry


def read_fundings(entries: Sequence[Entry]) -> tuple[Funding, ...]:
    """Every amount under a label of money, in print order; a text of several amounts as so many."""
    own = [entry for entry in entries if entry.label.area in FUNDING_AREAS]
    fundings = _labelled(own)
    if not any(entry.label.concept == "total" for entry in own):
        heading = next((entry for entry in entries if entry.label.concept == "funding_heading" and _is_amount(entry)), None)
        if heading is not None:
            fundings.insert(0, Funding(_horizon(heading.label.word), "total", heading.label.word, heading.value, heading))
    return tuple(part for funding in fundings for part in _parts(funding))


def _is_amount(entry: Entry) -> bool:
    match = WHOLE.match(clean(entry.value or ""))
    return bool(match and (HAS_UNIT.search(match[1]) or END.match((entry.value or "")[match.end() :])))


def _parts(funding: Funding) -> list[Funding]:
    """The amount and the parts its text names; the amount alone where it names none, or one that is not known."""
    text = clean(funding.amount_text or "")
    whole = WHOLE.match(text)
    position = whole.end() if whole else 0
    found = []
    while whole and not END.match(text[position:]):
        part = PART.match(text, position)
        label = find_label(part[1], PART_AREAS) if part else None
        has_unit = bool(part and HAS_UNIT.search(part[2].strip()))
        if part is None or label is None or label.remainder or has_unit != bool(HAS_UNIT.search(whole[1].strip())):
            return [replace(funding, amount_text=text[whole.start(1) :])]
        found.append(Funding(funding.horizon, label.concept, part[1], part[2].strip(), funding.entry))
        position = part.end()
    if whole is None:
        return [funding]
    if not found:
        return [replace(funding, amount_text=text[whole.start(1) :])]
    return [Funding(funding.horizon, funding.source, funding.label_text, whole[1].strip(), funding.entry), *found]


def _labelled(entries: Sequence[Entry]) -> list[Funding]:
    totals = [entry for entry in entries if entry.label.concept == "total"]
    counts = Counter(entry.label.concept for entry in entries)
    seen: Counter[str] = Counter()
    fundings = []
    for position, entry in enumerate(entries):
        source = entry.label.concept
        own = entry if source == "total" else _total_of(entry, entries[:position], totals, seen[source], counts[source])
        horizon = _horizon(own.label.word) if own else "annual"
        seen[source] += 1
        label_text = "".join(piece.text for piece in entry.pieces[: len(entry.pieces) - len(entry.values)])
        amount_text = entry.value
        if entry.label.remainder:
            label_text = label_text[: len(label_text) - len(entry.label.remainder)]
        fundings.append(Funding(horizon, source, label_text.strip(), amount_text, entry))
    return fundings


def _total_of(entry: Entry, before: Sequence[Entry], totals: Sequence[Entry], nth: int, count: int) -> Entry | None:
    """The total a source is part of: by column in a grid, by order where each total has one, else the last one printed."""
    printed = [other for other in before if other.label.concept == "total"]
    in_column = [other for other in printed if other.pieces[0].in_grid and other.column == entry.column]
    if in_column and entry.pieces[0].in_grid:
        return in_column[-1]
    if count == len(totals) and len(printed) == len(totals):
        return totals[nth]
    return printed[-1] if printed else next(iter(totals), None)


def _horizon(word: str) -> str:
    return next((horizon for begin, horizon in HORIZON_WORDS if begin in word), "annual")
