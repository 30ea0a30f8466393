"""How a cell of an Excel sheet is given: the stored number at 15 significant digits; percentages, codes and dates as shown."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Context, Decimal, InvalidOperation

SIGNIFICANT_DIGITS = 15
LARGEST_EXPONENT = 308
PERCENT = "%"
LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
ELAPSED = re.compile(r"\[[hms]+\]", re.IGNORECASE)
LEADING_ZEROS = re.compile(r"00+")
# Formats that a file names by number alone, as a Chinese Excel shows them.
BUILT_IN = {
    9: "0%", 10: "0.00%", 14: "y-m-d", 15: "y-m-d", 16: "m-d", 17: "y-m", 18: "h:mm", 19: "h:mm:s", 20: "h:mm", 21: "h:mm:s",
    22: "y-m-d h:mm", 27: "y年m月", 28: "m月d日", 29: "m月d日", 30: "y-m-d", 31: "y年m月d日", 32: "h时mm", 33: "h时mm s",
    36: "y年m月", 50: "y年m月", 51: "m月d日", 52: "y年m月", 53: "m月d日", 54: "m月d日", 57: "y年m月", 58: "m月d日",
}  # fmt: skip


def shown_number(stored: str, number_format: str, from_1904: bool = False) -> str:
    """A stored number as text. Never scientific notation, no float noise; no rounding to the decimals of the format."""
    try:
        number = Context(prec=SIGNIFICANT_DIGITS).create_decimal(stored.strip())
    except InvalidOperation:
        return stored
    if not number.is_finite() or abs(number.adjusted()) > LARGEST_EXPONENT:
        return stored
    section = number_format.split(";")[0]
    bare = LITERALS.sub("", section)
    if PERCENT in bare:
        return _plain(number * 100) + PERCENT
    if LEADING_ZEROS.fullmatch(bare) and number >= 0 and number == number.to_integral_value():
        return _plain(number).zfill(len(bare))
    if bare.lower() != "general" and not ELAPSED.search(section) and set(bare.lower()) & set("ymdhs"):
        return _date(number, section, bare.lower(), from_1904) or _plain(number)
    return _plain(number)


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def _date(number: Decimal, section: str, letters: str, from_1904: bool) -> str | None:
    """None where the number is no date of Excel. Days before March 1900 are one off, Excel knows a 29 February 1900."""
    first = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30) if number >= 60 else datetime(1899, 12, 31)
    try:
        moment = first + timedelta(seconds=round(float(number) * 86400))
    except (OverflowError, ValueError):
        return None
    if number < 0:
        return None
    with_time, with_date = "h" in letters, "y" in letters or "d" in letters or "h" not in letters
    parts = [(mark, text) for mark, text in (("y", f"{moment.year}"), ("m", f"{moment.month}"), ("d", f"{moment.day}"))
             if mark in letters]  # fmt: skip
    if "月" in section or "年" in section:
        date = "".join(text + {"y": "年", "m": "月", "d": "日"}[mark] for mark, text in parts)
    else:
        date = "-".join(text.zfill(2) for _, text in parts)
    time = moment.strftime("%H:%M:%S" if "s" in letters else "%H:%M")
    return " ".join(text for text, wanted in ((date, with_date), (time, with_time)) if wanted)
