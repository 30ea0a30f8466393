"""How a run reports on itself: progress while it goes on, seconds by phase at its end."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

# Called with the phase, how much of it is done and how much there is.
Report = Callable[[str, int, int], None]


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
            self.phases[name] = self.phases.get(name, 0.0) + time.perf_counter() - begun
