"""The structured log of runs: JSON lines, one an event, only ever appended to.

Every line has `time` (UTC), `run_id` and `event`; the other fields are the event's own (docs/operations.md lists them). A line
is one write, so a killed run leaves at most a torn last line, and the next run starts on a line of its own. A log that cannot
be written never stops a run; `problem` says so. Code anywhere in a run tells what happened by `tell`.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ingest.errors import WrongUsage

# The log beside the work file: at this size it becomes run.jsonl.1, an older one run.jsonl.2, and so on.
MOST_BYTES = 10 * 1024 * 1024
KEPT_FILES = 5

Event = dict[str, Any]


class RunLog:
    """One run's events. Until the work folder is made they wait; a named log is opened at once and never turned over."""

    def __init__(self, file: Path, is_named: bool = False) -> None:
        self.run_id = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{os.getpid()}-{secrets.token_hex(2)}"
        self.events: list[Event] = []
        self.phases: dict[str, float] = {}
        self.problem: str | None = None
        self._file = file
        self._number: int | None = None
        self._waiting: list[bytes] = []
        self._is_torn = False
        if is_named:
            try:
                self._number = _open(file)
            except OSError as error:
                raise _not_writable(file, error) from error

    def tell(self, event: str, **fields: Any) -> None:
        """Write one event down."""
        line = {"time": now(), "run_id": self.run_id, "event": event, **_plain(fields)}
        self.events.append(line)
        self._waiting.append(json.dumps(line, ensure_ascii=False).encode() + b"\n")
        try:
            if self._number is None and self._file.parent.parent.is_dir():
                self._file.parent.mkdir(exist_ok=True)
                self._number = _open_turned(self._file)
            if self._number is not None:
                self._write(self._number)
        except OSError as error:
            self.problem = f"{self._file}: {error.strerror or error}"

    def close(self) -> None:
        """Leave the log on the disk."""
        if self._number is not None:
            with contextlib.suppress(OSError):
                os.fsync(self._number)
            os.close(self._number)
            self._number = None

    def _write(self, number: int) -> None:
        while self._waiting:
            line = (b"\n" if self._is_torn else b"") + self._waiting.pop(0)
            self._is_torn = True  # until the whole line is there
            self._is_torn = os.write(number, line) < len(line)


_current: list[RunLog] = []


@contextmanager
def keeping(log: RunLog) -> Iterator[RunLog]:
    """What is told inside goes to this log."""
    _current.append(log)
    try:
        yield log
    finally:
        _current.remove(log)
        log.close()


def tell(event: str, **fields: Any) -> None:
    """Write an event to the log of this run, if one is kept."""
    for log in _current[-1:]:
        log.tell(event, **fields)


def add_seconds(phase: str, seconds: float) -> None:
    """Add to what a phase of this run has taken."""
    for log in _current[-1:]:
        log.phases[phase] = log.phases.get(phase, 0.0) + seconds


def tell_phase(phase: str) -> None:
    """Write down what a phase has taken so far."""
    for log in _current[-1:]:
        if phase in log.phases:
            log.tell("phase", phase=phase, seconds=round(log.phases[phase], 3))


def now() -> str:
    """The time as the log and the reports print it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _plain(value: Any) -> Any:
    """A value as JSON knows it; bytes of a file name that are no text become escapes, which every JSON parser reads."""
    if isinstance(value, Mapping):
        return {_plain(str(key)): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, bool | int | float) or value is None:
        return value
    return str(value).encode("utf-8", "backslashreplace").decode()


def _open(file: Path) -> int:
    """The file at its end, on a line of its own."""
    number = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)
    if file.is_file() and (size := file.stat().st_size):
        with file.open("rb") as written:
            written.seek(size - 1)
            if written.read(1) != b"\n":
                os.write(number, b"\n")
    return number


def _open_turned(file: Path) -> int:
    """The same; a file of its full size is put aside first, by one run alone."""
    with contextlib.suppress(FileNotFoundError), file.open("rb") as full:
        fcntl.flock(full, fcntl.LOCK_EX)
        if os.fstat(full.fileno()).st_size >= MOST_BYTES and os.path.samestat(os.fstat(full.fileno()), file.stat()):
            for age in range(KEPT_FILES, 0, -1):
                older = file.with_name(f"{file.name}.{age - 1}") if age > 1 else file
                with contextlib.suppress(FileNotFoundError):
                    older.replace(file.with_name(f"{file.name}.{age}"))
    return _open(file)


def _not_writable(file: Path, error: OSError) -> WrongUsage:
    return WrongUsage(
        reason=f"the log cannot be written: {error.strerror or error}",
        reason_zh="日志文件无法写入",
        place=str(file),
        remedy="name a file in an existing folder that you may write after --log",
        remedy_zh="请用 --log 指定可写文件夹中的文件",
    )
