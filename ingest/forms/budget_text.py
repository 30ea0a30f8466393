"""The text of budget tables as tokens: words, figures, and the blanks between them.

A text flow has no cells, so print that ran together is taken apart: `2,495.56一、本年支出` is a figure and a word. A figure
that is no number (`12,34.5`, `#REF!`) is still a figure, so that it is kept and not taken for a name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ingest.forms.memory import remembered
from ingest.records import Line

BLANKS = " \t\u3000\u00a0\u2002\u2003"
HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
UNREAD = dict.fromkeys(map(ord, BLANKS + "\r\n“”\"‘’'「」＂＇"))

FOLDED = HALF_WIDTH | UNREAD

NUMBER = r"[-△▲−]?[¥￥]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:[.][0-9]+)?"
WHOLE_FIGURE = re.compile(rf"(?:{NUMBER}%?|[(]{NUMBER}[)]|[-—–]{{1,4}})$")
BROKEN_FIGURE = re.compile(rf"(?:#[A-Z0-9#!/?]*|[-+0-9.,%]*[0-9][-+0-9.,%]*|{NUMBER}(?:[十百千]?万?亿?元|万|亿))$")
OWN_UNIT = re.compile("(?<=[0-9])(?:[十百千]?万?亿?元|万|亿)(?=[)]?$)")
BLANK_THOUSANDS = re.compile("(?<=[0-9０-９])[ \u00a0\u2009\u202f](?=[0-9０-９]{3}(?![0-9０-９]))")
ORDINAL = re.compile(
    r"(?:[一二三四五六七八九十]+[、.,]|[(][一二三四五六七八九十]+[)]|[0-9]{1,2}[、.](?![0-9])|[(][0-9]{1,2}[)]|其中:?|[①-⑳])"
)
MONEY = r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+(?:[.][0-9]+)?|[0-9]+[.][0-9]{1,6})"
FIGURE_THEN_WORD = re.compile(rf"({MONEY})(?=[^0-9.,%万元亿])(.+)$")
WORD_THEN_FIGURE = re.compile(rf"(.*[^-0-9.,(])({MONEY})$")
# A date printed with blanks: 2023 年 1 月. Not 2023 年末结转, which is a figure and a word.
DATE_PART = re.compile("(?:(?:19|20)[0-9]{2}年(?!终|末|初)|[0-9]{1,2}[月日]).?")
# Blanks and the word behind them; a run of blanks is looked at once, from its beginning.
WORD_AND_BLANKS = re.compile(rf"(?<![{BLANKS}])([{BLANKS}]*+)([^{BLANKS}\r\n]+)")
CODE_THEN_WORD = re.compile(r"([0-9]{3}|[0-9]{5}|[0-9]{7})([\u4e00-\u9fff（(].+)$")


@dataclass(frozen=True, slots=True)
class Token:
    """A run of print without blanks. `indent` counts the full-width blanks before it, `position` is its place in the line."""

    text: str
    line: Line
    position: int
    indent: int
    is_figure: bool

    @property
    def folded(self) -> str:
        return fold(self.text)


@remembered
def fold(text: str) -> str:
    """Text for comparing: half width, without blanks and quotation marks."""
    return text.translate(FOLDED)


def split_tokens(line: Line, text: str | None = None) -> tuple[Token, ...]:
    """The tokens of a line, or of one of its cells. Letter-spaced print (`收   入`) is one word."""
    parts = _split(line.text if text is None else text)
    return tuple(Token(part, line, place, indent, is_figure) for place, (part, indent, is_figure) in enumerate(parts))


@remembered
def _split(printed: str) -> tuple[tuple[str, int, bool], ...]:
    """The tokens of a text: print, full-width blanks before it, and whether it is a figure."""
    pieces: list[tuple[str, int]] = []
    letters = False
    for match in WORD_AND_BLANKS.finditer(printed):
        blanks, word = match.groups()
        is_letter = len(word) == 1 and not _is_figure(word)
        is_date = bool(pieces) and word[0] in "年月日" and DATE_PART.fullmatch(fold(pieces[-1][0]) + word[:2])
        if is_date or (pieces and letters and is_letter):
            pieces[-1] = (pieces[-1][0] + word, pieces[-1][1])
        else:
            parts = _unglue(word, at_start=not pieces)
            pieces += [(part, 0 if number else blanks.count("\u3000")) for number, part in enumerate(parts)]
        letters = is_letter
    return tuple((text, indent, _is_figure(text)) for text, indent in pieces)


@remembered
def figure_value(text: str) -> Decimal | None:
    """The number a figure prints, without a unit of money after it: 0 for a dash, None where it is no number."""
    folded = OWN_UNIT.sub("", fold(BLANK_THOUSANDS.sub(",", text.strip())))
    if not WHOLE_FIGURE.match(folded):
        return None
    if not re.search("[0-9]", folded):
        return Decimal(0)
    if folded.startswith("("):
        folded = "-" + folded[1:-1]
    plain = re.sub("[,¥￥]", "", folded).rstrip("%")
    return Decimal(re.sub("^[△▲−]", "-", plain))


def without_ordinal(text: str) -> str:
    """A row name, folded, without the ordinals before it."""
    folded = fold(text)
    while match := ORDINAL.match(folded):
        folded = folded[match.end() :]
    return folded


def ordinal_level(text: str) -> int:
    """1 for 一、, 2 for （一）, 3 for 1., 4 for (1), 0 for a name without an ordinal."""
    match = ORDINAL.match(fold(text))
    if not match:
        return 0
    mark = match.group()
    if mark[0] in "(①":
        return 2 if mark[1:2] in set("一二三四五六七八九十") else 4
    return 3 if mark[0].isdigit() or mark.startswith("其中") else 1


@remembered
def _is_figure(text: str) -> bool:
    folded = fold(text)
    if re.match(r"[0-9]{1,2}[.、]$|[(][0-9]{1,2}[)]$", folded):
        return False
    return bool(WHOLE_FIGURE.match(folded) or BROKEN_FIGURE.match(folded))


def _unglue(text: str, at_start: bool) -> list[str]:
    if _is_figure(text):
        return [text]
    folded = text.translate(HALF_WIDTH)
    for pattern in (FIGURE_THEN_WORD, WORD_THEN_FIGURE, *([CODE_THEN_WORD] if at_start else [])):
        match = pattern.match(folded)
        if match:
            head, tail = text[: match.end(1)], text[match.end(1) :]
            return [*_unglue(head, at_start), *_unglue(tail, at_start=False)]
    return [text]
