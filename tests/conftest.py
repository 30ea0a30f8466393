"""What several test modules share: the shipped documents, run once, and their export."""

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
    folder = tmp_path_factory.mktemp("shipped")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("XIANZHANG_")}
    environment["PYTHONPATH"] = str(PROJECT_FOLDER)
    command = [sys.executable, "-m", "ingest.cli", "run", "--quiet"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    return folder / "warehouse.duckdb"


@pytest.fixture(scope="session")
def open_data(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The export of the shipped documents. Only read it."""
    folder = tmp_path_factory.mktemp("exported") / "open_data"
    export(shipped, folder)
    return folder
