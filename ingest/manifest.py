"""`documents.csv` beside a folder's files: what their publisher's page says of them, matched by file name.

A blank field, or a column that is left out, means: read it from the document. A row for a file that is not there is a warning;
a manifest that cannot be understood stops the run, since half of it would be taken for the whole.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import WrongUsage

MANIFEST_NAME = "documents.csv"
COLUMNS = ("file", "source_url", "publisher", "region_code", "fiscal_year", "document_type", "published_date", "note")

LONGEST_FIELD = 10_000
MOST_BYTES = 64 * 1024 * 1024

# What a field must look like where it is filled in.
FORMATS = {
    "region_code": (re.compile(r"[0-9]{6}"), "six digits (GB/T 2260)"),
    "fiscal_year": (re.compile(r"(?:19|20)[0-9]{2}"), "a year of four digits"),
    "document_type": (
        re.compile("performance_targets|department_budget|self_evaluation|final_accounts"),
        "performance_targets, department_budget, self_evaluation or final_accounts",
    ),
    "published_date": (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), "a date such as 2023-03-31"),
}


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """One row of a manifest; blanks are None."""

    file: str
    source_url: str | None = None
    publisher: str | None = None
    region_code: str | None = None
    fiscal_year: str | None = None
    document_type: str | None = None
    published_date: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """The rows by file name, and what is odd about them."""

    entries: dict[str, ManifestEntry]
    warnings: tuple[str, ...] = ()


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a folder; an empty one where the folder has none. Raises WrongUsage with line and column."""
    path = folder / MANIFEST_NAME
    if not path.is_file():
        return Manifest(entries={})
    _require_own(path)
    rows = csv.DictReader(io.StringIO(_decode(path)))
    entries: dict[str, ManifestEntry] = {}
    try:
        _check_header(path, rows.fieldnames)
        for row in rows:
            entry = _entry(path, rows.line_num, row)
            if entry.file in entries:
                raise _broken(path, rows.line_num, f"the file {entry.file} is listed twice", f"文件 {entry.file} 重复出现")
            entries[entry.file] = entry
    except csv.Error as error:
        raise _broken(path, rows.line_num + 1, f"it is no CSV: {error}", "不是有效的 CSV") from error
    missing = [name for name in entries if not _is_there(folder, name)]
    return Manifest(entries, tuple(f"{path}: {name} is listed but is not in the folder 清单中的文件不存在" for name in missing))


def _require_own(path: Path) -> None:
    """A manifest is a file of its folder, of a size that one may have: what it is blamed for is quoted."""
    if not path.resolve().is_relative_to(path.parent.resolve()):
        raise _broken(path, 1, "it is a link that leads out of its folder", "清单是指向文件夹以外的链接")
    if path.stat().st_size > MOST_BYTES:
        raise _broken(path, 1, f"it has more than {MOST_BYTES} bytes", f"清单超过 {MOST_BYTES} 字节")


def _is_there(folder: Path, name: str) -> bool:
    try:
        return "/" not in name and (folder / name).is_file()
    except OSError:  # no file can have such a name
        return False


def _decode(path: Path) -> str:
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _broken(path, 1, "the encoding is neither UTF-8 nor GB18030", "编码不是 UTF-8 或 GB18030")


def _check_header(path: Path, names: list[str] | None) -> None:
    found = [name.strip() for name in names or []]
    if "file" not in found:
        raise _broken(path, 1, "the column `file` is missing", "缺少 file 列")
    unknown = [name for name in found if name not in COLUMNS]
    if unknown:
        raise _broken(path, 1, f"unknown columns: {', '.join(unknown)}", f"存在未知的列：{'、'.join(unknown)}")


def _entry(path: Path, line: int, row: dict[str | None, str | None]) -> ManifestEntry:
    if None in row:
        raise _broken(path, line, "more fields than the header has columns", "字段数多于表头列数")
    # Python's own limit is one for the whole process, which other libraries lift.
    if any(len(value or "") > LONGEST_FIELD for value in row.values()):
        raise _broken(path, line, f"a field has more than {LONGEST_FIELD} characters", f"字段超过 {LONGEST_FIELD} 字")
    fields = {name.strip(): (value or "").strip() or None for name, value in row.items() if name is not None}
    if fields["file"] is None:
        raise _broken(path, line, "the field `file` is blank", "file 为空")
    for name, (pattern, expected) in FORMATS.items():
        value = fields.get(name)
        if value is not None and not pattern.fullmatch(value):
            raise _broken(path, line, f"{name} is `{value}`, not {expected}", f"{name} 的值 {value} 格式不正确")
    return ManifestEntry(**fields)


def _broken(path: Path, line: int, reason: str, reason_zh: str) -> WrongUsage:
    return WrongUsage(
        reason=reason,
        reason_zh=reason_zh,
        place=f"{path}, line {line}",
        remedy=f"correct the line; the columns are {', '.join(COLUMNS)}",
        remedy_zh="请按列名要求更正该行",
    )
