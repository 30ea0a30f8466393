"""A small published file with what is hard to export: formulas, line breaks, nulls beside empty texts, wide numbers, views."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb

from ingest.publish import STORAGE

# Printed texts that a format or a spreadsheet could change.
HOSTILE = (
    '=HYPERLINK("http://x.example","y")',
    "+86",
    "-5",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "'=1",
    "'",
    "''x",
    "",
    None,
    "001",
    "1e5",
    "NULL",
    "NA",
    "true",
    "2024-01-02",
    " 前后空格 ",
    "a,b",
    'say ""',
    "两\n行",
    "回\r车",
    "回\r\n车",
    "\ufeff首",
    "_x0041_",
    "铃\x07声",
    "𠮷野家🙂",
    ";",
    "\\N",
    "#N/A",
)
AMOUNTS = (Decimal("0.00"), None, Decimal("-5.10"), Decimal("9999999999999999.99"), Decimal("430000.00"), Decimal("0.01"))
BUILT_AT = datetime(2026, 1, 2, 3, 4, 5)


def write_marts(path: Path, texts: tuple[str | None, ...] = HOSTILE, copies: int = 1) -> list[tuple]:
    """Write the file; returns the rows of fct_project_budgets in the order of their key."""
    rows = [
        (
            f"p{number:06}",
            "d1",
            ("annual", "midterm")[number % 2],
            text,
            AMOUNTS[number % len(AMOUNTS)],
            Decimal("12345678901.12345678") if number % 7 == 0 else Decimal("0.5"),
            number % 3 == 0 if number % 5 else None,
            "361126",
            2023,
            number,
        )
        for number, text in enumerate(texts * copies)
    ]
    with duckdb.connect() as connection:
        connection.execute(f"attach '{path}' as warehouse ({STORAGE})")
        connection.execute("use warehouse")
        connection.execute("create schema marts")
        connection.execute("create schema raw")
        _table(
            connection,
            "dim_documents",
            "document_id varchar, title varchar, file_name varchar, source_url varchar, sha256 varchar, region_code varchar,"
            " fiscal_year integer, published_date date, loaded_at timestamp",
            [
                ("d1", "目标表", "a.txt", "https://example.org/a", "0" * 64, "361126", 2023, date(1899, 1, 1), BUILT_AT),
                (
                    "d2",
                    None,
                    "=b.txt",
                    "javascript:x",
                    "1" * 64,
                    None,
                    None,
                    date(2024, 2, 29),
                    datetime(2026, 1, 2, 3, 4, 5, 6),
                ),
            ],
        )
        _table(
            connection,
            "dim_releases",
            "release_id varchar, built_at timestamp, code_version varchar, contract_version varchar",
            [("r", BUILT_AT, "1.0.0", "1.0")],
        )
        _table(
            connection,
            "dim_projects",
            "project_id varchar, document_id varchar, project_name varchar, fiscal_year integer",
            [(row[0], "d1", "项目", 2023) for row in rows],
        )
        _table(
            connection,
            "fct_project_budgets",
            "project_id varchar, document_id varchar, horizon varchar, total_text varchar, total_amount_cny decimal(18, 2),"
            " share_ratio decimal(28, 8), is_reconciled boolean, region_code varchar, fiscal_year integer, line_number integer",
            rows,
        )
        connection.execute("comment on table marts.fct_project_budgets is 'One row per project and horizon (项目资金): money.'")
        _table(
            connection,
            "dim_columns",
            "table_name varchar, column_name varchar, label_zh varchar, description_en varchar, usage_warning varchar",
            [("fct_project_budgets", "total_amount_cny", "资金总额", "Total in yuan.", "Filter one horizon.")],
        )
        connection.execute(
            "create view marts.sum_project_budgets as select region_code, fiscal_year, horizon, count(*) as projects,"
            " sum(line_number) as line_numbers, sum(total_amount_cny) as total_amount_cny"
            " from marts.fct_project_budgets group by all"
        )
        connection.execute("create schema zh")
        connection.execute(
            'create view zh.fct_project_budgets as select project_id as "项目标识" from marts.fct_project_budgets'
        )
    return rows


def _table(connection: duckdb.DuckDBPyConnection, name: str, columns: str, rows: list[tuple]) -> None:
    connection.execute(f"create table marts.{name} ({columns})")
    if rows:
        marks = ", ".join("?" for _ in rows[0])
        connection.begin()
        connection.executemany(f"insert into marts.{name} values ({marks})", rows)
        connection.commit()
