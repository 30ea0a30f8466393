"""The connection to a Spark cluster. pyspark is imported here and in `ingest.spark.reading` alone, when it is asked for."""

from __future__ import annotations

import importlib.util
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ingest.errors import RunStopped, WrongUsage
from ingest.workfile import PROJECT_FOLDER

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

MASTER_SETTING = "XIANZHANG_SPARK_MASTER"
# A job without any worker would wait for ever; one that has just lost its last gets new ones within seconds.
WORKER_SECONDS = 60.0
POLL_SECONDS = 1.0
# Without a cluster: as many threads on this machine as it has cores.
LOCAL_MASTER = "local[*]"
LOOPBACK = "127.0.0.1"
PYTHON_SETTINGS = ("PYSPARK_PYTHON", "PYSPARK_DRIVER_PYTHON")
SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.sql.session.timeZone": "UTC",
    # A task of a lost worker is run again on another one; a file that brings four of them down ends the job.
    "spark.task.maxFailures": "4",
}


@contextmanager
def spark_session() -> Iterator[SparkSession]:
    """A session on the cluster of XIANZHANG_SPARK_MASTER, or on this machine. Raises RunStopped where there is none."""
    if importlib.util.find_spec("pyspark") is None:
        raise WrongUsage(
            reason="--engine spark needs pyspark, which is not installed in this environment",
            reason_zh="当前环境未安装 pyspark，不能使用 --engine spark",
            remedy="make the environment with `make spark-environment` and run .venv-spark/bin/xianzhang",
            remedy_zh="请先运行 make spark-environment，然后使用 .venv-spark/bin/xianzhang",
        )
    from pyspark.sql import SparkSession

    for setting in PYTHON_SETTINGS:
        os.environ.setdefault(setting, sys.executable)
    master = os.environ.get(MASTER_SETTING, "") or LOCAL_MASTER
    builder = SparkSession.builder.master(master).appName("xianzhang load")
    for name, value in (SETTINGS | {"spark.executorEnv.PYTHONPATH": str(PROJECT_FOLDER)} | _loopback(master)).items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
    except Exception as error:  # whatever Java or the network says
        raise _failed(f"no session on {master}", error) from error
    try:
        yield session
    finally:
        session.stop()


@contextmanager
def watching_workers(session: SparkSession) -> Iterator[None]:
    """A job in the body; it fails once no worker has been there for a minute. Raises RunStopped where it does not succeed."""
    ended, deserted = threading.Event(), threading.Event()
    watcher = threading.Thread(target=_watch, args=(session, ended, deserted), daemon=True)
    watcher.start()
    try:
        yield
    except Exception as error:  # a failed task, a lost cluster and a lost connection arrive as many kinds
        what = f"no worker took the job for {WORKER_SECONDS:.0f} seconds" if deserted.is_set() else "the job ended early"
        raise _failed(what, error) from error
    finally:
        ended.set()
        watcher.join()


def _watch(session: SparkSession, ended: threading.Event, deserted: threading.Event) -> None:
    context = session.sparkContext
    if context.master.startswith("local"):
        return
    seen = time.monotonic()
    while not ended.wait(POLL_SECONDS):
        # The driver is counted with the executors.
        if context._jsc.sc().getExecutorMemoryStatus().size() > 1:
            seen = time.monotonic()
        elif time.monotonic() - seen > WORKER_SECONDS:
            deserted.set()
            context.cancelAllJobs()
            return


def _failed(what: str, error: Exception) -> RunStopped:
    """The error of a cluster that cannot be used, with the cause that Java or Python names last."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    causes = [line for line in lines if "Error:" in line or "Exception:" in line or line.startswith("Caused by:")]
    return RunStopped(
        reason=f"Spark failed: {what}; nothing was loaded",
        reason_zh="Spark 运行失败，未导入",
        remedy=f"check that the cluster of {MASTER_SETTING} runs, sees the same folders and has the same environment",
        remedy_zh=f"请检查 {MASTER_SETTING} 所指集群是否运行、能否访问同一文件夹、环境是否一致",
        details=tuple(dict.fromkeys((causes or lines)[-3:])),
    )


def _loopback(master: str) -> dict[str, str]:
    """A driver beside its cluster listens on this machine alone."""
    if not (master.startswith("local") or f"//{LOOPBACK}:" in master):
        return {}
    os.environ.setdefault("SPARK_LOCAL_IP", LOOPBACK)
    return {"spark.driver.host": LOOPBACK, "spark.driver.bindAddress": LOOPBACK}
