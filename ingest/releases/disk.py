"""Files and folders that are there whole or not at all, also after a power cut: forced to the disk before they are renamed."""

from __future__ import annotations

import ctypes
import filecmp
import os
import shutil
from pathlib import Path

EXCHANGE = 2
CURRENT_FOLDER = -100


def force_file(path: Path) -> None:
    """Wait until a file's content is on the disk."""
    place = os.open(path, os.O_RDONLY)
    try:
        os.fsync(place)
    finally:
        os.close(place)


def force_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    force_file(folder)


def force_tree(folder: Path) -> None:
    """Wait until everything in a folder is on the disk, the folder last."""
    for inside, _, names in os.walk(folder, topdown=False):
        for name in names:
            force_file(Path(inside) / name)
        force_folder(Path(inside))


def write_whole(path: Path, text: str) -> None:
    """Write a text file that is never seen in part."""
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_text(text, encoding="utf-8")
    force_file(fresh)
    fresh.replace(path)
    force_folder(path.parent)


def link_or_copy(source: Path, place: Path) -> None:
    """Make `place` another name of a file in one step, or, where there are no links, a copy of it."""
    fresh = place.with_name(f".{place.name}.new")
    fresh.unlink(missing_ok=True)
    try:
        _link(source, fresh)
        force_file(fresh)
        fresh.replace(place)
    finally:
        # Renaming one name of a file to another name of it does nothing, and leaves both.
        fresh.unlink(missing_ok=True)


def link_tree(source: Path, place: Path) -> None:
    """A folder with the files of another, linked or copied."""
    shutil.copytree(source, place, copy_function=lambda file, name: _link(Path(file), Path(name)))


def link_unchanged(folder: Path, earlier: Path) -> int:
    """Replace each file that equals the one of the same name in an earlier folder by a link to it. Gives the bytes spared."""
    spared = 0
    for path in sorted(folder.rglob("*")):
        other = earlier / path.relative_to(folder)
        if path.is_symlink() or not path.is_file() or not other.is_file() or other.is_symlink():
            continue
        if path.samefile(other):
            continue
        if path.stat().st_size == other.stat().st_size and filecmp.cmp(path, other, shallow=False):
            link_or_copy(other, path)
            spared += path.stat().st_size
    return spared


def swap_folder(fresh: Path, folder: Path) -> None:
    """Put a fresh folder in the place of another in one step; where the system cannot, in two. The old one goes."""
    old = folder.with_name(f".{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if not folder.exists():
        fresh.replace(folder)
        return
    if _exchange(fresh, folder):
        shutil.rmtree(fresh, ignore_errors=True)
        return
    folder.replace(old)
    fresh.replace(folder)
    shutil.rmtree(old, ignore_errors=True)


def _exchange(fresh: Path, folder: Path) -> bool:
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    return rename(CURRENT_FOLDER, os.fsencode(fresh), CURRENT_FOLDER, os.fsencode(folder), EXCHANGE) == 0


def _link(source: Path, place: Path) -> None:
    try:
        os.link(source, place)
    except OSError:
        shutil.copy2(source, place)
