"""A cluster that loses workers while it reads documents or dbt builds a table on it. Run by test_spark.py.

python -m tests.spark.lose_workers read FOLDER WORKERS_TO_KILL DOCUMENTS ...
python -m tests.spark.lose_workers build FOLDER WORKERS_TO_KILL
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from deploy.spark.cluster import Cluster, ClusterFailed, start_cluster
from deploy.spark.commands import SparkRunFailed, run_dbt, run_python
from deploy.spark.compare import compare_tables
from deploy.spark.rawfiles import export_raw
from deploy.spark.settings import LOOPBACK, MANY_ROWS
from deploy.spark.tables import register_raw
from ingest.spark.session import MASTER_SETTING

PATIENCE_SECONDS = 900.0
# Enough for a table whose writing takes long enough to be seen.
TARGETS = 100_000
SCHEMA, TABLE = "intermediate", "int_budget_cells_phased"
# The tables that it is made of, and it; views take no time.
SELECTION = ("--select", f"+{TABLE}")


def main() -> int:
    """Run one of the two courses; the status of the load, or 0 where the table was built."""
    course, folder, killed, *documents = sys.argv[1:]
    try:
        return (_read if course == "read" else _build)(Path(folder), int(killed), documents)
    except (SparkRunFailed, ClusterFailed) as error:
        print(f"{type(error).__name__}: {error}")
        return 1


def _read(folder: Path, killed: int, documents: list[str]) -> int:
    command = [sys.executable, "-m", "ingest.cli", "--warehouse", str(folder / "spark.duckdb"), "load", "--engine", "spark"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("XIANZHANG_")}
    with start_cluster(folder / "cluster") as cluster:
        process = subprocess.Popen([*command, *documents], env=environment | {MASTER_SETTING: cluster.url})
        if killed:
            _kill(cluster, killed, folder / "spark.work" / "spark_rows", lambda: process.poll() is None)
        return process.wait()


def _build(folder: Path, killed: int, _documents: list[str]) -> int:
    work_file = folder / "duckdb.work.duckdb"
    run_python("-m", "benchmarks.generate", str(folder / "country"), "--targets", str(TARGETS), "--work-file", str(work_file))
    settings = {"XIANZHANG_WORK_FILE": str(work_file)}
    run_dbt(folder, "duckdb", settings, "build", *SELECTION, "--exclude-resource-type", "test", "unit_test")
    with start_cluster(folder / "cluster") as cluster:
        port = cluster.start_server(MANY_ROWS)
        register_raw(export_raw(work_file, folder / "raw"), folder / "raw", port)
        settings = {"XIANZHANG_SPARK_HOST": LOOPBACK, "XIANZHANG_SPARK_PORT": str(port)}
        run_dbt(folder, "spark", settings, "seed", *SELECTION, cluster=cluster)
        written = cluster.tables / f"{SCHEMA}.db" / TABLE
        killer = threading.Thread(target=_kill, args=(cluster, killed, written), daemon=True)
        killer.start()
        run_dbt(folder, "spark", settings, "run", *SELECTION, cluster=cluster)
        killer.join()
        (compared,) = compare_tables(work_file, SCHEMA, {TABLE: written})
        print(f"{compared.duckdb_rows} rows, {compared.spark_rows} on Spark, equal: {compared.is_equal}")
    return 0


def _kill(cluster: Cluster, count: int, written: Path, goes_on: Callable[[], bool] = lambda: True) -> None:
    """Kill the worker that is first seen to write into the folder, in the middle of it, and others, up to the count."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (writing := next((name for name in cluster.workers() if _is_halted_writing(cluster, name, written)), None)):
        if time.monotonic() > deadline or not goes_on():
            raise SystemExit("no worker was seen to write before the end")
        time.sleep(0.01)
    for name in sorted(cluster.workers(), key=lambda name: name != writing)[:count]:
        cluster.kill_worker(name)
        print(f"{name} killed while {writing} was writing into {written.name}", flush=True)


def _is_halted_writing(cluster: Cluster, name: str, folder: Path) -> bool:
    """Whether the worker writes; it then stands still, so that it cannot be done before it is killed."""
    if not _is_writing(cluster, name, folder):
        return False
    os.killpg(cluster.processes[name].pid, signal.SIGSTOP)
    if _is_writing(cluster, name, folder):
        return True
    os.killpg(cluster.processes[name].pid, signal.SIGCONT)
    return False


def _is_writing(cluster: Cluster, name: str, folder: Path) -> bool:
    """Whether a process of the worker's group, thus an executor, holds a file of the folder open."""
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if os.getpgid(int(process.name)) == cluster.processes[name].pid:
                opened = [str(file.readlink()) for file in (process / "fd").iterdir()]
                if any(file.startswith(f"{folder}/_temporary/") for file in opened):
                    return True
    return False


if __name__ == "__main__":
    sys.exit(main())
