"""The report of one run, made from its events: `last_run.json` for programs, `last_run.txt` for people."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from ingest.run_log import Event

JSON_NAME = "last_run.json"
TEXT_NAME = "last_run.txt"
# Statuses of documents that a person has to look at.
LEFT_OUT = frozenset({"rejected", "held"})
STATES = {
    "published": "published 已发布",
    "loaded": "loaded 已导入",
    "incomplete": "published, some documents left out 已发布，部分文件未入库",
    "unchanged": "nothing has changed, the release in use stays 无变化，继续使用现有版本",
    "failed": "failed, nothing published 失败，未发布",
}


def make_report(events: Sequence[Event]) -> dict[str, Any]:
    """What a run came to: one object, the same keys whether it succeeded or failed."""
    begun, ended = _last(events, "run_started"), _last(events, "run_ended")
    documents = [_fields(event) for event in events if event["event"] == "document"]
    failure = _last(events, "run_failed")
    return {
        "run_id": begun.get("run_id"),
        "command": begun.get("command"),
        "state": ended.get("state"),
        "exit_status": ended.get("exit_status"),
        "started_at": begun.get("time"),
        "ended_at": ended.get("time"),
        "seconds": ended.get("seconds"),
        "phases": ended.get("phases", {}),
        "settings": begun.get("settings", {}),
        "documents": documents,
        "documents_by_status": {
            status: sum(1 for document in documents if document["status"] == status)
            for status in sorted({document["status"] for document in documents})
        },
        "gate": _fields(_last(events, "gate")) or None,
        "build": _fields(_last(events, "build")) or None,
        "published": _fields(_last(events, "published")) or None,
        "counts": ended.get("counts"),
        "warnings": [event["text"] for event in events if event["event"] == "warning"],
        "failure": _fields(failure) or None,
    }


def write_report(folder: Path, events: Sequence[Event]) -> None:
    """Write both files, each in one step. Raises OSError; the earlier report then stays."""
    report = make_report(events)
    _replace(folder / JSON_NAME, json.dumps(report, ensure_ascii=False, indent=1) + "\n")
    _replace(folder / TEXT_NAME, "\n".join(_lines(report)) + "\n")


def _lines(report: dict[str, Any]) -> Iterable[str]:
    """The report as a person reads it."""
    yield f"xianzhang {report['command']}: {STATES.get(report['state'], report['state'])} (exit status {report['exit_status']})"
    yield f"run 运行: {report['run_id']}, {report['started_at']} - {report['ended_at']}"
    phases = ", ".join(f"{name} {seconds:.1f}" for name, seconds in report["phases"].items())
    yield f"seconds 用时: {report['seconds']:.1f}" + (f" ({phases})" if phases else "")
    if failure := report["failure"]:
        yield f"error 错误: {failure['reason_zh']} {failure['reason']}"
        if failure["place"]:
            yield f"  place 位置: {failure['place']}"
        yield from (f"  {detail}" for detail in failure["details"])
        yield f"  remedy 处理: {failure['remedy_zh']} {failure['remedy']}"
    by_status = ", ".join(f"{status} {count}" for status, count in report["documents_by_status"].items())
    yield f"documents 文件: {by_status or 0}"
    for document in report["documents"]:
        if document["status"] in LEFT_OUT:
            yield f"  {document['status']} {document['file_name']}: {document['reason_zh']} {document['reason']}"
            yield f"    remedy 处理: {document['remedy_zh']} {document['remedy']}"
    for warning in report["warnings"]:
        yield f"warning 提示: {warning}"
    for name in ("gate", "build", "published", "counts"):
        if report[name]:
            yield f"{name}: " + ", ".join(f"{key} {value}" for key, value in report[name].items())


def _replace(file: Path, text: str) -> None:
    fresh = file.with_name(f".{file.name}.new")
    with fresh.open("w", encoding="utf-8") as written:
        written.write(text)
        written.flush()
        os.fsync(written.fileno())
    fresh.replace(file)


def _last(events: Sequence[Event], name: str) -> Event:
    return next((event for event in reversed(events) if event["event"] == name), {})


def _fields(event: Event) -> dict[str, Any]:
    return {key: value for key, value in event.items() if key not in ("time", "run_id", "event")}
