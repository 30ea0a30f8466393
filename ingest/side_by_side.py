"""Steps that depend on each other, done several at a time: each as soon as those it waits for are done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait


def do_side_by_side(steps: Mapping[str, frozenset[str]], do: Callable[[str], None], threads: int) -> None:
    """Do every step, after the steps that its set names. The first error is raised when the steps that have begun are done."""
    waiting = {step: needed & steps.keys() for step, needed in steps.items()}
    with ThreadPoolExecutor(threads) as pool:
        running: dict[Future[None], str] = {}
        try:
            while waiting or running:
                ready = [step for step, needed in waiting.items() if not needed]
                for step in ready:
                    del waiting[step]
                    running[pool.submit(do, step)] = step
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                finished = {running.pop(future) for future in done}
                for future in done:
                    future.result()
                waiting = {step: needed - finished for step, needed in waiting.items()}
        finally:
            pool.shutdown(cancel_futures=True)
