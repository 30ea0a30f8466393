"""dbt's events without those nobody reads: writing down its debug events alone takes a tenth of a build."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

from dbt_common.events.base_types import BaseEvent, EventLevel
from dbt_common.events.event_manager import EventManager
from dbt_common.events.event_manager_client import ctx_set_event_manager


class QuietEvents(EventManager):
    """Passes events on as dbt does, save for debug events; counts the nodes that have finished."""

    def __init__(self, on_finished: Callable[[int], None]) -> None:
        super().__init__()
        self._on_finished = on_finished
        self._numbers = itertools.count(1)

    def fire_event(self, e: BaseEvent, level: EventLevel | None = None, *args: Any, **settings: Any) -> None:
        if type(e).__name__ == "NodeFinished":
            self._on_finished(next(self._numbers))
        elif (level or e.level_tag()) is not EventLevel.DEBUG:
            super().fire_event(e, level, *args, **settings)


def follow_quietly(on_finished: Callable[[int], None]) -> None:
    """Let the next invocation of dbt report how many nodes have finished, and nothing else."""
    ctx_set_event_manager(QuietEvents(on_finished))
