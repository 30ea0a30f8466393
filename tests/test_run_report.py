"""What a run leaves for those who were not there: the log and the report, also when it failed."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from ingest import pipeline, recording
from ingest.cli import app
from ingest.pipeline import SHIPPED_DOCUMENTS
from ingest.run_report import make_report
from ingest.workfile import PROJECT_FOLDER

GOOD = SHIPPED_DOCUMENTS / "luan_pension_fund_2021_targets.txt"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, passing_gate: None) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("XIANZHANG_WAREHOUSE", "XIANZHANG_LOG"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "in").mkdir()
    return tmp_path


def call(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(arguments))
    return result.exit_code, result.stdout + result.stderr


def events(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def report_of(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "warehouse.work" / "last_run.json").read_text(encoding="utf-8"))


def test_a_good_run_is_told_from_first_to_last(shipped: Path) -> None:
    told = events(shipped.parent / "warehouse.work" / "logs" / "run.jsonl")
    assert len({event["run_id"] for event in told}) == 1
    assert [event["event"] for event in told if event["event"] not in ("document", "phase", "warning")] == [
        *("run_started", "build", "gate", "published", "run_ended")
    ]
    assert {event["status"] for event in told if event["event"] == "document"} == {"added"}
    report = report_of(shipped.parent)
    assert (report["state"], report["exit_status"], report["failure"]) == ("published", 0, None)
    assert report["documents_by_status"] == {"added": 4}
    assert list(report["phases"])[:8] == [*("read", "load", "gate", "compare", "refresh", "parse", "build", "publish")]
    assert sum(report["phases"].values()) <= report["seconds"]
    assert report["counts"]["documents"] == report["gate"]["checked"] == 4
    assert report["build"]["tests"] > 100
    assert (report["published"]["file"], report["published"]["release_number"]) == (str(shipped), 1)
    text = (shipped.parent / "warehouse.work" / "last_run.txt").read_text(encoding="utf-8")
    assert text.startswith("xianzhang run: published 已发布 (exit status 0)\n")


def test_documents_are_told_with_what_became_of_them_and_why(folder: Path) -> None:
    odd = os.fsdecode(b"in/\xff\n.txt")
    Path(odd).touch()
    (folder / "in" / "good.txt").write_bytes(GOOD.read_bytes())
    assert call("load", "in", "--quiet", "--log", "mine.jsonl") == (
        3,
        "rejected 未导入 \\xff\\n.txt: 文件为空 the file is empty\n"
        "  remedy 处理: 请检查下载是否完整后重新导入 check the download and load the file again\n",
    )
    Path(odd).unlink()
    assert call("load", "in", "--quiet", "--log", "mine.jsonl") == (0, "")
    documents = [event for event in events(folder / "mine.jsonl") if event["event"] == "document"]
    found = [(event["status"], event["file_name"], event.get("reason_code")) for event in documents]
    assert found == [("rejected", "\\xff\\n.txt", "empty_file"), ("added", "good.txt", None), ("unchanged", "good.txt", None)]
    assert report_of(folder)["documents_by_status"] == {"unchanged": 1}
    assert not (folder / "warehouse.work" / "logs" / "run.jsonl").exists()


def test_a_run_that_failed_has_its_reason_and_remedy_in_the_report(folder: Path) -> None:
    (folder / "in" / "empty.txt").touch()
    status, said = call("run", "in", "--quiet")
    assert (status, "没有可用的公开文件" in said) == (1, True)
    report = report_of(folder)
    assert (report["state"], report["exit_status"], report["published"]) == ("failed", 1, None)
    assert report["failure"]["reason"] == "no document could be read; nothing was published"
    assert report["failure"]["remedy"]
    assert report["documents"][0]["reason_code"] == "empty_file"
    text = (folder / "warehouse.work" / "last_run.txt").read_text(encoding="utf-8")
    assert "error 错误: 没有可用的公开文件" in text


def test_a_fault_of_ours_is_told_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "in" / "good.txt").write_bytes(GOOD.read_bytes())
    assert call("load", "in")[0] == 0

    def broken(*_: object) -> None:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(pipeline, "load", broken)
    assert call("load", "in")[0] == 1
    assert report_of(folder)["failure"]["reason"] == "ZeroDivisionError: by zero"


def test_a_run_that_finds_another_at_work_leaves_its_report_alone(folder: Path) -> None:
    (folder / "in" / "good.txt").write_bytes(GOOD.read_bytes())
    assert call("load", "in")[0] == 0
    code = "import sys; from ingest.workfile import *; files = WarehouseFiles(Path(sys.argv[1]))\n"
    code += "with hold_work_folder(files): print('held', flush=True); sys.stdin.read()"
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(folder / "warehouse.duckdb")],
        **{"cwd": PROJECT_FOLDER, "stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True},
    )
    holder.stdout.readline()
    status, said = call("load", "in", "--wait", "0.1")
    holder.communicate("")
    assert status == 4
    assert f"another run holds this warehouse: process {holder.pid} since 20" in " ".join(said.split())
    assert report_of(folder)["exit_status"] == 0
    last = events(folder / "warehouse.work" / "logs" / "run.jsonl")[-3:]
    assert [event["event"] for event in last] == ["waiting", "run_failed", "run_ended"]


STOPPED = """
import sys, time
from ingest import pipeline
from ingest.workfile import hold_work_folder
def load(files, paths, report, reader):
    with hold_work_folder(files):
        print("begun", flush=True)
        time.sleep(60)
pipeline.load = load
from ingest.cli import app
app(["load", "in"])
"""


def test_a_run_stopped_by_a_signal_says_so_and_ends_by_it(folder: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(PROJECT_FOLDER)}
    process = subprocess.Popen([sys.executable, "-c", STOPPED], env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "begun\n"
    process.terminate()
    assert process.wait(30) == -signal.SIGTERM
    report = report_of(folder)
    assert (report["state"], report["exit_status"], report["failure"]["reason"]) == ("failed", 143, "stopped by SIGTERM")


def test_a_report_without_an_end_has_every_key() -> None:
    whole = make_report([])
    assert (whole["state"], whole["documents"], whole["warnings"], whole["failure"]) == (None, [], [], None)


def test_a_wrong_log_is_wrong_usage_before_anything_is_done(folder: Path) -> None:
    (folder / "in" / "good.txt").write_bytes(GOOD.read_bytes())
    status, said = call("load", "in", "--log", "missing/log.jsonl")
    assert (status, "the log cannot be written: No such file or directory" in said) == (2, True)
    assert sorted(path.name for path in folder.iterdir()) == ["in"]


def test_quiet_says_nothing_whatever_is_reported() -> None:
    assert recording.Manner(is_quiet=True).log is None
    with recording.display.silence() as report:
        report("read", 1, 1)
