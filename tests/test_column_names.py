"""No step of a model has two columns of one name. DuckDB reads the first of them without a word, Spark refuses the model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from ingest.compiled_nodes import TEST, read_compiled
from ingest.workfile import WarehouseFiles

# A step's name, and what it selects; of interest are those that add to all columns of another, or join another's.
STEP = re.compile(r"^(\w+) as \(\n(.*?)^\)", re.MULTILINE | re.DOTALL)
ADDS_TO_ALL = re.compile(r"\*,|\.\*|,\s+\*|\*\s+from\b.*\bjoin\b", re.DOTALL)
LAST_STEP = "select * from final"
# DuckDB numbers what repeats.
NUMBERED = re.compile(r"(.+)_[0-9]+")


def _repeated(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[str]:
    head, found, _ = query.rpartition(LAST_STEP)
    steps = [step for step, body in STEP.findall(query) if ADDS_TO_ALL.search(body)] if found else []
    for step in steps:
        columns = connection.sql(f"{head}select * from {step}").columns
        for column in columns:
            numbered = NUMBERED.fullmatch(column)
            if numbered and numbered[1] in columns:
                yield f"{step}.{numbered[1]}"


def test_no_step_has_two_columns_of_one_name(shipped: Path) -> None:
    with duckdb.connect(str(WarehouseFiles(shipped).work_file), read_only=True) as connection:
        models = [node for node in read_compiled(connection) if node.kind != TEST]
        repeated = [f"{node.table_name}: {place}" for node in models for place in _repeated(connection, node.query)]
    assert len(models) > 200
    assert not repeated


@pytest.mark.parametrize(
    ("step", "found"),
    [
        ("select *, 2 as a from first", ["second.a"]),
        ("select * from first\n    inner join first as again on true", ["second.a"]),
        ("select a as b, 2 as a from first", []),
    ],
)
def test_a_repeated_name_is_found(step: str, found: list[str]) -> None:
    query = (
        f"with first as (\n    select 1 as a\n),\n\nsecond as (\n    {step}\n),\n\nfinal as (\n    select a from second\n)\n\n"
    )
    with duckdb.connect() as connection:
        assert list(_repeated(connection, query + LAST_STEP)) == found
