"""Measure a function in a process of its own, so that no library's imports and no earlier document weigh on another's time."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

from ingest.worker import settle

FEWEST, MOST, ENOUGH_SECONDS = 2, 20, 3.0
# A first read that takes so long is the measurement: imports no longer weigh on it.
SLOW_SECONDS = 10.0


def best_of(read: Callable[[Any], Any], what: Any) -> tuple[float, Any]:
    """Processor seconds of the best repeat after one that is not counted, and what was read."""
    return in_fresh_process(_best_of, read, what)


def once(read: Callable[[Any], Any], what: Any, warm_up: Any) -> float:
    """Processor seconds of one call that meets its documents for the first time, after a call with another one."""
    return in_fresh_process(_once, read, what, warm_up)


def _best_of(read: Callable[[Any], Any], what: Any) -> tuple[float, Any]:
    begun = time.process_time()
    found = read(what)
    first = time.process_time() - begun
    if first > SLOW_SECONDS:
        return first, found
    settle()
    seconds: list[float] = []
    while len(seconds) < FEWEST or (len(seconds) < MOST and sum(seconds) < ENOUGH_SECONDS):
        begun = time.process_time()
        read(what)
        seconds.append(time.process_time() - begun)
    return min(seconds), found


def _once(read: Callable[[Any], Any], what: Any, warm_up: Any) -> float:
    read(warm_up)
    settle()
    begun = time.process_time()
    read(what)
    return time.process_time() - begun


def in_fresh_process(function: Callable[..., Any], *arguments: Any) -> Any:
    """What the function returns there."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        return pool.submit(function, *arguments).result()
