"""Broken off anywhere, a run leaves a whole release in use, and the next run needs nobody's help to give the same tables."""

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ingest.pipeline import SHIPPED_DOCUMENTS
from ingest.workfile import PROJECT_FOLDER
from tests.crash_runs import Runs

GOOD = (SHIPPED_DOCUMENTS / "luan_pension_fund_2021_targets.txt").read_text(encoding="utf-8")
# What differs between equal runs: times, and how many releases there were.
DIFFERING = ("loaded_at", "built_at")
State = dict[str, list[tuple]]


@pytest.fixture(scope="module")
def runs() -> Iterator[Runs]:
    server = Runs()
    yield server
    server.close()


class Place:
    """A warehouse in a folder, its documents in two states."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.warehouse = folder / "warehouse.duckdb"
        for name, words in (("one", ("2021",)), ("two", ("2021", "2022"))):
            (folder / name).mkdir(exist_ok=True)
            for word in words:
                (folder / name / f"{word}.txt").write_text(GOOD.replace("2021", word), encoding="utf-8")

    def orders(self, state: str) -> dict[str, Path]:
        return {"warehouse": self.warehouse, "folder": self.folder / state}

    def names(self) -> list[str]:
        releases = self.folder / "warehouse.releases"
        kept = [path.name for path in releases.iterdir() if not path.name.isdigit()]
        return sorted([path.name for path in self.folder.iterdir()] + kept)

    def contents(self) -> State:
        with duckdb.connect(str(self.warehouse), read_only=True) as connection:
            tables = connection.execute("select schema_name, table_name from duckdb_tables() order by all").fetchall()
            found = {}
            for schema, table in tables:
                if table == "dim_releases":
                    continue
                names = [row[0] for row in connection.execute(f"describe {schema}.{table}").fetchall()]
                kept = ", ".join(f'"{name}"' for name in names if name not in DIFFERING)
                found[f"{schema}.{table}"] = connection.execute(f"select {kept} from {schema}.{table} order by all").fetchall()
            return found


@pytest.fixture(scope="module")
def undisturbed(runs: Runs, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What each state gives when nothing goes wrong, and what lies in the folder then."""
    place = Place(tmp_path_factory.mktemp("undisturbed"))
    states = {}
    for state in ("two", "one"):
        assert runs.run(**place.orders(state)) == (0, "")
        states[state] = place.contents()
    assert states["one"] != states["two"]
    return {**states, "names": place.names(), "folder": place.folder}


@pytest.fixture
def place(undisturbed: dict[str, Any], tmp_path: Path) -> Place:
    """State one, published."""
    subprocess.run(["cp", "-a", f"{undisturbed['folder']}/.", str(tmp_path)], check=True)
    return Place(tmp_path)


def assert_whole(place: Place, undisturbed: dict[str, Any]) -> None:
    assert place.contents() in (undisturbed["one"], undisturbed["two"])
    log = place.folder / "warehouse.work" / "logs" / "run.jsonl"
    torn = 0
    for line in log.read_text(encoding="utf-8").splitlines():
        try:
            json.loads(line)
        except ValueError:
            torn += 1
    assert torn == 0  # a kill tears no line: each is one write


def assert_recovers(runs: Runs, place: Place, undisturbed: dict[str, Any], state: str = "two") -> None:
    status, said = runs.run(**place.orders(state), reads_apart=False)
    assert status == 0, said
    assert place.contents() == undisturbed[state]
    assert place.names() == undisturbed["names"]


def kill_at_random(runs: Runs, place: Place, undisturbed: dict[str, Any], count: int, seed: int) -> None:
    """Kill `count` runs, each with all its processes, somewhere within the time that a run takes."""
    chance = random.Random(seed)
    begun = time.monotonic()
    assert runs.run(**place.orders("one"))[0] == 0
    whole = time.monotonic() - begun
    for number in range(count):
        state = ("two", "one")[number % 2]
        process = runs.begin(**place.orders(state))
        time.sleep(chance.uniform(0, whole))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process, signal.SIGKILL)
        runs.end()
        assert_whole(place, undisturbed)
        if chance.random() < 0.3:
            assert_recovers(runs, place, undisturbed, state)
    assert_recovers(runs, place, undisturbed)


def break_off(runs: Runs, place: Place, undisturbed: dict[str, Any], how: str, most: int | None, renames_only: bool) -> int:
    """Break runs off before one file operation after the other, or `most` of them spread evenly. Gives how many there are."""
    manner = {"renames_only": renames_only, "reads_apart": False}
    total = int(runs.run(**place.orders("two"), how="count", **manner)[1].split()[-1])
    points = [total * number // most for number in range(1, most + 1)] if most else range(1, total + 1)
    for number, at in enumerate(points):
        state = ("one", "two")[number % 2]
        status, said = runs.run(**place.orders(state), how=how, at=at, **manner)
        assert_whole(place, undisturbed)
        assert "Traceback" not in said
        # A full disk may cost no more than a link, a report or a line of the log; the run then says so, or has copied.
        assert status == -signal.SIGKILL if how == "kill" else status in (0, 1), (at, said)
        assert status != 1 or ("No space left on device" in said and "remedy" in said), (at, said)
        if number % 4 == 3:
            assert_recovers(runs, place, undisturbed, state)
    return total


def test_killed_at_random_points_with_all_its_processes(runs: Runs, place: Place, undisturbed: dict[str, Any]) -> None:
    kill_at_random(runs, place, undisturbed, count=4, seed=1)


@pytest.mark.parametrize("how", ["kill", "full"])
def test_broken_off_before_a_rename(runs: Runs, place: Place, undisturbed: dict[str, Any], how: str) -> None:
    assert break_off(runs, place, undisturbed, how, most=2, renames_only=True) > 5
    assert_recovers(runs, place, undisturbed)


@pytest.mark.parametrize("limit", [pytest.param(0, marks=pytest.mark.soak), 100_000])
def test_files_that_cannot_grow(runs: Runs, place: Place, undisturbed: dict[str, Any], limit: int) -> None:
    status, said = runs.run(**place.orders("two"), file_limit=limit, reads_apart=False)
    assert (status, "Traceback" in said, "remedy" in said) == (1, False, True), said
    assert_whole(place, undisturbed)
    assert_recovers(runs, place, undisturbed)


@pytest.mark.parametrize("mode", [0o555, 0o444])
def test_a_folder_that_cannot_be_written(runs: Runs, place: Place, undisturbed: dict[str, Any], mode: int) -> None:
    """Folders alone, or their files as well."""
    inside = [place.folder, *place.folder.rglob("*")]
    rights = {path: path.stat().st_mode & 0o777 for path in inside}
    for path in inside:
        if path.is_dir() or mode == 0o444:
            path.chmod(0o555 if path.is_dir() else mode)
    status, said = runs.run(**place.orders("two"), is_powerless=True, reads_apart=False)
    assert (status, "Permission denied" in said, "remedy" in said, "Traceback" in said) == (1, True, True, False), said
    assert place.contents() == undisturbed["one"]
    for path, right in rights.items():
        path.chmod(right)
    assert_recovers(runs, place, undisturbed)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own that holds a few releases and no more."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=32m", "xianzhang", str(folder)]
    if os.geteuid() != 0 or not shutil.which("mount") or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill_disk(runs: Runs, undisturbed: dict[str, Any], disk: Path, rests: Sequence[int]) -> int:
    """Run with so many bytes left. Gives how many runs the disk stopped: some find room, as DuckDB shortens its work file."""
    place, stopped = Place(disk), 0
    assert runs.run(**place.orders("one"), reads_apart=False)[0] == 0
    for rest in rests:
        ballast = disk / "ballast"
        ballast.write_bytes(b"\0" * max(0, shutil.disk_usage(disk).free - rest))
        status, said = runs.run(**place.orders("two"), reads_apart=False)
        expected = (1, False, True) if status else (0, False, False)
        assert (status, "Traceback" in said, "remedy" in said) == expected, (rest, said)
        ballast.unlink()
        assert place.contents() == undisturbed["one" if status else "two"]
        stopped += status
        assert_recovers(runs, place, undisturbed, "one")
    assert_recovers(runs, place, undisturbed)
    return stopped


def test_a_full_disk(runs: Runs, undisturbed: dict[str, Any], small_disk: Path) -> None:
    assert fill_disk(runs, undisturbed, small_disk, [300_000]) == 1


@pytest.mark.soak
def test_a_disk_with_more_and_more_room(runs: Runs, undisturbed: dict[str, Any], small_disk: Path) -> None:
    assert fill_disk(runs, undisturbed, small_disk, range(0, 600_000, 50_000)) > 3


@pytest.mark.soak
def test_killed_very_often(runs: Runs, place: Place, undisturbed: dict[str, Any]) -> None:
    kill_at_random(runs, place, undisturbed, count=100, seed=2)


@pytest.mark.soak
@pytest.mark.parametrize("how", ["kill", "full"])
def test_broken_off_before_each_file_operation(runs: Runs, place: Place, undisturbed: dict[str, Any], how: str) -> None:
    assert break_off(runs, place, undisturbed, how, most=None, renames_only=False) > 30
    assert_recovers(runs, place, undisturbed)


def begin_real_run(place: Place, state: str) -> subprocess.Popen[bytes]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("XIANZHANG_")}
    command = [sys.executable, "-m", "ingest.cli", "--warehouse", str(place.warehouse), "run", str(place.folder / state)]
    return subprocess.Popen(
        [*command, "--quiet"], env={**environment, "PYTHONPATH": str(PROJECT_FOLDER)}, start_new_session=True
    )


@pytest.mark.soak
def test_the_whole_build_killed_at_random(tmp_path_factory: pytest.TempPathFactory) -> None:
    """dbt, gate, site and all: as users run it."""
    chance = random.Random(3)
    clean, place = Place(tmp_path_factory.mktemp("clean")), Place(tmp_path_factory.mktemp("killed"))
    begun = time.monotonic()
    assert begin_real_run(clean, "two").wait() == 0
    whole = time.monotonic() - begun
    for number in range(5):
        process = begin_real_run(place, ("one", "two")[number % 2])
        time.sleep(chance.uniform(0.05, 0.98) * whole)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if place.warehouse.exists():
            assert place.contents()
    assert begin_real_run(place, "two").wait() == 0
    assert place.contents() == clean.contents()
    assert place.names() == clean.names()
