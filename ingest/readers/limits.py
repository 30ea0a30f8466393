"""What a reader may spend on one document. Documents are hostile until read: a small file may unfold to anything.

Each limit has a safe default and is set by the environment variable of its name: XIANZHANG_MAX_BYTES and so on.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, fields

from ingest.errors import UnreadableDocument, WrongUsage

PREFIX = "XIANZHANG_MAX_"
MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The most a document may have: bytes of the file, bytes once unpacked, pages or sheets, cells, seconds, mebibytes used."""

    bytes: int = 100 * MEBIBYTE
    expanded_bytes: int = 400 * MEBIBYTE
    pages: int = 2_000
    cells: int = 5_000_000
    seconds: int = 120
    memory_mebibytes: int = 2_048


DEFAULT_LIMITS = Limits()


def limits_from_environment() -> Limits:
    """The limits, with what the environment says otherwise. Raises WrongUsage where a setting is no positive whole number."""
    settings = {field.name: os.environ.get(PREFIX + field.name.upper(), "") for field in fields(Limits)}
    for name, setting in settings.items():
        if setting and not (setting.isascii() and setting.isdigit() and int(setting)):
            raise WrongUsage(
                reason=f"{PREFIX}{name.upper()} is {setting!r}, not a positive whole number",
                reason_zh="限额设置应为正整数",
                place=f"environment variable {PREFIX}{name.upper()}",
                remedy="set it to a positive whole number, or remove it",
                remedy_zh="请改为正整数，或取消该设置",
            )
    return Limits(**{name: int(setting) for name, setting in settings.items() if setting})


def exceeded(limit: str, found: str, allowed: str, place: str | None = None) -> UnreadableDocument:
    """The rejection of a document that is over a limit. `limit` is the field's name."""
    return UnreadableDocument(
        reason_code=f"too_many_{limit}",
        reason=f"the document has {found}, more than the limit of {allowed}",
        reason_zh=f"文件超出读取限额（{found} > {allowed}）",
        place=place,
        remedy=f"split the document, or raise {PREFIX}{limit.upper()} if you trust it",
        remedy_zh=f"请拆分文件；如确认文件可信，可调高 {PREFIX}{limit.upper()}",
    )
