"""A command as a recorded run: its events in the log from first to last, its report at the end, quiet where told to be."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from ingest import display
from ingest.errors import RunStopped, WorkFileBusy
from ingest.run_events import tell_held
from ingest.run_log import RunLog, keeping
from ingest.run_report import write_report
from ingest.stopwatch import Report
from ingest.summary import LoadSummary, RunSummary
from ingest.workfile import WarehouseFiles

# A stop from outside: the run says so and goes, at once. Whatever it leaves the next run puts right.
STOPPING_SIGNALS = (signal.SIGTERM, signal.SIGHUP)

Summary = RunSummary | LoadSummary


@dataclass(frozen=True, slots=True)
class Manner:
    """How a command speaks: `log` is the named log, if any."""

    is_quiet: bool = False
    log: Path | None = None


def perform(
    files: WarehouseFiles, command: str, settings: dict[str, Any], manner: Manner, act: Callable[[Report], Summary]
) -> None:
    """Do it, write down what happened, show it, and end with its exit status. Lets RunStopped through."""
    log = RunLog(manner.log or files.log, is_named=manner.log is not None)
    begun = time.monotonic()
    with keeping(log):
        log.tell("run_started", command=command, pid=os.getpid(), warehouse=files.published, settings=settings)
        with _stopped_by_signals(files, log, begun):
            try:
                with display.silence() if manner.is_quiet else display.progress() as report:
                    summary = act(report)
            except BaseException as error:
                _fail(log, error)
                _end(files, log, begun, "failed", getattr(error, "exit_status", 1), not isinstance(error, WorkFileBusy))
                raise
            for name in summary.held if isinstance(summary, RunSummary) else ():
                tell_held(name)
            _end(files, log, begun, _state(summary), summary.exit_status, True, _counts(summary), summary.warnings)
    _show(summary, manner.is_quiet)
    raise typer.Exit(summary.exit_status)


def _end(
    files: WarehouseFiles,
    log: RunLog,
    begun: float,
    state: str,
    exit_status: int,
    is_reported: bool,
    counts: dict[str, Any] | None = None,
    warnings: tuple[str, ...] = (),
) -> None:
    """The last lines of the log, and the report. A run that found another one at work leaves the report to that one."""
    for warning in warnings:
        log.tell("warning", text=warning)
    phases = {name: round(seconds, 3) for name, seconds in log.phases.items()}
    seconds = round(time.monotonic() - begun, 3)
    log.tell("run_ended", state=state, exit_status=exit_status, seconds=seconds, phases=phases, counts=counts)
    try:
        if is_reported and files.work_folder.is_dir():
            write_report(files.work_folder, log.events)
    except OSError as error:
        log.problem = log.problem or f"{files.work_folder}: {error.strerror or error}"
    if log.problem:
        display.show_warning(f"日志或运行报告未能写全 the log or the report of this run is not complete: {log.problem}")


def _fail(log: RunLog, error: BaseException) -> None:
    fields: dict[str, Any] = {
        "place": None,
        "details": (),
        "remedy": "report it to the maintainers",
        "remedy_zh": "请反馈给维护者",
    }
    if isinstance(error, RunStopped):
        fields = {item.name: getattr(error, item.name) for item in dataclasses.fields(error)}
    elif isinstance(error, KeyboardInterrupt):
        fields |= {
            "reason": "stopped from the keyboard",
            "reason_zh": "运行被手动中断",
            "remedy": "run again",
            "remedy_zh": "请重新运行",
        }
    else:
        fields |= {"reason": f"{type(error).__name__}: {error}", "reason_zh": "程序出错"}
    log.tell("run_failed", kind=type(error).__name__, **fields)


@contextmanager
def _stopped_by_signals(files: WarehouseFiles, log: RunLog, begun: float) -> Iterator[None]:
    """Where a signal stops the run, log and report say so; then the process ends by that signal, as it would have."""

    def stop(number: int, frame: object) -> None:
        name = signal.Signals(number).name
        fields = {"reason": f"stopped by {name}", "reason_zh": "运行被信号中断", "place": None, "details": ()}
        log.tell(
            "run_failed", kind=name, **fields, remedy="run again; nothing has to be removed", remedy_zh="请重新运行，无需清理"
        )
        _end(files, log, begun, "failed", 128 + number, True)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    earlier = {}
    with contextlib.suppress(ValueError):  # not the main thread: somebody else's business
        for number in STOPPING_SIGNALS:
            earlier[number] = signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)


def _state(summary: Summary) -> str:
    if isinstance(summary, LoadSummary):
        return {0: "loaded", 3: "loaded"}.get(summary.exit_status, "failed")
    if summary.is_unchanged:
        return "unchanged"
    return "incomplete" if summary.exit_status else "published"


def _counts(summary: Summary) -> dict[str, Any]:
    if isinstance(summary, RunSummary):
        return {**dataclasses.asdict(summary.counts), "rejected": len(summary.rejections), "held": len(summary.held)}
    names = ("added", "replaced", "unchanged")
    return {**{name: getattr(summary, name) for name in names}, "rejected": len(summary.rejections)}


def _show(summary: Summary, is_quiet: bool) -> None:
    if is_quiet:
        if summary.exit_status:
            display.show_left_out(summary)
    elif isinstance(summary, RunSummary):
        display.show_run(summary)
    else:
        display.show_load(summary)
