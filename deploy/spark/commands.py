"""The programs that `make spark` runs, and what is said of one that fails."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from deploy.spark.cluster import Cluster
from ingest.spark.session import MASTER_SETTING
from ingest.workfile import PROJECT_FOLDER

POLL_SECONDS = 1.0
# A model is skipped where one that it reads failed; that one is told.
NOT_FAILED = frozenset({"success", "pass", "warn", "skipped", "no-op"})
QUIET = {"DO_NOT_TRACK": "1", "DBT_SEND_ANONYMOUS_USAGE_STATS": "false", "GX_ANALYTICS_ENABLED": "false"}


class SparkRunFailed(Exception):
    """A step that did not succeed; the message says which, and where to look."""


def run_python(*arguments: str, settings: dict[str, str] | None = None) -> None:
    """Run a module of the project. Raises SparkRunFailed where it does not end with 0."""
    status = _run([sys.executable, *arguments], settings or {}, None)
    if status:
        raise SparkRunFailed(f"python {' '.join(arguments)} ended with status {status}")


def load_documents(warehouse: Path, documents: Path, master: str | None = None) -> None:
    """`xianzhang load` into a work file of its own; on a cluster where its master is named."""
    engine = ["--engine", "spark"] if master else []
    settings = {MASTER_SETTING: master} if master else {}
    run_python("-m", "ingest.cli", "--warehouse", str(warehouse), "load", *engine, str(documents), settings=settings)


def run_dbt(
    folder: Path, target: str, settings: dict[str, str], *arguments: str, cluster: Cluster | None = None, is_fatal: bool = True
) -> list[str]:
    """Run dbt; the nodes that failed, each with its message, which are an error where `is_fatal`."""
    artifacts = folder / f"dbt_{target}"
    options = ["--project-dir", str(PROJECT_FOLDER), "--profiles-dir", str(PROJECT_FOLDER), "--target", target]
    options += ["--target-path", str(artifacts), "--log-path", str(artifacts)]
    results = artifacts / "run_results.json"
    results.unlink(missing_ok=True)
    if _run([str(Path(sys.executable).parent / "dbt"), *arguments, *options], settings, cluster) == 0:
        return []
    found = json.loads(results.read_text())["results"] if results.exists() else []
    failed = [_told(result) for result in found if result["status"] not in NOT_FAILED]
    if is_fatal or not failed:
        raise SparkRunFailed("\n".join([f"dbt {arguments[0]} on {target} failed; its log is {artifacts / 'dbt.log'}", *failed]))
    return failed


def _told(result: dict) -> str:
    return f"{result['unique_id']}: {result['status']}: {' '.join((result['message'] or '').split())[:400]}"


def _run(command: list[str], settings: dict[str, str], cluster: Cluster | None) -> int:
    """The exit status. A cluster that breaks down meanwhile ends the program, which would wait for it for ever."""
    process = subprocess.Popen(command, env={**os.environ, **QUIET, **settings}, cwd=PROJECT_FOLDER, stdin=subprocess.DEVNULL)
    try:
        while True:
            try:
                return process.wait(POLL_SECONDS)
            except subprocess.TimeoutExpired:
                if cluster:
                    cluster.check()
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()
