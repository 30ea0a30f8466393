"""A plain SUM over every default view is the county's money, counted by hand; forms of one project are one master project.

The documents of 林业局: its total 130.00 (部门支出总表), its own 60.00, a unit of 40.00 in two formats, units of
30.00 and 15.00 (which only the total's prose names). Of 农业农村局: its own 45.00 and 政府性基金 6.00, a unit of
25.00; no total. All in 万元.
"""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from ingest.pipeline import SHIPPED_DOCUMENTS
from tests.counting.disclosures import AGRICULTURE, FARM, FORESTRY, STATION, TECHNIQUE, write_disclosures
from tests.test_end_to_end import xianzhang

# A form with an annual and a mid-term half.
TWO_HORIZONS = "luan_pension_fund_2021_targets.txt"


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("counting")
    (folder / "in").mkdir()
    write_disclosures(folder / "in")
    shutil.copy(SHIPPED_DOCUMENTS / TWO_HORIZONS, folder / "in")
    done = xianzhang(folder, "run", "in", "--mismatches", "flag")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "warehouse.duckdb"


def ask(warehouse: Path, query: str) -> list[tuple]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        connection.execute("use marts")
        return connection.execute(query).fetchall()


def sums(warehouse: Path, view: str, measure: str, by: str) -> dict[str, Decimal]:
    """万元 by the values of one column."""
    return {
        key: amount / 10_000
        for key, amount in ask(warehouse, f"select {by}, sum({measure}) from {view} group by {by}")
        if amount is not None
    }


@pytest.mark.parametrize(
    ("view", "measure", "total"),
    [
        # 130 of the forestry total, 45 + 6 of the agriculture bureau, 25 of its unit
        ("sum_functional_expenditures", "total_amount_cny", 206),
        ("sum_functional_outturns", "total_amount_cny", 39),
        # 90 of the forestry total, 35 of the agriculture bureau
        ("sum_economic_expenditures", "total_amount_cny", 125),
        # 125 appropriated and 5 earned, in the only revenue statement that is a department's whole
        ("sum_revenues", "amount_cny", 130),
        # the total prints no such table: 3 of the bureau itself, 1 of the farm
        ("sum_three_public_expenses", "total_amount_cny", 4),
        # 林业: 5 + 10 + 10 + 20 + 7; 农业: 8 + 31 + 31 + 2 + 3; 六安, annual half: 90
        ("sum_project_budgets", "total_amount_cny", 217),
        ("sum_project_fundings", "amount_cny", 217),
        ("sum_project_executions", "initial_amount_cny", 18),
        ("sum_project_executions", "executed_amount_cny", 15),
    ],
)
def test_a_plain_sum_counts_money_once(warehouse: Path, view: str, measure: str, total: int) -> None:
    assert ask(warehouse, f"select sum({measure}) / 10000 from {view}") == [(total,)]


@pytest.mark.parametrize(
    ("view", "measure", "by", "parts"),
    [
        (
            "sum_functional_expenditures",
            "total_amount_cny",
            "statement",
            {"department_expenditure": 130, "general_public_budget": 70, "government_fund": 6},
        ),
        (
            "sum_functional_expenditures",
            "total_amount_cny",
            "functional_code",
            {"2130201": 60, "2130205": 40, "2130234": 30, "2130101": 45, "2130106": 25, "2120801": 6},
        ),
        ("sum_functional_expenditures", "total_amount_cny", "agency_name", {FORESTRY: 130, AGRICULTURE: 51, TECHNIQUE: 25}),
        ("sum_economic_expenditures", "total_amount_cny", "economic_code", {"30101": 105, "30201": 20}),
        ("sum_revenues", "amount_cny", "revenue_source", {"general_public_budget": 125, "business_income": 5}),
        ("sum_three_public_expenses", "total_amount_cny", "agency_name", {FORESTRY: 3, FARM: 1}),
        ("sum_project_budgets", "total_amount_cny", "fiscal_year", {2023: 127, 2021: 90}),
        (
            "sum_project_budgets",
            "total_amount_cny",
            "implementing_agency_name",
            {FORESTRY: 5, FARM: 37, STATION: 10, TECHNIQUE: 75, "六安市养老保险基金管理中心": 90},
        ),
    ],
)
def test_parts_of_a_sum_are_right(warehouse: Path, view: str, measure: str, by: str, parts: dict) -> None:
    assert sums(warehouse, view, measure, by) == parts


def test_documents_say_whether_they_count(warehouse: Path) -> None:
    found = dict(ask(warehouse, "select file_name, counting_reason from dim_documents"))
    farm = {found.pop("forestry_farm.txt"), found.pop("forestry_farm_again.html")}
    assert farm == {"superseded", "partly_in_other_document"}
    assert found == {
        "forestry_total.txt": "department_total",
        "forestry_own.txt": "partly_in_other_document",
        "forestry_station.txt": "in_department_total",
        "forestry_nursery.txt": "in_department_total",
        "agriculture_own.txt": "department_own",
        "agriculture_technique.txt": "unit",
        "forestry_accounts.txt": "unit",
        "forestry_evaluation.txt": "only_document",
        "notices.txt": "only_document",
        TWO_HORIZONS: "only_document",
    }


def test_targets_are_those_of_counted_forms(warehouse: Path) -> None:
    query = "select count(*), count(distinct project_id) from sum_indicator_targets where fiscal_year = 2023"
    assert ask(warehouse, query) == [(30, 10)]


def test_forms_of_one_project_are_one(warehouse: Path) -> None:
    query = """
        select projects.project_name, agencies.agency_name, projects.form_count, projects.document_count, first_fiscal_year
        from dim_master_projects as projects inner join dim_agencies as agencies using (agency_id)
        where agencies.region_code = '360734' order by all
    """
    notice = "关于下达2023年农业生产发展补助资"
    assert ask(warehouse, query) == sorted(
        [
            # in the total and in the unit's file; last year's self-evaluation too
            ("2023年造林补助", FARM, 3, 3, 2022),
            ("运转经费", FARM, 2, 2, 2023),
            ("护林员补助", FARM, 1, 1, 2023),
            # another agency's 运转经费 of the same amount
            ("运转经费", STATION, 2, 2, 2023),
            ("运转经费", FORESTRY, 2, 2, 2023),
            ("试验示范", TECHNIQUE, 1, 1, 2023),
            # two of one name in one document
            ("专项经费", TECHNIQUE, 1, 1, 2023),
            ("专项经费", TECHNIQUE, 1, 1, 2023),
            # one 文号, printed whole and cut off; another 文号 of the same name and amount
            (f"赣财农[2023]80号{notice}金", TECHNIQUE, 2, 1, 2023),
            (f"赣财农[2023]81号{notice}", TECHNIQUE, 1, 1, 2023),
        ]
    )


def test_one_form_counts_a_project_year_and_stage(warehouse: Path) -> None:
    query = """
        select count(*) from (
            select master_project_id, fiscal_year, form_type from dim_projects
            group by all having count(*) filter (where is_counted) != 1
        )
    """
    assert ask(warehouse, query) == [(0,)]
