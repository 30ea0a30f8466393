"""Rows of changed documents made again: a region's rows follow from no other, and the tables are those of a full build."""

import shutil
from collections.abc import Callable, Collection
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from ingest import refreshing, region_rows
from ingest.build_state import read_inputs
from ingest.changed_rows import find_origins, make_changed
from ingest.compiled_nodes import ROWS, TABLE, TEST, TEXTS_ADDED, WHOLE, CompiledNode, read_compiled
from ingest.raw_state import unbuilt_documents
from ingest.reading import read_source
from ingest.refreshing import refresh
from ingest.region_rows import DOCUMENTS, FRESH, REGIONS, choose, fresh_database, make
from ingest.sources import find_sources
from ingest.warehouse import TEXTS, delete_content, load_document
from ingest.workfile import WarehouseFiles, open_work_file
from tests.disclosures import made_disclosures
from tests.editions import small

WORK = '"warehouse"'
# Of the releases that there were.
NOT_COMPARED = ("dim_releases",)


@contextmanager
def rows_of(connection: duckdb.DuckDBPyConnection, documents: Collection[str]):
    """The tables of these documents alone, in memory, made by what dbt compiled."""
    nodes = read_compiled(connection)
    connection.execute(f"create or replace temp table concerned_documents as select {TEXTS} as value", [sorted(documents)])
    with fresh_database(connection, WORK, nodes):
        for node in nodes:
            if node.refresh != WHOLE and node.kind != TEST:
                make(connection, WORK, node)
        yield [node for node in nodes if node.kind == TABLE]


def documents_by_region(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    query = (
        "select coalesce(region_code, ''), list(document_id) from intermediate.int_documents_identified group by 1 order by 1"
    )
    return dict(connection.execute(query).fetchall())


def difference(connection: duckdb.DuckDBPyConnection, left: str, right: str) -> int:
    return connection.execute(f"select count(*) from (from {left} except all from {right})").fetchone()[0]


def test_what_follows_from_a_region_follows_from_no_other(tmp_path_factory: pytest.TempPathFactory) -> None:
    published = made_disclosures(tmp_path_factory)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{WarehouseFiles(published).work_file}' as warehouse (read_only)")
        connection.execute("use warehouse")
        some = dict(list(documents_by_region(connection).items())[::3])
        connection.execute(f"create temp table concerned_regions as select {TEXTS} as value", [list(some)])
        wrong, untold, compared = {}, [], 0
        origins = find_origins(connection, WORK)
        with rows_of(connection, [document for documents in some.values() for document in documents]) as nodes:
            for node in nodes:
                fresh, all_rows = f"(from {FRESH}.{node.place})", f"(from {WORK}.{node.place})"
                found: tuple[int, ...] = ()
                if node.refresh == ROWS:
                    theirs = f"(from {WORK}.{node.place} where {origins[node.place].condition})"
                    found = difference(connection, fresh, theirs), difference(connection, theirs, fresh)
                    compared += 1
                    of_none = f"from {all_rows} where {origins[node.place].expression} is null limit 1"
                    untold += [node.table_name for _ in connection.execute(of_none).fetchall()]
                elif node.refresh == TEXTS_ADDED:
                    found = connection.execute(f"select count(*) from ({fresh} except {all_rows})").fetchone()
                if any(found):
                    wrong[node.table_name] = found
        assert {node.refresh for node in nodes} == {ROWS, TEXTS_ADDED, WHOLE}, "a setting `refresh` that does not exist"
        assert wrong == {}, "mark these models with `meta: {refresh: whole}`, or compare within a region"
        assert untold == [], "no document could be made again, for these have rows of none"
        assert compared > 150


@pytest.fixture
def files(shipped: Path, tmp_path: Path) -> WarehouseFiles:
    """A copy of the work file of the shipped documents."""
    files = WarehouseFiles(tmp_path / "warehouse.duckdb")
    shutil.copy(WarehouseFiles(shipped).work_file, files.work_file)
    return files


def load(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    (source,) = find_sources([file]).files
    read = read_source(source)
    load_document(connection, read.file, read.records, datetime(2026, 1, 1))


def execute(files: WarehouseFiles, query: str) -> list[tuple]:
    with open_work_file(files) as connection:
        return connection.execute(query).fetchall()


def refreshed(files: WarehouseFiles) -> bool:
    return refresh(files, "fail", lambda done, total: None) is not None


def assert_equals_a_build_of_everything(files: WarehouseFiles) -> None:
    with open_work_file(files) as connection:
        documents = [document for region in documents_by_region(connection).values() for document in region]
        with rows_of(connection, documents) as nodes:
            for node in nodes:
                if node.refresh == ROWS:
                    found = difference(connection, f"{FRESH}.{node.place}", f"{WORK}.{node.place}")
                    assert (node.table_name, found, count(connection, f"{FRESH}.{node.place}")) == (
                        *(node.table_name, 0, count(connection, f"{WORK}.{node.place}")),
                    )
                elif node.refresh == TEXTS_ADDED:
                    missing = connection.execute(f"from {FRESH}.{node.place} except from {WORK}.{node.place}").fetchall()
                    assert (node.table_name, missing) == (node.table_name, [])
                elif node.refresh == WHOLE and node.table_name not in NOT_COMPARED:
                    again = connection.execute(f"use {WORK}").execute(node.query).fetchall()
                    assert sorted(map(repr, again)) == sorted(map(repr, connection.execute(f"from {node.place}").fetchall()))


def count(connection: duckdb.DuckDBPyConnection, place: str) -> int:
    return connection.execute(f"select count(*) from {place}").fetchone()[0]


def test_changes_of_every_kind(files: WarehouseFiles, tmp_path: Path) -> None:
    for number, unit in enumerate(("寻乌县社会福利中心", "寻乌县社会保险服务中心")):
        (tmp_path / f"{number}.txt").write_text(small(unit, f"补助{number}"), encoding="utf-8")
    (tmp_path / "nowhere.txt").write_text(small("某站").replace("寻乌县", ""), encoding="utf-8")
    with open_work_file(files) as connection:
        gone, moved = (
            connection.execute(f"select document_id from raw.document_files where file_name like '{name}%'").fetchone()[0]
            for name in ("yiyang", "luan")
        )
        delete_content(connection, [gone])
        connection.execute("delete from raw.document_files where document_id = ?", [gone])
        connection.execute("update raw.document_files set region_code = '360734' where document_id = ?", [moved])
        for name in ("0.txt", "1.txt", "nowhere.txt"):
            load(connection, tmp_path / name)
        read_inputs(connection, "fail")
        assert {gone, moved} < set(unbuilt_documents(connection))
        assert len(unbuilt_documents(connection)) == 5
    assert refreshed(files)
    regions = "select distinct region_code from marts.dim_documents order by 1 nulls first"
    assert [code for (code,) in execute(files, regions)] == [None, "360734", "652801"]
    assert execute(files, f"select count(*) from marts.fct_checks where document_id = '{gone}'") == [(0,)]
    assert_equals_a_build_of_everything(files)
    assert execute(files, "select count(*) from marts.fct_indicator_targets where document_id is not null")[0][0] > 100


@pytest.fixture(params=[region_rows.LARGE_FROM_ROWS, 0], ids=["small tables", "large tables"])
def sizes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows of large tables are found in another way."""
    monkeypatch.setattr(region_rows, "LARGE_FROM_ROWS", request.param)


@pytest.mark.usefixtures("sizes")
def test_only_what_follows_from_a_change_is_made_again(files: WarehouseFiles) -> None:
    # What is changed here no longer adds up, which is for another test to say.
    execute(files, "delete from ingest.compiled_nodes where table_name = 'assert_no_open_mismatches'")
    files_of = dict(execute(files, "select split_part(file_name, '_', 1), document_id from raw.document_files"))
    korla, luan, xunwu, yiyang = (f"document_id = '{files_of[name]}'" for name in ("korla", "luan", "xunwu", "yiyang"))
    changes = {
        "a time of loading": f"update raw.documents set loaded_at = '2026-01-01' where {luan}",
        "a target": f"update raw.indicator_rows set target_text = '≥97.5%' where {korla} and indicator_number = 2",
        "fewer targets": f"delete from raw.indicator_rows where {korla} and form_number = 2 and indicator_number > 3",
        "an amount": f"update raw.project_fundings set amount_text = '123.45' where {yiyang} and form_number = 1",
        "no goals": f"delete from raw.project_goals where {luan}",
        "a cell": f"update raw.budget_cells set value_text = '15.10' where {xunwu} and value_text = '15.09'",
        "no claims": f"delete from raw.narrative_claims where {xunwu}",
    }
    made = {}
    for name, change in changes.items():
        execute(files, change)
        counts = refresh(files, "fail", lambda done, total: None)
        assert counts is not None, name
        made[name] = counts.models
    assert 0 < made["a time of loading"] < made["a target"] < 200, made
    assert execute(files, "select count(*) from marts.fct_narrative_claims") == [(0,)]
    assert_equals_a_build_of_everything(files)


@pytest.mark.usefixtures("sizes")
@pytest.mark.parametrize(("differing", "is_found"), [("changed", True), ("its neighbour", True), ("another region's", False)])
def test_a_table_has_changed_with_any_document_of_the_region(files: WarehouseFiles, differing: str, is_found: bool) -> None:
    with open_work_file(files) as connection:
        changed, neighbour, other = (
            row[0] for row in connection.execute("select document_id from raw.documents order by 1 limit 3").fetchall()
        )
        names = {"changed": changed, "its neighbour": neighbour, "another region's": other}
        connection.execute("create table intermediate.judged as select document_id, 'old' as verdict from raw.documents")
        query = (
            f"select document_id, case document_id when '{names[differing]}' then 'new' else 'old' end as verdict"
            f" from {FRESH}.raw.documents"
        )
        node = CompiledNode("model.judged", TABLE, "intermediate", "judged", ROWS, query, ("source.xianzhang.raw.documents",))
        for table, values in ((DOCUMENTS, [changed, neighbour]), (REGIONS, [])):
            choose(connection, table, values)
        origins = find_origins(connection, WORK)
        with fresh_database(connection, WORK, [node]):
            followed = make_changed(connection, WORK, [node], {"source.raw.documents"}, origins, lambda done: None)
        assert followed.made == {node.node}
        assert (node.node in followed.changed) == is_found
        assert followed.rows == {node.node: f"document_id in ('{names[differing]}')" if is_found else ""}


def assert_dbt_has_to_build(files: WarehouseFiles, change: Callable[[duckdb.DuckDBPyConnection], object]) -> None:
    """After a change that cannot be refreshed dbt has to build, and the tables are as they were."""
    with open_work_file(files) as connection:
        change(connection)
    before = execute(files, "select count(*), sum(hash(listed)) from marts.fct_checks as listed")
    state = execute(files, "from ingest.build_state order by all")
    assert not refreshed(files)
    assert execute(files, "select count(*), sum(hash(listed)) from marts.fct_checks as listed") == before
    assert execute(files, "from ingest.build_state order by all") == state


TOUCH = "update raw.documents set loaded_at = null where document_id = (select min(document_id) from raw.documents)"
SAY_MORE = "update raw.project_goals set goal_text = goal_text || '。' where form_number = 1"


@pytest.mark.parametrize(
    "change",
    [
        # A data test fails.
        "insert into raw.indicator_rows from raw.indicator_rows limit 1",
        f"{TOUCH}; drop table marts.fct_findings",
        f"{TOUCH}; drop view marts.sum_checks",
        f"{TOUCH}; delete from ingest.compiled_nodes",
        f"{SAY_MORE}; update ingest.compiled_nodes set query = 'select 1 as nothing' where table_name = 'fct_project_goals'",
        f"{TOUCH}; update ingest.build_state set fingerprint = '' where name = 'project'",
        f"{TOUCH}; insert into ingest.own_reviews (rule_id) values ('R01')",
        f"{TOUCH}; delete from ingest.build_state",
    ],
)
def test_what_cannot_be_refreshed_is_left_to_dbt(files: WarehouseFiles, change: str) -> None:
    assert_dbt_has_to_build(files, lambda connection: connection.execute(change))


def test_too_much_is_left_to_dbt(files: WarehouseFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    reasons = []
    monkeypatch.setattr(refreshing, "MOST_ROWS", 10)
    monkeypatch.setattr(refreshing, "tell", lambda event, reason: reasons.append((event, reason)))
    assert_dbt_has_to_build(files, lambda connection: connection.execute("update raw.documents set loaded_at = null"))
    ((event, reason),) = reasons
    assert event == "not_refreshed"
    assert reason.endswith("raw rows of 4 documents are concerned")
