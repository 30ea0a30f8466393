"""`dbt build` in a process of its own: how long it took as a whole and model by model, and its peak memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.workfile import PROJECT_FOLDER

KIBIBYTES = 1024


@dataclass(frozen=True, slots=True)
class Build:
    """Seconds of the process and of each node by name, and its peak memory in bytes, or this process's where that is more."""

    seconds: float
    nodes: dict[str, float]
    peak_bytes: int


def build(work_file: Path, arguments: Sequence[str]) -> Build:
    """Build into the work file; what dbt writes goes beside it. Raises RuntimeError with dbt's words where it fails."""
    target = work_file.with_name(f"{work_file.name}.target")
    command = [sys.executable, "-m", "dbt.cli.main", "--no-use-colors", "build", *arguments]
    command += ["--exclude-resource-type", "unit_test", "--vars", "{mismatches: flag}"]
    command += ["--project-dir", str(PROJECT_FOLDER), "--profiles-dir", str(PROJECT_FOLDER)]
    command += ["--target-path", str(target), "--log-path", str(target)]
    environment = {**os.environ, "XIANZHANG_WORK_FILE": str(work_file), "DO_NOT_TRACK": "1"}
    begun = time.perf_counter()
    log = target.with_suffix(".log")
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    # Its status is taken already.
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(log.read_text(encoding="utf-8"))
    results = json.loads((target / "run_results.json").read_text(encoding="utf-8"))["results"]
    nodes = {result["unique_id"].split(".")[2]: result["execution_time"] for result in results}
    return Build(seconds, nodes, usage.ru_maxrss * KIBIBYTES)
