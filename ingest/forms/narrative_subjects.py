"""What a figure in prose is of, and what it is compared with: read from the words printed before it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ingest.forms.narrative_words import any_of, words

YEAR = "[12][0-9]{3}年度?(?:初|末|底)?"
DATE = rf"(?:截至|截止到?|至|到)?{YEAR}(?:[0-9]{{1,2}}月(?:[0-9]{{1,2}}日)?)?[，,]?"
NUMBERING = re.compile(
    r"^(?:第[一二三四五六七八九十]+(?:部分|章|节)|[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十0-9]+[）)]"
    r"|[0-9]{1,2}(?:[、．）)]|[.](?![0-9]))|[①-⑳⑴-⒇⒈-⒛㈠-㈩]|[1-5](?:[0-9]{2}){1,3}(?=[一-鿿]))+"
)
QUOTED = re.compile(r"[“\"《]([^“”\"《》]+)[”\"》]")
FORECAST = re.compile(r".*(?:预测|预计)(?=.)")
PROJECT_TAIL = re.compile(r"(?<=.)项目(?:支出)?(?:年度)?(?:预算)?(?:金额|资金|经费|安排)?$")
NOUN = re.compile(r"[一-鿿]{2,8}?(?=[由的在与和并中，。；、：,;:）)]|$)")
LONGEST_ORGANISATION = 40

SHARE = re.compile(
    r"(?P<of>占(?![用有地]).*?|完成(?=[^，]*(?:预算|计划|任务|目标)).*?)(?:的?(?:比例|比重|百分比|份额)|的)?(?:为|是|约|达到?|仅)?$"
)
BASIS = rf"[^，。；比较与和同]{{0,12}}?(?:上年|上一年|去年|前年|年初|同期|预算数|{YEAR})[^，。；]{{0,12}}?"
UNCHANGED_FOLLOWS = "持|一致|保持|基本|大体|相同|相等|无|不|没|未"
CHANGE_FOLLOWS = "增|减|下降|上升|上涨|降|提高|压|缩|核|调|净|略|有所|多|少|下[浮调滑]|上[浮调]|超支|节[约减支]|递[增减]|回落"
PRIOR = re.compile(
    rf"同比|环比|(?:较|比|对比|相较于?){BASIS}(?:相比|比较|(?={CHANGE_FOLLOWS}|{UNCHANGED_FOLLOWS}|$))"
    rf"|(?:与|和|同){BASIS}(?:相比|比较|相较|(?={UNCHANGED_FOLLOWS}))"
)
# What an amount is of where it is none of this year: 由上年的…, 上年为…, 从…增至….
FROM = re.compile(rf"(?:由|从)(?:{BASIS})?的?$")
PRIOR_LABEL = re.compile(r"(?:上年度?|上一年度?|去年|前年)(?:同期)?(?:的?(?:预算|决算|执行)?数?)?$")
PERIOD = re.compile(rf"{YEAR}|上年度?|上一年度?|去年|前年")
# 比去年多, 比预算少; no 最多, 至少.
MORE_OR_LESS = re.compile("(?<![最至大更较许很不减])(?P<more>多)$|(?<![最至大更较许很不减])少$")
TEMPLATE_TAIL = "(?:了|约|近|为|达|幅度?|率|额|数|比例|金额|的)*[:：]?$"


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words before a figure, read: subject (empty where none is printed), direction word and comparison."""

    subject: str
    direction: str | None
    is_change: bool
    comparison: str | None


def read_phrase(text: str, unit_type: str | None) -> Phrase:
    """Read the words between the figure and the clause mark, or the figure, before it."""
    if unit_type == "percent":
        share = SHARE.search(text)
        if share and not _read_direction(share.group("of"))[1]:
            return Phrase(clean_subject(text[: share.start()]), None, False, share.group("of"))
    comparison, rest = read_comparison(text)
    direction, is_change, subject = _read_direction(rest)
    if not is_change and comparison and (match := MORE_OR_LESS.search(rest)):
        direction, is_change, subject = ("increase" if match["more"] else "decrease"), True, rest[: match.start()]
    subject = clean_subject(subject)
    if unit_type == "amount" and not is_change:
        subject = PROJECT_TAIL.sub("", subject)
    return Phrase(subject, direction, is_change, comparison)


def read_comparison(text: str) -> tuple[str | None, str]:
    """The printed phrase that says against what a figure is compared, and the text without it."""
    match = PRIOR.search(text)
    if not match:
        return None, text
    return match.group().removesuffix("的"), text[: match.start()] + text[match.end() :]


def latest_year(text: str) -> str:
    """The latest year that a text prints, with its word; empty where it prints none."""
    return max(re.findall(YEAR, text), default="")


def is_bare_period(comparison: str | None) -> bool:
    """Whether a comparison only says of which year an amount is: nothing that follows is compared with it."""
    return comparison is not None and (bool(PERIOD.fullmatch(comparison)) or comparison[0] in "由从")


def of_another_period(phrase: Phrase, text: str, year: str) -> Phrase:
    """The phrase of an amount, where it is that of an earlier year than the sentence's latest: the year is its comparison."""
    if match := FROM.search(text):
        return Phrase(clean_subject(text[: match.start()]), None, False, match.group().removesuffix("的"))
    if match := PRIOR_LABEL.match(phrase.subject):
        return Phrase("", None, False, match.group())
    years = set(re.findall(YEAR, text))
    if len(years) == 1 and (own := years.pop())[:4] < year[:4]:
        return Phrase(phrase.subject, None, False, own)
    return phrase


def clean_subject(text: str) -> str:
    """The subject as printed, without numbering, date, organisation and the words that only lead to a figure."""
    current = NUMBERING.sub("", _balance(text.strip("，。；：、,;: ")), count=1)
    current = FORECAST.sub("", current)
    previous = None
    while previous != current:
        previous = current
        for pattern in (*_openings(), _closing()):
            current = pattern.sub("", current, count=1)
    quoted = QUOTED.fullmatch(current)
    return quoted.group(1) if quoted else current


def noun_after(text: str) -> str:
    """The noun that a count stands before: 事项 in 3项事项由…; empty where none follows."""
    match = NOUN.match(text)
    return match.group() if match else ""


def threshold_subject(text: str, word: str) -> str:
    """The subject of a limit: 单位价值…以上."""
    subject = re.sub("^" + any_of("threshold_opening"), "", clean_subject(text))
    return f"{subject}…{word}"


def _read_direction(text: str) -> tuple[str | None, bool, str]:
    """The direction word right before the figure, or one that opens the clause (压减公用经费 2 万元); the text without it."""
    for pattern, direction in _directions():
        match = pattern.search(text)
        if match:
            return direction, True, text[: match.start()]
    opening = re.match(f"{any_of('change_opening')}(?![至到])(?=.)", clean_subject(text))
    if opening:
        direction = "increase" if opening.group() in words("increase") else "decrease"
        return direction, True, clean_subject(text)[opening.end() :]
    return None, False, text


def _balance(text: str) -> str:
    """Drop a bracket that opens or closes outside the text."""
    closing, opening = text.count("）") + text.count(")"), text.count("（") + text.count("(")
    if closing > opening:
        return text.lstrip("）)，、")
    return text.lstrip("（(") if opening > closing else text


@cache
def _directions() -> tuple[tuple[re.Pattern[str], str | None], ...]:
    """Patterns with their direction; 增加（减少） of a template that nobody filled in has none."""
    up, down = "净?" + any_of("increase"), "净?" + any_of("decrease")
    either = rf"(?:{up}(?:[（(/]|或){down}[）)]?|{down}(?:[（(/]|或){up}[）)]?|{any_of('unspecified_change')})"
    return tuple(
        (re.compile(word + TEMPLATE_TAIL), direction)
        for word, direction in ((either, None), (up, "increase"), (down, "decrease"))
    )


@cache
def _openings() -> tuple[re.Pattern[str], ...]:
    organisation = rf"^.{{0,{LONGEST_ORGANISATION}}}?{any_of('organisation_end')}(?={any_of('subject_start')}|{YEAR})"
    opening = f"^{any_of('opening_word')}[，,：:]?"
    return (
        re.compile(f"^{DATE}"),
        re.compile(opening),
        re.compile(organisation),
        re.compile(rf"(?<=[）)支出收入费])(?:{YEAR})$"),
    )


@cache
def _closing() -> re.Pattern[str]:
    return re.compile(any_of("closing_word") + "$")
