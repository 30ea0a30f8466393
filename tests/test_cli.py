"""The command line: exit statuses, and errors that name file, place, reason and remedy."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ingest.cli import app
from ingest.pipeline import SHIPPED_DOCUMENTS

HOLD_FILE = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1])
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("XIANZHANG_WAREHOUSE", raising=False)
    (tmp_path / "in").mkdir()
    return tmp_path


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def said(result: Result) -> str:
    """Everything printed, on one line: a message may be folded."""
    return " ".join((result.stdout + result.stderr).split())


@pytest.fixture
def held_work_file(folder: Path) -> Iterator[Path]:
    file = folder / "warehouse.work.duckdb"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD_FILE, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout.readline() == "held\n"
    yield file
    holder.communicate("")


@pytest.mark.parametrize("command", ["run", "load"])
def test_a_missing_path_is_wrong_usage(folder: Path, command: str) -> None:
    result = call(command, folder / "nowhere")
    assert result.exit_code == 2
    assert f"路径不存在 {folder / 'nowhere'} does not exist" in said(result)
    assert list(folder.glob("warehouse*")) == []


def test_an_empty_folder_is_wrong_usage(folder: Path) -> None:
    result = call("run", "in")
    assert (result.exit_code, "没有可读取的文件" in said(result)) == (2, True)


def test_a_broken_manifest_is_wrong_usage(folder: Path) -> None:
    (folder / "in" / "a.txt").write_text("text", encoding="utf-8")
    (folder / "in" / "documents.csv").write_text("name\na.txt\n", encoding="utf-8")
    result = call("load", "in")
    assert result.exit_code == 2
    assert "缺少 file 列 the column `file` is missing place 位置: in/documents.csv, line 1" in said(result)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "文件为空 the file is empty"),
        (b"%PDF-1.7\n\x00\x01", "PDF"),
        (bytes(range(256)), "zero bytes"),
        ("只有一段说明文字，没有任何表格。\n".encode(), "no project target form and no budget table was recognised"),
        (b"\x81", "the text is neither UTF-8, UTF-16 nor GB18030"),
    ],
)
def test_a_run_over_a_file_that_cannot_be_read_publishes_nothing(folder: Path, content: bytes, reason: str) -> None:
    (folder / "in" / "bad.txt").write_bytes(content)
    result = call("run", "in")
    assert result.exit_code == 1
    assert "没有可用的公开文件，未发布新文件 no document could be read; nothing was published" in said(result)
    assert "bad.txt: " in said(result)
    assert reason in said(result)
    assert not (folder / "warehouse.duckdb").exists()


def test_loading_reports_each_rejected_file_and_keeps_the_others(folder: Path) -> None:
    (folder / "in" / "empty.txt").touch()
    (folder / "in" / "good.txt").write_bytes((SHIPPED_DOCUMENTS / "luan_pension_fund_2021_targets.txt").read_bytes())
    result = call("--warehouse", "county.duckdb", "load", "in")
    assert result.exit_code == 3
    assert "rejected 未导入 empty.txt: 文件为空 the file is empty remedy 处理:" in said(result)
    assert "files added 新增 1" in said(result)
    assert (folder / "county.work.duckdb").is_file()
    (folder / "in" / "empty.txt").unlink()
    again = call("load", "in", "--warehouse", "county.duckdb")
    assert (again.exit_code, "files unchanged 未变 1" in said(again)) == (0, True)


def test_loading_only_files_that_cannot_be_read_fails(folder: Path) -> None:
    (folder / "in" / "empty.txt").touch()
    assert call("load", "in").exit_code == 1


@pytest.mark.parametrize("arguments", [("load", "in"), ("run", "in"), ("build",)])
def test_a_work_file_held_by_another_process_stops_the_command(held_work_file: Path, arguments: tuple[str, ...]) -> None:
    source = SHIPPED_DOCUMENTS / "luan_pension_fund_2021_targets.txt"
    (held_work_file.parent / "in" / "good.txt").write_bytes(source.read_bytes())
    result = call(*arguments)
    assert result.exit_code == 4
    assert f"另一个进程正在使用工作文件 another process holds the work file place 位置: {held_work_file}" in said(result)


def test_nothing_loaded_cannot_be_built(folder: Path) -> None:
    result = call("build")
    assert (result.exit_code, "no document is loaded" in said(result)) == (1, True)


@pytest.mark.parametrize("arguments", [("findings",), ("trace", "dim_projects", "x")])
def test_without_a_published_file_there_is_nothing_to_ask(folder: Path, arguments: tuple[str, ...]) -> None:
    result = call(*arguments)
    assert (result.exit_code, f"there is no warehouse at {folder / 'warehouse.duckdb'}" in said(result)) == (2, True)


def test_a_warehouse_in_a_missing_folder_is_wrong_usage(folder: Path) -> None:
    assert call("run", "--warehouse", folder / "missing" / "w.duckdb").exit_code == 2


def test_a_warehouse_cannot_be_called_as_one_of_its_schemas(folder: Path) -> None:
    result = call("run", "--warehouse", "marts.duckdb")
    assert (result.exit_code, "marts.duckdb would be mistaken for a schema" in said(result)) == (2, True)


def test_the_environment_names_the_warehouse(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XIANZHANG_WAREHOUSE", str(folder / "elsewhere.duckdb"))
    assert "elsewhere.duckdb" in said(call("findings"))
    assert "option.duckdb" in said(call("--warehouse", "option.duckdb", "findings"))
