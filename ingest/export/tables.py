"""What is exported: the tables and views of the marts, with their columns as `dim_columns` describes them.

The Chinese twins (schema `zh`) are left out: they show the same rows under other column names, which the export has as titles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from ingest.errors import WrongUsage
from ingest.publish import LEADING_ORDER

TWINS = "zh"
CHINESE_TERM = re.compile("[（(]([^（()）]*[一-龥][^（()）]*)[)）]")
# The engine's type, the type of a table schema, and how a column is read: what the formats do not know becomes text.
KINDS = (
    (re.compile("BOOLEAN"), "boolean"),
    (re.compile("U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?"), "integer"),
    (re.compile("DECIMAL.*|DOUBLE|FLOAT"), "number"),
    (re.compile("DATE"), "date"),
    (re.compile("TIMESTAMP"), "datetime"),
    (re.compile(".*"), "string"),
)
WIDEST_INTEGERS = ("HUGEINT", "UHUGEINT")


@dataclass(frozen=True, slots=True)
class Column:
    """A published column. `kind` is its type in a table schema; `expression` reads it in a type that every format has."""

    name: str
    kind: str
    data_type: str
    label: str | None
    description: str | None
    warning: str | None
    expression: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table or view of the marts: its Chinese title, its comment, its columns in their order."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    is_view: bool

    def select(self, expressions: Sequence[str] | None = None) -> str:
        """All rows. Those of a table were sorted when they were published; those of a view are sorted the same way."""
        names = [column.name for column in self.columns]
        shown = expressions or [column.expression for column in self.columns]
        listed = ", ".join(f"{item} as {quote(name)}" for item, name in zip(shown, names, strict=True))
        query = f"select {listed} from marts.{quote(self.name)} as listed"
        if not self.is_view:
            return query
        order = [name for name in LEADING_ORDER if name in names]
        order += [name for name in names if name not in order]
        return f"{query} order by {', '.join(f'listed.{quote(name)} nulls first' for name in order)}"


def quote(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def read_tables(connection: duckdb.DuckDBPyConnection, wanted: Sequence[str]) -> list[Table]:
    """The tables named, or all. Raises WrongUsage for one that is not there or is a Chinese twin."""
    found = connection.execute(
        "select table_name, comment, false from duckdb_tables() where schema_name = 'marts'"
        " union all select view_name, comment, true from duckdb_views() where schema_name = 'marts' order by 1"
    ).fetchall()
    known = [name for name, _, _ in found]
    names = [name.removeprefix("marts.") for name in wanted]
    missing = [name for name in names if name not in known]
    if missing:
        raise _unknown(missing[0], known)
    words = {
        (table, column): (label, description, warning)
        for table, column, label, description, warning in connection.execute(
            "select table_name, column_name, label_zh, description_en, usage_warning from marts.dim_columns"
        ).fetchall()
    }
    columns = connection.execute(
        "select table_name, column_name, data_type, comment from duckdb_columns()"
        " where schema_name = 'marts' order by table_name, column_index"
    ).fetchall()
    return [
        _table(
            name,
            comment or "",
            tuple(
                _column(column, data_type, *words.get((name, column), (None, comment, None)))
                for table, column, data_type, comment in columns
                if table == name
            ),
            is_view,
        )
        for name, comment, is_view in found
        if not names or name in names
    ]


def _table(name: str, comment: str, columns: tuple[Column, ...], is_view: bool) -> Table:
    term = CHINESE_TERM.search(comment)
    return Table(name, term.group(1) if term else name, comment, columns, is_view)


def _column(name: str, data_type: str, label: str | None, description: str | None, warning: str | None) -> Column:
    kind = next(kind for pattern, kind in KINDS if pattern.fullmatch(data_type))
    expression = f"listed.{quote(name)}"
    if data_type in WIDEST_INTEGERS:
        expression = f"cast({expression} as decimal(38, 0))"
    elif kind == "string" and data_type != "VARCHAR":
        expression = f"cast({expression} as varchar)"
    return Column(name, kind, data_type, label, description, warning, expression)


def _unknown(name: str, known: Sequence[str]) -> WrongUsage:
    if name.startswith(f"{TWINS}."):
        return WrongUsage(
            reason=f"{name} shows the rows of another table under Chinese column names; the export has those as titles",
            reason_zh="中文视图与原表内容相同，不单独导出",
            remedy=f"export {name.removeprefix(f'{TWINS}.')}",
            remedy_zh="请导出对应的原表",
        )
    return WrongUsage(
        reason=f"there is no table {name}; there are {', '.join(known)}",
        reason_zh="没有该数据表",
        remedy="name one of these tables after --tables",
        remedy_zh="请在 --tables 后输入上列表名之一",
    )
