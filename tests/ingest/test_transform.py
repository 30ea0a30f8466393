"""Building: failures become messages with the first failing rows, and the work file is free afterwards."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from ingest.errors import BuildFailed
from ingest.transform import PROJECT_FOLDER, build_project, parse_project
from ingest.workfile import WarehouseFiles

PROJECT = """
name: xianzhang
profile: xianzhang
model-paths: [models]
test-paths: [checks]
vars: {mismatches: fail}
"""


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WarehouseFiles:
    """A dbt project of one model, `select 1 as a union all select 2`, and one test that allows no 2 where mismatches fail."""
    project = tmp_path / "project"
    for folder in ("models", "checks"):
        (project / folder).mkdir(parents=True)
    (project / "dbt_project.yml").write_text(PROJECT, encoding="utf-8")
    (project / "profiles.yml").write_text((PROJECT_FOLDER / "profiles.yml").read_text(encoding="utf-8"), encoding="utf-8")
    (project / "models" / "one.sql").write_text("select 1 as a union all select 2", encoding="utf-8")
    (project / "checks" / "assert_no_two.sql").write_text(
        "select a from {{ ref('one') }} where a = 2 and '{{ var('mismatches') }}' = 'fail'", encoding="utf-8"
    )
    monkeypatch.setattr("ingest.transform.PROJECT_FOLDER", project)
    files = WarehouseFiles(tmp_path / "w.duckdb")
    files.work_folder.mkdir()
    return files


def test_a_build_is_counted_followed_and_leaves_the_file_free(files: WarehouseFiles) -> None:
    followed: list[tuple[int, int]] = []
    built, nodes = build_project(parse_project(files, "flag"), (), 2, lambda done, total: followed.append((done, total)))
    assert (built.models, built.tests, followed) == (1, 1, [(1, 2), (2, 2)])
    assert nodes == {"model.xianzhang.one", "test.xianzhang.assert_no_two"}
    code = f"import duckdb; print(duckdb.connect({str(files.work_file)!r}).execute('select sum(a) from one').fetchone())"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False).stdout == "(3,)\n"


def test_a_failed_test_shows_its_first_rows(files: WarehouseFiles) -> None:
    with pytest.raises(BuildFailed) as caught:
        build_project(parse_project(files, "fail"), (), 2)
    assert caught.value.details == ("assert_no_two: 1 rows", "    a=2")
    duckdb.connect(str(files.work_file)).close()


def test_a_failed_model_shows_the_message_of_the_database(files: WarehouseFiles) -> None:
    (files.published.parent / "project" / "models" / "one.sql").write_text("select b from (select 1 as a)", encoding="utf-8")
    with pytest.raises(BuildFailed) as caught:
        build_project(parse_project(files, "flag"), (), 2)
    assert caught.value.details[0] == "one (models/one.sql)"
    assert "Referenced column" in " ".join(caught.value.details)


SMALL = "{{ config(pre_hook=\"set memory_limit = '20MB'\") }}"


@pytest.mark.parametrize(
    ("model", "remedy", "remedy_zh"),
    [
        (f"{SMALL} select list(i) as a from range(10000000) as numbers (i)", "too little memory", "内存不足"),
        ("select error('INTERNAL Error: hash join') as a", "a fault of DuckDB itself", "数据库软件内部出错"),
        ("select error('No space left on device') as a", "make room", "腾出磁盘空间"),
        ("select error('no number: INTERNAL') as a", "report the rows", "反馈给维护者"),
    ],
)
def test_a_failure_of_the_machine_is_not_laid_at_a_model(
    files: WarehouseFiles, model: str, remedy: str, remedy_zh: str
) -> None:
    (files.published.parent / "project" / "models" / "one.sql").write_text(
        f"{{{{ config(materialized='table') }}}} {model}", encoding="utf-8"
    )
    with pytest.raises(BuildFailed) as caught:
        build_project(parse_project(files, "flag"), (), 2)
    assert remedy in caught.value.remedy
    assert remedy_zh in caught.value.remedy_zh


def test_a_project_that_does_not_parse_names_the_file(files: WarehouseFiles) -> None:
    (files.published.parent / "project" / "models" / "one.sql").write_text("select {{ ref('two') }}", encoding="utf-8")
    with pytest.raises(BuildFailed) as caught:
        parse_project(files, "flag")
    assert "models/one.sql" in " ".join(caught.value.details)
