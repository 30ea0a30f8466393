"""Many runs in a row, with documents that come, change and go, and kills in between: at the end all is as if built afresh."""

import contextlib
import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.crash_runs import Runs
from tests.test_crashes import GOOD, Place, begin_real_run

STATE = "documents"
YEARS = range(2012, 2024)
SPOILT = "no form that is known"
# How many runs `make soak` makes; each takes as long as a run of few documents does.
COUNT = int(os.environ.get("XIANZHANG_SOAK_RUNS", "200"))

# Run the documents of a place; after so many seconds (None: never) kill it with all its processes. Gives the exit status.
Run = Callable[[Place, float | None], int]


@dataclass
class Documents:
    """The files of a folder, changed by chance: added, removed, written anew, spoilt, renamed, or left; one can be read."""

    folder: Path
    chance: random.Random

    def change(self) -> None:
        there = sorted(self.folder.glob("*.txt"))
        deed = self.chance.choice(["add", "add", "remove", "rewrite", "spoil", "rename", "leave"])
        if deed == "add" or not there:
            self._write(self.folder / f"{self.chance.choice(YEARS)}.txt")
        elif deed == "remove":
            self.chance.choice(there).unlink()
        elif deed == "rewrite":
            self._write(self.chance.choice(there))
        elif deed == "spoil":
            self.chance.choice(there).write_text(f"{SPOILT} {self.chance.randrange(9)}", encoding="utf-8")
        elif deed == "rename":
            self.chance.choice(there).rename(self.folder / f"renamed_{self.chance.randrange(5)}.txt")
        if len(self.spoilt()) == len(list(self.folder.iterdir())):
            self._write(self.folder / "2011.txt")

    def spoilt(self) -> list[Path]:
        return [path for path in self.folder.iterdir() if path.read_text(encoding="utf-8").startswith(SPOILT)]

    def _write(self, path: Path) -> None:
        path.write_text(GOOD.replace("2021", str(self.chance.choice(YEARS))), encoding="utf-8")


def soak(run: Run, folder: Path, count: int, seed: int) -> None:
    """Make `count` runs, four in ten of them killed, then one undisturbed; compare with a warehouse built afresh."""
    chance = random.Random(seed)
    place, clean = Place(folder / "soaked"), Place(folder / "clean")
    documents = Documents(place.folder / STATE, chance)
    documents.folder.mkdir()
    documents.change()
    begun = time.monotonic()
    assert run(place, None) == 0
    whole = time.monotonic() - begun
    killed = 0
    for number in range(count):
        documents.change()
        status = run(place, chance.uniform(0, whole) if chance.random() < 0.4 else None)
        assert status in (3 if documents.spoilt() else 0, -signal.SIGKILL), (number, status)
        killed += status == -signal.SIGKILL
        assert place.contents()["raw.documents"], number
    last = 3 if documents.spoilt() else 0
    assert run(place, None) == last
    (clean.folder / STATE).mkdir()
    for path in documents.folder.iterdir():
        (clean.folder / STATE / path.name).write_bytes(path.read_bytes())
    assert run(clean, None) == last
    assert killed
    assert place.contents() == clean.contents()
    assert place.names() == clean.names()


@pytest.fixture
def run_tiny() -> Iterator[Run]:
    """Runs around a tiny build, forked from a process that has imported everything."""
    server = Runs()

    def run(place: Place, seconds: float | None) -> int:
        process = server.begin(**place.orders(STATE))
        if seconds is not None:
            time.sleep(seconds)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process, signal.SIGKILL)
        return server.end()[0]

    yield run
    server.close()


def run_wholly(place: Place, seconds: float | None) -> int:
    """dbt, gate, site and all: as users run it."""
    process = begin_real_run(place, STATE)
    if seconds is not None:
        time.sleep(seconds)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    return process.wait()


@pytest.fixture
def soaked(tmp_path: Path) -> Path:
    for name in ("soaked", "clean"):
        (tmp_path / name).mkdir()
    return tmp_path


def test_a_short_soak(run_tiny: Run, soaked: Path) -> None:
    soak(run_tiny, soaked, count=6, seed=9)


@pytest.mark.soak
def test_a_long_soak_around_a_tiny_build(run_tiny: Run, soaked: Path) -> None:
    soak(run_tiny, soaked, count=COUNT, seed=5)


@pytest.mark.soak
def test_a_long_soak(soaked: Path) -> None:
    soak(run_wholly, soaked, count=COUNT, seed=6)
