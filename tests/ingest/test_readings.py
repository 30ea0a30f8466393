"""A content is read once by each version of the code; its names are recorded every time."""

import shutil
from pathlib import Path

import duckdb
import pytest

from ingest import batches, loading, readings
from ingest.code_state import reading_code
from ingest.loading import load_files
from ingest.pipeline import SHIPPED_DOCUMENTS
from ingest.reading import read_source
from ingest.sources import find_sources
from ingest.stopwatch import Stopwatch
from ingest.warehouse import Loading
from ingest.workfile import WarehouseFiles, open_work_file

UNCHANGED, ADDED, REPLACED = Loading.UNCHANGED, Loading.ADDED, Loading.REPLACED


class Loader:
    """Loads a folder, reading in this process; `read` has the names of the files that a reader saw."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder / "in"
        self.folder.mkdir()
        self.files = WarehouseFiles(folder / "warehouse.duckdb")
        self.read: list[str] = []

        def noting(sources, limits, workers):
            self.read += [source.file_name for source in sources]
            return (read_source(source, limits) for source in sources)

        monkeypatch.setattr(loading, "read_files", noting)

    def load(self, is_full: bool = False) -> tuple[list[Loading], list[str], list[str]]:
        self.read.clear()
        sources = find_sources([self.folder])
        loadings, rejections = load_files(self.files, sources, True, lambda *report: None, Stopwatch(), is_full)
        return loadings, [rejection.reason_code for rejection in rejections], list(self.read)

    def ask(self, query: str) -> list[tuple]:
        with duckdb.connect(str(self.files.work_file)) as connection:
            return connection.execute(query).fetchall()


@pytest.fixture
def loader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Loader:
    loader = Loader(tmp_path, monkeypatch)
    shutil.copy(SHIPPED_DOCUMENTS / "luan_pension_fund_2021_targets.txt", loader.folder / "good.txt")
    (loader.folder / "empty.txt").touch()
    assert loader.load() == ([ADDED], ["empty_file"], ["empty.txt", "good.txt"])
    return loader


def test_what_was_read_or_rejected_is_not_read_again(loader: Loader) -> None:
    assert loader.load() == ([UNCHANGED], ["empty_file"], [])
    assert loader.load(is_full=True) == ([UNCHANGED], ["empty_file"], ["empty.txt", "good.txt"])
    assert loader.ask("select count(*) from ingest.readings") == [(2,)]


def test_new_names_changed_contents_and_the_manifest_are_seen(loader: Loader) -> None:
    (loader.folder / "good.txt").rename(loader.folder / "renamed.txt")
    (loader.folder / "empty.txt").rename(loader.folder / "void.txt")
    (loader.folder / "documents.csv").write_text("file,publisher\nrenamed.txt,某县教育局\n", encoding="utf-8")
    assert loader.load() == ([UNCHANGED], ["empty_file"], [])
    assert loader.ask("select file_name, publisher from raw.document_files") == [("renamed.txt", "某县教育局")]
    assert loader.ask("select file_name, reason_code from raw.rejections") == [("void.txt", "empty_file")]
    with (loader.folder / "renamed.txt").open("a", encoding="utf-8") as content:
        content.write("\n")
    assert loader.load() == ([ADDED], ["empty_file"], ["renamed.txt"])
    assert loader.ask("select count(*) from raw.documents") == [(1,)]


def test_a_rejected_file_that_is_changed_and_rejected_again_has_one_reason(loader: Loader) -> None:
    (loader.folder / "empty.txt").write_text("no form in it", encoding="utf-8")
    assert loader.load() == ([UNCHANGED], ["no_known_form"], ["empty.txt"])
    assert loader.ask("select file_name, reason_code from raw.rejections") == [("empty.txt", "no_known_form")]


def test_a_rejected_file_stays_rejected_where_another_folder_has_a_good_one_of_its_name(loader: Loader) -> None:
    other = loader.folder.with_name("other")
    other.mkdir()
    shutil.copy(loader.folder / "good.txt", other / "empty.txt")
    for _ in range(2):
        sources = find_sources([loader.folder, other])
        load_files(loader.files, sources, True, lambda *report: None, Stopwatch())
        assert loader.ask("select file_name, reason_code from raw.rejections") == [("empty.txt", "empty_file")]
        names = loader.ask("select file_name from raw.document_files order by 1")
        assert names == [("empty.txt",), ("good.txt",)]


def test_a_content_that_comes_twice_is_read_once(loader: Loader) -> None:
    """Whatever became of the second reading would have been said of the first."""
    for name in ("a.txt", "b.txt"):
        (loader.folder / name).write_bytes((loader.folder / "good.txt").read_bytes() + b"\n")
        (loader.folder / f"void_{name}").write_text("no form in it", encoding="utf-8")
    assert loader.load() == ([ADDED, UNCHANGED, UNCHANGED], ["empty_file", *["no_known_form"] * 2], ["a.txt", "void_a.txt"])
    assert loader.ask("select file_name from raw.document_files order by 1") == [("a.txt",), ("b.txt",), ("good.txt",)]
    names = loader.ask("select file_name from raw.rejections order by 1")
    assert names == [("empty.txt",), ("void_a.txt",), ("void_b.txt",)]


def test_a_copy_of_a_file_that_changes_while_it_is_read_is_read_itself(loader: Loader, monkeypatch: pytest.MonkeyPatch) -> None:
    content = (loader.folder / "good.txt").read_bytes()
    for name in ("a.txt", "b.txt"):
        (loader.folder / name).write_bytes(content + b"\n")
    read_files = loading.read_files

    def changing(*arguments):
        (loader.folder / "a.txt").write_bytes(content + b"\n\n")
        yield from read_files(*arguments)

    monkeypatch.setattr(loading, "read_files", changing)
    assert loader.load() == ([ADDED, ADDED, UNCHANGED], ["empty_file"], ["a.txt", "b.txt"])


def test_other_code_or_limits_read_again(loader: Loader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XIANZHANG_MAX_PAGES", "7")
    assert loader.load()[2] == ["empty.txt", "good.txt"]
    monkeypatch.setattr(readings, "reading_code", lambda: "other")
    loader.ask("update raw.indicator_rows set target_text = 'as the old code read it'")
    assert loader.load() == ([REPLACED], ["empty_file"], ["empty.txt", "good.txt"])


def test_reasons_of_the_machine_are_tried_again(loader: Loader) -> None:
    loader.ask("update raw.rejections set reason_code = 'timed_out'")
    assert loader.load()[2] == ["empty.txt"]


def test_a_document_that_went_and_comes_back_is_read(loader: Loader) -> None:
    content = (loader.folder / "good.txt").read_bytes()
    (loader.folder / "good.txt").write_bytes(content + b"\n")
    loader.load()
    (loader.folder / "good.txt").write_bytes(content)
    assert loader.load() == ([ADDED], ["empty_file"], ["good.txt"])


@pytest.mark.parametrize(("notes", "name"), [(0, "good.txt"), (1, "empty.txt")])
def test_after_a_kill_between_rows_and_note_a_content_is_read_again(
    loader: Loader, monkeypatch: pytest.MonkeyPatch, notes: int, name: str
) -> None:
    """Killed after so many notes; rejections come after all that is loaded."""

    class Killed(BaseException):
        pass

    rest = [readings.remember_readings] * notes

    def die(*arguments: object) -> None:
        if not rest:
            raise Killed
        rest.pop()(*arguments)

    with monkeypatch.context() as patched:
        patched.setattr(batches, "remember_readings", die)
        with pytest.raises(Killed):
            loader.load(is_full=True)
    assert loader.load()[2] == [name]
    with open_work_file(loader.files) as connection:
        assert connection.execute("select count(*), count(distinct sha256) from ingest.readings").fetchone() == (2, 2)


def test_the_version_knows_code_words_and_libraries() -> None:
    assert len(reading_code()) == 64
