"""Watching a folder: a run begins when all is complete and new, not before, and nothing keeps it from beginning."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from ingest.watching import Decision, Patience, Snapshot, Watch, look, watch
from ingest.workfile import PROJECT_FOLDER

PATIENCE = Patience(every=1, settle=10, longest=60, retry=30, longest_retry=100)
A, B = Path("a.pdf"), Path("b.pdf")
DONE: Snapshot = {A: (1, 1, 1)}


def first_decision(state: Watch, frames: Callable[[int], Snapshot], begin: int, end: int) -> tuple[int, Decision] | None:
    """The second at which a run begins, and over what."""
    for second in range(begin, end):
        if decision := state.decide(frames(second), second):
            return second, decision
    return None


def test_a_file_that_stands_still_is_run_once() -> None:
    state = Watch(PATIENCE)
    second, decision = first_decision(state, lambda _: DONE, 0, 100)
    assert (second, decision) == (10, Decision(DONE, ()))
    state.ended(decision, 0, 20)
    assert first_decision(state, lambda _: DONE, 20, 500) is None


def test_a_file_that_grows_is_waited_for() -> None:
    second, decision = first_decision(Watch(PATIENCE), lambda now: {A: (min(now, 25), 1, 1)}, 0, 100)
    assert (second, decision) == (35, Decision({A: (25, 1, 1)}, ()))


def test_many_files_that_come_one_after_the_other_are_one_run() -> None:
    files = [Path(f"{number}.pdf") for number in range(10)]
    second, decision = first_decision(Watch(PATIENCE), lambda now: dict.fromkeys(files[: now // 3 + 1], (1, 1, 1)), 0, 100)
    assert (second, len(decision.ready)) == (27 + 10, 10)


def test_a_file_that_never_settles_is_left_out_in_the_end() -> None:
    state = Watch(PATIENCE)
    second, decision = first_decision(state, lambda now: {**DONE, B: (now, 1, 1)}, 0, 100)
    assert (second, decision) == (60 + 10, Decision(DONE, (B,)))
    state.ended(decision, 0, second)
    assert first_decision(state, lambda now: {**DONE, B: (now, 1, 1)}, second + 1, 1000) is None
    second, decision = first_decision(state, lambda now: {**DONE, B: (1000, 1, 1)}, 1000, 1100)
    assert decision == Decision({**DONE, B: (1000, 1, 1)}, ())


def test_a_known_file_that_is_written_again_is_not_dropped_for_itself() -> None:
    state = Watch(PATIENCE, read={**DONE, B: (1, 1, 1)})
    assert first_decision(state, lambda now: {**DONE, B: (now + 2, 1, 1)}, 0, 1000) is None


def test_a_file_replaced_by_a_rename_of_equal_size_and_time_is_new() -> None:
    state = Watch(PATIENCE, read=DONE)
    second, decision = first_decision(state, lambda now: DONE if now < 5 else {A: (1, 1, 2)}, 0, 100)
    assert (second, decision.ready) == (15, {A: (1, 1, 2)})


def test_a_removed_file_is_a_change_that_waits_too() -> None:
    state = Watch(PATIENCE, read={**DONE, B: (1, 1, 1)})
    second, decision = first_decision(state, lambda now: {**DONE, B: (1, 1, 1)} if now < 20 else DONE, 0, 100)
    assert (second, decision) == (30, Decision(DONE, ()))


def test_an_empty_folder_is_never_run() -> None:
    assert first_decision(Watch(PATIENCE, read=DONE), lambda _: {}, 0, 1000) is None


@pytest.mark.parametrize("status", [1, 2, 4, -9])
def test_a_run_that_failed_is_tried_again_ever_more_seldom_and_at_once_after_a_change(status: int) -> None:
    state = Watch(PATIENCE)
    tries, now = [], 0
    for _ in range(5):
        now, decision = first_decision(state, lambda _: DONE, now, now + 1000)
        tries.append(now)
        state.ended(decision, status, now)
    assert [later - earlier for earlier, later in pairwise(tries)] == [30, 60, 100, 100]
    changed, decision = first_decision(state, lambda _: {A: (2, 2, 1)}, now + 1, now + 1000)
    assert (changed, decision.ready) == (now + 1 + 10, {A: (2, 2, 1)})


def test_documents_that_were_rejected_are_no_reason_to_run_again() -> None:
    state = Watch(PATIENCE)
    state.ended(Decision(DONE, ()), 3, 0)
    assert first_decision(state, lambda _: DONE, 1, 200) is None


def test_looking_sees_documents_and_manifests_but_nothing_unfinished(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in (
        "a.pdf",
        "documents.csv",
        "sub/b.txt",
        ".hidden.pdf",
        "~$c.docx",
        "d.pdf.part",
        "E.PDF.CRDOWNLOAD",
        "Thumbs.db",
    ):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "gone.pdf").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.txt")
    snapshot, unfinished = look([tmp_path])
    seen = sorted(path.relative_to(tmp_path).as_posix() for path in snapshot)
    assert seen == ["a.pdf", "documents.csv", "gone.pdf", "pipe.txt", "sub/b.txt"]
    assert [path.name for path in unfinished] == ["E.PDF.CRDOWNLOAD", "d.pdf.part"]


def test_the_loop_outlives_a_folder_that_goes_and_comes_back(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    told, runs, seconds = [], [], [0.0]

    def pause(_: float) -> None:
        seconds[0] += 1
        if seconds[0] == 3:
            folder.mkdir()
            (folder / "a.pdf").write_bytes(b"x")
            (folder / "b.part").write_bytes(b"x")

    def run(left_out: Sequence[Path]) -> int:
        runs.append((seconds[0], [path.name for path in left_out]))
        return 1 if len(runs) == 1 else 0

    watch([folder], PATIENCE, run, lambda: seconds[0] > 200, lambda event, **_: told.append(event), pause, lambda: seconds[0])
    assert runs == [(13.0, ["b.part"]), (43.0, ["b.part"])]
    assert told == ["watch_waiting", "watch_run", "watch_ran", "watch_run", "watch_ran"]


def test_patience_that_makes_no_sense_is_refused() -> None:
    with pytest.raises(ValueError, match="longest"):
        Patience(settle=10, longest=5)


def test_the_command_runs_and_ends_after_its_run_when_told_to(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "empty.txt").touch()
    log = tmp_path / "log.jsonl"
    options = ["--every", "0.2", "--settle", "0.4", "--quiet", "--log", str(log)]
    process = subprocess.Popen(
        [sys.executable, "-m", "ingest.cli", "watch", "in", *options],
        **{"cwd": tmp_path, "stderr": subprocess.PIPE, "text": True, "start_new_session": True},
        env={**os.environ, "PYTHONPATH": str(PROJECT_FOLDER)},
    )
    until = time.monotonic() + 60
    while time.monotonic() < until and not (log.exists() and "run_started" in log.read_text(encoding="utf-8")):
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    said = process.communicate(timeout=60)[1]
    told = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert (process.returncode, "empty.txt: 文件为空" in said) == (0, True)
    assert [event["event"] for event in told if event["event"].startswith("watch")] == [
        *("watch_started", "watch_run", "watch_ran", "watch_ended")
    ]
    assert [event["exit_status"] for event in told if event["event"] in ("run_ended", "watch_ran")] == [1, 1]
