"""Releases: a folder that appears as a whole, one that serves, the way back, and what a killed run leaves."""

import json
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from ingest.errors import PublishFailed, RunStopped, WrongUsage
from ingest.releases import publishing, store
from ingest.releases.listing import list_releases
from ingest.releases.manifest import read_manifest, sha256_of_file
from ingest.releases.recovery import holding
from ingest.releases.restoring import on_sound_work_file
from ingest.releases.retention import Retention, remove_expired, retention
from ingest.releases.rolling_back import roll_back
from ingest.releases.store import number_in_use, release_file, release_folder, release_numbers
from ingest.workfile import WarehouseFiles, open_work_file
from tests.release_files import make_files, make_release, read

AMOUNTS = "select amount_id, cast(amount_cny as integer) from marts.fct_amounts order by 1"
CURRENT = "select release_number, is_current from marts.dim_releases order by 1"


@pytest.fixture
def files(tmp_path: Path) -> WarehouseFiles:
    return make_files(tmp_path)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_release_holds_file_parquet_site_docs_and_manifest(files: WarehouseFiles) -> None:
    assert make_release(files, a=1).number == 1
    folder = release_folder(files, 1)
    assert names(folder) == ["docs", "manifest.json", "parquet", "site", "warehouse.duckdb"]
    assert "fct_amounts.parquet" in names(folder / "parquet")
    assert (read(files.published, AMOUNTS), files.published.samefile(folder / "warehouse.duckdb")) == ([("a_a", 1)], True)
    assert (files.site / "index.html").samefile(folder / "site" / "index.html")
    assert names(files.published.parent) == [
        *("warehouse.duckdb", "warehouse.releases", "warehouse.site", "warehouse.work", "warehouse.work.duckdb"),
    ]


def test_the_manifest_says_what_went_in_and_what_came_out(files: WarehouseFiles) -> None:
    make_release(files, a=1, b=2)
    manifest = read_manifest(files, 1)
    assert manifest["inputs"] == [
        {"file_name": "a.txt", "sha256": "a" * 8, "document_id": "d_a"},
        {"file_name": "b.txt", "sha256": "b" * 8, "document_id": "d_b"},
    ]
    assert (manifest["release_number"], manifest["rows"]["marts.fct_amounts"]) == (1, 2)
    assert manifest["checks"] == [{"outcome": "fail", "severity": "error", "checks": 1}]
    stated = manifest["files"]["warehouse.duckdb"]
    assert stated["sha256"] == sha256_of_file(files.published)


def test_the_release_in_use_and_those_before_it_are_known_in_sql(files: WarehouseFiles) -> None:
    for amount in (1, 2, 3):
        make_release(files, a=amount)
    assert read(files.published, CURRENT) == [(1, False), (2, False), (3, True)]
    shutil.rmtree(release_folder(files, 1))
    assert make_release(files, a=4).number == 4
    assert read(files.published, CURRENT) == [(1, False), (2, False), (3, False), (4, True)]


def test_what_equals_the_release_before_is_stored_once(files: WarehouseFiles) -> None:
    make_release(files, a=1)
    make_release(files, a=2)
    first, second = release_folder(files, 1), release_folder(files, 2)
    for name in ("docs/index.html", "site/style.css", "parquet/dim_rules.parquet"):
        assert (first / name).samefile(second / name), name
    for name in ("site/index.html", "parquet/fct_amounts.parquet", "warehouse.duckdb"):
        assert not (first / name).samefile(second / name), name


def test_without_links_files_are_copied(files: WarehouseFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr("os.link", refuse)
    make_release(files, a=1)
    make_release(files, a=2)
    assert read(files.published, AMOUNTS) == [("a_a", 2)]
    with holding(files) as warnings:
        assert warnings == ()
    assert roll_back(files, None)[:2] == (2, 1)
    assert read(files.published, AMOUNTS) == [("a_a", 1)]


def test_the_way_back_and_forth(files: WarehouseFiles) -> None:
    for amount in (1, 2, 3):
        make_release(files, a=amount)
    assert roll_back(files, None)[:2] == (3, 2)
    assert (read(files.published, AMOUNTS), read(files.published, CURRENT)) == ([("a_a", 2)], [(1, False), (2, True)])
    assert roll_back(files, None)[:2] == (2, 1)
    with pytest.raises(WrongUsage, match="no earlier release"):
        roll_back(files, None)
    with pytest.raises(WrongUsage, match="no release 9"):
        roll_back(files, 9)
    with holding(files) as warnings:
        assert warnings == ()  # what a person chose is not taken for an interrupted run
    assert number_in_use(files) == 1
    assert roll_back(files, 3)[:2] == (1, 3)
    assert make_release(files, a=4).number == 4
    switches = [json.loads(line) for line in (files.releases / store.SWITCHES).read_text(encoding="utf-8").splitlines()]
    assert [(item["release_number"], item["how"]) for item in switches] == [
        *((number, "published") for number in (1, 2, 3)),
        *((number, "rolled_back") for number in (2, 1, 3)),
        (4, "published"),
    ]


def test_there_is_no_way_back_to_a_file_that_was_changed(files: WarehouseFiles) -> None:
    make_release(files, a=1)
    make_release(files, a=2)
    with release_file(files, 1).open("ab") as damaged:
        damaged.write(b"x")
    with pytest.raises(RunStopped, match="not the one that was published"):
        roll_back(files, 1)
    assert (number_in_use(files), read(files.published, AMOUNTS)) == (2, [("a_a", 2)])


def test_retention_by_count_and_age_spares_the_one_in_use_and_the_newest(files: WarehouseFiles) -> None:
    for amount in range(1, 7):
        make_release(files, a=amount)
    roll_back(files, 2)
    assert remove_expired(files, Retention(keep=3)) == [1, 3]
    assert release_numbers(files) == [2, 4, 5, 6]
    # Release n was built on the n-th of January.
    assert remove_expired(files, Retention(keep=9, keep_days=2), datetime(2026, 1, 7, 12, tzinfo=UTC)) == [4, 5]
    assert [item["release_number"] for item in list_releases(files) if item["in_use"]] == [2]
    assert read(files.published, AMOUNTS) == [("a_a", 2)]


def test_retention_is_set_by_option_environment_or_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XIANZHANG_KEEP_RELEASES", "4")
    monkeypatch.setenv("XIANZHANG_KEEP_DAYS", "30")
    assert (retention(), retention(2, 5)) == (Retention(4, 30), Retention(2, 5))
    for wrong in ("0", "-1", "ten", "１"):
        monkeypatch.setenv("XIANZHANG_KEEP_RELEASES", wrong)
        with pytest.raises(WrongUsage):
            retention()


def test_a_reader_of_an_old_release_reads_on_while_it_is_replaced_and_deleted(files: WarehouseFiles) -> None:
    make_release(files, a=1)
    with duckdb.connect(str(files.published), read_only=True) as reader:
        for amount in (2, 3):
            make_release(files, a=amount)
            assert reader.execute(AMOUNTS).fetchall() == [("a_a", 1)]
        assert remove_expired(files, Retention(keep=1)) == [1, 2]
        assert reader.execute("select count(*) from marts.dim_documents").fetchall() == [(1,)]
        assert reader.execute(CURRENT).fetchall() == [(1, True)]


@pytest.mark.parametrize("step", ["_write_parquet", "write_manifest", "force_tree", "switch_to"])
def test_on_an_error_what_served_goes_on_serving(files: WarehouseFiles, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    make_release(files, a=1)
    before = sha256_of_file(files.published)

    def fail(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(publishing, step, fail)
        with pytest.raises(PublishFailed, match="No space left"):
            make_release(files, a=2)
    assert sha256_of_file(files.published) == before
    assert [name for name in names(files.releases) if name.startswith(".")] == []
    with holding(files):
        assert make_release(files, a=3).number == (3 if step == "switch_to" else 2)
    assert read(files.published, AMOUNTS) == [("a_a", 3)]


class Killed(BaseException):
    """The process ends: nothing is caught, nothing is cleaned up."""


@pytest.mark.parametrize("step", ["force_tree", "switch_to", "link_or_copy", "link_tree", "swap_folder"])
def test_after_a_kill_at_any_step_the_next_run_puts_things_right(
    files: WarehouseFiles, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_release(files, a=1)

    def die(*arguments: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(publishing if hasattr(publishing, step) else store, step, die)
        patched.setattr(publishing.shutil, "rmtree", lambda *arguments, **settings: None)
        with pytest.raises(Killed):
            make_release(files, a=2)
    # A reader finds a complete release at every moment.
    assert read(files.published, AMOUNTS) in ([("a_a", 1)], [("a_a", 2)])
    with holding(files):
        pass
    served = 1 if step == "force_tree" else 2
    assert (number_in_use(files), read(files.published, AMOUNTS)) == (served, [("a_a", served)])
    assert (files.site / "index.html").samefile(release_folder(files, served) / "site" / "index.html")
    assert [path for path in files.published.parent.rglob(".*") if path.name != ".xianzhang-site"] == []


def test_leftovers_of_interrupted_runs_are_removed(files: WarehouseFiles) -> None:
    make_release(files, a=1)
    beside, inside = files.published.parent, files.releases
    for folder in (
        inside / ".000009.tmp",
        inside / ".000003.old",
        beside / ".warehouse.site.new",
        beside / ".warehouse.site.old",
        beside / "warehouse.work.duckdb.tmp",
    ):
        folder.mkdir()
        (folder / "part").write_bytes(b"x")
    for name in (".warehouse.duckdb.new", "warehouse.duckdb.new", "warehouse.duckdb.new.wal", "notes.txt", ".hidden"):
        (beside / name).write_bytes(b"x")
    # Of reports and reviews, which do not wait for runs, only what is old: others may be at work.
    for name in (".warehouse.site.a1_b2c3d", ".warehouse.site.a1_b2c3e/new"):
        (beside / name).mkdir(parents=True)
    for name in (".warehouse.site.a1_b2c3d", ".warehouse.site.a1_b2c3e", ".warehouse.reviews.csv.new"):
        (beside / name).touch()
    with holding(files):
        assert {".warehouse.site.a1_b2c3d", ".warehouse.site.a1_b2c3e", ".warehouse.reviews.csv.new"} < set(names(beside))
    for name in (".warehouse.site.a1_b2c3d", ".warehouse.site.a1_b2c3e", ".warehouse.reviews.csv.new"):
        os.utime(beside / name, (0, 0))
    with holding(files):
        pass
    assert (names(inside), [name for name in names(beside) if name in ("notes.txt", ".hidden")]) == (
        ["000001", "switches.jsonl"],
        [".hidden", "notes.txt"],
    )
    assert not [name for name in names(beside) if name.endswith((".new", ".old", ".wal", ".tmp")) or ".a1_b2c3" in name]


def test_a_published_file_that_went_is_brought_back(files: WarehouseFiles) -> None:
    make_release(files, a=1)
    files.published.unlink()
    shutil.rmtree(files.site)
    with holding(files) as warnings:
        assert len(warnings) == 1
    assert (read(files.published, AMOUNTS), (files.site / "style.css").is_file()) == ([("a_a", 1)], True)


def test_a_folder_of_a_person_in_the_sites_place_stays(files: WarehouseFiles) -> None:
    files.site.mkdir()
    (files.site / "mine.txt").write_text("mine", encoding="utf-8")
    release = make_release(files, a=1)
    assert (len(release.warnings), names(files.site)) == (1, ["mine.txt"])


@pytest.mark.parametrize("damage", [b"", b"not a database at all", None])
def test_a_damaged_work_file_is_set_aside_and_its_raw_tables_come_back(files: WarehouseFiles, damage: bytes | None) -> None:
    make_release(files, a=1, b=2)
    content = files.work_file.read_bytes()
    files.work_file.write_bytes(b"x" * 20_000 + content[20_000:] if damage is None else damage * 999)
    with holding(files) as warnings, open_work_file(files) as connection:
        found = connection.execute("select document_id from raw.documents order by 1").fetchall()
    assert found == [("d_a",), ("d_b",)]
    (aside,) = files.published.parent.glob("*.damaged-*")
    assert (len(warnings), aside.name in warnings[0]) == (1, True)


def test_a_work_file_that_may_not_be_read_is_no_damaged_one(files: WarehouseFiles) -> None:
    make_release(files, a=1)
    with open_work_file(files), holding(files) as warnings:
        assert warnings == ()
    if os.geteuid():
        files.work_file.chmod(0)
        with holding(files) as warnings:
            assert warnings == ()


def test_damage_that_shows_during_the_work_is_repaired_and_the_work_done_again(files: WarehouseFiles) -> None:
    make_release(files, a=1)
    given: list[tuple[str, ...]] = []

    def work(warnings: tuple[str, ...]) -> list[tuple]:
        given.append(warnings)
        if len(given) == 1:
            raise duckdb.IOException("Corrupt database file: computed checksum 1 does not match stored checksum 2 in block 3")
        with open_work_file(files) as connection:
            return connection.execute("select document_id from raw.documents").fetchall()

    assert on_sound_work_file(files, work, ("first",)) == [("d_a",)]
    assert (given[0], given[1][0], len(given[1])) == (("first",), "first", 2)
    with pytest.raises(duckdb.ParserException):
        on_sound_work_file(files, lambda warnings: duckdb.execute("selec"), ())


def test_numbers_grow_past_a_release_that_cannot_be_read(files: WarehouseFiles) -> None:
    make_release(files, a=1)
    make_release(files, a=2)
    release_file(files, 2).write_bytes(b"damaged")
    assert make_release(files, a=3).number == 3
    assert read(files.published, CURRENT) == [(1, False), (2, False), (3, True)]
    counts = "select release_number, document_count from marts.dim_releases order by 1"
    assert read(files.published, counts) == [(1, 1), (2, 1), (3, 1)]
