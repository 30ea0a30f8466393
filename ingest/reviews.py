"""Reviewed findings as a CSV file: read, checked, and changed by one writer at a time.

The project's own reviews are `seeds/reviewed_findings.csv`; those of a user's warehouse lie beside it. A review names the rule,
the row, the subject and both printed figures, so it lapses when the document changes. The file is replaced in one step: readers
see the old one or the new one. A cell that a spreadsheet would take for a formula is kept behind an apostrophe.
"""

from __future__ import annotations

import csv
import fcntl
import io
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from pathlib import Path

from ingest.csv_rows import csv_row
from ingest.errors import RunStopped, WrongUsage

STATUSES = ("accepted", "rejected")
BYTE_ORDER_MARK = "\ufeff"
APOSTROPHE = "'"
# What a spreadsheet takes for the beginning of a formula, in half and full width.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
# Written by people or printed in documents; the other columns are keys, figures and dates.
GUARDED = ("subject", "review_reason", "reviewed_by")

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """One reviewed finding; blanks are empty. Columns and their order are those of the file."""

    rule_id: str
    document_id: str
    fact_table: str
    fact_id: str
    subject: str
    expected_value: str
    actual_value: str
    review_status: str
    review_reason: str
    reviewed_by: str
    reviewed_at: str
    expires_on: str = ""

    @property
    def key(self) -> Key:
        return (self.rule_id, self.fact_table, self.fact_id, self.subject, self.expected_value, self.actual_value)

    @property
    def place(self) -> Key:
        """The order of the file: a document's reviews lie together."""
        return (self.document_id, *self.key)


COLUMNS = tuple(item.name for item in fields(Review))


def read_reviews(path: Path) -> list[Review]:
    """The reviews of a file; none where it is missing. Raises WrongUsage with the line."""
    return _parse(path, path.read_bytes()) if path.is_file() else []


def change_reviews(path: Path, change: Callable[[Sequence[Review]], Sequence[Review]]) -> None:
    """Replace the file's reviews by what `change` makes of them. Two writers never lose each other's rows."""
    path = path.resolve()
    if path.exists() and not path.is_file():
        raise _broken(path, None, "it is no file", "不是文件")
    with _alone_in(path.parent):
        old = path.read_bytes() if path.is_file() else None
        reviews = sorted(change(_parse(path, old) if old is not None else []), key=lambda review: review.place)
        has_mark = old is None or old.startswith(BYTE_ORDER_MARK.encode())
        _replace(path, (BYTE_ORDER_MARK if has_mark else "") + _format(reviews))


def guard(text: str) -> str:
    """A cell as it is written: what looks like a formula is kept behind an apostrophe."""
    return APOSTROPHE + text if text.startswith((*FORMULA_SIGNS, APOSTROPHE)) else text


def _unguard(text: str) -> str:
    return text.removeprefix(APOSTROPHE)


def _format(reviews: Sequence[Review]) -> str:
    rows = ([guard(value) if name in GUARDED else value for name, value in asdict(review).items()] for review in reviews)
    return "".join(map(csv_row, [COLUMNS, *rows]))


def _parse(path: Path, content: bytes) -> list[Review]:
    try:
        rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        if tuple(rows.fieldnames or ()) != COLUMNS:
            raise _broken(path, 1, f"its columns are not {', '.join(COLUMNS)}", "列名或列序不正确")
        reviews = [_review(path, rows.line_num, row) for row in rows]
    except UnicodeDecodeError as error:
        raise _broken(path, None, "its encoding is not UTF-8", "编码不是 UTF-8") from error
    except csv.Error as error:
        raise _broken(path, None, str(error), "不是有效的 CSV") from error
    if len({review.key for review in reviews}) < len(reviews):
        raise _broken(path, None, "it holds two reviews of one finding", "同一问题有两条复核记录")
    return reviews


def _review(path: Path, line: int, row: dict[str | None, str | None]) -> Review:
    if None in row or None in row.values():
        raise _broken(path, line, f"the line has not {len(COLUMNS)} fields", "字段数与表头不符")
    review = Review(**{name: _unguard(value) if name in GUARDED else value for name, value in row.items()})
    if review.review_status not in STATUSES:
        raise _broken(path, line, f"`{review.review_status}` is neither accepted nor rejected", "复核结论无效")
    if not review.review_reason.strip():
        raise _broken(path, line, "the review has no reason", "缺少复核理由")
    return replace(review, **{name: _date(path, line, getattr(review, name)) for name in ("reviewed_at", "expires_on")})


def _date(path: Path, line: int, text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        raise _broken(path, line, f"`{text}` is no date such as 2026-03-31", "日期格式应为 2026-03-31") from None


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Hold the folder itself, so that no lock file is left behind."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise _broken(folder, None, "the folder cannot be opened", "文件夹无法打开") from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _replace(path: Path, text: str) -> None:
    fresh = path.with_name(f".{path.name}.new")
    try:
        with fresh.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            fresh.chmod(path.stat().st_mode & 0o777)
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise RunStopped(
            reason=f"the reviews could not be written: {error.strerror}",
            reason_zh="复核记录未能写入，原文件保留",
            place=str(path),
            remedy="check free space and rights in the folder, or name another file after --reviews",
            remedy_zh="请检查磁盘空间和文件夹权限，或用 --reviews 指定其他文件",
        ) from error


def _broken(path: Path, line: int | None, reason: str, reason_zh: str) -> WrongUsage:
    return WrongUsage(
        reason=f"the reviews cannot be read: {reason}",
        reason_zh=f"复核记录无法读取：{reason_zh}",
        place=str(path) if line is None else f"{path}, line {line}",
        remedy="correct the file, or name another one after --reviews",
        remedy_zh="请更正该文件，或用 --reviews 指定其他文件",
    )
