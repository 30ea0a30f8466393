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
# The project's profile, with DuckDB kept to less memory than it would take.
PROFILE = """
xianzhang:
  target: duckdb
  outputs:
    duckdb: {{type: duckdb, path: '{path}', schema: main, threads: 2, settings: {{memory_limit: '{memory_limit}'}}}}
"""
MEMORY_LIMIT = "700MB"


@dataclass(frozen=True, slots=True)
class Build:
    """Wall and processor seconds of the process, wall seconds of each node by name, and peak memory in bytes.

    The memory is that of the process which started it, where that is more.
    """

    seconds: float
    processor_seconds: float
    nodes: dict[str, float]
    peak_bytes: int


def build(work_file: Path, arguments: Sequence[str], memory_limit: str = MEMORY_LIMIT, command: str = "build") -> Build:
    """Build into the work file; what dbt writes goes beside it. Raises RuntimeError with dbt's words where it fails."""
    target = work_file.with_name(f"{work_file.name}.target")
    target.mkdir(exist_ok=True)
    profile = PROFILE.format(path=work_file.resolve(), memory_limit=memory_limit)
    (target / "profiles.yml").write_text(profile, encoding="utf-8")
    words = [sys.executable, "-m", "dbt.cli.main", "--no-use-colors", command, *arguments]
    if command == "build":
        words += ["--exclude-resource-type", "unit_test"]
    words += ["--vars", "{mismatches: flag}", "--project-dir", str(PROJECT_FOLDER), "--profiles-dir", str(target)]
    words += ["--target-path", str(target), "--log-path", str(target)]
    begun = time.perf_counter()
    log = target.with_suffix(".log")
    with log.open("wb") as output:
        environment = {**os.environ, "DO_NOT_TRACK": "1"}
        process = subprocess.Popen(words, env=environment, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    # Its status is taken already.
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(log.read_text(encoding="utf-8"))
    results = json.loads((target / "run_results.json").read_text(encoding="utf-8"))["results"]
    nodes = {
        result["unique_id"].split(".")[2]: result["execution_time"]
        for result in results
        if not result["unique_id"].startswith("operation.")
    }
    return Build(seconds, usage.ru_utime + usage.ru_stime, nodes, usage.ru_maxrss * KIBIBYTES)
