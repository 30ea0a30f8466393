"""After each kind of change a run gives the tables of a full build: on the shipped documents, with the whole project."""

import shutil
from pathlib import Path

import pytest

from ingest.pipeline import SHIPPED_DOCUMENTS
from tests.test_end_to_end import contents, xianzhang

pytestmark = pytest.mark.incremental


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(SHIPPED_DOCUMENTS, tmp_path / "in")
    run(tmp_path, "run", "in")
    return tmp_path


def run(folder: Path, *arguments: str) -> None:
    done = xianzhang(folder, *arguments)
    assert done.returncode == 0, done.stdout + done.stderr


def test_additions_removals_names_and_reviews(folder: Path) -> None:
    files = sorted((folder / "in").glob("*.txt"))
    away = folder / "away"
    away.mkdir()

    def equals_a_full_build() -> None:
        found = contents(folder / "warehouse.duckdb")
        run(folder, "build", "--full")
        assert contents(folder / "warehouse.duckdb") == found

    for file in files[:2]:
        file.rename(away / file.name)
    run(folder, "run", "in")
    equals_a_full_build()
    (away / files[0].name).rename(files[0])
    (away / files[1].name).rename(folder / "in" / "renamed.txt")
    run(folder, "run", "in")
    equals_a_full_build()
    (folder / "warehouse.reviews.csv").unlink(missing_ok=True)
    listed = xianzhang(folder, "review", "list").stdout
    if "R" in listed:
        xianzhang(folder, "review", "accept", "--rule", "R03", "--reason", "known", "--by", "tester")
        run(folder, "build")
        equals_a_full_build()
    changed = xianzhang(folder, "diff", "1", "2")
    assert changed.stdout.count("document 文件 removed") == 2, changed.stdout
