"""What several test modules share: the shipped documents, run once, and their export."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.export.writing import export
from ingest.workfile import PROJECT_FOLDER


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published file of the shipped documents; beside it lies the work folder of the run. Only read it."""
    return made_once(tmp_path_factory, "shipped", _run_in) / "warehouse.duckdb"


def made_once(tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that `make` has filled, one for all workers that test side by side; after a failure the next tries again."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    made = folder.with_suffix(".made")
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            made.touch()
    return folder


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
