"""Run a function in a process of its own: wall and processor seconds of the call, and the process's peak memory."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

KIBIBYTES = 1024


@dataclass(frozen=True, slots=True)
class Measured:
    """Wall and processor seconds of the call alone, and peak memory of its process in bytes."""

    seconds: float
    processor_seconds: float
    peak_bytes: int


def measure(function: Callable[..., Any], *arguments: Any) -> Measured:
    """Call the function in a fresh process, libraries imported beforehand."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_timed, function, *arguments).result()


def _timed(function: Callable[..., Any], *arguments: Any) -> Measured:
    begun, processor_begun = time.perf_counter(), time.process_time()
    function(*arguments)
    return Measured(time.perf_counter() - begun, time.process_time() - processor_begun, _peak_bytes())


def _peak_bytes() -> int:
    """Of this program alone: what getrusage tells begins with the peak of the process that started it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) * KIBIBYTES for line in status.splitlines() if line.startswith("VmHWM"))
