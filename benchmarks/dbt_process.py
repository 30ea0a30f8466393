"""dbt in a process of its own, set as `xianzhang build` sets it: how long it took, model by model too, and its peak memory."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.transform import FAILED_STATUSES, QUIET
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
    work_file = work_file.resolve()
    target = work_file.with_name(f"{work_file.name}.target")
    target.mkdir(exist_ok=True)
    profile = PROFILE.format(path=work_file, memory_limit=memory_limit)
    (target / "profiles.yml").write_text(profile, encoding="utf-8")
    words = [sys.executable, "-m", "benchmarks.dbt_process", command, *arguments]
    if command == "build":
        words += ["--exclude-resource-type", "unit_test"]
    words += ["--vars", "{mismatches: flag}", "--project-dir", str(PROJECT_FOLDER), "--profiles-dir", str(target)]
    words += ["--target-path", str(target), "--log-path", str(target)]
    begun = time.perf_counter()
    log = target.with_suffix(".log")
    with log.open("wb") as output:
        environment = {**os.environ, "DO_NOT_TRACK": "1"}
        process = subprocess.Popen(words, cwd=PROJECT_FOLDER, env=environment, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    # Its status is taken already.
    process.returncode = os.waitstatus_to_exitcode(status)
    said = log.read_text(encoding="utf-8")
    if process.returncode:
        raise RuntimeError(said)
    nodes = json.loads(said.splitlines()[-1])
    return Build(seconds, usage.ru_utime + usage.ru_stime, nodes, usage.ru_maxrss * KIBIBYTES)


def main() -> None:
    """Run dbt with the arguments given; the last line that it prints has the wall seconds of each node."""
    from dbt.cli.main import dbtRunner

    gc.disable()
    outcome = dbtRunner().invoke([*QUIET, *sys.argv[1:]])
    results = outcome.result.results if outcome.result else ()
    if not outcome.success:
        failed = (f"{result.node.name}: {result.message}" for result in results if result.status in FAILED_STATUSES)
        sys.exit("\n".join(failed) or str(outcome.exception))
    nodes = {result.node.name: result.execution_time for result in results if result.node.resource_type != "operation"}
    print(json.dumps(nodes, ensure_ascii=False))


if __name__ == "__main__":
    main()
