"""Documents read and a table built on Spark, whole and with workers killed: the same rows as on one machine, or none."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from ingest.workfile import PROJECT_FOLDER
from tests.ingest.test_workers import FORM

pytestmark = pytest.mark.spark
SPARK_PYTHON = PROJECT_FOLDER / ".venv-spark" / "bin" / "python"
FILES = 120
Done = subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forms of differing length, one content twice, what no reader reads, a link leading outside, a name that is no UTF-8."""
    folder = tmp_path_factory.mktemp("documents")
    for number in range(FILES):
        text = "\n".join(FORM.format(name=f"项目{number}之{part}") for part in range(1 + number % 7))
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    (folder / "copy.txt").write_bytes((folder / "003.txt").read_bytes())
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "folder.pdf").mkdir()
    (Path(os.fsdecode(os.fsencode(folder) + b"/\xcf\xee\xc4\xbf.txt"))).write_text(FORM.format(name="𠮷"), encoding="utf-8")
    (folder / "outside.txt").symlink_to(folder.parent / "outside.txt")
    (folder.parent / "outside.txt").write_text(FORM.format(name="别处"), encoding="utf-8")
    (folder / "documents.csv").write_text('file,region_code,note\n001.txt,330106,"a, ""b"""\n', encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def read_here(documents: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple]]:
    warehouse = tmp_path_factory.mktemp("here") / "here.duckdb"
    done = load(warehouse, documents, sys.executable)
    assert done.returncode == 3, done.stdout + done.stderr
    return raw_rows(warehouse)


def load(
    warehouse: Path, documents: Path, python: str | Path, *options: str, **settings: str
) -> subprocess.CompletedProcess[str]:
    command = [str(python), "-m", "ingest.cli", "--warehouse", str(warehouse), "load", *options, str(documents)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("XIANZHANG_")} | settings
    return subprocess.run(command, cwd=PROJECT_FOLDER, env=environment, capture_output=True, text=True, check=False)


def raw_rows(warehouse: Path) -> dict[str, list[tuple]]:
    """Every raw table, loading times aside."""
    with duckdb.connect(str(warehouse.with_suffix(".work.duckdb")), read_only=True) as connection:
        tables = connection.execute("select table_name from duckdb_tables() where schema_name = 'raw'").fetchall()
        return {
            table: connection.execute(
                f"select {'* exclude (loaded_at)' if table == 'documents' else '*'} from raw.{table} order by all"
            ).fetchall()
            for (table,) in tables
        }


def test_rows_read_on_spark_equal_those_read_here(documents: Path, read_here: dict, tmp_path: Path) -> None:
    done = load(tmp_path / "spark.duckdb", documents, SPARK_PYTHON, "--engine", "spark", XIANZHANG_SPARK_MASTER="local[2]")
    assert done.returncode == 3, done.stdout + done.stderr
    assert raw_rows(tmp_path / "spark.duckdb") == read_here
    assert not (tmp_path / "spark.work" / "spark_rows").exists()


def lose_workers(course: str, folder: Path, killed: int, *documents: Path, place: Path = PROJECT_FOLDER) -> Done:
    command = [SPARK_PYTHON, "-m", "tests.spark.lose_workers", course, folder, str(killed), *documents]
    environment = os.environ | {"PYTHONPATH": str(PROJECT_FOLDER)}
    return subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, check=False)


def test_a_worker_killed_while_reading_loses_no_row(documents: Path, read_here: dict, tmp_path: Path) -> None:
    done = lose_workers("read", tmp_path, 1, documents)
    assert done.stdout.count(" killed while ") == 1, done.stderr
    assert done.returncode == 3, done.stdout + done.stderr
    assert raw_rows(tmp_path / "spark.duckdb") == read_here


def test_both_workers_killed_while_reading_load_nothing(documents: Path, tmp_path: Path) -> None:
    done = lose_workers("read", tmp_path, 2, documents)
    assert done.stdout.count(" killed while ") == 2, done.stderr
    assert done.returncode == 1, done.stdout + done.stderr
    assert "no worker took the job" in done.stdout + done.stderr
    assert not any(raw_rows(tmp_path / "spark.duckdb").values())
    assert not (tmp_path / "spark.work" / "spark_rows").exists()


def test_a_worker_killed_while_a_table_is_built_loses_no_row(tmp_path: Path) -> None:
    done = lose_workers("build", tmp_path, 1)
    assert done.stdout.count(" killed while ") == 1, done.stdout + done.stderr
    assert done.returncode == 0, done.stdout + done.stderr
    here, there, equal = re.findall(r"^([0-9]+) rows, ([0-9]+) on Spark, equal: (\w+)$", done.stdout, re.MULTILINE)[0]
    assert int(here) == int(there) > 100_000
    assert equal == "True"
    assert "Lost executor" in (tmp_path / "cluster" / "thrift-server.log").read_text()


def test_both_workers_killed_while_a_table_is_built_are_an_error(tmp_path: Path) -> None:
    done = lose_workers("build", tmp_path, 2)
    assert done.stdout.count(" killed while ") == 2, done.stdout + done.stderr
    assert done.returncode == 1, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1].endswith("0 of 2 workers are left")
    assert not list((tmp_path / "cluster" / "tables" / "intermediate.db" / "int_budget_cells_phased").glob("*.parquet"))


def test_documents_that_a_worker_does_not_see_stop_the_load(documents: Path, tmp_path: Path) -> None:
    """A process's own folder: what lies there for the driver does not lie there for an executor."""
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "unseen.txt").write_text(FORM.format(name="项目"), encoding="utf-8")
    done = lose_workers("read", tmp_path, 0, documents, Path("/proc/self/cwd/unseen.txt"), place=tmp_path / "here")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "/proc/self/cwd/unseen.txt is not what it is for the driver" in done.stdout + done.stderr
    assert "storage that every worker shares" in done.stdout + done.stderr
    assert not any(raw_rows(tmp_path / "spark.duckdb").values())
