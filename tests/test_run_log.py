"""The log of runs: whole lines, whatever is written, and whatever happened to the file before."""

import errno
import json
import os
from pathlib import Path

import pytest

from ingest import run_log
from ingest.errors import WrongUsage
from ingest.run_log import RunLog, add_seconds, keeping, tell, tell_phase
from ingest.stopwatch import Stopwatch


def lines(file: Path) -> list[dict]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_an_event_is_a_line_with_time_and_run(tmp_path: Path) -> None:
    file = tmp_path / "run.jsonl"
    with keeping(RunLog(file)) as log:
        tell("document", file_name="预算.pdf", place=None, seconds=0.5, paths=[Path("a"), "b"], counts={"added": 1})
    (line,) = lines(file)
    assert line.pop("time").endswith("Z")
    assert line == {
        **{"run_id": log.run_id, "event": "document", "file_name": "预算.pdf", "place": None, "seconds": 0.5},
        **{"paths": ["a", "b"], "counts": {"added": 1}},
    }


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("two\nlines", "two\nlines"),
        ('quote " and \\', 'quote " and \\'),
        (os.fsdecode(b"\xd4\xff.txt"), "\\udcd4\\udcff.txt"),
        ("\u2028\x85\x00", "\u2028\x85\x00"),
    ],
)
def test_an_odd_name_stays_one_line_of_valid_json(tmp_path: Path, name: str, written: str) -> None:
    file = tmp_path / "run.jsonl"
    with keeping(RunLog(file)):
        tell("document", file_name=name)
        tell("after")
    first, second, rest = file.read_bytes().split(b"\n")
    assert (json.loads(first)["file_name"], json.loads(second)["event"], rest) == (written, "after", b"")


def test_a_torn_last_line_stays_alone(tmp_path: Path) -> None:
    file = tmp_path / "run.jsonl"
    file.write_bytes(b'{"event": "one"}\n{"event": "tw')
    with keeping(RunLog(file)):
        tell("three")
    whole, torn, new = file.read_bytes().splitlines()
    assert (whole, torn, json.loads(new)["event"]) == (b'{"event": "one"}', b'{"event": "tw', "three")


def test_events_before_the_folder_is_there_are_written_when_it_is(tmp_path: Path) -> None:
    file = tmp_path / "work" / "logs" / "run.jsonl"
    with keeping(RunLog(file)):
        tell("one")
        assert list(tmp_path.iterdir()) == []
        (tmp_path / "work").mkdir()
        tell("two")
    assert [line["event"] for line in lines(file)] == ["one", "two"]


def test_a_full_log_is_put_aside_and_few_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_log, "MOST_BYTES", 50)
    monkeypatch.setattr(run_log, "KEPT_FILES", 2)
    file = tmp_path / "run.jsonl"
    for number in range(4):
        with keeping(RunLog(file)):
            tell(f"run {number}")
    kept = {path.name: lines(path)[0]["event"] for path in tmp_path.iterdir()}
    assert kept == {"run.jsonl": "run 3", "run.jsonl.1": "run 2", "run.jsonl.2": "run 1"}


def test_a_named_log_is_never_put_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_log, "MOST_BYTES", 50)
    for _ in range(3):
        with keeping(RunLog(tmp_path / "mine.jsonl", is_named=True)):
            tell("run")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.jsonl"]


def test_a_named_log_that_cannot_be_written_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage) as caught:
        RunLog(tmp_path / "missing" / "run.jsonl", is_named=True)
    assert caught.value.place == str(tmp_path / "missing" / "run.jsonl")


def test_a_log_on_a_full_disk_stops_nothing_and_goes_on_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, write = tmp_path / "run.jsonl", os.write
    left = [30]

    def scarce(number: int, content: bytes) -> int:
        if not left[0]:
            raise OSError(errno.ENOSPC, "No space left on device")
        written = write(number, content[: left[0]])
        left[0] -= written
        return written

    with keeping(RunLog(file)) as log:
        monkeypatch.setattr(run_log.os, "write", scarce)
        tell("torn")
        tell("lost")
        assert log.problem == f"{file}: No space left on device"
        left[0] = 10_000
        tell("whole")
        monkeypatch.undo()
    torn, *whole = file.read_text(encoding="utf-8").splitlines()
    assert torn.startswith('{"time"')
    assert [json.loads(line)["event"] for line in whole] == ["whole"]


def test_phases_add_up_and_documents_take_turns(tmp_path: Path) -> None:
    file = tmp_path / "run.jsonl"
    with keeping(RunLog(file)) as log:
        watch = Stopwatch()
        for _ in range(3):
            with watch.phase("read"):
                pass
        tell_phase("read")
        with pytest.raises(ValueError, match="broken"), watch.phase("build"):
            raise ValueError("broken")
        add_seconds("build", 2)
    assert [(line["event"], line["phase"]) for line in lines(file)] == [("phase", "read"), ("phase", "build")]
    assert (list(log.phases), log.phases["build"] >= 2) == (["read", "build"], True)


def test_without_a_log_nothing_is_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    tell("nothing")
    tell_phase("read")
    assert (capsys.readouterr(), list(tmp_path.iterdir())) == (("", ""), [])
