"""`xianzhang watch`: run again whenever what lies in a folder is complete and new. Each run is a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from ingest.command_line import (
    LogOption,
    Mismatches,
    MismatchesOption,
    QuietOption,
    ReviewsOption,
    WarehouseOption,
    files_of,
    stopping,
)
from ingest.workfile import PROJECT_FOLDER, WarehouseFiles

SLICE_SECONDS = 0.2
# A run that another one keeps from its work waits so long before it is tried again.
WAIT_SECONDS = 600

FoldersArgument = Annotated[list[Path], typer.Argument(help="Folders to watch; each run reads all of them.")]
EveryOption = Annotated[float, typer.Option(min=0.1, metavar="SECONDS", help="How often to look.")]
SettleOption = Annotated[
    float, typer.Option(min=0, metavar="SECONDS", help="How long a file must stand still until it counts as complete.")
]
LongestOption = Annotated[
    float,
    typer.Option(
        min=0, metavar="SECONDS", help="After so long run without the files that are still being written. At least --settle."
    ),
]


class Stop:
    """Set by SIGTERM, SIGINT or SIGHUP: end after the run that is going on. A second signal is passed on to that run."""

    def __init__(self) -> None:
        self.is_set = False
        self.process: subprocess.Popen[bytes] | None = None
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._receive)

    def _receive(self, number: int, frame: object) -> None:
        if self.is_set and self.process is not None:
            self.process.terminate()
        self.is_set = True

    def pause(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self.is_set and (rest := until - time.monotonic()) > 0:
            time.sleep(min(SLICE_SECONDS, rest))


def watch(
    context: typer.Context,
    folders: FoldersArgument,
    every: EveryOption = 5.0,
    settle: SettleOption = 20.0,
    longest: LongestOption = 300.0,
    mismatches: MismatchesOption = None,
    reviews: ReviewsOption = None,
    quiet: QuietOption = False,
    log: LogOption = None,
    warehouse: WarehouseOption = None,
) -> None:
    """Watch folders, and run whenever their files are complete and new. SIGTERM ends it after the run that is going on."""
    with stopping():
        from ingest import display, watching
        from ingest.sources import files_under

        files = files_of(context, warehouse, reviews)
        places = [folder.absolute() for folder in folders]
        for place in places:
            files_under(place)  # A folder that is missing from the start is a slip of the pen.
        stop = Stop()
        options = ["--mismatches", (mismatches or Mismatches.flag).value, *(["--quiet"] if quiet else [])]
        options += ["--log", str(log.absolute())] if log else []

        def tell(event: str, **fields: Any) -> None:
            _tell(files, log, event, fields)
            if event == "watch_waiting":
                display.show_warning(fields["reason"])

        tell("watch_started", pid=os.getpid(), folders=places)
        watching.watch(
            places,
            watching.Patience(every, settle, max(settle, longest)),
            lambda left_out: _run(files, places, options, left_out, stop),
            lambda: stop.is_set,
            tell,
            stop.pause,
        )
        tell("watch_ended", pid=os.getpid())


def _run(files: WarehouseFiles, folders: Sequence[Path], options: Sequence[str], left_out: Sequence[Path], stop: Stop) -> int:
    """One run; its exit status."""
    command = [sys.executable, "-m", "ingest.cli", "run", *map(str, folders), "--warehouse", str(files.published), *options]
    command += ["--wait", str(WAIT_SECONDS)]
    command += [part for file in left_out for part in ("--leave-out", str(file))]
    if files.named_reviews:
        command += ["--reviews", str(files.named_reviews)]
    path = os.pathsep.join(filter(None, [str(PROJECT_FOLDER), os.environ.get("PYTHONPATH")]))
    # In a session of its own, so that Ctrl-C on a terminal reaches the watch alone.
    stop.process = subprocess.Popen(
        command, env={**os.environ, "PYTHONPATH": path}, stdin=subprocess.DEVNULL, start_new_session=True
    )
    try:
        return stop.process.wait()
    finally:
        stop.process = None


def _tell(files: WarehouseFiles, log: Path | None, event: str, fields: dict[str, Any]) -> None:
    """One event in the log; opened anew each time, because a run may have turned the log over."""
    from ingest.run_log import RunLog, keeping

    with keeping(RunLog(log or files.log, is_named=log is not None)) as written:
        written.tell(event, **fields)
