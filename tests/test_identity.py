"""Editions of one disclosure: one counts; parts of a disclosure all count."""

from pathlib import Path

import duckdb
import pytest

from tests.disclosures import made_disclosures


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_disclosures(tmp_path_factory)


def ask(file: Path, query: str) -> list[tuple]:
    with duckdb.connect(str(file), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_the_later_date_supersedes(warehouse: Path) -> None:
    query = (
        "select earlier.is_current, later.file_name, later.is_current from marts.dim_documents as earlier"
        " inner join marts.dim_documents as later on earlier.superseded_by_document_id = later.document_id"
        " where earlier.file_name = 'early.txt'"
    )
    assert ask(warehouse, query) == [(False, "late.txt", True)]


def test_without_dates_one_counts_and_a_finding_asks(warehouse: Path) -> None:
    documents = "select is_current from marts.dim_documents where file_name in ('one.txt', 'two.txt') order by 1"
    findings = (
        "select distinct is_current from marts.fct_findings inner join marts.dim_documents using (document_id)"
        " where rule_id in ('R81', 'R82') and file_name in ('one.txt', 'two.txt')"
    )
    assert ask(warehouse, documents) == [(False,), (True,)]
    assert ask(warehouse, findings) == [(False,)]


def test_a_part_with_other_forms_counts(warehouse: Path) -> None:
    assert ask(warehouse, "select is_current from marts.dim_documents where file_name = 'part.txt'") == [(True,)]


def test_a_publisher_spelt_in_four_ways_is_one(warehouse: Path) -> None:
    names = "file_name in ('full.txt', 'plain.txt', 'short.txt', 'own.txt')"
    current = f"select file_name from marts.dim_documents where is_current and {names}"
    disclosures = f"select count(distinct disclosure_id) from marts.dim_documents where {names}"
    assert ask(warehouse, current) == [("own.txt",)]
    assert ask(warehouse, disclosures) == [(1,)]


def test_another_agency_of_the_county_counts(warehouse: Path) -> None:
    assert ask(warehouse, "select is_current from marts.dim_documents where file_name = 'other.txt'") == [(True,)]


def test_facts_hold_current_documents_only_and_each_project_once(warehouse: Path) -> None:
    superseded = (
        "select count(*) from marts.dim_projects inner join marts.dim_documents using (document_id) where not is_current"
    )
    current_forms = "select count(*) from raw.project_forms inner join marts.dim_documents using (document_id) where is_current"
    assert ask(warehouse, superseded) == [(0,)]
    assert ask(warehouse, "select count(*) from marts.dim_projects") == ask(warehouse, current_forms)
