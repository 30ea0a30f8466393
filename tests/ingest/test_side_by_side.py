"""Steps done several at a time, each after those it waits for."""

import threading

import pytest

from ingest.side_by_side import do_side_by_side

STEPS = {"d": frozenset("bc"), "b": frozenset("a"), "c": frozenset("a"), "a": frozenset({"outside"})}


def test_each_step_waits_for_what_it_needs() -> None:
    done: list[str] = []

    def do(step: str) -> None:
        assert STEPS[step] - {"outside"} <= set(done)
        done.append(step)

    do_side_by_side(STEPS, do, 2)
    assert (done[0], sorted(done[1:3]), done[3]) == ("a", ["b", "c"], "d")


def test_two_at_a_time() -> None:
    together, met = threading.Barrier(2, timeout=10), []
    do_side_by_side({"a": frozenset(), "b": frozenset()}, lambda step: met.append(together.wait()), 2)
    assert sorted(met) == [0, 1]


def test_the_first_error_is_raised_and_nothing_more_begins() -> None:
    begun: list[str] = []

    def do(step: str) -> None:
        begun.append(step)
        if step == "a":
            raise ValueError("a")

    with pytest.raises(ValueError, match="a"):
        do_side_by_side(STEPS, do, 2)
    assert begun == ["a"]
