"""What several test modules share: the shipped documents, run once, and their export."""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.export.writing import export
from ingest.workfile import PROJECT_FOLDER


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published file of the shipped documents; beside it lies the work folder of the run. Only read it."""
    base = tmp_path_factory.getbasetemp()
    # Workers that test side by side share one.
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shipped"
    folder.mkdir(exist_ok=True)
    with (folder / "making").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "warehouse.duckdb").exists():
            _run_in(folder)
    return folder / "warehouse.duckdb"


def _run_in(folder: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("XIANZHANG_")}
    environment["PYTHONPATH"] = str(PROJECT_FOLDER)
    command = [sys.executable, "-m", "ingest.cli", "run", "--quiet"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.fixture(scope="session")
def open_data(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The export of the shipped documents. Only read it."""
    folder = tmp_path_factory.mktemp("exported") / "open_data"
    export(shipped, folder)
    return folder
