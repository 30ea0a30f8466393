"""Folders from elsewhere: links out of them, pipes and devices, names that are hard to print, manifests that are none."""

from __future__ import annotations

import csv
import io
import os
import re
import sys
import threading
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from ingest import display
from ingest.cli import app
from ingest.errors import WrongUsage
from ingest.manifest import read_manifest
from ingest.readers.limits import Limits
from ingest.reading import ReadFile, read_source
from ingest.records import RejectionRecord
from ingest.sources import find_sources
from tests.test_bad_input import GOOD

CHINESE = re.compile("[一-龥]")
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
# Escapes that clear and colour a terminal, a changed direction, line ends, markup, SQL, a path, a name as long as one may be.
NAMES = (
    "\x1b[2J\x1b[31mred.txt",
    "\u202etxt.exe\u202c.txt",
    "two\nrejected 未导入 other.txt",
    "back\rforth\b.txt",
    "<script>alert(1)<!-- ]]>.txt",
    "'; drop table raw.documents; --.txt",
    "\"; attach 'x' as y; --.txt",
    "%2e%2e%2fup.txt",
    "c..\\..\\up.txt",
    "{{ 7 * 7 }}[red]{% raw %}.txt",
    "=cmd|' ␠C'!A0.txt",
    "长" * 83 + ".txt",
    " .txt",
    "-rf.txt",
)


def outcomes(folder: Path) -> dict[str, str | None]:
    """File name -> reason code of its rejection, None where it was read."""
    read = {source.file_name: read_source(source) for source in find_sources([folder]).files}
    for outcome in read.values():
        if isinstance(outcome, RejectionRecord):
            assert all(CHINESE.search(text) for text in (outcome.reason_zh, outcome.remedy_zh)), outcome
            assert outcome.reason
            assert outcome.remedy
    return {name: None if isinstance(found, ReadFile) else found.reason_code for name, found in read.items()}


def test_links_out_of_a_named_folder_are_not_followed(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    (inside / "sub").mkdir(parents=True)
    outside.mkdir()
    for folder in (inside, outside):
        (folder / "form.txt").write_text(GOOD, encoding="utf-8")
    (outside / "secret.txt").write_text(GOOD.replace("某项", "他项"), encoding="utf-8")
    (inside / "a_out.txt").symlink_to(outside / "secret.txt")
    (inside / "b_device.txt").symlink_to("/dev/zero")
    (inside / "c_up.txt").symlink_to("../../../../../../../../etc/passwd")
    (inside / "sub" / "within.txt").symlink_to("../form.txt")
    (inside / "folder").symlink_to(outside)
    assert outcomes(inside) == {
        "a_out.txt": "link_leads_outside",
        "b_device.txt": "link_leads_outside",
        "c_up.txt": "link_leads_outside",
        "form.txt": None,
    }
    # Who names the link itself, or the folder it leads to, wants it.
    assert outcomes(inside / "a_out.txt") == {"a_out.txt": None}
    named = find_sources([inside, outside]).files
    assert {source.file_name for source in named if source.leads_outside} == {"b_device.txt", "c_up.txt"}


def test_a_pipe_that_takes_the_place_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "form.txt").write_text(GOOD, encoding="utf-8")
    (source,) = find_sources([tmp_path]).files
    (tmp_path / "form.txt").unlink()
    os.mkfifo(tmp_path / "form.txt")
    found: list[object] = []
    reading = threading.Thread(target=lambda: found.append(read_source(source)), daemon=True)
    reading.start()
    reading.join(10)
    assert [item.reason_code for item in found] == ["not_opened"]


def test_a_file_whose_size_lies_is_over_its_limit(tmp_path: Path) -> None:
    """A device without a size, and files of the system that say 0 bytes, are read no further than allowed."""
    (tmp_path / "form.txt").write_bytes(b"1" * 101)
    (source,) = find_sources([tmp_path]).files
    outcome = read_source(source, Limits(bytes=100))
    assert isinstance(outcome, RejectionRecord)
    assert (outcome.reason_code, "101 bytes" in outcome.reason) == ("too_many_bytes", True)


@pytest.fixture
def screens(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What a terminal would be sent."""
    screen = io.StringIO()
    console = Console(file=screen, force_terminal=False, highlight=False, soft_wrap=True, width=400)
    monkeypatch.setattr(display, "messages", console)
    monkeypatch.setattr(display, "output", console)
    return screen


@pytest.mark.usefixtures("passing_gate")
def test_odd_names_reach_no_terminal_as_they_are(tmp_path: Path, screens: io.StringIO) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    for name in NAMES:
        (folder / name.replace("/", "_")).write_bytes(b"")
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe\x80.txt")).write_bytes(b"")
    (folder / "form.txt").write_text(GOOD, encoding="utf-8")
    done = CliRunner().invoke(app, ["--warehouse", str(tmp_path / "w.duckdb"), "load", str(folder)])
    assert done.exit_code == 3, done.output
    text = screens.getvalue() + done.output
    assert not UNSEEN.search(text)
    # A name cannot begin a line of its own, so it can say nothing in the place of the program.
    rejected = [line for line in text.splitlines() if line.startswith("rejected 未导入 ")]
    assert len(rejected) == len(NAMES) + 1
    assert not any(line.startswith("rejected 未导入 other.txt") for line in rejected)


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b'file,note\na.txt,"' + b"x" * 200_000 + b'"\n', "line 2"),
        (b"file\n\xff\xff\xff\n", "line 1"),
        (b"file,unknown\na.txt,1\n", "line 1"),
        (b"", "line 1"),
        (b"file,fiscal_year\na.txt,2023); drop table x\n", "line 2"),
        (b"file,note\na.txt,1,2\n", "line 2"),
    ],
)
@pytest.mark.parametrize("longest", [131_072, sys.maxsize])
def test_a_manifest_that_cannot_be_understood_names_its_line(tmp_path: Path, content: bytes, place: str, longest: int) -> None:
    (tmp_path / "documents.csv").write_bytes(content)
    # dbt's libraries lift Python's limit for the whole process.
    before = csv.field_size_limit(longest)
    try:
        with pytest.raises(WrongUsage) as stopped:
            read_manifest(tmp_path)
    finally:
        csv.field_size_limit(before)
    assert stopped.value.place.endswith(place)


def test_a_manifest_is_a_file_of_its_folder(tmp_path: Path) -> None:
    (tmp_path / "elsewhere.csv").write_text("secret words\n", encoding="utf-8")
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside" / "documents.csv").symlink_to("../elsewhere.csv")
    with pytest.raises(WrongUsage, match="leads out of its folder") as stopped:
        read_manifest(tmp_path / "inside")
    assert "secret" not in str(stopped.value)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "x" * 300, "a\0b", "."])
def test_a_manifest_looks_at_no_other_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "documents.csv").write_text(f"file\n{name}\n", encoding="utf-8")
    (warning,) = read_manifest(tmp_path).warnings
    assert "is not in the folder" in warning
