"""Readers and runs at the same time: ten readers ask through one publish after the other, two runs never mix."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from ingest.workfile import PROJECT_FOLDER, WarehouseFiles
from tests.crash_runs import Runs
from tests.release_files import make_files, make_release
from tests.test_crashes import Place

READERS = 10
# Opens the file again and again, as dashboards do, and keeps one connection open; each answer must be of one whole release.
READER = """
import sys, time, duckdb
from pathlib import Path
file, stop = sys.argv[1], Path(sys.argv[2])
ASK = (
    "select (select release_number from marts.dim_releases where is_current), count(*), min(amount_cny), max(amount_cny),"
    " (select count(*) from marts.dim_documents) from marts.fct_amounts"
)
kept = duckdb.connect(file, read_only=True, config={"threads": 1})
first = kept.execute(ASK).fetchone()
seen = set()
print("ready", flush=True)
while not stop.exists():
    # Not `connect(file)`: within one process that would find the connection kept open, with its release.
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute(f"attach '{file}' as w (read_only)")
        connection.execute("use w")
        number, count, lowest, highest, documents = connection.execute(ASK).fetchone()
    assert (count, documents, lowest, highest) == (number, number, number, number), (number, count, lowest, highest, documents)
    seen.add(number)
    assert kept.execute(ASK).fetchone() == first
    time.sleep(0.3)
print(len(seen))
"""


def publish(files: WarehouseFiles, number: int) -> None:
    """Release `number` holds as many documents, each of that amount."""
    assert make_release(files, **{f"d{place}": number for place in range(number)}).number == number


def test_ten_readers_ask_through_publishes_and_each_answer_is_of_one_release(tmp_path: Path) -> None:
    files = make_files(tmp_path)
    publish(files, 1)
    stop = tmp_path / "stop"
    command = [sys.executable, "-c", READER, str(files.published), str(stop)]
    readers = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(READERS)]
    assert [reader.stdout.readline() for reader in readers] == ["ready\n"] * READERS
    for number in range(2, 4):
        publish(files, number)
    stop.touch()
    answers = [reader.communicate(timeout=60) for reader in readers]
    assert [error for _, error in answers if error] == []
    assert all(int(seen) >= 1 for seen, _ in answers)
    assert max(int(seen) for seen, _ in answers) > 1


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_of_two_runs_at_once_one_waits_or_stops_with_the_other_named(place: Place) -> None:
    runs = Runs()
    try:
        first = runs.begin(**place.orders("one"))
        until = time.monotonic() + 30
        lock = place.folder / "warehouse.work" / "lock"
        while time.monotonic() < until and not (lock.exists() and lock.read_text(encoding="utf-8")):
            time.sleep(0.01)
        held = json.loads(lock.read_text(encoding="utf-8"))
        runs.begin(**place.orders("two"))
        runs.begin(**place.orders("two"), wait=60)
        outcomes = [runs.end() for _ in range(3)]
    finally:
        runs.close()
    assert held["pid"] == first
    assert [status for status, _ in outcomes] == [0, 4, 0]
    said = " ".join(outcomes[1][1].split())
    assert f"another run holds this warehouse: process {first} since {held['since']}" in said
    assert f"进程 {first}（自 {held['since']}）正在使用该数据仓库" in said
    with duckdb.connect(str(place.warehouse), read_only=True) as connection:
        assert connection.execute("select count(*) from marts.dim_documents").fetchone() == (2,)
        numbers = connection.execute("select release_number from marts.dim_releases order by 1").fetchall()
    assert numbers == [(1,), (2,)]


def test_a_second_writer_of_the_work_file_is_named_with_its_process(tmp_path: Path) -> None:
    files = WarehouseFiles(tmp_path / "w.duckdb")
    code = f"import duckdb, sys; c = duckdb.connect({str(files.work_file)!r}); print('held', flush=True); sys.stdin.read()"
    holder = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    holder.stdout.readline()
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("text", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "ingest.cli", "--warehouse", str(files.published), "load", str(tmp_path / "in")],
        **{"env": {**os.environ, "PYTHONPATH": str(PROJECT_FOLDER)}, "capture_output": True, "text": True, "check": False},
    )
    holder.communicate("")
    assert (done.returncode, f"process 进程 {holder.pid}" in done.stderr) == (4, True), done.stderr


POOL = """
import multiprocessing, os, sys
from concurrent.futures import ProcessPoolExecutor
from ingest.gate import end_with_parent
if __name__ == "__main__":
    spawn = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(max_workers=1, mp_context=spawn, initializer=end_with_parent)
    print(pool.submit(os.getpid).result(), flush=True)
    sys.stdin.read()
"""


def test_a_killed_run_leaves_no_process_behind(tmp_path: Path) -> None:
    script = tmp_path / "pool.py"
    script.write_text(POOL, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(PROJECT_FOLDER)}
    process = subprocess.Popen(
        [sys.executable, str(script)], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    child = int(process.stdout.readline())
    process.kill()
    process.wait()
    until = time.monotonic() + 20
    while time.monotonic() < until and is_alive(child):
        time.sleep(0.05)
    assert not is_alive(child)


def is_alive(process: int) -> bool:
    """Whether it runs; one that has ended and is not yet waited for does not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
