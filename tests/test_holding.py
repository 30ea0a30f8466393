"""One run at a time: the other is named, or waited for; an interrupted one leaves nothing that holds."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from ingest.errors import WorkFileBusy
from ingest.holding import hold_lock
from ingest.run_log import RunLog, keeping
from ingest.workfile import PROJECT_FOLDER

HOLD = """
import sys, time
from pathlib import Path
from ingest.holding import hold_lock
with hold_lock(Path(sys.argv[1]), 0):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    return tmp_path / "lock"


def hold_elsewhere(lock: Path) -> subprocess.Popen[str]:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(lock)], cwd=PROJECT_FOLDER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout.readline() == "held\n"
    return holder


def test_the_other_run_is_named_with_its_process_and_time(lock: Path) -> None:
    holder = hold_elsewhere(lock)
    since = json.loads(lock.read_text(encoding="utf-8"))["since"]
    with pytest.raises(WorkFileBusy) as caught, hold_lock(lock, 0):
        pass
    assert caught.value.reason == f"another run holds this warehouse: process {holder.pid} since {since}"
    assert caught.value.reason_zh == f"进程 {holder.pid}（自 {since}）正在使用该数据仓库"
    assert caught.value.exit_status == 4
    holder.communicate("")
    with hold_lock(lock, 0):
        assert json.loads(lock.read_text(encoding="utf-8"))["pid"] == os.getpid()
    assert lock.read_text(encoding="utf-8") == ""


def test_a_run_that_waits_gets_its_turn(lock: Path, tmp_path: Path) -> None:
    holder = hold_elsewhere(lock)
    threading.Timer(0.3, holder.communicate, [""]).start()
    begun = time.monotonic()
    with keeping(RunLog(tmp_path / "run.jsonl")) as log, hold_lock(lock, 30):
        assert 0.2 < time.monotonic() - begun < 20
    assert [(event["event"], event["pid"]) for event in log.events] == [("waiting", holder.pid)]


def test_waiting_ends(lock: Path) -> None:
    holder = hold_elsewhere(lock)
    with pytest.raises(WorkFileBusy, match=r"\(waited 0.3 seconds\)"), hold_lock(lock, 0.3):
        pass
    holder.communicate("")


def test_a_killed_run_holds_nothing_and_is_told_of(lock: Path, tmp_path: Path) -> None:
    holder = hold_elsewhere(lock)
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    with keeping(RunLog(tmp_path / "run.jsonl")) as log, hold_lock(lock, 0):
        pass
    assert [(event["event"], event["pid"]) for event in log.events] == [("earlier_run_interrupted", holder.pid)]


@pytest.mark.parametrize("text", ["{", "[]", '{"pid": null, "since": 1}', "\x00"])
def test_a_lock_file_with_anything_in_it_is_taken(lock: Path, text: str) -> None:
    lock.write_text(text, encoding="utf-8")
    with hold_lock(lock, 0):
        assert json.loads(lock.read_text(encoding="utf-8"))["pid"] == os.getpid()
