"""Every question is one short SELECT over marts that dbt knows, and some test pins its answer."""

import ast
import re
from pathlib import Path

import pytest

from ingest.transform import WORK_FILE_VARIABLE, parse_project
from ingest.workfile import WarehouseFiles
from tests.questions.statements import REFERENCE, names, parts, read

MOST_JOINS = 3
LONGEST = 40
MART = re.compile(r"(?:dim|fct|bridge|sum|rpt)_[a-z_0-9]+")


def asked() -> set[str]:
    """The questions that the tests of this folder ask: `ask("name")`."""
    found = set()
    for path in Path(__file__).parent.glob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "ask":
                found |= {argument.value for argument in node.args if isinstance(argument, ast.Constant)}
    return found


def test_every_question_has_a_pinned_answer() -> None:
    assert names()
    assert asked() == set(names())


@pytest.mark.parametrize("name", names())
def test_a_question_is_one_short_select_over_marts(name: str) -> None:
    text = read(name)
    statements, selects, joins, other_tables = parts(text)
    assert (statements, selects, other_tables) == (1, 1, set())
    assert joins <= MOST_JOINS
    assert len(text.splitlines()) <= LONGEST
    assert [table for table in REFERENCE.findall(text) if not MART.fullmatch(table)] == []


@pytest.mark.parametrize("name", names())
def test_a_question_opens_with_its_words_in_both_languages(name: str) -> None:
    chinese, english = read(name).splitlines()[:2]
    assert re.fullmatch(r"-- .*[一-龥].*", chinese)
    assert re.fullmatch(r"-- [A-Z].*", english)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("select 1 as a; select 2 as b", (2, 2, 0, set())),
        ("with a as (select 1 as x) select x from a", (1, 2, 0, {"a"})),
        ("select x from {{ ref('dim_regions') }} where x in (select x from marts.dim_units)", (1, 2, 0, {"dim_units"})),
        ("select 1 as x union all select 2 as x", (1, 3, 0, set())),
        ("select 1 as x from {{ ref('a') }} as a, {{ ref('b') }} as b inner join c on a.x = c.x", (1, 1, 2, {"c"})),
    ],
)
def test_other_statements_are_seen(text: str, found: tuple) -> None:
    assert parts(text) == found


def test_dbt_knows_every_question_and_its_marts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(WORK_FILE_VARIABLE, "")
    nodes = parse_project(WarehouseFiles(tmp_path / "warehouse.duckdb"), "fail").manifest.nodes
    analyses = {node.name: node.depends_on.nodes for node in nodes.values() if node.resource_type == "analysis"}
    assert sorted(analyses) == names()
    for name, tables in analyses.items():
        assert {nodes[table].name for table in tables} == set(REFERENCE.findall(read(name)))
        assert {nodes[table].schema for table in tables} == {"marts"}
