"""What a reviewer typed, checked: which findings, the words, the last day. Every mistake is wrong usage with a remedy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from ingest.errors import WrongUsage
from ingest.reviewing import Choice

MEANT = "name findings by id, or all open ones of a rule in a document by --rule and --document"
MEANT_ZH = "请输入问题编号，或同时用 --rule 和 --document 指定某文件的某项规则"


def read_choice(findings: Sequence[str] | None, document: str | None, rule: str | None, severity: str | None) -> Choice:
    """The findings meant by a command that writes. Without ids a rule and a document must be named: nothing goes wholesale."""
    if not findings and not (rule and document):
        raise _wrong("no finding is named", "未指定问题", MEANT, MEANT_ZH)
    return Choice(tuple(findings or ()), document, rule, severity)


def read_words(text: str | None, name: str) -> str:
    """One line of text, since a review is one line of a file."""
    folded = " ".join((text or "").replace("\0", " ").split())
    if not folded:
        raise _wrong(
            f"--{name} is missing or blank", f"缺少 --{name} 或其内容为空", f"say it after --{name}", f"请在 --{name} 后填写"
        )
    return folded


def read_last_day(text: str | None, today: date) -> date | None:
    """The day a review ends; None without limit."""
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise _wrong(f"{text} is no date", "日期无效", "write it as 2026-12-31", "请按 2026-12-31 的格式填写") from None
    if day < today:
        raise _wrong(f"{text} has passed", "日期已过", "name a day from today on", "请填写今天或以后的日期")
    return day


def today() -> date:
    """The day by which reviews are dated and expire."""
    return datetime.now(UTC).date()


def nothing_meant() -> WrongUsage:
    """No finding answers the description."""
    return _wrong("no open finding is meant", "没有符合条件的待复核问题", MEANT, MEANT_ZH)


def nothing_reviewed(reviews: Path) -> WrongUsage:
    """None of the findings is reviewed in this file."""
    return _wrong(f"none of them is reviewed in {reviews}", "该文件中没有相应的复核记录", MEANT, MEANT_ZH)


def _wrong(reason: str, reason_zh: str, remedy: str, remedy_zh: str) -> WrongUsage:
    return WrongUsage(reason=reason, reason_zh=reason_zh, remedy=remedy, remedy_zh=remedy_zh)
