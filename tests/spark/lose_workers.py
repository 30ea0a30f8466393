"""A cluster that loses workers while it reads documents, or builds a table. A program of its own, run by test_spark.py.

python -m tests.spark.lose_workers read FOLDER DOCUMENTS "one worker"
python -m tests.spark.lose_workers build FOLDER
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from pyhive import hive

from deploy.spark.cluster import LOOPBACK, Cluster, start_cluster
from ingest.spark.session import MASTER_SETTING

PATIENCE_SECONDS = 180.0
# Each of eight tasks makes 5,000 rows and takes seconds, for every row is hashed again and again.
SLOW_TABLE = """
create table slow as
select id, sha2(repeat(cast(id as string), 20000), 512) as hash from range(0, 40000, 1, 8)
"""


def main() -> int:
    """Run one of the two courses; the status of the load, or 0."""
    course, folder, *rest = sys.argv[1:]
    with start_cluster(Path(folder) / "cluster") as cluster:
        return _read(cluster, Path(folder), *rest) if course == "read" else _build(cluster)


def _read(cluster: Cluster, folder: Path, documents: str, killed: str) -> int:
    command = [sys.executable, "-m", "ingest.cli", "--warehouse", str(folder / "spark.duckdb"), "load", "--engine", "spark"]
    process = subprocess.Popen([*command, documents], env={**_environment(), MASTER_SETTING: cluster.url})
    rows = folder / "spark.work" / "spark_rows"
    _wait(lambda: any(rows.rglob("part-*")), process)
    cluster.kill_worker()
    if killed == "both workers":
        cluster.kill_worker()
    return process.wait()


def _build(cluster: Cluster) -> int:
    port = cluster.start_server({})
    cursor = hive.connect(LOOPBACK, port, auth="NOSASL").cursor()
    building = threading.Thread(target=cursor.execute, args=(SLOW_TABLE,))
    building.start()
    _wait(lambda: any((cluster.tables / "slow").rglob("part-*")))
    cluster.kill_worker()
    building.join()
    cursor.execute("select count(*), count(distinct hash) from slow")
    print(*cursor.fetchone())
    return 0


def _wait(is_so: Callable[[], bool], process: subprocess.Popen[bytes] | None = None) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        if time.monotonic() > deadline or (process and process.poll() is not None):
            raise SystemExit("the cluster did not begin to write, or was done before a worker could be killed")
        time.sleep(0.02)


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("XIANZHANG_")}


if __name__ == "__main__":
    sys.exit(main())
