"""How a run reports on itself: progress while it goes on, seconds by phase at its end and in the run's log."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ingest.run_log import add_seconds, tell_phase

# Called with the phase, how much of it is done and how much there is.
Report = Callable[[str, int, int], None]

# These take turns with every document; the log is told of them once, when all documents are through.
TURNS = frozenset({"read", "load"})


class Stopwatch:
    """Seconds by phase, in the order the phases began."""

    def __init__(self) -> None:
        self.phases: dict[str, float] = {}

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        begun = time.perf_counter()
        try:
            yield
        finally:
            seconds = time.perf_counter() - begun
            self.phases[name] = self.phases.get(name, 0.0) + seconds
            add_seconds(name, seconds)
            if name not in TURNS:
                tell_phase(name)
