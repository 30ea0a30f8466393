"""Which releases are kept: the newest by number, those of the last days, and always the one in use and the newest."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from ingest.errors import WrongUsage
from ingest.releases.manifest import read_manifest
from ingest.releases.store import number_in_use, release_numbers, remove_release
from ingest.workfile import WarehouseFiles

KEEP_SETTING = "XIANZHANG_KEEP_RELEASES"
DAYS_SETTING = "XIANZHANG_KEEP_DAYS"
DEFAULT_KEEP = 10


@dataclass(frozen=True, slots=True)
class Retention:
    """How many releases are kept at most, and how many days; None: however old."""

    keep: int = DEFAULT_KEEP
    keep_days: int | None = None


def retention(keep: int | None = None, keep_days: int | None = None) -> Retention:
    """What the options say, or else the environment, or else the defaults. Raises WrongUsage for what is no positive number."""
    kept = _number("--keep", keep, KEEP_SETTING)
    days = _number("--keep-days", keep_days, DAYS_SETTING)
    return Retention(kept if kept is not None else DEFAULT_KEEP, days)


def expire(files: WarehouseFiles, rule: Retention) -> tuple[str, ...]:
    """Delete what is beyond the rule. What cannot be deleted is a warning, for the new release serves already."""
    try:
        remove_expired(files, rule)
    except OSError as error:
        return (f"旧版本未能删除，下次运行再试 old releases could not be deleted, the next run tries again: {error}",)
    return ()


def remove_expired(files: WarehouseFiles, rule: Retention, now: datetime | None = None) -> list[int]:
    """Delete releases beyond the count or older than the days. Gives their numbers."""
    numbers = release_numbers(files)
    safe = {number_in_use(files), *numbers[-1:]}
    beyond = set(numbers[: -rule.keep])
    old = {number for number in numbers if _is_old(files, number, rule, now or datetime.now(UTC))}
    expired = [number for number in numbers if number in beyond | old and number not in safe]
    for number in expired:
        with suppress(OSError):  # Another run's task; this one has published.
            remove_release(files, number)
    return expired


def _is_old(files: WarehouseFiles, number: int, rule: Retention, now: datetime) -> bool:
    if rule.keep_days is None:
        return False
    try:
        built_at = datetime.fromisoformat(read_manifest(files, number).get("built_at", ""))
    except ValueError:
        return False
    return built_at < now - timedelta(days=rule.keep_days)


def _number(option: str, value: int | None, setting: str) -> int | None:
    text = str(value) if value is not None else os.environ.get(setting, "")
    if not text:
        return None
    if text.isascii() and text.isdigit() and int(text):
        return int(text)
    raise WrongUsage(
        reason=f"{option if value is not None else setting} is {text!r}, not a positive whole number",
        reason_zh="保留的版本数或天数应为正整数",
        remedy="give a positive whole number, or leave it out",
        remedy_zh="请改为正整数，或取消该设置",
    )
