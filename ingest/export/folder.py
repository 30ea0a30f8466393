"""The folder of an export is replaced as a whole: written beside its place, then exchanged in one step.

A folder that holds anything but an earlier export is never touched: what an export wrote is listed in its data package.
"""

from __future__ import annotations

import ctypes
import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import RunStopped, WorkFileBusy, WrongUsage

DESCRIPTOR = "datapackage.json"
PACKAGE_NAME = "xianzhang"
EXCHANGE = 2
CURRENT_FOLDER = -100


class ExportFailed(RunStopped):
    """The export could not be written; what the folder held stays."""


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """A fresh folder to write to, which takes the place of `folder` at the end, or goes on any error."""
    folder = folder.resolve()
    if Path.cwd().is_relative_to(folder):
        raise _wrong(folder, "the command runs inside the folder that it would replace", "当前目录位于要替换的文件夹中")
    _require_own(folder)
    fresh = folder.with_name(f".{folder.name}.new")
    with _failing(folder):
        fresh.mkdir(parents=True, exist_ok=True)
    with _alone_in(fresh), _failing(folder):
        _empty(fresh)
        try:
            yield fresh
            _require_own(folder)
            _exchange(fresh, folder)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)


def _require_own(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise _wrong(folder, "it is a file, not a folder", "该路径是文件，不是文件夹")
    if not folder.is_dir():
        return
    try:
        held = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()}
    except OSError as error:
        raise _wrong(folder, str(error.strerror), "文件夹无法读取") from error
    strange = sorted(held - _written(folder))
    if strange:
        more = f" and {len(strange) - 3} more" if len(strange) > 3 else ""
        raise _wrong(
            folder,
            f"the folder holds files that no export wrote: {', '.join(strange[:3])}{more}",
            "文件夹中有不属于导出结果的文件",
        )


def _written(folder: Path) -> set[str]:
    """The files an earlier export wrote, by its own account."""
    try:
        package = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
        if package.get("name") != PACKAGE_NAME:
            return set()
        return {DESCRIPTOR, *(resource["path"] for resource in package["resources"])}
    except (OSError, ValueError, AttributeError, KeyError, TypeError):
        return set()


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    place = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise WorkFileBusy(
            reason="another export writes to this folder",
            reason_zh="另一个导出正在写入该文件夹",
            place=str(folder),
            remedy="wait until it has ended, or name another folder",
            remedy_zh="请等待其结束，或指定其他文件夹",
        ) from error
    finally:
        os.close(place)


def _exchange(fresh: Path, folder: Path) -> None:
    """Put the fresh folder in place; where the system cannot exchange two folders at once, one after the other."""
    if not folder.exists():
        fresh.rename(folder)
        return
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename and rename(CURRENT_FOLDER, os.fsencode(fresh), CURRENT_FOLDER, os.fsencode(folder), EXCHANGE) == 0:
        return
    old = folder.with_name(f".{folder.name}.old")
    folder.rename(old)
    try:
        fresh.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _failing(folder: Path) -> Iterator[None]:
    """Say of any error of the file system where it was and what to do."""
    try:
        yield
    except RunStopped:
        raise
    except OSError as error:
        raise failed(folder, error.strerror or str(error)) from error


def failed(folder: Path, reason: str) -> ExportFailed:
    """The error that tells of an export that could not be written."""
    return ExportFailed(
        reason=f"the export could not be written: {reason}; what the folder held stays",
        reason_zh="导出未能写入，原有内容保留",
        place=str(folder),
        remedy="check free space and your rights in the folder and the one above it, or name another folder",
        remedy_zh="请检查磁盘空间以及该文件夹和上级文件夹的写入权限，或指定其他文件夹",
    )


def _wrong(folder: Path, reason: str, reason_zh: str) -> WrongUsage:
    return WrongUsage(
        reason=reason,
        reason_zh=reason_zh,
        place=str(folder),
        remedy="name a folder that is new, empty, or holds an earlier export",
        remedy_zh="请指定新的或空的文件夹，或此前导出的文件夹",
    )
