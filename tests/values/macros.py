"""The project's macros and models of texts, rendered for DuckDB without dbt: one expression or one model at a time."""

from __future__ import annotations

import csv
import re
from functools import cache
from types import SimpleNamespace
from typing import Any

import duckdb
import jinja2

from ingest.workfile import PROJECT_FOLDER

MACROS = sorted((PROJECT_FOLDER / "macros").glob("*.sql"))
# Macros of dbt itself: they read the graph of models or make tables.
NOT_TEXT = re.compile(r"labelled_view|create_labelled|list_published|generate_schema")


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(extensions=["jinja2.ext.do"], undefined=jinja2.StrictUndefined)

    @jinja2.pass_context
    def dispatched(context: jinja2.runtime.Context, name: str) -> Any:
        return context.resolve(f"default__{name}")

    environment.globals |= {
        "adapter": SimpleNamespace(dispatch=dispatched),
        "dbt": SimpleNamespace(type_string=lambda: "varchar", escape_single_quotes=lambda text: text.replace("'", "''")),
        "ref": lambda name: f"given.{name}",
        "source": lambda schema, name: f"given.{name}",
        "config": lambda **_: "",
        "var": lambda name, default=None: default,
        "target": SimpleNamespace(type="duckdb"),
        "execute": False,
        "return": lambda value: value,
    }
    return environment


@cache
def render(sql: str) -> str:
    """The SQL of an expression or a model that calls the project's macros."""
    macros = "\n".join(path.read_text(encoding="utf-8") for path in MACROS if not NOT_TEXT.search(path.name))
    return _environment().from_string(macros + "\n{#- -#}\n" + sql).render()


def model(path: str) -> str:
    """The SQL of a model; what it refers to is in schema `given`."""
    return render((PROJECT_FOLDER / "models" / path).read_text(encoding="utf-8"))


def with_seeds(*names: str) -> duckdb.DuckDBPyConnection:
    """A database whose schema `given` holds these seeds, their columns as text, blanks as null."""
    connection = duckdb.connect()
    connection.execute("create schema given")
    for name in names:
        with (PROJECT_FOLDER / "seeds" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        connection.execute(f"create table given.{name} ({', '.join(f'{column} varchar' for column in header)})")
        marks = ", ".join("?" for _ in header)
        connection.executemany(f"insert into given.{name} values ({marks})", [[cell or None for cell in row] for row in rows])
    return connection


def evaluate(connection: duckdb.DuckDBPyConnection, expression: str, texts: list[str]) -> list[Any]:
    """The value of an expression over `text` for each text, in order."""
    query = f"select {render(expression)} from (select unnest(?) as text, unnest(?) as place) order by place"
    return [value for (value,) in connection.execute(query, [texts, list(range(len(texts)))]).fetchall()]
