"""Figures of a paragraph: each printed number with its unit, told apart from dates, document numbers, codes and numbering."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ingest.forms.narrative_words import any_of

# One character for one, so positions hold. A full-width comma is a thousands separator only between full-width digits.
HALF_WIDTH = str.maketrans("０１２３４５６７８９．％﹪－−", "0123456789.%%--")
FULL_WIDTH_THOUSANDS = re.compile(r"(?<=[０-９])，(?=[０-９]{3})")

NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
SIGNED = re.compile(rf"(?<![0-9.])(?:(?<![0-9%）)])-)?{NUMBER}(?:[-~～—–至]{NUMBER}(?![年月日号]))?")
CHINESE = "[一-鿿]"

# Numbers that count or measure nothing.
FURNITURE = re.compile(
    "|".join(
        (
            r"[〔\[［（(【][0-9]{4}(?:年)?[〕\]］）)】](?:第?[0-9]+(?:[-—][0-9]+)?号)?",  # 〔2015〕79号
            r"第?[0-9]{1,20}(?:[-—][0-9]{1,20})?号",
            r"第[0-9]+",
            r"[12][0-9]{3}(?:[-~～—–至/、][12][0-9]{3})?(?:财政)?年度?(?:初|末|底)?(?:[0-9]{1,2}月份?(?:[0-9]{1,2}日)?)?",
            r"[12][0-9]{3}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?![0-9])",
            r"(?<![0-9.,])[0-9]{1,2}(?:[-~～—–至][0-9]{1,2})?月(?:份|[0-9]{1,2}日)?",
            r"(?<![0-9.,])[0-9]{1,2}日",
            r"(?<![0-9.,])[0-9]{2}年(?:以?[前后]|代)",
            r"[\[［【][0-9-]+[\]］】]",  # code of a unit
            r"(?<![0-9])(?:0[0-9]{2,3}-?[0-9]{7,8}|1[3-9][0-9]{9})(?![0-9])",  # telephone
            r"(?:^|(?<=[。；;：:！，,]))[（(]?[0-9]{1,2}(?:[）)]、?|[、.．](?![0-9]))",  # numbering
            r"[（(][0-9]{1,2}[）)]",
            r"(?<=[（(])2[0-9]{2}(?:[0-9]{2}){0,2}(?=[类款项]?[）)])",  # code of a class beside its name
            r"(?<![0-9.,])[0-9]{1,2}(?=、[^0-9])",
            r"(?<=目标)[0-9]{1,2}(?=[:：、])",
        )
    )
)
# A bare number is furniture where it is a year, a class code before its name, part of a word, or opens the paragraph.
BARE_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
BARE_CODE = re.compile(r"[1-5][0-9]{2}(?:[0-9]{2}){0,2}")
RATE = r"(?:[/／](?:人|户|次|月|年|天|日|季度?|学期|台|辆|亩|平方米))+"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number at text[start:end], its unit up to `stop`. `is_furniture` figures have no unit."""

    start: int
    end: int
    stop: int
    unit: str | None
    unit_type: str | None
    threshold: str | None = None
    is_furniture: bool = False


def fold_width(text: str) -> str:
    """Full-width digits, points and signs to half width, length unchanged."""
    return FULL_WIDTH_THOUSANDS.sub(",", text).translate(HALF_WIDTH)


def find_figures(text: str) -> tuple[Figure, ...]:
    """All numbers of a paragraph in print order, furniture included."""
    folded = fold_width(text)
    found = [Figure(match.start(), match.end(), match.end(), None, None, None, True) for match in FURNITURE.finditer(folded)]
    blank = list(folded)
    for figure in found:
        blank[figure.start : figure.end] = "\0" * (figure.end - figure.start)
    rest = "".join(blank)
    found += [_figure(text, rest, match) for match in SIGNED.finditer(rest)]
    return tuple(sorted(found, key=lambda figure: figure.start))


def _figure(text: str, folded: str, match: re.Match[str]) -> Figure:
    unit, unit_type = _unit_after(folded, match.end())
    if unit is None:
        bare = folded[match.start() : match.end()]
        in_word = match.start() == 0 or (folded[match.start() - 1].isascii() and folded[match.start() - 1].isalpha())
        is_code = BARE_CODE.fullmatch(bare) and re.match(CHINESE, folded[match.end() :])
        is_furniture = bool(in_word or is_code or BARE_YEAR.fullmatch(bare))
        return Figure(match.start(), match.end(), match.end(), None, None, None, is_furniture)
    stop = match.end() + unit.end()
    threshold = _threshold().match(text, stop)
    printed_unit = text[match.end() + unit.start("unit") : stop]
    return Figure(match.start(), match.end(), stop, printed_unit, unit_type, threshold and threshold.group("word"))


def _unit_after(folded: str, position: int) -> tuple[re.Match[str] | None, str | None]:
    rest = folded[position : position + 20]
    if re.match(any_of("not_unit"), rest):
        return None, None
    for unit_type, pattern in _units():
        match = pattern.match(rest)
        if match:
            return match, unit_type
    return None, None


@cache
def _units() -> tuple[tuple[str, re.Pattern[str]], ...]:
    more = "(?:余|多|来)?"
    return (
        ("percent", re.compile(rf"{more}(?P<unit>{any_of('percent_unit')})")),
        ("count", re.compile(rf"{more}(?P<unit>[千万亿]?{any_of('count_unit')})(?![/／])")),
        ("amount", re.compile(rf"{more}(?P<unit>{any_of('amount_unit')}(?:{RATE})?)")),
        ("count", re.compile(rf"{more}(?P<unit>[千万亿]?{any_of('count_unit')}(?:{RATE})?)")),
    )


@cache
def _threshold() -> re.Pattern[str]:
    return re.compile(rf"(?:[（(]含[）)]|含)?(?:及|或)?(?P<word>{any_of('threshold')})")
