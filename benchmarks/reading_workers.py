"""Reading with worker processes: how many times faster two are than one, and how much memory a worker takes at most.

Two workers on two threads of one core cannot be twice as fast. What two processes that only count reach there is the bound.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from ingest.manifest import ManifestEntry
from ingest.readers.limits import DEFAULT_LIMITS
from ingest.sources import SourceFile
from ingest.workers import read_files

ROUNDS = 3
READINGS = 40
COUNTED = 10_000_000
KIBIBYTES_OF_MEBIBYTE = 1024


@dataclass(frozen=True, slots=True)
class Workers:
    """Documents a second of two workers by those of one, the same of two counting processes, and a worker's peak memory."""

    ratio: float
    bound: float
    peak_mebibytes: float


def measure_workers(paths: Sequence[Path]) -> Workers:
    """Medians of a few rounds; one worker, two, and what bounds them take turns. To be called in a fresh process."""
    rates = [(_rate(paths, 1), _rate(paths, 2)) for _ in range(ROUNDS)]
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / KIBIBYTES_OF_MEBIBYTE
    with ProcessPoolExecutor(max_workers=2, mp_context=get_context("spawn")) as pool:
        _counting_seconds(pool, 2)
        bounds = [2 * _counting_seconds(pool, 1) / _counting_seconds(pool, 2) for _ in range(ROUNDS)]
    return Workers(median(two / one for one, two in rates), median(bounds), peak)


def _rate(paths: Sequence[Path], workers: int) -> float:
    """Documents a second once every worker has read its first one."""
    sources = [SourceFile(path, path.name, ManifestEntry(path.name)) for path in paths] * -(-READINGS // len(paths))
    outcomes = read_files(sources, DEFAULT_LIMITS, workers)
    next(outcomes)
    begun = time.perf_counter()
    for _ in outcomes:
        pass
    return (len(sources) - workers) / (time.perf_counter() - begun)


def _counting_seconds(pool: ProcessPoolExecutor, processes: int) -> float:
    begun = time.perf_counter()
    for done in [pool.submit(_count) for _ in range(processes)]:
        done.result()
    return time.perf_counter() - begun


def _count() -> int:
    counted = 0
    while counted < COUNTED:
        counted += 1
    return counted
