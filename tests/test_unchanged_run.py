"""A run that finds nothing new: the release stays, old ones go, and what a person should look at is said again."""

from pathlib import Path

import pytest

from ingest import building
from ingest.options import RunOptions
from ingest.releases.manifest import Made
from ingest.releases.retention import Retention
from ingest.releases.rolling_back import roll_back
from ingest.releases.store import release_numbers
from ingest.stopwatch import Stopwatch
from ingest.summary import RunSummary
from ingest.workfile import WarehouseFiles
from tests.release_files import make_files, make_release


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WarehouseFiles:
    """Four releases, and stubs that find nothing new."""
    unchanged = {
        **{"require_documents": (), "load_reviews": (), "unjudged_documents": ({}, []), "_compare": (Made(), False)},
        **{"count_warehouse": None, "_held": (), "publication_warnings": ("late",)},
    }
    for name, answer in unchanged.items():
        monkeypatch.setattr(building, name, lambda *_, answer=answer: answer)
    files = make_files(tmp_path)
    for amount in range(1, 5):
        make_release(files, a=amount)
    return files


def run(files: WarehouseFiles, keep: int) -> RunSummary:
    options = RunOptions("flag", retention=Retention(keep))
    return building.build_and_publish(files, options, ("first",), lambda *report: None, Stopwatch())


def test_old_releases_go_and_late_publishers_are_told_again(files: WarehouseFiles) -> None:
    done = run(files, keep=2)
    assert (done.is_unchanged, done.release_number, done.warnings) == (True, 4, ("first", "late"))
    assert release_numbers(files) == [3, 4]


def test_after_a_rollback_both_releases_stay_and_it_is_said(files: WarehouseFiles) -> None:
    roll_back(files, 2)
    done = run(files, keep=1)
    assert (done.release_number, release_numbers(files)) == (2, [2, 4])
    assert "xianzhang rollback 4" in done.warnings[1]
