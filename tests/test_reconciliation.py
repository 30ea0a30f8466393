"""A lost, doubled or altered row fails the build: each layer of a built work file is broken once, and the tests must see it."""

import shutil
from pathlib import Path

import duckdb
import pytest

from tests.vocabulary.documents import made_documents

TESTS = ("assert_row_counts_reconcile", "assert_printed_sums_reconcile", "assert_amounts_keep_their_print")

# Layer and, for what is altered, one column of it: what the documents print, and what was read from it.
RELATIONS = {
    "staging.stg_project_fundings": "amount_text",
    "staging.stg_project_goals": "goal_text",
    "staging.stg_indicator_rows": "row_text",
    "staging.stg_budget_cells": "value_text",
    "staging.stg_narrative_claims": "value_text",
    "staging.stg_self_evaluations": "total_score_text",
    "staging.stg_project_executions": "label_text",
    "staging.stg_indicator_results": "actual_text",
    "intermediate.int_project_fundings_converted": "printed_value",
    "intermediate.int_budget_cells_converted": "amount_cny",
    "marts.dim_projects": None,
    "marts.fct_project_budgets": "total_amount_cny",
    "marts.fct_project_fundings": "amount_cny",
    "marts.fct_project_goals": "goal_text",
    "marts.fct_indicator_targets": "target_low",
    "marts.fct_budget_lines": "total_amount_cny",
    "marts.fct_narrative_claims": "value",
    "marts.fct_project_executions": "executed_amount_cny",
    "marts.fct_indicator_results": "score",
}
BREAKS = [
    (relation, break_)
    for relation, column in RELATIONS.items()
    for break_ in ("lost", "doubled", "altered")
    if break_ != "altered" or column
]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A work file of every kind of form and table, and the tests as they were run on it."""
    folder = made_documents(tmp_path_factory).parent
    compiled = folder / "warehouse.work" / "target" / "compiled" / "xianzhang" / "tests" / "warehouse"
    return folder / "warehouse.work.duckdb", {name: (compiled / f"{name}.sql").read_text(encoding="utf-8") for name in TESTS}


def first_failure(file: Path, tests: dict[str, str]) -> str | None:
    """The first test that finds something."""
    with duckdb.connect(str(file)) as connection:
        found = (name for name, query in tests.items() if connection.execute(f"select 1 from ({query}) limit 1").fetchone())
        return next(found, None)


def break_rows(file: Path, relation: str, break_: str) -> None:
    """Put a table in the relation's place that lacks a row, has one twice, or holds one other value."""
    schema, name = relation.split(".")
    column = RELATIONS[relation]
    with duckdb.connect(str(file)) as connection:
        connection.execute(f"create table broken as select row_number() over () as place, * from {relation}")
        filled = f"where {column} is not null" if column else ""
        ((place,),) = connection.execute(f"select max(place) from broken {filled}").fetchall()
        assert place, f"{relation} is empty"
        if break_ == "lost":
            connection.execute("delete from broken where place = ?", [place])
        elif break_ == "doubled":
            connection.execute("insert into broken select * from broken where place = ?", [place])
        else:
            other = f"{column} || '0'" if column.endswith("_text") else f"{column} + 1"
            connection.execute(f"update broken set {column} = {other} where place = ?", [place])
        kind = connection.execute(
            "select 'view' from duckdb_views() where schema_name = ? and view_name = ?", [schema, name]
        ).fetchone()
        connection.execute(f"drop {'view' if kind else 'table'} {relation}")
        connection.execute(f"create table {relation} as select * exclude (place) from broken")
        connection.execute("drop table broken")


def test_an_unbroken_file_passes(built: tuple[Path, dict[str, str]]) -> None:
    assert first_failure(*built) is None


@pytest.mark.parametrize(("relation", "break_"), BREAKS)
def test_a_broken_layer_is_found(built: tuple[Path, dict[str, str]], tmp_path: Path, relation: str, break_: str) -> None:
    file, tests = built
    # Under its own name: that is what the tests call the database.
    copy = tmp_path / file.name
    shutil.copy(file, copy)
    break_rows(copy, relation, break_)
    assert first_failure(copy, tests), f"{relation}: a {break_} row was not seen"
