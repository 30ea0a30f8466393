"""documents.csv: blanks mean "read it from the document", and what is broken is named by line and column."""

from pathlib import Path

import pytest

from ingest.errors import WrongUsage
from ingest.manifest import Manifest, ManifestEntry, read_manifest
from ingest.sources import find_sources

HEADER = "file,source_url,publisher,region_code,fiscal_year,document_type,published_date,note\n"


def manifest_of(folder: Path, text: str, encoding: str = "utf-8") -> Manifest:
    (folder / "documents.csv").write_text(text, encoding=encoding)
    return read_manifest(folder)


def test_blanks_are_none(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    assert manifest_of(tmp_path, HEADER + "a.txt,,弋阳县社会保险管理中心,361126,2023,,,\n") == Manifest(
        {"a.txt": ManifestEntry("a.txt", publisher="弋阳县社会保险管理中心", region_code="361126", fiscal_year="2023")}
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_spreadsheet_encodings_and_left_out_columns(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "预算.txt").touch()
    read = manifest_of(tmp_path, "file,publisher\n预算.txt,某县财政局\n", encoding)
    assert read == Manifest({"预算.txt": ManifestEntry("预算.txt", publisher="某县财政局")})


def test_a_file_that_is_not_there_is_a_warning(tmp_path: Path) -> None:
    assert manifest_of(tmp_path, HEADER + "b.txt,,,,,,,\n").warnings == (
        f"{tmp_path / 'documents.csv'}: b.txt is listed but is not in the folder 清单中的文件不存在",
    )


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("name,publisher\n", 1, "the column `file` is missing"),
        ("", 1, "the column `file` is missing"),
        ("file,region\n", 1, "unknown columns: region"),
        (HEADER + "a.txt,,,36112,,,,\n", 2, "region_code is `36112`, not six digits (GB/T 2260)"),
        (HEADER + "a.txt,,,,23,,,\n", 2, "fiscal_year is `23`, not a year of four digits"),
        (HEADER + "a.txt,,,,,,2023/3/1,\n", 2, "published_date is `2023/3/1`, not a date such as 2023-03-31"),
        (HEADER + "a.txt,,,,,,,\na.txt,,,,,,,\n", 3, "the file a.txt is listed twice"),
        (HEADER + ",,,,,,,\n", 2, "the field `file` is blank"),
        (HEADER + "a.txt,,,,,,,,x\n", 2, "more fields than the header has columns"),
    ],
)
def test_a_broken_manifest_names_line_and_reason(tmp_path: Path, text: str, line: int, reason: str) -> None:
    with pytest.raises(WrongUsage) as caught:
        manifest_of(tmp_path, text)
    assert (caught.value.place, caught.value.reason) == (f"{tmp_path / 'documents.csv'}, line {line}", reason)


def test_sources_are_named_within_their_folder_and_read_once(tmp_path: Path) -> None:
    (tmp_path / "county").mkdir()
    for name in ("b.txt", "county/a.txt", ".hidden", "documents.csv"):
        (tmp_path / name).touch()
    (tmp_path / "documents.csv").write_text("file,note\nb.txt,second edition\n", encoding="utf-8")
    found = find_sources([tmp_path, tmp_path / "b.txt"])
    assert [(file.file_name, file.entry.note) for file in found.files] == [("b.txt", "second edition"), ("county/a.txt", None)]


def test_nothing_to_read_and_a_missing_path_are_wrong_usage(tmp_path: Path) -> None:
    for paths in ([tmp_path], [tmp_path / "missing"]):
        with pytest.raises(WrongUsage):
            find_sources(paths)
