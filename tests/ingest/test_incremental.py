"""Building what depends on what has changed: a small dbt project, changed in one place after another."""

from pathlib import Path

import duckdb
import pytest

from ingest import build_plan, build_state, transform
from ingest.build_state import holds, read_inputs, read_state
from ingest.errors import BuildFailed
from ingest.incremental import build_changes
from ingest.releases.history import create_release_tables
from ingest.transform import parse_project
from ingest.warehouse import create_raw_schema
from ingest.workfile import PROJECT_FOLDER, WarehouseFiles, open_work_file

PROJECT = """
name: xianzhang
profile: xianzhang
model-paths: [models]
test-paths: [checks]
seed-paths: [seeds]
macro-paths: [macros]
vars: {mismatches: fail}
"""
SOURCES = """
version: 2
sources:
  - {name: raw, schema: raw, tables: [{name: documents}, {name: rejections}]}
  - {name: ingest, schema: ingest, tables: [{name: releases}, {name: own_reviews}]}
"""
MODELS = {
    "documents": "select document_id, now() as built_at from {{ source('raw', 'documents') }}",
    "refused": "select count(*) as refused, now() as built_at from {{ source('raw', 'rejections') }}",
    "reviewed": "select count(*) as reviews, now() as built_at from {{ source('ingest', 'own_reviews') }}",
    "words": "select word, {{ doubled('length(word)') }} as size, now() as built_at from {{ ref('list') }}",
    "report": "select count(*) as rows, now() as built_at from {{ ref('documents') }} cross join {{ ref('words') }}",
    "folded": "select count(*) as rows from {{ ref('words') }}",
    "numbered": "select count(*) + 1 as number, now() as built_at from {{ source('ingest', 'releases') }}",
    "described": "select '{{ graph.nodes.values() | map(attribute='description') | join }}' as text, now() as built_at",
}
EPHEMERAL = "folded"
ALWAYS = {"numbered"}


class Bench:
    """A project and a work file; `build` gives the names of the tables that were made again."""

    def __init__(self, folder: Path) -> None:
        self.project = folder / "project"
        self.files = WarehouseFiles(folder / "w.duckdb")
        self.files.work_folder.mkdir()
        for name in ("models", "checks", "seeds", "macros"):
            (self.project / name).mkdir(parents=True)
        self.write("dbt_project.yml", PROJECT)
        self.write("profiles.yml", (PROJECT_FOLDER / "profiles.yml").read_text(encoding="utf-8"))
        self.write("models/_sources.yml", SOURCES)
        self.write("seeds/list.csv", "word\na\n")
        self.write("macros/doubled.sql", "{% macro doubled(value) %}2 * {{ value }}{% endmacro %}")
        self.write("checks/assert_no_z.sql", "select word from {{ ref('words') }} where word = 'z'")
        for name, code in MODELS.items():
            kind = "ephemeral" if name == EPHEMERAL else "table"
            self.write(f"models/{name}.sql", f"{{{{ config(materialized='{kind}') }}}} {code}")
        self.write("checks/assert_some.sql", "select rows from {{ ref('folded') }} where rows = 0")
        with open_work_file(self.files) as connection:
            create_raw_schema(connection)
            create_release_tables(connection)

    def write(self, name: str, text: str) -> None:
        (self.project / name).write_text(text, encoding="utf-8")

    def execute(self, query: str) -> list[tuple]:
        with duckdb.connect(str(self.files.work_file)) as connection:
            return connection.execute(query).fetchall()

    def times(self) -> dict[str, object]:
        query = "select table_name from duckdb_tables() where schema_name = 'main' and table_name <> 'list'"
        return {name: self.execute(f"select max(built_at) from {name}") for (name,) in self.execute(query)}

    def build(self, is_full: bool = False, mismatches: str = "flag") -> set[str]:
        before = self.times()
        build_changes(parse_project(self.files, mismatches), mismatches, is_full, lambda done, total: None)
        after = self.times()
        return {name for name in after if after[name] != before.get(name)} - ALWAYS

    def is_current(self) -> bool:
        with open_work_file(self.files) as connection:
            return holds(read_state(connection), read_inputs(connection, "flag"))


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    for module in (transform, build_plan):
        monkeypatch.setattr(module, "PROJECT_FOLDER", tmp_path / "project")
    bench = Bench(tmp_path)
    bench.execute("insert into raw.documents (document_id) values ('d1')")
    assert bench.build() == {*MODELS} - ALWAYS - {EPHEMERAL}
    return bench


def test_only_what_depends_on_a_change_is_built(bench: Bench) -> None:
    assert (bench.is_current(), bench.build()) == (True, set())
    bench.execute("insert into raw.documents (document_id) values ('d2')")
    assert (bench.is_current(), bench.build()) == (False, {"documents", "report"})
    bench.execute("delete from raw.documents where document_id = 'd1'; drop table words")
    assert bench.build() == {"documents", "words", "report"}
    assert bench.execute("select document_id from documents") == [("d2",)]
    # What reads dbt's graph is built with any change of the project.
    bench.write("seeds/list.csv", "word\na\nbc\n")
    assert bench.build() == {"words", "report", "described"}
    bench.write("models/refused.sql", "{{ config(materialized='table') }} select 7 as refused, now() as built_at")
    bench.write("models/documents.yml", "models: [{name: documents, description: Each of them}]")
    assert bench.build() == {"refused", "documents", "report", "described"}
    assert bench.execute("select rows, refused, text from report, refused, described") == [(2, 7, "Each of them")]


def test_a_review_that_ends_with_a_day_builds_what_depends_on_reviews(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """No row changes when its day has passed."""
    bench.execute("insert into ingest.own_reviews (rule_id, expires_on) values ('R01', '2026-03-31'), ('R02', '')")
    clock = {"now": "2026-03-31"}
    monkeypatch.setattr(build_state, "_today", lambda connection: clock["now"])
    assert (bench.build(), bench.is_current()) == ({"reviewed"}, True)
    clock["now"] = "2026-04-01"
    assert (bench.is_current(), bench.build(), bench.is_current()) == (False, {"reviewed"}, True)
    clock["now"] = "2026-04-02"
    assert bench.is_current()
    project = bench.project / "seeds" / "reviewed_findings.csv"
    project.write_text("rule_id,expires_on\nR03,2026-04-02\n", encoding="utf-8")
    monkeypatch.setattr(build_state, "PROJECT_REVIEWS", project)
    assert bench.is_current()
    clock["now"] = "2026-04-03"
    assert not bench.is_current()


def test_a_macro_a_setting_the_option_or_a_lost_model_builds_everything(bench: Bench) -> None:
    everything = {*MODELS} - ALWAYS - {EPHEMERAL}
    bench.write("macros/doubled.sql", "{% macro doubled(value) %}{{ value }} * 2{% endmacro %}")
    assert bench.build() == everything
    assert bench.build(is_full=True) == everything
    bench.write("models/_sources.yml", SOURCES.replace("{name: rejections}", "{name: rejections, identifier: documents}"))
    assert bench.build() == everything
    assert bench.execute("select refused from refused") == [(1,)]
    (bench.project / "models" / "refused.sql").unlink()
    assert bench.build(mismatches="hold") == everything - {"refused"}


def test_after_a_failed_build_its_part_is_built_again(bench: Bench) -> None:
    bench.write("seeds/list.csv", "word\nz\n")
    with pytest.raises(BuildFailed):
        bench.build()
    assert not bench.is_current()
    # Back to what it was: the tables are not.
    bench.write("seeds/list.csv", "word\na\n")
    assert {"words", "report"} <= bench.build()
    assert bench.execute("select word from words") == [("a",)]


def test_after_a_killed_build_its_part_is_built_again(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    class Killed(BaseException):
        pass

    def die(*arguments: object) -> None:
        bench.execute("drop table report")
        raise Killed

    bench.execute("insert into raw.documents (document_id) values ('d2')")
    with monkeypatch.context() as patched:
        patched.setattr("ingest.incremental.build_project", die)
        with pytest.raises(Killed):
            bench.build()
    assert bench.build() == {"documents", "report"}
    assert bench.execute("select rows from report") == [(2,)]


def test_where_dbt_selects_too_little_everything_is_built(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_plan, "_selector", lambda manifest, key: "numbered")
    bench.execute("insert into raw.documents (document_id) values ('d2')")
    assert bench.build() == {*MODELS} - ALWAYS - {EPHEMERAL}
