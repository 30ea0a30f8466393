"""A site's folder: written beside its place and put there in one step; a folder that is no site of ours is left alone."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from ingest.errors import WrongUsage

MARK = ".xianzhang-site"
MARK_TEXT = "Written by `xianzhang report`; the next report replaces this folder. 由县账生成，下次生成时整体替换。\n"


def require_own_folder(folder: Path) -> None:
    """Raises WrongUsage where the folder cannot be (re)placed: it holds something else, or its parent is missing."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise _not_ours(folder, "it is a file or a link, not a folder", "该路径是文件或链接，不是文件夹")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise _not_ours(folder, "the folder holds something else than a report", "该文件夹中有其他内容，不会覆盖")
    if not folder.parent.is_dir():
        raise _not_ours(folder, "the folder around it does not exist", "上级文件夹不存在")


def replace_folder(folder: Path, files: Iterable[tuple[str, str]]) -> tuple[int, int]:
    """Write the files (path inside, text) into a new folder and swap it in. Gives their count and bytes."""
    require_own_folder(folder)
    count = byte_count = 0
    around = old = None
    try:
        # Beside its place, so that renaming it is one step; of its own, so that two runs do not meet.
        around = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        fresh, old = around / "new", around / "old"
        fresh.mkdir()
        (fresh / MARK).write_text(MARK_TEXT, encoding="utf-8")
        made: set[Path] = {fresh}
        for name, text in files:
            file = fresh / name
            if file.parent not in made:
                file.parent.mkdir(parents=True)
                made.add(file.parent)
            content = text.encode("utf-8", "replace")
            file.write_bytes(content)
            count, byte_count = count + 1, byte_count + len(content)
        if folder.exists():
            folder.rename(old)
        fresh.rename(folder)
    except OSError as error:
        if old is not None and old.exists() and not folder.exists():
            old.rename(folder)
        raise _not_ours(folder, str(error.strerror or error), "报告无法写入") from error
    finally:
        if around is not None:
            shutil.rmtree(around, ignore_errors=True)
    return count, byte_count


def _not_ours(folder: Path, reason: str, reason_zh: str) -> WrongUsage:
    return WrongUsage(
        reason=f"the report is not written: {reason}",
        reason_zh=f"报告未写入：{reason_zh}",
        place=str(folder),
        remedy="name a new folder, or an earlier report, after `xianzhang report`",
        remedy_zh="请在 xianzhang report 后指定新的文件夹或以前生成的报告",
    )
