"""Watching folders: when is what lies there complete, and new? Then, and only then, there is something to run.

A file is complete when its size and time have stood still for a while; whoever renames a finished file into place never shows
an unfinished one. A run begins when all is still, or after the longest wait with what is complete, so that one file that never
settles stops nothing. Polling alone: it works on every kind of disk and share.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.errors import WrongUsage
from ingest.manifest import MANIFEST_NAME
from ingest.sources import files_under

# Names that browsers and transfer programs give a file until it is whole.
UNFINISHED = frozenset({".part", ".partial", ".crdownload", ".download", ".filepart", ".tmp"})

# Size, time of change and identity of a file.
Stamp = tuple[int, int, int]
Snapshot = dict[Path, Stamp]


@dataclass(frozen=True, slots=True)
class Patience:
    """In seconds: how often to look, how long a file stands still, how long others wait for it, when to try again."""

    every: float = 5.0
    settle: float = 20.0
    longest: float = 300.0
    retry: float = 60.0
    longest_retry: float = 3600.0

    def __post_init__(self) -> None:
        if not (self.every > 0 and 0 <= self.settle <= self.longest and 0 < self.retry <= self.longest_retry):
            raise ValueError("seconds must be positive, and the longest wait no shorter than the time to settle")


@dataclass(frozen=True, slots=True)
class Decision:
    """Run now, over these files, leaving out those that are still being written."""

    ready: Snapshot
    leave_out: tuple[Path, ...]


@dataclass(slots=True)
class Watch:
    """What has been seen so far, and what the last good run read."""

    patience: Patience
    read: Snapshot = field(default_factory=dict)
    _seen: Snapshot = field(default_factory=dict)
    _still_since: dict[Path, float] = field(default_factory=dict)
    _changed_at: float = 0.0
    _wanted_since: float | None = None
    _not_before: float = 0.0
    _failures: int = 0

    def decide(self, snapshot: Snapshot, now: float) -> Decision | None:
        """Whether to run over what lies there now."""
        if snapshot != self._seen:
            self._changed_at, self._not_before = now, 0.0
        moved = {path for path, stamp in snapshot.items() if self._seen.get(path) != stamp}
        self._still_since = {path: now if path in moved else self._still_since[path] for path in snapshot}
        self._seen = dict(snapshot)
        unsettled = {path for path, since in self._still_since.items() if now - since < self.patience.settle}
        ready = {path: stamp for path, stamp in snapshot.items() if path not in unsettled}
        if not ready or ready == {path: stamp for path, stamp in self.read.items() if path not in unsettled}:
            self._wanted_since = None
            return None
        if self._wanted_since is None:
            self._wanted_since = min(self._changed_at, now)
        is_still = not unsettled and now - self._changed_at >= self.patience.settle
        if now < self._not_before or not (is_still or now - self._wanted_since >= self.patience.longest):
            return None
        return Decision(ready, tuple(sorted(unsettled)))

    def ended(self, decision: Decision, exit_status: int, now: float) -> None:
        """A run came to its end: what it read is read, or it is tried again later, ever more seldom."""
        if exit_status in (0, 3):
            self.read, self._failures, self._wanted_since = decision.ready, 0, None
            return
        pause = min(self.patience.retry * 2**self._failures, self.patience.longest_retry)
        self._not_before = now + pause
        self._failures = min(self._failures + 1, 16)


def look(folders: Sequence[Path]) -> tuple[Snapshot, tuple[Path, ...]]:
    """The files and their manifests as they are now, and the files whose names say that they are unfinished."""
    snapshot: Snapshot = {}
    unfinished = []
    for file in _files(folders):
        if file.suffix.lower() in UNFINISHED:
            unfinished.append(file)
            continue
        with contextlib.suppress(OSError):
            status = file.lstat() if file.is_symlink() and not file.exists() else file.stat()
            snapshot[file] = (status.st_size, status.st_mtime_ns, status.st_ino)
    return snapshot, tuple(sorted(unfinished))


def watch(
    folders: Sequence[Path],
    patience: Patience,
    run: Callable[[Sequence[Path]], int],
    is_stopped: Callable[[], bool],
    tell: Callable[..., None],
    pause: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Look, run, look again, until stopped. `run` takes the files to leave out and gives the exit status."""
    state = Watch(patience)
    is_missing = False
    while not is_stopped():
        try:
            snapshot, unfinished = look(folders)
        except (WrongUsage, OSError) as error:
            if not is_missing:
                tell("watch_waiting", reason=str(error))
            is_missing = True
        else:
            is_missing = False
            if decision := state.decide(snapshot, clock()):
                left_out = (*decision.leave_out, *unfinished)
                tell("watch_run", files=len(decision.ready), left_out=left_out)
                status = run(left_out)
                state.ended(decision, status, clock())
                tell("watch_ran", exit_status=status)
        if not is_stopped():
            pause(patience.every)


def _files(folders: Sequence[Path]) -> Iterable[Path]:
    for folder in folders:
        yield from (file for file, _ in files_under(folder))
        if folder.is_dir():
            yield from (file for file in folder.rglob(MANIFEST_NAME) if file.is_file())
