"""A generated country: disclosures of any number of counties, straight in the shape of the raw tables, as Parquet files.

    python -m benchmarks.generate FOLDER --targets 1000000

Regions come from the official list, wording from `benchmarks.country_words`, so a million targets have a few thousand distinct
texts, as real ones do; figures follow from each other, so every total and share holds but where an error was planted. The same
settings give the same bytes (with the same version of DuckDB, whose `hash` draws). Used by benchmarks and tests, never shipped.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

import duckdb

from benchmarks.country_budgets import draw_budgets, write_budgets
from benchmarks.country_documents import draw_documents, write_documents
from benchmarks.country_indicators import INDICATORS_A_PROJECT
from benchmarks.country_projects import draw_projects, write_projects
from benchmarks.country_tables import raw_file, write_missing_tables
from ingest.records import RAW_RECORDS, DocumentFileRecord
from ingest.releases.history import create_release_tables
from ingest.warehouse import columns_of, create_raw_schema

ERRORS_FILE = "planted_errors.csv"
MEMORY_LIMIT = "2GB"


@dataclass(frozen=True, slots=True)
class Country:
    """How large, and what kind of a country.

    `projects` forms of ten indicators each, `projects_a_document` to a disclosure; `budgets` department budgets (None: one for
    each disclosure of targets). Of both, the share `errors` has one planted error. With `is_distinct` no two targets share
    their wording (their checks may then find more than was planted); with `is_skewed` one county has half of all documents.
    """

    projects: int
    projects_a_document: int = 10
    budgets: int | None = None
    errors: float = 0.02
    is_distinct: bool = False
    is_skewed: bool = False
    seed: int = 1

    def __post_init__(self) -> None:
        if self.projects < 1 or not 1 <= self.projects_a_document <= 10 or not 0 <= self.errors <= 1:
            raise ValueError(f"no country can be made of {self}")

    @property
    def target_documents(self) -> int:
        return -(-self.projects // self.projects_a_document)

    @property
    def budget_documents(self) -> int:
        return self.target_documents if self.budgets is None else self.budgets


@dataclass(frozen=True, slots=True)
class Truth:
    """What was generated: rows by raw table, and the planted errors as (rule_id, document_id, form_number or None)."""

    rows: dict[str, int]
    errors: frozenset[tuple[str, str, int | None]]


def generate(country: Country, folder: Path) -> Truth:
    """Write FOLDER/<raw table>.parquet, one file for every raw table, and the planted errors beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.glob("*.parquet"):
        file.unlink()
    with duckdb.connect() as connection:
        connection.execute(f"set memory_limit = '{MEMORY_LIMIT}'")
        connection.execute("set enable_progress_bar = false")
        connection.execute(f"set temp_directory = '{folder / 'spill'}'")
        # Rows are written in the order of the left side of a join, so that equal settings give equal files.
        connection.execute("set disabled_optimizers = 'join_order,build_side_probe_side'")
        draw_documents(connection, country)
        draw_projects(connection, country)
        draw_budgets(connection, country)
        for write in (write_documents, write_projects, write_budgets, write_missing_tables):
            write(connection, folder)
        planted = "select rule_id, document_id, form_number from planted order by all"
        connection.execute(f"copy ({planted}) to '{folder / ERRORS_FILE}' (header)")
        errors = frozenset(connection.execute(planted).fetchall())
        rows = {record.TABLE: _count(connection, raw_file(folder, record.TABLE)) for record in RAW_RECORDS}
    return Truth(rows, errors)


def load_country(folder: Path, work_file: Path) -> None:
    """Replace the raw tables of a work file with a generated country, as folders are read: year by year, county by county."""
    with duckdb.connect(str(work_file)) as connection:
        connection.execute(f"set memory_limit = '{MEMORY_LIMIT}'")
        connection.execute("set enable_progress_bar = false")
        connection.execute("drop schema if exists raw cascade")
        create_raw_schema(connection)
        create_release_tables(connection)
        connection.execute(f"""
            create temp table places as
            select document_id, row_number() over (order by fiscal_year, region_code, document_type, document_id) as place
            from read_parquet('{raw_file(folder, DocumentFileRecord.TABLE)}')
        """)
        for record in RAW_RECORDS:
            names = [name for name, _ in columns_of(record)]
            rows = f"read_parquet('{raw_file(folder, record.TABLE)}', file_row_number = true)"
            if "document_id" in names:
                rows += " inner join places using (document_id) order by place, file_row_number"
            listed = ", ".join(names)
            connection.execute(f"insert into raw.{record.TABLE} ({listed}) select {listed} from {rows}")


def _count(connection: duckdb.DuckDBPyConnection, file: Path) -> int:
    return connection.execute(f"select count(*) from read_parquet('{file}')").fetchall()[0][0]


def main() -> None:
    """Generate from the command line; with --work-file also load."""
    parser = argparse.ArgumentParser(description="Generate a country's disclosures as raw tables in Parquet.")
    parser.add_argument("folder", type=Path, help="where the Parquet files go")
    parser.add_argument("--targets", type=int, default=100_000, help="how many indicator targets, ten to a project")
    parser.add_argument(
        "--budgets", type=int, help="how many department budgets of some 110 cells; as many as target disclosures"
    )
    parser.add_argument("--errors", type=float, default=0.02, help="share of projects and budgets with a planted error")
    parser.add_argument("--distinct", action="store_true", help="no two targets share their wording")
    parser.add_argument("--skewed", action="store_true", help="one county has half of all documents")
    parser.add_argument("--seed", type=int, default=1, help="another seed, another country")
    parser.add_argument("--work-file", type=Path, help="load the raw tables into this DuckDB file")
    chosen = parser.parse_args()
    country = Country(
        projects=-(-chosen.targets // INDICATORS_A_PROJECT),
        budgets=chosen.budgets,
        errors=chosen.errors,
        is_distinct=chosen.distinct,
        is_skewed=chosen.skewed,
        seed=chosen.seed,
    )
    truth = generate(country, chosen.folder)
    for table, count in truth.rows.items():
        print(f"{table:20} {count:>12,}")
    print(f"{'planted errors':20} {len(truth.errors):>12,}")
    if chosen.work_file:
        load_country(chosen.folder, chosen.work_file)


if __name__ == "__main__":
    main()
