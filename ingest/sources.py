"""The files a command is to read: paths and folders to files, each with its name and its row of `documents.csv`.

A file's name is its path within the folder that was named, so files of one name in different folders stay apart.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import WrongUsage
from ingest.manifest import MANIFEST_NAME, ManifestEntry, read_manifest

# Files that operating systems leave in folders.
LITTER = frozenset({"Thumbs.db", "desktop.ini"})


# A folder of such a name stands where a document was expected; it is passed on, so that it is reported.
DOCUMENT_ENDINGS = frozenset({".pdf", ".doc", ".docx", ".xls", ".xlsx", ".htm", ".html", ".txt", ".csv", ".et", ".wps"})
# Blanks that would break a message in two.
LINE_ENDS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read. `leads_outside`: it is a link in a named folder that leads to a file outside of every path named."""

    path: Path
    file_name: str
    entry: ManifestEntry
    leads_outside: bool = False


@dataclass(frozen=True, slots=True)
class Sources:
    """The files in the order of their names, and warnings about their manifests."""

    files: tuple[SourceFile, ...]
    warnings: tuple[str, ...]


def find_sources(paths: Sequence[Path], leave_out: Collection[Path] = ()) -> Sources:
    """Every file under the paths, once. Raises WrongUsage where a path is missing or nothing is there to read."""
    found: dict[Path, tuple[Path, str]] = {}
    for path in paths:
        for file, name in files_under(path):
            found.setdefault(_target(file), (file, name))
    for file in leave_out:
        found.pop(_target(file), None)
    if not found:
        raise WrongUsage(
            reason="there is nothing to read in " + ", ".join(readable(str(path)) for path in paths),
            reason_zh="没有可读取的文件",
            remedy="name files or folders that hold disclosures",
            remedy_zh="请指定包含公开文件的文件或文件夹",
        )
    manifests = {folder: read_manifest(folder) for folder in sorted({file.parent for file, _ in found.values()})}
    named = [_target(path) for path in paths]
    files = [
        SourceFile(
            file,
            name,
            manifests[file.parent].entries.get(readable(file.name), ManifestEntry(name)),
            leads_outside=file.is_symlink() and not any(target.is_relative_to(path) for path in named),
        )
        for target, (file, name) in found.items()
    ]
    return Sources(
        files=tuple(sorted(files, key=lambda file: (file.file_name, file.path))),
        warnings=tuple(warning for manifest in manifests.values() for warning in manifest.warnings),
    )


def readable(name: str) -> str:
    """A file's name as one line of text: GB18030 where it is not UTF-8 (archives packed on Windows), other bytes escaped."""
    written = os.fsencode(name)
    text = written.decode("utf-8", "backslashreplace")
    for encoding in ("gb18030", "utf-8"):
        with contextlib.suppress(UnicodeDecodeError):
            text = written.decode(encoding)
    return "".join(sign if sign.isprintable() else _escaped(sign) for sign in text)


def _escaped(sign: str) -> str:
    return sign if sign.isspace() and sign not in LINE_ENDS else sign.encode("unicode_escape").decode("ascii")


def _target(file: Path) -> Path:
    """Where a path leads; a link in a circle leads to itself."""
    try:
        return file.resolve(strict=False)
    except (OSError, RuntimeError):
        return file.absolute()


def files_under(path: Path) -> list[tuple[Path, str]]:
    """The files that a path stands for, with the names they go by. Raises WrongUsage where it is missing."""
    if path.is_dir():
        files = [(file, file.relative_to(path)) for file in path.rglob("*") if not file.is_dir() or _is_named_as_a_file(file)]
        return [(file, readable(name.as_posix())) for file, name in files if _is_document(name)]
    if path.exists() or path.is_symlink():
        return [(path, readable(path.name))]
    raise WrongUsage(
        reason=f"{readable(str(path))} does not exist",
        reason_zh="路径不存在",
        place=readable(str(path)),
        remedy="check the path",
        remedy_zh="请检查路径",
    )


def _is_named_as_a_file(folder: Path) -> bool:
    return folder.suffix.lower() in DOCUMENT_ENDINGS


def _is_document(name: Path) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in name.parts)
    return not hidden and name.name != MANIFEST_NAME and name.name not in LITTER
