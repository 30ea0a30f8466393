"""`xianzhang export` on a small published file: every format gives every value back, and nothing of others is touched."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import resource
import subprocess
import sys
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import frictionless
import openpyxl
import polars
import pytest
from openpyxl.utils.escape import unescape
from typer.testing import CliRunner

from ingest.cli import app
from ingest.export import folder as folders
from ingest.export import writing
from ingest.export.fiscal import COLUMN_TYPES, column_types
from ingest.export.tables import Column, read_tables
from ingest.export.workbook import SHEET_ROWS, write_workbook
from ingest.export.writing import export
from tests.marts_files import BUILT_AT, HOSTILE, write_marts

CHINESE = re.compile("[一-龥]")
ROOT = Path(__file__).parents[1]
NAMES = ["dim_columns", "dim_documents", "dim_projects", "dim_releases", "fct_project_budgets", "sum_project_budgets"]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("published") / "warehouse.duckdb"
    write_marts(path)
    return path


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[tuple]:
    return write_marts(tmp_path_factory.mktemp("rows") / "warehouse.duckdb")


@pytest.fixture(scope="module")
def exported(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported") / "open_data"
    export(published, folder)
    return folder


def drop_guard(text: str | None) -> str | None:
    """What docs/clients.md tells readers of the CSV files to do."""
    return text.removeprefix("'") if text else None


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_all_tables_and_views_but_chinese_twins_are_exported(exported: Path) -> None:
    for kind in ("csv", "parquet"):
        assert sorted(path.stem for path in (exported / kind).iterdir()) == NAMES
    assert openpyxl.load_workbook(exported / "xianzhang.xlsx", read_only=True).sheetnames[1:] == NAMES


def test_csv_gives_every_text_back_and_keeps_null_from_empty(exported: Path, rows: list[tuple]) -> None:
    with (exported / "csv" / "fct_project_budgets.csv").open(encoding="utf-8-sig", newline="") as file:
        read = list(csv.DictReader(file, strict=True))
    assert [drop_guard(row["total_text"]) for row in read] == [row[3] for row in rows]
    assert [Decimal(row["total_amount_cny"]) if row["total_amount_cny"] else None for row in read] == [row[4] for row in rows]
    assert [row["region_code"] for row in read] == ["361126"] * len(rows)
    assert {row["is_reconciled"] for row in read} == {"true", "false", ""}


def test_no_cell_of_the_csv_files_begins_a_formula(exported: Path) -> None:
    number = re.compile(r"-?[0-9.]+")
    for path in (exported / "csv").iterdir():
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        # A negative figure is a number; the text -5 has its apostrophe.
        assert [cell for cell in cells if cell[:1] in tuple("=+-@\t\r＝＋－＠") and cell and not number.fullmatch(cell)] == []


def test_csv_begins_with_a_mark_and_ends_lines_alike(exported: Path) -> None:
    content = (exported / "csv" / "dim_releases.csv").read_bytes()
    assert content == (
        b"\xef\xbb\xbfrelease_id,built_at,code_version,contract_version\nr,2026-01-02T03:04:05.000000Z,1.0.0,1.0\n"
    )


def test_polars_and_duckdb_read_the_same_csv(exported: Path, rows: list[tuple]) -> None:
    path = exported / "csv" / "fct_project_budgets.csv"
    frame = polars.read_csv(path, schema_overrides={"total_text": polars.String, "region_code": polars.String})
    assert [drop_guard(text) for text in frame["total_text"].to_list()] == [row[3] for row in rows]
    found = duckdb.execute(
        "select total_text, region_code from read_csv(?, header = true, all_varchar = true, parallel = false)", [str(path)]
    ).fetchall()
    assert [drop_guard(text) for text, _ in found] == [row[3] for row in rows]
    assert {code for _, code in found} == {"361126"}


def test_parquet_keeps_every_value_and_type(exported: Path, rows: list[tuple]) -> None:
    frame = polars.read_parquet(exported / "parquet" / "fct_project_budgets.parquet")
    assert frame.rows() == rows
    assert frame.schema["total_amount_cny"] == polars.Decimal(18, 2)
    view = polars.read_parquet(exported / "parquet" / "sum_project_budgets.parquet")
    # The engine's widest integer would be a floating number in Parquet.
    assert view.schema["line_numbers"] == polars.Decimal(38, 0)
    assert view["line_numbers"].sum() == sum(row[9] for row in rows)


def test_excel_keeps_texts_as_text_dates_as_dates_and_amounts_with_two_places(exported: Path, rows: list[tuple]) -> None:
    book = openpyxl.load_workbook(exported / "xianzhang.xlsx")
    sheet = book["fct_project_budgets"]
    assert sheet.freeze_panes == "A3"
    assert [cell.value for cell in sheet[1]][3:5] == ["total_text", "total_amount_cny"]
    assert [cell.value for cell in sheet[2]][3:5] == ["total_text", "资金总额"]
    for row, cells in zip(rows, sheet.iter_rows(min_row=3), strict=True):
        # An empty text and null are both an empty cell: the other formats tell them apart. Excel reads _x000D_ as a return.
        assert unescape(cells[3].value or "") == (row[3] or "")
        assert all(cell.data_type != "f" for cell in cells)
        assert (cells[7].value, cells[7].data_type, cells[7].number_format) == ("361126", "s", "@")
        if row[3]:
            assert (cells[3].data_type, cells[3].number_format) == ("s", "@")
        if row[4] is not None and abs(row[4]) < 10**13:
            assert (Decimal(str(cells[4].value)), cells[4].number_format) == (row[4], "#,##0.00")
    documents = book["dim_documents"]
    assert documents["H4"].value == datetime(2024, 2, 29)
    assert documents["H4"].number_format == "yyyy-mm-dd"
    # Excel has no such day.
    assert documents["H3"].value == "1899-01-01"


def test_excel_tells_what_its_cells_cannot_hold(tmp_path: Path) -> None:
    long = "长" * 32_760 + "🙂" * 10
    write_marts(tmp_path / "w.duckdb", (long, "x", "y", "z"))
    found = export(tmp_path / "w.duckdb", tmp_path / "out", ["excel"])
    assert [note.split(":")[0] for note in found.notes] == ["fct_project_budgets", "sum_project_budgets"]
    book = openpyxl.load_workbook(tmp_path / "out" / "xianzhang.xlsx")
    text = book["fct_project_budgets"]["D3"].value
    assert text.startswith("长" * 32_000)
    assert text.endswith("whole in the other formats〕")
    assert len(text.encode("utf-16-le")) // 2 <= 32_767
    # 9999999999999999.99 and 12345678901.12345678 have more digits than Excel keeps.
    assert book["fct_project_budgets"]["E6"].value == "9999999999999999.99"
    assert book["fct_project_budgets"]["F3"].value == "12345678901.12345678"
    contents = {row[0]: row for row in book["contents 目录"].iter_rows(values_only=True)}
    assert contents["fct_project_budgets"][2:4] == ("项目资金", 4)
    assert "2 numbers" in contents["fct_project_budgets"][5]
    assert "1 texts are cut" in contents["fct_project_budgets"][5]


@pytest.mark.parametrize(("room", "counts"), [(3, [1, 1, 1, 1]), (4, [2, 2]), (6, [4]), (5, [3, 1])])
def test_a_sheet_without_rows_enough_goes_on_in_another(tmp_path: Path, room: int, counts: list[int]) -> None:
    write_marts(tmp_path / "w.duckdb", ("a", "b", "c", "d"))
    with duckdb.connect(str(tmp_path / "w.duckdb"), read_only=True) as connection:
        tables = read_tables(connection, ["fct_project_budgets"])
        write_workbook(connection, tables, tmp_path / "x.xlsx", datetime(2026, 1, 1, tzinfo=UTC), room)
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    sheets = book.worksheets[1:]
    assert [sheet.title for sheet in sheets] == ["fct_project_budgets", *(f"fct_project_budgets_{n}" for n in range(2, 9))][
        : len(counts)
    ]
    assert [sheet.max_row - 2 for sheet in sheets] == counts
    assert [row[3] for sheet in sheets for row in sheet.iter_rows(min_row=3, values_only=True)] == ["a", "b", "c", "d"]
    assert SHEET_ROWS == 1_048_576


def test_tables_of_long_and_similar_names_get_sheets_of_their_own(tmp_path: Path) -> None:
    write_marts(tmp_path / "w.duckdb", ("a",))
    long = "rpt_a_question_of_many_many_words"
    with duckdb.connect(str(tmp_path / "w.duckdb")) as connection:
        for number in range(3):
            connection.execute(f"create table marts.{long}_{number} as select {number} as number")
    export(tmp_path / "w.duckdb", tmp_path / "out", ["excel"])
    book = openpyxl.load_workbook(tmp_path / "out" / "xianzhang.xlsx")
    contents = {row[1]: row[0] for row in book["contents 目录"].iter_rows(values_only=True)}
    assert [book[contents[f"{long}_{number}"]]["A3"].value for number in range(3)] == [0, 1, 2]


def test_the_same_file_gives_the_same_bytes(published: Path, exported: Path, tmp_path: Path) -> None:
    export(published, tmp_path / "again")
    assert hashes(tmp_path / "again") == hashes(exported)


def test_the_rows_of_a_view_are_sorted_as_published_ones(exported: Path) -> None:
    view = polars.read_parquet(exported / "parquet" / "sum_project_budgets.parquet")
    assert view.select("region_code", "fiscal_year", "horizon").rows() == [
        ("361126", 2023, "annual"),
        ("361126", 2023, "midterm"),
    ]


def test_the_package_is_valid_with_its_data(exported: Path) -> None:
    report = frictionless.validate(str(exported / "datapackage.json"))
    assert report.flatten(["name", "type", "note"]) == []
    assert len(report.tasks) == 2 * len(NAMES) + 2


def test_the_package_lists_every_file_with_bytes_and_hash(exported: Path) -> None:
    package = json.loads((exported / "datapackage.json").read_text(encoding="utf-8"))
    listed = {item["path"]: (item["bytes"], item["hash"].removeprefix("sha256:")) for item in package["resources"]}
    found = {name: ((exported / name).stat().st_size, digest) for name, digest in hashes(exported).items()}
    found.pop("datapackage.json")
    assert listed == found
    assert package["created"] == f"{BUILT_AT:%Y-%m-%dT%H:%M:%SZ}"
    assert package["sources"][0] == {"title": "目标表", "path": "https://example.org/a", "sha256": "0" * 64}
    assert package["sources"][1] == {"title": "=b.txt", "sha256": "1" * 64}


def test_the_schema_has_keys_labels_warnings_and_column_types(exported: Path) -> None:
    package = json.loads((exported / "datapackage.json").read_text(encoding="utf-8"))
    schema = next(item["schema"] for item in package["resources"] if item["name"] == "fct_project_budgets")
    fields = {field["name"]: field for field in schema["fields"]}
    assert schema["primaryKey"] == ["project_id", "horizon"]
    assert [(link["fields"], link["reference"]["resource"]) for link in schema["foreignKeys"]] == [
        (["project_id"], "dim_projects"),
        (["document_id"], "dim_documents"),
    ]
    assert fields["total_amount_cny"] == {
        "name": "total_amount_cny",
        "type": "number",
        "title": "资金总额",
        "description": "Total in yuan.",
        "columnType": "value",
        "usageWarning": "Filter one horizon.",
    }
    parquet = next(item for item in package["resources"] if item["name"] == "fct_project_budgets.parquet")
    assert parquet["schema"]["fields"] == schema["fields"]
    assert parquet["schema"]["foreignKeys"][0]["reference"]["resource"] == "dim_projects.parquet"
    assert fields["horizon"]["constraints"] == {"required": True, "enum": ["annual", "midterm", "whole_project"]}
    assert fields["fiscal_year"]["columnType"] == "date:fiscal-year"
    assert fields["region_code"]["columnType"] == "geo:generic:code"


@pytest.mark.parametrize(
    ("name", "old", "new", "error"),
    [
        ("fct_project_budgets", b"p000003,d1,", b"p999999,d1,", "foreign-key"),
        ("fct_project_budgets", b"midterm", b"monthly", "constraint-error"),
        ("fct_project_budgets", b"430000.00", b"430OO0.00", "type-error"),
        ("dim_projects", b"p000003", b"p000004", "primary-key"),
        ("dim_projects", b"2023", b"2024", "hash-count"),
    ],
)
def test_the_validator_sees_altered_data(exported: Path, tmp_path: Path, name: str, old: bytes, new: bytes, error: str) -> None:
    for path in exported.rglob("*"):
        if path.is_file():
            target = tmp_path / path.relative_to(exported)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    file = tmp_path / "csv" / f"{name}.csv"
    file.write_bytes(file.read_bytes().replace(old, new, 1))
    found = {kind for kind, _ in frictionless.validate(str(tmp_path / "datapackage.json")).flatten(["type", "note"])}
    assert error in found


def test_column_types_stand_once_and_fit_the_kind_of_their_column() -> None:
    def column(name: str, kind: str) -> Column:
        return Column(name, kind, "", None, None, None, "")

    many = [column(name, kind) for name, (_, kind) in COLUMN_TYPES.items()]
    types = list(column_types(many).values())
    assert len(types) == len(set(types))
    assert column_types([column("fiscal_year", "string"), column("phase", "string"), column("amount_cny", "string")]) == {
        "phase": "phase:id"
    }
    assert column_types([column("a_amount_cny", "number"), column("b_amount_cny", "number")]) == {
        "a_amount_cny": "value",
        "b_amount_cny": "value",
    }


def test_an_export_takes_the_place_of_the_last_one(published: Path, tmp_path: Path) -> None:
    export(published, tmp_path / "out")
    found = export(published, tmp_path / "out", ["csv"], ["dim_projects", "marts.dim_documents"])
    assert sorted(hashes(tmp_path / "out")) == [
        "NOTICE.txt",
        "csv/dim_documents.csv",
        "csv/dim_projects.csv",
        "datapackage.json",
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert found.tables == 2
    assert frictionless.validate(str(tmp_path / "out" / "datapackage.json")).valid


def test_without_the_system_s_exchange_the_folders_change_places(
    published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(published, tmp_path / "out", ["csv"])
    monkeypatch.setattr(folders.ctypes, "CDLL", lambda *_, **__: object())
    export(published, tmp_path / "out", ["csv"], ["dim_projects"])
    assert len(hashes(tmp_path / "out")) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("strange", ["notes.md", "csv/extra.csv", ".hidden"])
def test_a_folder_with_files_of_others_is_left_alone(published: Path, tmp_path: Path, strange: str) -> None:
    export(published, tmp_path / "out", ["csv"], ["dim_projects"])
    (tmp_path / "out" / strange).write_text("mine", encoding="utf-8")
    before = hashes(tmp_path / "out")
    message = run_cli("export", tmp_path / "out", "--warehouse", published, status=2)
    assert strange in message
    assert hashes(tmp_path / "out") == before


def test_a_descriptor_of_others_is_left_alone(published: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    for text in ('{"name": "other", "resources": []}', "no json", '["x"]', '{"name": "xianzhang"}'):
        (tmp_path / "out" / "datapackage.json").write_text(text, encoding="utf-8")
        assert "datapackage.json" in run_cli("export", tmp_path / "out", "--warehouse", published, status=2)
        assert (tmp_path / "out" / "datapackage.json").read_text(encoding="utf-8") == text


def run_cli(*arguments: object, status: int) -> str:
    done = CliRunner().invoke(app, [str(item) for item in arguments], env={"COLUMNS": "400"})
    assert done.exit_code == status, done.output
    assert not done.exception or isinstance(done.exception, SystemExit)
    if status:
        assert CHINESE.search(done.output)
        assert "remedy" in done.output
    return done.output


def test_wrong_usage_says_what_to_do(published: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert "there is no warehouse" in run_cli("export", out, "--warehouse", tmp_path / "none.duckdb", status=2)
    broken = tmp_path / "broken.duckdb"
    broken.write_bytes(b"no database")
    assert "no published warehouse" in run_cli("export", out, "--warehouse", broken, status=2)
    assert "fct_nothing" in run_cli("export", out, "--tables", "fct_nothing", "--warehouse", published, status=2)
    twin = run_cli("export", out, "--tables", "zh.fct_project_budgets", "--warehouse", published, status=2)
    assert "export fct_project_budgets" in twin
    assert "pdf" in run_cli("export", out, "--format", "csv,pdf", "--warehouse", published, status=2)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert "not a folder" in run_cli("export", tmp_path / "file", "--warehouse", published, status=2)
    assert "could not be written" in run_cli("export", tmp_path / "file" / "out", "--warehouse", published, status=1)
    assert not out.exists()


def test_the_current_folder_is_not_pulled_away(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "inside the folder" in run_cli("export", ".", "--warehouse", published, status=2)


def test_the_command_says_what_it_wrote(published: Path, tmp_path: Path) -> None:
    shown = run_cli("export", tmp_path / "out", "--warehouse", published, status=0)
    assert "6 csv" in shown
    assert str(tmp_path / "out") in shown


def test_an_error_midway_leaves_the_old_export(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export(published, tmp_path / "out", ["csv"])
    before = hashes(tmp_path / "out")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "write_workbook", full)
    assert "No space left on device" in run_cli("export", tmp_path / "out", "--warehouse", published, status=1)
    assert hashes(tmp_path / "out") == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("kind", ["csv", "parquet", "excel"])
def test_a_full_disk_leaves_the_old_export(tmp_path: Path, kind: str) -> None:
    """A limit on the size of files stops the writing as a full disk does."""
    published = tmp_path / "w.duckdb"
    write_marts(published, copies=30)
    export(published, tmp_path / "out", ["csv"], ["dim_releases"])
    before = hashes(tmp_path / "out")
    done = subprocess.run(
        [sys.executable, "-m", "ingest.cli", "export", tmp_path / "out", "--format", kind, "--warehouse", published],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (8_000, 8_000)),
    )
    assert done.returncode == 1, done.stderr
    assert "could not be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert hashes(tmp_path / "out") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "w.duckdb"]


def test_two_exports_never_write_to_one_folder(published: Path, tmp_path: Path) -> None:
    with folders.replacing(tmp_path / "out") as fresh:
        (fresh / "x").write_text("x", encoding="utf-8")
        assert "another export" in run_cli("export", tmp_path / "out", "--warehouse", published, status=4)
        assert (fresh / "x").exists()


def test_what_a_killed_export_left_behind_is_cleared(published: Path, tmp_path: Path) -> None:
    (tmp_path / ".out.new" / "csv").mkdir(parents=True)
    (tmp_path / ".out.new" / "csv" / "half.csv").write_text("x", encoding="utf-8")
    export(published, tmp_path / "out", ["csv"], ["dim_projects"])
    assert sorted(hashes(tmp_path / "out")) == ["NOTICE.txt", "csv/dim_projects.csv", "datapackage.json"]


def test_the_published_file_is_only_read(published: Path, tmp_path: Path) -> None:
    before = published.read_bytes()
    export(published, tmp_path / "out")
    assert published.read_bytes() == before
    assert len(HOSTILE) > 30
