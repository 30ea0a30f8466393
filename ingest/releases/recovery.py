"""What a run that was killed left behind: removed or finished when the next one begins. The caller holds the warehouse."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.publish import publish_failed
from ingest.releases.restoring import repair_work_file
from ingest.releases.store import (
    RECOVERED,
    last_switch,
    put_in_place,
    release_numbers,
    serves,
    switch_to,
)
from ingest.workfile import WarehouseFiles, hold_work_folder

REPORT_SECONDS = 3600


def recover(files: WarehouseFiles) -> tuple[str, ...]:
    """Remove leftovers and finish a half-done switch. Gives warnings: what was finished."""
    for leftover in _leftovers(files):
        shutil.rmtree(leftover) if leftover.is_dir() and not leftover.is_symlink() else leftover.unlink()
    numbers = release_numbers(files)
    if not numbers:
        return ()
    switch = last_switch(files)
    if switch is None or numbers[-1] > switch.newest:
        # Killed between the release and its use: it is complete, and everything it was tested for holds.
        return (_finished(numbers[-1]), *switch_to(files, numbers[-1], RECOVERED))
    if switch.release_number not in numbers:
        return (_missing(switch.release_number, numbers[-1]), *switch_to(files, numbers[-1], RECOVERED))
    if not serves(files, switch.release_number):
        return (_finished(switch.release_number), *put_in_place(files, switch.release_number))
    return ()


def _leftovers(files: WarehouseFiles) -> list[Path]:
    """What only an interrupted run leaves: names with a dot among the releases and beside the published file."""
    found = list(files.releases.glob(".*")) if files.releases.is_dir() else []
    around = files.published.parent
    for name in (f".{files.published.name}", f".{files.site.name}"):
        found += [path for path in around.iterdir() if path.name in (f"{name}.new", f"{name}.old")]
    # A report or a review may be writing beside this run.
    before = time.time() - REPORT_SECONDS
    sites = [path for path in around.glob(f".{files.site.name}.????????") if path.is_dir() and path.stat().st_mtime < before]
    found += [path for path in sites if not {inside.name for inside in path.iterdir()} - {"new", "old"}]
    reviews = files.reviews.with_name(f".{files.reviews.name}.new")
    found += [path for path in (reviews,) if path.is_file() and path.stat().st_mtime < before]
    stale = (f"{files.published.name}.new", f"{files.published.name}.new.wal")
    return found + [path for name in stale if (path := around / name).exists()]


def _finished(number: int) -> str:
    return f"上次运行在发布时中断，现已完成：版本 {number}; an earlier run was interrupted, release {number} now serves"


def _missing(number: int, newest: int) -> str:
    return f"在用版本 {number} 已不存在，改用版本 {newest}; release {number} is gone, release {newest} now serves"


@contextmanager
def holding(files: WarehouseFiles) -> Iterator[tuple[str, ...]]:
    """Hold the warehouse for one run, in a sound state: leftovers removed, a switch finished, the work file one that opens."""
    with hold_work_folder(files):
        try:
            warnings = recover(files)
        except OSError as error:
            raise publish_failed(files, str(error)) from error
        yield (*warnings, *repair_work_file(files))
