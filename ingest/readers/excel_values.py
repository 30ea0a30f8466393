"""A cell of an Excel sheet as text: the stored number at 15 digits, in the unit and with the words it is shown with."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Context, Decimal, InvalidOperation
from functools import lru_cache

from ingest.readers.excel_formats import Section, section_of, sections

SIGNIFICANT_DIGITS = 15
LARGEST_EXPONENT = 308
EXACT = Context(prec=SIGNIFICANT_DIGITS)
PLAIN_NUMBER = re.compile(r"(?=[0-9.]{1,15}$)(?:[1-9][0-9]*|0(?=\.))(?:\.[0-9]*[1-9])?")
# What says minus around a negative number, and what only aligns or names the yuan.
MINUS_MARKS = "-－−()（）▲△▼ \u00a0"
ALIGNMENT = "+¥￥ \u00a0"
NOT_SHOWN = "values are not shown by their number format"
ZERO_NOT_SHOWN = "zeros are not shown"
SCALED = "numbers shown in a larger unit by their number format; they are given in that unit"
OTHER_SIGN = "numbers shown with another sign than the stored one by their number format"
TEXT_SECTION = 3
_NO_YEAR = re.compile(r"(?<![a-z])e+(?![a-z+-])", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"|[\\!].')
# Formats that a file names by number alone, as a Chinese Excel shows them.
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    9: "0%", 10: "0.00%", 14: "y-m-d", 15: "y-m-d", 16: "m-d", 17: "y-m", 18: "h:mm", 19: "h:mm:s", 20: "h:mm", 21: "h:mm:s",
    22: "y-m-d h:mm", 27: "y年m月", 28: "m月d日", 29: "m月d日", 30: "y-m-d", 31: "y年m月d日", 32: "h时mm", 33: "h时mm s",
    36: "y年m月", 41: '0;-0;"-"', 42: '0;-0;"-"', 43: '0;-0;"-"', 44: '0;-0;"-"', 50: "y年m月", 51: "m月d日", 52: "y年m月",
    53: "m月d日", 54: "m月d日", 57: "y年m月", 58: "m月d日",
}  # fmt: skip


def shown_number(stored: str, number_format: str, from_1904: bool = False) -> tuple[str, str | None]:
    """A stored number as text, and what is remarkable about it. Not rounded to the decimals of the format, no float noise."""
    if PLAIN_NUMBER.fullmatch(stored) and _is_plain(number_format):
        return stored, None
    try:
        number = EXACT.create_decimal(stored.strip())
    except InvalidOperation:
        return stored, None
    if not number.is_finite() or abs(number.adjusted()) > LARGEST_EXPONENT:
        return stored, None
    section, index = section_of(number, number_format)
    if section.kind == "date":
        return _date(number, section.letters, from_1904) or _plain(number), None
    if section.kind == "words" or not (number or section.prints_zero):
        words = (section.prefix + section.suffix).strip(ALIGNMENT + "%")
        return words, (NOT_SHOWN if number else None if words else ZERO_NOT_SHOWN)
    return _number(number, section, is_negative_section=index == 1 and not section.condition)


def shown_text(text: str, number_format: str) -> tuple[str, str | None]:
    """A stored text with the words of its format's text section, blank where that section is empty."""
    parts = sections(number_format)
    section = parts[-1]
    if len(parts) == TEXT_SECTION + 1 and section.kind == "words":
        return section.prefix.strip(ALIGNMENT), NOT_SHOWN
    if section.kind != "text":
        return text, None
    return section.prefix.strip(ALIGNMENT) + text + section.suffix.strip(ALIGNMENT), None


@lru_cache(maxsize=4096)
def _is_plain(number_format: str) -> bool:
    """Whether a positive number shows as it is stored, but for its decimals."""
    first, *others = sections(number_format)
    marks = (first.prefix + first.suffix).strip(ALIGNMENT)
    is_bare = not (marks or first.shift or first.places or first.least_digits > 1)
    return first.kind == "number" and is_bare and not any(part.condition for part in (first, *others))


def _number(number: Decimal, section: Section, is_negative_section: bool) -> tuple[str, str | None]:
    marks = MINUS_MARKS + ALIGNMENT if number < 0 else ALIGNMENT
    prefix, suffix = section.prefix.strip(marks), section.suffix.strip(marks)
    remark = None
    if is_negative_section and number < 0 and not set(section.prefix + section.suffix) & set(MINUS_MARKS.strip()):
        remark = OTHER_SIGN if not prefix else None
    elif number > 0 and prefix in ("-", "－", "−"):
        remark = OTHER_SIGN
    size = abs(number)
    if section.places is not None and size == size.to_integral_value():
        text = _placed(_plain(size), section.places)
        remark = SCALED if "." in section.places else remark
    else:
        text = _plain(size.scaleb(section.shift))
        remark = SCALED if section.shift % 2 or section.shift < 0 else remark
        if section.least_digits > 1 and not section.shift and "." not in text:
            text = text.zfill(section.least_digits)
    return ("-" if number < 0 else "") + prefix + text + suffix, remark


def _placed(digits: str, places: tuple[str, ...]) -> str:
    """The digits of a whole number with the words between them, filled from the right as Excel does."""
    shown: list[str] = []
    left = list(digits)
    remaining = sum(place in ("0", "#", "?") for place in places)
    for place in reversed(places):
        if place not in ("0", "#", "?"):
            shown.append(place.rstrip("\0"))
            continue
        remaining -= 1
        if not remaining and left:
            shown.append("".join(left))
            left = []
        elif left:
            shown.append(left.pop())
        elif place == "0":
            shown.append("0")
    return "".join(reversed(shown)).strip()


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def _date(number: Decimal, section: str, from_1904: bool) -> str | None:
    """None where the number is no date of Excel. Days before March 1900 are one off, Excel knows a 29 February 1900."""
    first = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30) if number >= 60 else datetime(1899, 12, 31)
    try:
        moment = first + timedelta(seconds=round(float(number) * 86400))
    except (OverflowError, ValueError):
        return None
    if number < 0:
        return None
    letters = _NO_YEAR.sub("y", _QUOTED.sub(" ", section)).lower()
    if not set(letters) & set("ymdhs"):
        letters = "ymd"
    with_time, with_date = "h" in letters, "y" in letters or "d" in letters or "h" not in letters
    parts = [(mark, text) for mark, text in (("y", f"{moment.year}"), ("m", f"{moment.month}"), ("d", f"{moment.day}"))
             if mark in letters]  # fmt: skip
    if "月" in section or "年" in section:
        date = "".join(text + {"y": "年", "m": "月", "d": "日"}[mark] for mark, text in parts)
    else:
        date = "-".join(text.zfill(2) for _, text in parts)
    time = moment.strftime("%H:%M:%S" if "s" in letters else "%H:%M")
    return " ".join(text for text, wanted in ((date, with_date), (time, with_time)) if wanted)
