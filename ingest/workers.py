"""Reading in parallel, each document in a process that can be killed.

Outcomes come in the order of the sources, whatever the number of workers; no more than a few documents are held at once. A
document over its seconds is killed with its worker and rejected, and so is one that brings its worker down.
"""

from __future__ import annotations

import io
import os
import pickle
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from pathlib import Path

from ingest.errors import UnreadableDocument, WrongUsage
from ingest.readers.limits import Limits
from ingest.reading import ReadFile, reject, sha256_of
from ingest.records import RAW_RECORDS, RejectionRecord
from ingest.sources import SourceFile

SETTING = "XIANZHANG_WORKERS"
# How many outcomes a worker may be ahead of the one that is waited for.
AHEAD = 2
PATIENCE_SECONDS = 1.0
# A worker is one thread; the library of arrays would take memory for as many as the machine has cores.
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}
PACKAGE_FOLDER = Path(__file__).resolve().parent.parent

Outcome = ReadFile | RejectionRecord
# All that an answer is made of, beside texts and numbers.
ANSWERS = {(kind.__module__, kind.__name__): kind for kind in (ReadFile, *RAW_RECORDS)}


class _Answer(pickle.Unpickler):
    """A worker's answer. What reads hostile documents may be taken over by one: only records are made of what it sends."""

    def find_class(self, module: str, name: str) -> type:
        """The record class of that name."""
        if (module, name) not in ANSWERS:
            raise pickle.UnpicklingError(f"{module}.{name} is no record")
        return ANSWERS[module, name]


@dataclass(slots=True)
class _Worker:
    process: subprocess.Popen[bytes]
    connection: Connection
    number: int | None = None
    deadline: float = 0.0


def worker_count() -> int:
    """As many as the machine has cores for us, or what XIANZHANG_WORKERS says."""
    setting = os.environ.get(SETTING, "")
    if not setting:
        return len(os.sched_getaffinity(0))
    if not (setting.isascii() and setting.isdigit() and int(setting)):
        raise WrongUsage(
            reason=f"{SETTING} is {setting!r}, not a positive whole number",
            reason_zh="读取进程数应为正整数",
            place=f"environment variable {SETTING}",
            remedy="set it to a positive whole number, or remove it",
            remedy_zh="请改为正整数，或取消该设置",
        )
    return int(setting)


def read_files(sources: Sequence[SourceFile], limits: Limits, workers: int) -> Iterator[Outcome]:
    """The outcome of every source, in their order."""
    pool = [_start(limits) for _ in range(min(workers, len(sources)))]
    outcomes: dict[int, Outcome] = {}
    begun = given = 0
    try:
        while begun < len(sources):
            for worker in pool:
                if worker.number is None and given < min(len(sources), begun + AHEAD * len(pool)):
                    _give(worker, given, sources[given], limits)
                    given += 1
            for worker in _settled(pool):
                number = worker.number
                assert number is not None
                outcome = _receive(worker, sources[number], limits)
                if worker.process.poll() is not None:
                    pool[pool.index(worker)] = _start(limits)
                outcomes[number] = outcome
            while begun in outcomes:
                yield outcomes.pop(begun)
                begun += 1
    finally:
        for worker in pool:
            _stop(worker)


def _start(limits: Limits) -> _Worker:
    ours, theirs = Pipe()
    packages = os.environ.get("PYTHONPATH")
    process = subprocess.Popen(
        [sys.executable, "-m", "ingest.worker", str(theirs.fileno())],
        pass_fds=[theirs.fileno()],
        stdin=subprocess.DEVNULL,
        env={**os.environ, **ONE_THREAD, "PYTHONPATH": os.pathsep.join(filter(None, [str(PACKAGE_FOLDER), packages]))},
    )
    theirs.close()
    ours.send(limits)
    return _Worker(process, ours)


def _give(worker: _Worker, number: int, source: SourceFile, limits: Limits) -> None:
    worker.number, worker.deadline = number, time.monotonic() + limits.seconds
    worker.connection.send(source)


def _settled(pool: list[_Worker]) -> list[_Worker]:
    """Workers that answer, have died, or are over their time."""
    busy = [worker for worker in pool if worker.number is not None]
    patience = max(0.0, min(worker.deadline for worker in busy) - time.monotonic())
    ready = wait([worker.connection for worker in busy], patience)
    now = time.monotonic()
    return [worker for worker in busy if worker.connection in ready or worker.deadline <= now]


def _receive(worker: _Worker, source: SourceFile, limits: Limits) -> Outcome:
    """The worker's answer; without one the worker is stopped, and the source rejected."""
    worker.number = None
    try:
        if worker.connection.poll():
            return _answer(worker.connection.recv_bytes())
    except Exception:  # its pipe ends, or what came over it is no answer
        status = _status(worker)
        _stop(worker)
        return reject(source, sha256_of(source, limits), _worker_died(status, limits))
    _stop(worker)
    return reject(source, sha256_of(source, limits), _timed_out(limits))


def _answer(written: bytes) -> Outcome:
    outcome = _Answer(io.BytesIO(written)).load()
    if not isinstance(outcome, ReadFile | RejectionRecord):
        raise pickle.UnpicklingError("the answer is no outcome")
    return outcome


def _status(worker: _Worker) -> int:
    """With what a worker ended whose pipe is closed; it is not waited for long."""
    try:
        return worker.process.wait(PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        worker.process.kill()
        return worker.process.wait()


def _stop(worker: _Worker) -> None:
    worker.connection.close()
    worker.process.kill()
    worker.process.wait()


def _timed_out(limits: Limits) -> UnreadableDocument:
    return UnreadableDocument(
        reason_code="timed_out",
        reason=f"reading took longer than the limit of {limits.seconds} seconds",
        reason_zh=f"读取超过 {limits.seconds} 秒的时限",
        remedy="split the document, or raise XIANZHANG_MAX_SECONDS if you trust it",
        remedy_zh="请拆分文件；如确认文件可信，可调高 XIANZHANG_MAX_SECONDS",
    )


def _worker_died(status: int, limits: Limits) -> UnreadableDocument:
    return UnreadableDocument(
        reason_code="worker_died",
        reason=f"the reading process ended with status {status}; it may use {limits.memory_mebibytes} MiB",
        reason_zh="读取进程异常终止，文件可能已损坏或过大",
        remedy="check the file; if it is sound and large, raise XIANZHANG_MAX_MEMORY_MEBIBYTES",
        remedy_zh="请检查文件；如文件完好但较大，可调高 XIANZHANG_MAX_MEMORY_MEBIBYTES",
    )
