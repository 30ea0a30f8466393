"""Other programs on the published file: the examples of docs/clients.md are run, and older clients read every row.

`make clients` makes the environments of the older clients; without them their tests are skipped.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from ingest.workfile import PROJECT_FOLDER
from tests.marts_files import write_marts

DOCUMENT = PROJECT_FOLDER / "docs" / "clients.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OLDER = {version: PROJECT_FOLDER / f".venv-duckdb{version}" / "bin" for version in ("14", "15")}
COMMAND_LINE = "DuckDB command line"
# Run by each client alone: every table and view with its comments, its columns, and all of its rows.
READ_ALL = """
import duckdb, hashlib, json, sys
found = {}
with duckdb.connect(sys.argv[1], read_only=True, config={"enable_external_access": False}) as connection:
    names = connection.execute(
        "select schema_name, table_name, comment from duckdb_tables() where not internal"
        " union all select schema_name, view_name, comment from duckdb_views() where not internal order by all"
    ).fetchall()
    for schema, name, comment in names:
        columns = connection.execute(
            "select column_name, data_type, comment from duckdb_columns() where schema_name = ? and table_name = ?"
            " order by column_index", [schema, name]
        ).fetchall()
        rows = connection.execute(f'select * from {schema}."{name}" order by all').fetchall()
        digest = hashlib.sha256("\\n".join(map(repr, rows)).encode("utf-8", "surrogatepass")).hexdigest()
        found[f"{schema}.{name}"] = [comment, columns, len(rows), digest]
print(json.dumps(found, ensure_ascii=False))
"""


def sections() -> dict[str, list[tuple[str, str, str | None]]]:
    """Heading -> its examples: language, code, and the output that the page shows, if any."""
    found = {}
    for section in DOCUMENT.read_text(encoding="utf-8").split("\n## ")[1:]:
        blocks = BLOCK.findall(section)
        followers = [*blocks[1:], ("", "")]
        found[section.splitlines()[0]] = [
            (language, code, text if kind == "text" else None)
            for (language, code), (kind, text) in zip(blocks, followers, strict=True)
            if language != "text"
        ]
    return found


SECTIONS = sections()


@pytest.fixture(scope="module")
def folder(shipped: Path, open_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the page says a reader has: the published file and its export."""
    folder = tmp_path_factory.mktemp("clients")
    shutil.copy(shipped, folder / "warehouse.duckdb")
    shutil.copytree(open_data, folder / "open_data")
    return folder


def run(folder: Path, language: str, code: str, bin_folder: Path) -> str:
    python = bin_folder / "python"
    command = [str(python), "-c", code] if language == "python" else ["bash", "-euc", code]
    environment = {**os.environ, "PATH": f"{bin_folder}:{os.environ['PATH']}", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_page_shows_what_each_client_prints() -> None:
    assert set(SECTIONS) == {"DuckDB in Python", COMMAND_LINE, "SQLAlchemy", "pandas", "polars", "Excel"}
    assert all(examples and all(text for _, _, text in examples) for examples in SECTIONS.values())


@pytest.mark.parametrize("heading", [heading for heading in SECTIONS if heading != COMMAND_LINE])
def test_an_example_prints_what_the_page_shows(folder: Path, heading: str) -> None:
    for language, code, text in SECTIONS[heading]:
        assert run(folder, language, code, Path(sys.executable).parent) == text


def test_the_command_of_the_page_exports(folder: Path, tmp_path: Path) -> None:
    ((_, code),) = BLOCK.findall(DOCUMENT.read_text(encoding="utf-8").split("\n## ")[0])
    shutil.copy(folder / "warehouse.duckdb", tmp_path)
    shim = tmp_path / "bin" / "xianzhang"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nPYTHONPATH="{PROJECT_FOLDER}" exec "{sys.executable}" -m ingest.cli "$@"\n', encoding="utf-8")
    shim.chmod(0o755)
    run(tmp_path, "bash", code, shim.parent)
    assert (tmp_path / "open_data" / "datapackage.json").is_file()


def test_every_connection_of_the_page_is_closed_to_the_outside() -> None:
    codes = [code for examples in SECTIONS.values() for _, code, _ in examples if "warehouse.duckdb" in code]
    assert len(codes) == 5
    for code in codes:
        assert re.search(r'read_only=True|"read_only": True|-readonly', code)
        assert re.search(r'"enable_external_access": False|enable_external_access = false', code)


@pytest.mark.clients
@pytest.mark.parametrize("version", OLDER)
class TestOlderClients:
    @pytest.fixture
    def bin_folder(self, version: str) -> Path:
        if not (OLDER[version] / "python").exists():
            pytest.skip("`make clients` makes its environment")
        return OLDER[version]

    @pytest.mark.parametrize("heading", ["DuckDB in Python", COMMAND_LINE])
    def test_the_examples_print_the_same(self, folder: Path, bin_folder: Path, heading: str) -> None:
        for language, code, text in SECTIONS[heading]:
            assert run(folder, language, code, bin_folder) == text

    def test_every_table_view_comment_and_row_is_read(self, folder: Path, bin_folder: Path, version: str) -> None:
        self.compare(folder / "warehouse.duckdb", bin_folder, version)

    def test_views_of_chinese_names_and_hostile_texts_are_read(self, tmp_path: Path, bin_folder: Path, version: str) -> None:
        write_marts(tmp_path / "w.duckdb")
        found = self.compare(tmp_path / "w.duckdb", bin_folder, version)
        assert found["zh.fct_project_budgets"][1][0][0] == "项目标识"
        assert found["marts.sum_project_budgets"][2] > 0

    def compare(self, file: Path, bin_folder: Path, version: str) -> dict[str, list]:
        def read(python: Path | str) -> dict[str, list]:
            command = [str(python), "-c", READ_ALL, str(file)]
            return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)

        asked = [str(bin_folder / "python"), "-c", "import duckdb; print(duckdb.__version__)"]
        own = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
        assert own.startswith(f"{version[0]}.{version[1]}.")
        assert duckdb.__version__.startswith("2.")
        expected, found = read(sys.executable), read(bin_folder / "python")
        assert found == expected
        return found
