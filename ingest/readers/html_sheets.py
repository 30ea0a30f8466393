"""Which elements the style sheets in a page hide: the more exact and the later rule counts.

Sheets beside the page are not there to be read. Rules for print, for other media, and for states (:hover) are left alone.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode, SelectolaxError

COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
SCREEN = re.compile(r"@media\b.*\b(?:screen|all)\b", re.IGNORECASE)
NARROW = re.compile(r"\b(?:max|min)-|\bnot\b|\bprint\b", re.IGNORECASE)
VALUE = r"\s{0,9}:\s{0,9}([a-z-]{1,30})\s{0,9}(!\s{0,9}important)?"
DISPLAY = re.compile(r"(?<![\w-])display" + VALUE, re.IGNORECASE)
VISIBILITY = re.compile(r"(?<![\w-])visibility" + VALUE, re.IGNORECASE)
HIDING = ((DISPLAY, {"none"}, "removed"), (VISIBILITY, {"hidden"}, "invisible"))
# A selector that says where an element stands, not what state it is in.
PLAIN = re.compile(r"[\w\s.#>*-]+")
ID, CLASS, ELEMENT = re.compile("#"), re.compile(r"\."), re.compile(r"(?:^|[\s>])[a-zA-Z]")
# How much of the sheets is looked at.
CHARACTERS, RULE_CHARACTERS, SELECTOR_CHARACTERS, RULES = 1_000_000, 4_000, 200, 300
MEDIA_DEPTH = 3

Rule = tuple[tuple[int, ...], str, str]


def hidden_by_sheets(root: LexborNode) -> dict[int, str]:
    """By the node's number: removed, or invisible."""
    sheets = "".join(style.text() or "" for style in root.css("style"))[:CHARACTERS]
    if "display" not in sheets and "visibility" not in sheets:
        return {}
    found: dict[int, str] = {}
    for property_, hiding, name in HIDING:
        rules = _rules(sheets, property_)
        values: dict[int, tuple[tuple[int, ...], str]] = {}
        for weight, value, selector in [rule for rule in rules if rule[1] in hiding][:RULES]:
            for number in _matched(root, selector):
                values[number] = max(values.get(number, (weight, value)), (weight, value))
        for weight, value, selector in [rule for rule in rules if rule[1] not in hiding][:RULES] if values else ():
            for number in _matched(root, selector):
                if number in values:
                    values[number] = max(values[number], (weight, value))
        for number, (_, value) in values.items():
            if value in hiding:
                found.setdefault(number, name)
    return found


def _matched(root: LexborNode, selector: str) -> list[int]:
    try:
        return [node.mem_id for node in root.css(selector)]
    except SelectolaxError:  # no selector that the parser knows
        return []


def _rules(sheets: str, property_: re.Pattern[str]) -> list[Rule]:
    """The rules that set a property: how exact and how late, the value, the selector."""
    rules: list[Rule] = []
    inside: list[str] = []
    pieces = re.split("([{}])", COMMENT.sub(" ", sheets))
    for text, brace in zip(pieces[::2], pieces[1::2], strict=False):
        if brace == "{":
            inside.append(text[-RULE_CHARACTERS:].rpartition(";")[2].strip())
            continue
        selectors = inside.pop() if inside else ""
        setting = property_.search(text[:RULE_CHARACTERS])
        elsewhere = len(inside) > MEDIA_DEPTH or any(not SCREEN.search(outer) or NARROW.search(outer) for outer in inside)
        if setting is None or elsewhere or selectors.startswith("@"):
            continue
        for selector in map(str.strip, selectors.split(",")):
            if len(selector) <= SELECTOR_CHARACTERS and PLAIN.fullmatch(selector):
                exactness = (len(kind.findall(selector)) for kind in (ID, CLASS, ELEMENT))
                rules.append(((setting.group(2) is not None, *exactness, len(rules)), setting.group(1).lower(), selector))
    return rules
