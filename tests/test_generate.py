"""The generated country: the same every time, as large as asked, right but where it says it is wrong."""

import re
from pathlib import Path

import duckdb
import pytest

from benchmarks import country_documents
from benchmarks.generate import Country, Truth, generate, load_country
from ingest.records import RAW_RECORDS
from ingest.transform import WORK_FILE_VARIABLE, build_project, parse_project
from ingest.warehouse import columns_of
from ingest.workfile import WarehouseFiles

SMALL = Country(projects=200, errors=0.1)
# A share beyond 100 % of satisfaction is also one that cannot be reached.
COMPANIONS = {"R47": {"R141"}}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Truth]:
    folder = tmp_path_factory.mktemp("country")
    return folder, generate(SMALL, folder)


def ask(folder: Path, query: str) -> list[tuple]:
    with duckdb.connect() as connection:
        for record in RAW_RECORDS:
            connection.execute(f"create view {record.TABLE} as from '{folder / record.TABLE}.parquet'")
        return connection.execute(query).fetchall()


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def test_the_same_settings_give_the_same_bytes(small: tuple[Path, Truth], tmp_path: Path) -> None:
    again = generate(SMALL, tmp_path / "again")
    other = generate(Country(projects=200, errors=0.1, seed=2), tmp_path / "other")
    assert contents(tmp_path / "again") == contents(small[0])
    assert again == small[1]
    assert contents(tmp_path / "other")["indicator_rows.parquet"] != contents(small[0])["indicator_rows.parquet"]
    assert other.errors.isdisjoint(small[1].errors)


def test_an_earlier_country_leaves_nothing_behind(small: tuple[Path, Truth], tmp_path: Path) -> None:
    generate(Country(projects=500), tmp_path)
    generate(SMALL, tmp_path)
    assert contents(tmp_path) == contents(small[0])


def test_files_have_the_columns_of_the_raw_tables(small: tuple[Path, Truth]) -> None:
    folder, _ = small
    for record in RAW_RECORDS:
        described = ask(folder, f"select column_name, lower(column_type) from (describe {record.TABLE})")
        assert described == columns_of(record)


@pytest.mark.parametrize(("projects", "a_document", "budgets"), [(1, 10, 0), (23, 10, 7), (40, 4, None)])
def test_sizes_are_as_asked(tmp_path: Path, projects: int, a_document: int, budgets: int | None) -> None:
    truth = generate(Country(projects, a_document, budgets), tmp_path)
    documents = -(-projects // a_document)
    assert truth.rows["indicator_rows"] == projects * 10
    assert truth.rows["project_forms"] == truth.rows["project_goals"] == projects
    assert truth.rows["project_fundings"] == projects * 4
    assert truth.rows["documents"] == truth.rows["document_files"] == documents + (documents if budgets is None else budgets)
    assert truth.rows["budget_tables"] == (documents if budgets is None else budgets) * 4


@pytest.mark.parametrize("share", [0, 0.013, 0.5, 1])
def test_the_stated_share_has_an_error(tmp_path: Path, share: float) -> None:
    errors = generate(Country(projects=1000, errors=share), tmp_path).errors
    forms = [error for error in errors if error[2] is not None]
    assert (len(forms), len(errors) - len(forms)) == (round(1000 * share), round(100 * share))
    assert {rule for rule, _, _ in forms} == ({"R01", "R40", "R44", "R47"} if share else set())


def test_a_country_that_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="no country"):
        Country(projects=0)


def test_more_documents_than_offices_are_published_by_their_centres(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(country_documents, "OFFICES", country_documents.OFFICES[:1])
    monkeypatch.setattr(country_documents, "YEARS", country_documents.YEARS[:1])
    generate(Country(projects=6000, projects_a_document=1, budgets=0), tmp_path)
    query = """
        select count(*), count(*) filter (publisher like '%第_服务中心'), max(times) from document_files
        inner join (select region_code, publisher, count(*) as times from document_files group by all)
        using (region_code, publisher)
    """
    ((documents, of_centres, most),) = ask(tmp_path, query)
    assert documents == 6000
    assert 2000 < documents - of_centres < 3000
    assert most == 1


def test_wording_repeats_as_in_real_documents(small: tuple[Path, Truth]) -> None:
    ((names, targets, pairs),) = ask(
        small[0],
        "select count(distinct indicator_name), count(distinct target_text), count(distinct (indicator_name, target_text))"
        " from indicator_rows",
    )
    assert names < 100
    assert targets < 600
    assert pairs < 1000


def test_wording_can_be_all_distinct(tmp_path: Path) -> None:
    generate(Country(projects=200, is_distinct=True), tmp_path)
    query = "select count(distinct indicator_name), count(distinct target_text) from indicator_rows"
    ((names, targets),) = ask(tmp_path, query)
    assert names == 2000
    assert targets == 2000


def test_one_county_can_have_half_of_all(tmp_path: Path) -> None:
    generate(Country(projects=400, is_skewed=True), tmp_path)
    by_county = ask(tmp_path, "select count(*) from document_files group by region_code order by 1 desc")
    assert by_county[0] == (40,)
    assert by_county[1] == (2,)
    # Each agency publishes a kind of document once a year.
    assert (
        ask(
            tmp_path,
            "select publisher from document_files group by publisher, region_code, fiscal_year, document_type"
            " having count(*) > 1",
        )
        == []
    )


def test_budgets_roll_up_but_where_planted(small: tuple[Path, Truth]) -> None:
    folder, truth = small
    wrong = ask(
        folder,
        """
        with cells as (
            select document_id, table_number, column_concept as concept, coalesce(row_code, '') as code,
                cast(replace(value_text, ',', '') as decimal(18, 2)) as amount
            from budget_cells where row_kind <> 'agency'
        ),

        leaves as (
            select * from cells where length(code) = 7 or (length(code) = 5 and table_number = 3)
        )

        select distinct parents.document_id
        from cells as parents inner join leaves
            on parents.document_id = leaves.document_id and parents.table_number = leaves.table_number
            and parents.concept = leaves.concept and starts_with(leaves.code, parents.code)
        group by parents.document_id, parents.table_number, parents.concept, parents.code, parents.amount
        having sum(leaves.amount) <> parents.amount
        """,
    )
    assert {document_id for (document_id,) in wrong} == {document for rule, document, _ in truth.errors if rule == "R10"}
    assert wrong


def test_every_line_of_a_record_is_printed(small: tuple[Path, Truth]) -> None:
    for table in ("indicator_rows", "project_fundings", "project_goals", "project_forms", "budget_cells", "budget_tables"):
        query = f"select count(*) from {table} anti join document_lines using (document_id, line_number)"
        assert ask(small[0], query) == [(0,)]
    assert ask(small[0], "select count(*) = count(distinct (document_id, line_number)) from document_lines") == [(True,)]


def test_the_warehouse_holds_what_was_generated_and_finds_what_was_planted(
    small: tuple[Path, Truth], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(WORK_FILE_VARIABLE, "")
    folder, truth = small
    files = WarehouseFiles(tmp_path / "warehouse.duckdb")
    load_country(folder, files.work_file)
    project = parse_project(files, "flag")
    build_project(project, (), len(project.manifest.nodes))
    with duckdb.connect(str(files.work_file), read_only=True) as connection:
        built = {
            table: connection.execute(f"select count(*) from marts.{mart}").fetchall()[0][0]
            for table, mart in (
                ("documents", "dim_documents"),
                ("project_forms", "dim_projects"),
                ("project_goals", "fct_project_goals"),
                ("indicator_rows", "fct_indicator_targets"),
                ("budget_tables", "fct_budget_tables"),
            )
        }
        found = connection.execute("select rule_id, document_id, project_id, severity from marts.fct_findings").fetchall()
    assert built == {table: truth.rows[table] for table in built}
    planted = {(rule, document, None if form is None else f"{document}-p{form}") for rule, document, form in truth.errors}
    allowed = {(rule, *place) for planted_rule, *place in planted for rule in COMPANIONS.get(planted_rule, ())}
    assert {finding[:3] for finding in found} - allowed == planted
    assert {severity for rule, _, _, severity in found if re.fullmatch("R10|R16|R01|R40|R47", rule)} == {"error"}
