"""Who holds a warehouse: one run at a time, from its first step to its last, told to others by process and time.

The lock is the kernel's, so it goes with its process however that ends; the file only says whose it is. What an interrupted run
left in it tells the next one that it was interrupted.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from ingest.errors import WorkFileBusy
from ingest.run_log import now, tell

PAUSE_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Holder:
    """The run that holds the lock, as far as its file says."""

    pid: int | None = None
    since: str | None = None

    def __str__(self) -> str:
        return f"process {self.pid} since {self.since}" if self.pid else "another process"


@contextmanager
def hold_lock(lock_file: Path, wait_seconds: float) -> Iterator[None]:
    """Hold the lock, after waiting for it so long at most. Raises WorkFileBusy that names the other run."""
    with lock_file.open("a+", encoding="utf-8") as lock:
        _take(lock, lock_file, wait_seconds)
        earlier = _read(lock)
        if earlier.pid:
            tell("earlier_run_interrupted", pid=earlier.pid, since=earlier.since)
        _write(lock, json.dumps({"pid": os.getpid(), "since": now()}))
        try:
            yield
        finally:
            _write(lock, "")


def _take(lock: IO[str], lock_file: Path, wait_seconds: float) -> None:
    until = time.monotonic() + wait_seconds
    is_told = False
    while True:
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        holder = _read(lock)
        rest = until - time.monotonic()
        if rest <= 0:
            raise _busy(holder, lock_file, wait_seconds)
        if not is_told:
            tell("waiting", pid=holder.pid, since=holder.since, at_most_seconds=wait_seconds)
            is_told = True
        time.sleep(min(PAUSE_SECONDS, rest))


def _read(lock: IO[str]) -> Holder:
    """What the file says; nothing where it is torn."""
    lock.seek(0)
    with contextlib.suppress(ValueError, TypeError, KeyError, OSError):
        written = json.loads(lock.read())
        return Holder(int(written["pid"]), str(written["since"]))
    return Holder()


def _write(lock: IO[str], text: str) -> None:
    """Say whose the lock is; a full disk does not keep a run from holding it."""
    with contextlib.suppress(OSError):
        lock.truncate(0)
        os.write(lock.fileno(), text.encode())


def _busy(holder: Holder, lock_file: Path, wait_seconds: float) -> WorkFileBusy:
    waited = f" (waited {wait_seconds:g} seconds)" if wait_seconds else ""
    holder_zh = f"进程 {holder.pid}（自 {holder.since}）" if holder.pid else "另一个进程"
    return WorkFileBusy(
        reason=f"another run holds this warehouse: {holder}{waited}",
        reason_zh=f"{holder_zh}正在使用该数据仓库",
        place=str(lock_file),
        remedy="wait for the other run to end, or let this one wait with --wait SECONDS",
        remedy_zh="请等待另一次运行结束，或用 --wait 秒数 等待",
    )
