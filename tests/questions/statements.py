"""The questions of analyses/ as statements over the marts of a published file, and what such a statement is made of."""

import json
import re
from collections.abc import Iterator
from typing import Any

import duckdb

from ingest.workfile import PROJECT_FOLDER

ANALYSES = PROJECT_FOLDER / "analyses"
REFERENCE = re.compile(r"\{\{ ref\('([a-z_0-9]+)'\) \}\}")


def names() -> list[str]:
    return sorted(path.stem for path in ANALYSES.glob("*.sql"))


def read(name: str) -> str:
    return (ANALYSES / f"{name}.sql").read_text(encoding="utf-8")


def statement(text: str, schema: str = "marts.") -> str:
    """A question with its references replaced by tables."""
    replaced = REFERENCE.sub(lambda match: schema + match.group(1), text)
    assert "{" not in replaced, "a question knows no Jinja but {{ ref('...') }}"
    return replaced


def parts(text: str) -> tuple[int, int, int, set[str]]:
    """How many statements, SELECTs and joins a question has, and the tables that it names outside of `ref`."""
    with duckdb.connect() as connection:
        row = connection.execute("select json_serialize_sql(?)", [statement(text, schema="referred.")]).fetchone()
    tree = json.loads(row[0] if row else "{}")
    assert not tree.get("error"), tree.get("error_message")
    nodes = list(walk(tree))
    kinds = [node.get("type") for node in nodes]
    tables = {node["table_name"] for node in nodes if node.get("type") == "BASE_TABLE" and node["schema_name"] != "referred"}
    selects = sum(kind in ("SELECT_NODE", "SET_OPERATION_NODE", "CTE_NODE", "RECURSIVE_CTE_NODE") for kind in kinds)
    return len(tree["statements"]), selects, kinds.count("JOIN"), tables


def walk(tree: Any) -> Iterator[dict[str, Any]]:
    """Every object of a JSON tree."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)
