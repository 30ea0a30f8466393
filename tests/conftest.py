"""What several test modules share: the shipped documents, run once, and their export."""

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest import pipeline
from ingest.export.writing import export
from ingest.gate import validating
from tests.shipped import run_shipped


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--shipped", type=Path, metavar="FOLDER", help="where tests.shipped has run the shipped documents")


@pytest.fixture(scope="session")
def shipped(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published file of the shipped documents; beside it lies the work folder of the run. Only read it."""
    folder = request.config.getoption("shipped")
    return (folder.resolve() if folder else made_once(tmp_path_factory, "shipped", run_shipped)) / "warehouse.duckdb"


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


@pytest.fixture(scope="session")
def open_data(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The export of the shipped documents. Only read it."""
    folder = tmp_path_factory.mktemp("exported") / "open_data"
    export(shipped, folder)
    return folder


@pytest.fixture
def passing_gate(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is loaded passes the gate unseen: Great Expectations takes seconds to start; its verdicts have their own tests."""
    monkeypatch.setattr(pipeline, "validating", lambda _, data_docs: validating((), data_docs))
