"""Steps that depend on each other, done several at a time: each as soon as those it waits for are done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from graphlib import TopologicalSorter


def do_side_by_side(steps: Mapping[str, frozenset[str]], do: Callable[[str], None], threads: int) -> None:
    """Do every step, after the steps that its set names. The first error is raised when the steps that have begun are done."""
    order = TopologicalSorter({step: needed & steps.keys() for step, needed in steps.items()})
    order.prepare()
    running: dict[Future[None], str] = {}
    with ThreadPoolExecutor(threads) as pool:
        try:
            while order.is_active():
                running |= {pool.submit(do, step): step for step in order.get_ready()}
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    future.result()
                    order.done(running.pop(future))
        finally:
            pool.shutdown(cancel_futures=True)
