"""Number formats of Excel, taken apart: which section a number takes, the words it prints, the power of ten it hides."""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

THOUSAND = 3
NUMBER_SECTIONS = 3
LONGEST_FORMAT = 1024
TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|(?P<filler>[_*].)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式)|(?P<power>E[+-])|(?P<digit>[0#?])|(?P<mark>.)",
    re.IGNORECASE | re.DOTALL,
)
CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?[0-9]+(?:\.[0-9]+)?)")
COMPARISONS = {
    "<=": operator.le, ">=": operator.ge, "<>": operator.ne, "<": operator.lt, ">": operator.gt, "=": operator.eq,
}  # fmt: skip
ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
DATE_LETTERS = set("ymdhsea")


@dataclass(frozen=True, slots=True)
class Section:
    """`kind`: number, date, text or words (no figure at all). `shift`: the number shown is the stored one by 10 to this power.

    `places` are the digits and the words between them from left to right; None where no words stand between the digits.
    """

    kind: str
    letters: str
    prefix: str
    suffix: str
    shift: int
    least_digits: int
    prints_zero: bool
    places: tuple[str, ...] | None
    condition: tuple[str, Decimal] | None


@lru_cache(maxsize=4096)
def sections(number_format: str) -> tuple[Section, ...]:
    """The sections of a format: for positive numbers, negative ones, zero, text; or by the conditions they state."""
    parts: list[list[re.Match[str]]] = [[]]
    for token in TOKEN.finditer(number_format[:LONGEST_FORMAT]):
        if token["mark"] == ";":
            parts.append([])
        else:
            parts[-1].append(token)
    found = tuple(_section(tokens) for tokens in parts)
    return (_section([*TOKEN.finditer("General")]),) if found[0].kind == "words" and not number_format.strip() else found


def section_of(number: Decimal, number_format: str) -> tuple[Section, int]:
    """The section a number takes, and which one it is (from 0)."""
    found = list(sections(number_format)[:NUMBER_SECTIONS])
    while len(found) > 1 and found[-1].kind == "text":
        found.pop()
    defaults = _defaults(found)
    for index, part in enumerate(found[:-1]):
        sign, bound = part.condition or defaults[index]
        if COMPARISONS[sign](number, bound):
            return part, index
    return found[-1], len(found) - 1


def _defaults(found: list[Section]) -> list[tuple[str, Decimal]]:
    conditional = any(part.condition for part in found)
    first = ">=" if len(found) == NUMBER_SECTIONS - 1 and not conditional else ">"
    return [(first, Decimal(0)), ("<", Decimal(0))]


def _section(tokens: list[re.Match[str]]) -> Section:
    core = [index for index, token in enumerate(tokens) if token["digit"] or token["general"] or token["mark"] == "@"]
    first, last = (core[0], core[-1]) if core else (len(tokens), len(tokens))
    letters = "".join(token["mark"].lower() for token in tokens if token["mark"] and token["mark"].lower() in DATE_LETTERS)
    shift = percents = least = decimals = 0
    seen_point = seen_literal_point = fraction = False
    before, after, places = "", "", []
    condition = None
    for index, token in enumerate(tokens):
        mark = token["mark"] or ""
        words = token["quoted"] or token["escaped"] or ""
        if token["bracket"] is not None:
            limit = CONDITION.fullmatch(token["bracket"].replace(" ", ""))
            condition = (limit[1], Decimal(limit[2])) if limit else condition
            words = token["bracket"][1:].split("-")[0] if token["bracket"].startswith("$") else ""
            if ELAPSED.fullmatch(token["bracket"]):
                letters = "["
        elif token["digit"]:
            least += token["digit"] == "0" and not seen_point
            decimals += seen_literal_point
            places.append(token["digit"])
        elif mark == "%":
            percents, words = percents + 1, "%"
        elif mark == "." and index > first:
            seen_point = True
        elif mark == ",":
            follows = next((t for t in tokens[index:] if not (t["mark"] == "," or t["filler"])), None)
            shift -= THOUSAND * (index > first and not (follows and follows["digit"]))
        elif mark == "/" and first < index < last:
            fraction = True
        elif mark and mark != "@":
            words = mark
        if words and index < first:
            before += words
        elif words and index > last:
            after += words
        elif words and words != "%":
            seen_literal_point = seen_literal_point or words == "."
            places.append(words if len(words) > 1 or words not in "0#?" else f"{words}\0")
    if any(token["power"] for token in tokens):
        fraction = True
    is_broken = any(place not in "0#?" for place in places)
    kind = "number" if core and not (len(core) == 1 and tokens[core[0]]["mark"] == "@") else "text" if core else "words"
    if letters.strip("ea") or letters.startswith(("aaa", "e")):
        kind = "date" if letters != "[" else "number"
    if letters.startswith("["):
        before = after = ""
        is_broken = False
    if kind == "words":
        before, after = before + after, ""
    shift += 2 * percents - (decimals if not fraction else 0)
    only_digits = is_broken and not (fraction or seen_point or shift + decimals)
    raw = "".join(token[0] for token in tokens if not token["bracket"] and not token["filler"])
    return Section(
        kind=kind,
        letters=raw,
        prefix=before,
        suffix=after,
        shift=shift,
        least_digits=0 if seen_point else least,
        prints_zero=any(token["digit"] == "0" or token["general"] for token in tokens) or kind == "text",
        places=tuple(places) if only_digits else None,
        condition=condition,
    )
