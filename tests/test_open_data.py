"""The export of the shipped documents: valid, equal in every format, and enough to recompute what is published."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import duckdb
import frictionless
import pandas
import polars
import pytest

from ingest.export.fiscal import COLUMN_TYPES
from ingest.workfile import PROJECT_FOLDER

# Counts over source lines, and lists of what could not be linked: the marts show them in no finer table. The thresholds of
# volumes are a seed.
FINEST_PUBLISHED = {
    "rpt_publication_volumes",
    "rpt_page_coverage",
    "rpt_unread_contents",
    "rpt_disclosure_quality",
    "rpt_unproven_project_functions",
    "rpt_unmatched_indicators",
    "rpt_unmatched_projects",
}
REFERENCE = re.compile(r'"(?P<database>\w+)"\."(?P<schema>\w+)"\."(?P<table>\w+)"')


def ask(shipped: Path, query: str) -> list[tuple]:
    with duckdb.connect(str(shipped), read_only=True) as connection:
        return connection.execute(query).fetchall()


def published_tables(shipped: Path) -> set[str]:
    query = "select table_name from information_schema.tables where table_schema = 'marts'"
    return {name for (name,) in ask(shipped, query)}


def read_csv(open_data: Path, table: str) -> pandas.DataFrame:
    """A table as docs/clients.md says: typed by the data package, null apart from empty text, apostrophes dropped."""
    package = json.loads((open_data / "datapackage.json").read_text(encoding="utf-8"))
    fields = next(item for item in package["resources"] if item["name"] == table)["schema"]["fields"]
    frame = pandas.read_csv(
        open_data / "csv" / f"{table}.csv", dtype=str, keep_default_na=False, na_values=[""], encoding="utf-8-sig"
    )
    readers = {
        "string": lambda text: text.removeprefix("'"),
        "integer": int,
        "number": Decimal,
        "boolean": {"true": True, "false": False}.get,
        "date": lambda text: pandas.Timestamp(text).date(),
        "datetime": lambda text: pandas.Timestamp(text.removesuffix("Z")).to_pydatetime(),
    }
    for field in fields:
        values = frame[field["name"]]
        typed = [None if pandas.isna(value) else readers[field["type"]](value) for value in values]
        frame[field["name"]] = pandas.Series(typed, dtype=object)
    return frame


def read_parquet(open_data: Path, table: str) -> polars.DataFrame:
    return polars.read_parquet(open_data / "parquet" / f"{table}.parquet")


def test_the_package_of_the_shipped_documents_is_valid(open_data: Path) -> None:
    report = frictionless.validate(str(open_data / "datapackage.json"))
    assert report.flatten(["name", "type", "note"]) == []
    assert report.valid


def test_keys_of_facts_and_column_types_reach_the_package(open_data: Path) -> None:
    package = json.loads((open_data / "datapackage.json").read_text(encoding="utf-8"))
    schemas = {item["name"]: item["schema"] for item in package["resources"] if "schema" in item}
    assert [name for name, schema in schemas.items() if not schema.get("primaryKey")] == []
    assert [name for name in schemas if name.startswith("fct_project") and "foreignKeys" not in schemas[name]] == []
    bare = [f"{name}.{field['name']}" for name, schema in schemas.items() for field in schema["fields"] if "title" not in field]
    assert bare == []
    types = {field.get("columnType") for field in schemas["fct_functional_expenditures"]["fields"]}
    assert {"functional-classification:generic:code", "administrative-classification:generic:code", "value"} <= types
    for schema in schemas.values():
        found = [field["columnType"] for field in schema["fields"] if field.get("columnType", "value") != "value"]
        assert len(found) == len(set(found)) <= len(COLUMN_TYPES)


def test_every_format_holds_the_rows_of_the_warehouse(shipped: Path, open_data: Path) -> None:
    tables = published_tables(shipped)
    assert {path.stem for path in (open_data / "csv").iterdir()} == tables
    for table in tables:
        parquet = read_parquet(open_data, table)
        frame = read_csv(open_data, table)
        columns = ", ".join(f'"{name}"' for name in parquet.columns)
        expected = ask(shipped, f'select {columns} from marts."{table}" order by all nulls first')
        key = [*parquet.columns]
        assert list(frame.itertuples(index=False, name=None)) == parquet.rows(), table
        order = "order by " + ", ".join(f'"{name}" nulls first' for name in key)
        found = duckdb.execute(f"select * from read_parquet(?) {order}", [str(open_data / "parquet" / f"{table}.parquet")])
        assert found.fetchall() == expected, table


def test_funding_by_county_recomputes_with_pandas_from_csv_alone(shipped: Path, open_data: Path) -> None:
    """The README's first query. By hand: 库尔勒 15251.21万元, 弋阳 33885200元, 寻乌 2141.86万元, 六安 90万元."""
    budgets, regions = read_csv(open_data, "fct_project_budgets"), read_csv(open_data, "dim_regions")
    annual = budgets[budgets["horizon"] == "annual"].merge(regions[["region_code", "region_name"]], on="region_code")
    totals = annual.groupby("region_name")["total_amount_cny"].sum().to_dict()
    assert totals == {
        "库尔勒市": Decimal("152512100.00"),
        "弋阳县": Decimal("33885200.00"),
        "寻乌县": Decimal("21418600.00"),
        "六安市": Decimal("900000.00"),
    }
    published = ask(
        shipped,
        "select region_name, sum(total_amount_cny) from marts.fct_project_budgets"
        " join marts.dim_regions using (region_code) where horizon = 'annual' group by all",
    )
    assert totals == dict(published)


def test_quality_recomputes_with_polars_from_parquet_alone(open_data: Path) -> None:
    quality = read_parquet(open_data, "rpt_disclosure_quality")
    judged = read_parquet(open_data, "fct_checks").filter(polars.col("outcome").is_in(["pass", "fail"]))
    counted = judged.group_by("document_id").agg(
        polars.len().alias("checks"), (polars.col("outcome") == "pass").sum().alias("passes")
    )
    pages = (
        read_parquet(open_data, "rpt_page_coverage")
        .group_by("document_id")
        .agg(polars.col("numbers_printed").sum(), polars.col("numbers_captured").sum())
    )
    standing = read_parquet(open_data, "fct_findings").filter(polars.col("review_status") != "rejected")
    failures = standing.pivot("severity", index="document_id", values="finding_id", aggregate_function="len").fill_null(0)
    for frame in (counted, pages):
        names = [name for name in frame.columns if name != "document_id"]
        joined = quality.select("document_id", *names).join(frame, on="document_id", suffix="_again")
        assert joined.height == quality.height > 0
        for name in names:
            assert joined[name].to_list() == joined[f"{name}_again"].to_list()
    for severity in set(failures.columns) - {"document_id"}:
        joined = quality.join(failures, on="document_id", how="left")
        assert joined[f"failures_{severity}"].to_list() == joined[severity].fill_null(0).to_list()


def recompute(open_data: Path, queries: dict[str, str]) -> list[str]:
    """Run each table's SQL over the exported Parquet files, in a database that holds nothing else; what comes out otherwise."""
    wrong = []
    with duckdb.connect() as connection:
        connection.execute("attach ':memory:' as warehouse")
        connection.execute("create schema warehouse.marts")
        for path in (open_data / "parquet").iterdir():
            connection.execute(f"create view warehouse.marts.{path.stem} as select * from read_parquet('{path}')")
        for name, query in sorted(queries.items()):
            read = {match.group("schema") for match in REFERENCE.finditer(query)}
            if read != {"marts"}:
                wrong.append(f"{name} reads {sorted(read)}")
                continue
            again = connection.execute(f"select * from ({query}) order by all").fetchall()
            if again != connection.execute(f"select * from warehouse.marts.{name} order by all").fetchall():
                wrong.append(f"{name} differs")
    return wrong


def test_every_report_and_default_view_recomputes_from_the_export_alone(shipped: Path, open_data: Path) -> None:
    compiled = {
        path.stem: path for path in (shipped.parent / "warehouse.work" / "target" / "compiled").glob("**/marts/**/*.sql")
    }
    models = {path.stem for path in PROJECT_FOLDER.glob("models/marts/**/*.sql")}
    aggregates = {name for name in models if name.startswith(("rpt_", "sum_"))} - FINEST_PUBLISHED
    assert "sum_project_budgets" in aggregates <= set(compiled)
    assert recompute(open_data, {name: compiled[name].read_text(encoding="utf-8") for name in aggregates}) == []


def test_a_figure_that_does_not_recompute_is_seen(open_data: Path) -> None:
    queries = {
        "dim_releases": 'select * from "warehouse"."marts"."dim_releases"',
        "dim_projects": 'select * from "warehouse"."marts"."dim_projects" limit 3',
        "dim_rules": 'select * from "warehouse"."intermediate"."int_rules"',
    }
    assert recompute(open_data, queries) == ["dim_projects differs", "dim_rules reads ['intermediate']"]


@pytest.mark.parametrize("table", ["fct_project_fundings", "fct_functional_expenditures", "fct_economic_expenditures"])
def test_sums_are_the_warehouse_s_to_the_cent(shipped: Path, open_data: Path, table: str) -> None:
    measures = [name for name, kind in read_parquet(open_data, table).schema.items() if kind == polars.Decimal(18, 2)]
    totals = ", ".join(f"sum({name})" for name in measures)
    ((*expected,),) = ask(shipped, f"select {totals} from marts.{table}")
    frame = read_csv(open_data, table)
    assert [frame[name].dropna().sum() if frame[name].notna().any() else None for name in measures] == expected
    assert any(expected)
