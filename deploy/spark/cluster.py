"""A standalone Spark cluster on loopback: a master, two workers and a Thrift server, each a process of its own.

The Thrift server is an application like any other and takes every core, so what else the cluster is to do comes before it.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyspark

from deploy.spark.settings import LOOPBACK, QUICK_JAVA, SETTINGS, WORKER_MEMORY

HOME = Path(pyspark.__file__).parent
WORKERS = 2
WORKER = "worker"
START_SECONDS = 120.0
MASTER_CLASS = "org.apache.spark.deploy.master.Master"
WORKER_CLASS = "org.apache.spark.deploy.worker.Worker"
SERVER_CLASS = "org.apache.spark.sql.hive.thriftserver.HiveThriftServer2"


class ClusterFailed(Exception):
    """A process of the cluster did not start, or ended."""


@dataclass(frozen=True)
class Cluster:
    """Where the running cluster lies and listens, and what it consists of."""

    folder: Path
    url: str
    processes: dict[str, subprocess.Popen[bytes]]

    @property
    def tables(self) -> Path:
        """Every table is a folder SCHEMA.db/TABLE of Parquet files."""
        return self.folder / "tables"

    def start_server(self, settings: Mapping[str, str]) -> int:
        """Start the Thrift server that dbt talks to, with these settings beside the cluster's own; its port."""
        port = _free_port()
        _start(self, "thrift-server", "spark-submit", *_server_options(self, port, settings))
        _wait(self, port)
        return port

    def workers(self) -> list[str]:
        """The names of those that run."""
        return [name for name in self._alive() if name.startswith(WORKER)]

    def kill_worker(self, name: str) -> None:
        """End a worker and its executors at once, as a lost machine would."""
        os.killpg(self.processes[name].pid, signal.SIGKILL)
        self.processes[name].wait()

    def check(self, least_workers: int = 1) -> None:
        """Fail where the master or the server has ended, or too few workers are left: their tasks are run by the others."""
        alive = self._alive()
        ended = {name: process.returncode for name, process in self.processes.items() if name not in alive}
        workers_left = len(self.workers())
        if any(not name.startswith(WORKER) for name in ended) or (ended and workers_left < least_workers):
            told = ", ".join(f"the {name} has ended with code {code}, its log is {name}.log" for name, code in ended.items())
            raise ClusterFailed(f"{told}; {workers_left} of {WORKERS} workers are left")

    def _alive(self) -> list[str]:
        return [name for name, process in self.processes.items() if process.poll() is None]


@contextmanager
def start_cluster(folder: Path) -> Iterator[Cluster]:
    """Run a cluster whose tables, metastore and logs lie in the folder; every process is ended afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    cluster = Cluster(folder, f"spark://{LOOPBACK}:{port}", {})
    try:
        _start(cluster, "master", "spark-class", MASTER_CLASS, "--host", LOOPBACK, "--port", str(port), *_web())
        _wait(cluster, port)
        for number in range(1, WORKERS + 1):
            _start(cluster, f"{WORKER}{number}", "spark-class", WORKER_CLASS, *_worker_options(cluster.folder), cluster.url)
        yield cluster
    finally:
        for process in reversed(cluster.processes.values()):
            _stop(process)


def _worker_options(folder: Path) -> list[str]:
    return ["--host", LOOPBACK, "--cores", "1", "--memory", WORKER_MEMORY, "--work-dir", str(folder / "work"), *_web()]


def _server_options(cluster: Cluster, port: int, chosen: Mapping[str, str]) -> list[str]:
    settings = {
        **SETTINGS,
        **chosen,
        "spark.sql.warehouse.dir": str(cluster.tables),
        "spark.hadoop.javax.jdo.option.ConnectionURL": f"jdbc:derby:;databaseName={cluster.folder}/metastore;create=true",
        "spark.driver.extraJavaOptions": f"-Dderby.system.home={cluster.folder} {QUICK_JAVA}",
    }
    hive = {
        "hive.server2.thrift.bind.host": LOOPBACK,
        "hive.server2.thrift.port": str(port),
        "hive.server2.authentication": "NOSASL",
    }
    options = ["--master", cluster.url, "--class", SERVER_CLASS]
    for name, value in settings.items():
        options += ["--conf", f"{name}={value}"]
    options.append("spark-internal")
    for name, value in hive.items():
        options += ["--hiveconf", f"{name}={value}"]
    return options


def _web() -> tuple[str, str]:
    return ("--webui-port", str(_free_port()))


def _start(cluster: Cluster, name: str, program: str, *arguments: str) -> None:
    environment = os.environ | {
        "SPARK_HOME": str(HOME),
        "SPARK_LOCAL_IP": LOOPBACK,
        "SPARK_PUBLIC_DNS": LOOPBACK,
        "PYSPARK_PYTHON": sys.executable,
    }
    with (cluster.folder / f"{name}.log").open("wb") as log:
        cluster.processes[name] = subprocess.Popen(
            [str(HOME / "bin" / program), *arguments],
            cwd=cluster.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def _wait(cluster: Cluster, port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        cluster.check(WORKERS)
        with socket.socket() as probe:
            probe.settimeout(1.0)
            if probe.connect_ex((LOOPBACK, port)) == 0:
                return
        time.sleep(0.2)
    raise ClusterFailed(f"nothing listens on port {port} after {START_SECONDS:.0f} seconds")


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])
