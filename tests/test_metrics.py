"""`make metrics`: MetricFlow's answers, compared with SQL of its own over the facts; the published file stays as it was."""

import csv
import hashlib
import os
import shlex
import subprocess
from pathlib import Path

import duckdb
import pytest
import yaml

ROOT = Path(__file__).parents[1]
MF = ROOT / "metrics" / "mf"
WAREHOUSE = Path(os.environ.get("XIANZHANG_WAREHOUSE") or ROOT / "warehouse.duckdb").resolve()
PAGES = ("README.md", "docs/metrics.md")
COMMANDS = [
    line for page in PAGES for line in (ROOT / page).read_text(encoding="utf-8").splitlines() if "metrics/mf query" in line
]

pytestmark = pytest.mark.metrics

BUDGETS = "marts.fct_project_budgets where horizon = 'annual' and form_type = 'project_targets'"
FUNDINGS = "marts.fct_project_fundings where horizon = 'annual'"
TARGETS = (
    "marts.fct_indicator_targets left join marts.dim_indicator_categories using (indicator_category_id)"
    " where horizon = 'annual' and form_type = 'project_targets'"
)
ITEMS = "marts.fct_functional_expenditures where statement = 'department_expenditure' and phase = 'budget'"
ECONOMIC = "marts.fct_economic_expenditures where statement = 'general_public_basic' and phase = 'budget'"
REVENUES = "marts.fct_revenues where statement = 'department_revenue' and is_leaf and phase = 'budget'"
THREE_PUBLIC = "marts.fct_three_public_expenses where phase = 'budget'"
DOCUMENTS = "marts.dim_documents where is_current"
CHECKS = (
    "(select outcome, document_id, region_code, severity = 'error' as is_error from marts.fct_checks"
    " join marts.dim_rules using (rule_id) join marts.dim_documents using (document_id)"
    " where outcome != 'not_applicable' and is_current)"
)
EXECUTIONS = "marts.fct_project_executions where funding_source = 'total'"
OUTTURNS = "marts.fct_functional_expenditures where phase = 'final_accounts'"

QUANTIFIED = "value_type in ('numeric', 'percent', 'range')"
SATISFACTION = "level1_code = 'satisfaction' and base_unit = '%' and target_low is not null"


def mean_target(indicator: str) -> str:
    return f"avg(target_low / 100) filter (indicator_id = '{indicator}' and base_unit = '%')"


def share_of(code: str) -> str:
    return f"sum(total_amount_cny) filter (functional_code like '{code}%') / sum(total_amount_cny)"


def spent_on(code: str) -> str:
    return f"coalesce(sum(total_amount_cny) filter (functional_code like '{code}%'), 0)"


# What each metric must say of a region, by the facts.
FACTS = {
    BUDGETS: {
        "project_funding_amount_cny": "sum(total_amount_cny)",
        "fiscal_appropriation_amount_cny": "sum(fiscal_appropriation_amount_cny)",
        "other_funds_amount_cny": "sum(other_funds_amount_cny)",
        "carryover_amount_cny": "sum(carryover_amount_cny)",
        "divided_appropriation_amount_cny": "sum(fiscal_appropriation_amount_cny) filter (total_amount_cny is not null)",
        "divided_funding_amount_cny": "sum(total_amount_cny) filter (fiscal_appropriation_amount_cny is not null)",
        "fiscal_appropriation_ratio": "sum(fiscal_appropriation_amount_cny) / sum(total_amount_cny)",
        "project_count": "count(distinct project_id)",
        "funded_project_count": "count(total_amount_cny)",
        "average_project_funding_amount_cny": "avg(total_amount_cny)",
    },
    FUNDINGS: {"funding_source_amount_cny": "sum(amount_cny)"},
    TARGETS: {
        "target_count": "count(*)",
        "quantified_target_count": f"count(*) filter ({QUANTIFIED})",
        "quantified_target_ratio": f"count(*) filter ({QUANTIFIED}) / count(*)",
        "substantive_target_count": "count(*) filter (not restates_funding)",
        "substantive_quantified_target_count": f"count(*) filter ({QUANTIFIED} and not restates_funding)",
        "substantive_quantified_target_ratio": (
            f"count(*) filter ({QUANTIFIED} and not restates_funding) / count(*) filter (not restates_funding)"
        ),
        "satisfaction_target_ratio": f"avg(target_low / 100) filter ({SATISFACTION})",
        "satisfaction_target_count": f"count(*) filter ({SATISFACTION})",
        "funds_arrival_timeliness_target_ratio": mean_target("funds_arrival_timeliness"),
        "benefit_payment_timeliness_target_ratio": mean_target("benefit_payment_timeliness"),
        "benefit_payment_target_ratio": mean_target("benefit_payment_ratio"),
    },
    ITEMS: {
        "expenditure_amount_cny": "sum(total_amount_cny)",
        "divided_expenditure_amount_cny": "sum(total_amount_cny)",
        "basic_expenditure_amount_cny": "sum(basic_amount_cny)",
        "project_expenditure_amount_cny": "sum(project_amount_cny)",
        "basic_expenditure_ratio": "sum(basic_amount_cny) / sum(total_amount_cny)",
        "project_expenditure_ratio": "sum(project_amount_cny) / sum(total_amount_cny)",
        "education_expenditure_amount_cny": spent_on("205"),
        "education_expenditure_ratio": f"{spent_on('205')} / sum(total_amount_cny)",
        "social_security_expenditure_amount_cny": spent_on("208"),
        "social_security_expenditure_ratio": share_of("208"),
        "health_expenditure_amount_cny": spent_on("210"),
        "health_expenditure_ratio": share_of("210"),
        "agriculture_expenditure_amount_cny": spent_on("213"),
        "agriculture_expenditure_ratio": f"{spent_on('213')} / sum(total_amount_cny)",
        "housing_expenditure_amount_cny": spent_on("221"),
        "housing_expenditure_ratio": share_of("221"),
        "pension_subsidy_amount_cny": spent_on("20826"),
        "pension_subsidy_ratio": share_of("20826"),
    },
    ECONOMIC: {
        "economic_expenditure_amount_cny": "sum(total_amount_cny)",
        "divided_economic_expenditure_amount_cny": "sum(total_amount_cny)",
        "personnel_amount_cny": "sum(personnel_amount_cny)",
        "operating_amount_cny": "sum(operating_amount_cny)",
        "operating_expenditure_ratio": "sum(operating_amount_cny) / sum(total_amount_cny)",
    },
    REVENUES: {"revenue_amount_cny": "sum(amount_cny)"},
    THREE_PUBLIC: {
        "three_public_amount_cny": "sum(total_amount_cny)",
        "overseas_amount_cny": "sum(overseas_amount_cny)",
        "reception_amount_cny": "sum(reception_amount_cny)",
        "vehicle_amount_cny": "sum(vehicle_total_amount_cny)",
        "compared_three_public_amount_cny": "sum(total_amount_cny)",
        "prior_year_three_public_amount_cny": "sum(prior_year_total_amount_cny)",
        "three_public_change_amount_cny": "sum(total_amount_cny) - sum(prior_year_total_amount_cny)",
        "three_public_change_ratio": "sum(total_amount_cny) / sum(prior_year_total_amount_cny) - 1",
    },
    DOCUMENTS: {
        "disclosure_count": "count(*)",
        "flagged_disclosure_count": "count(*) filter (trust = 'flagged')",
        "flagged_disclosure_ratio": "count(*) filter (trust = 'flagged') / count(*)",
    },
    CHECKS: {
        "check_count": "count(*)",
        "passed_check_count": "count(*) filter (outcome = 'pass')",
        "finding_count": "count(*) filter (outcome = 'fail')",
        "error_finding_count": "count(*) filter (outcome = 'fail' and is_error)",
        "checked_document_count": "count(distinct document_id)",
        "pass_ratio": "count(*) filter (outcome = 'pass') / count(*)",
        "findings_per_document": "count(*) filter (outcome = 'fail') / count(distinct document_id)",
    },
    # None of the shipped documents is a self-evaluation or a final account: made-up rows ask these below.
    EXECUTIONS: {
        "initial_amount_cny": "sum(initial_amount_cny)",
        "adjusted_amount_cny": "sum(adjusted_amount_cny)",
        "executed_amount_cny": "sum(executed_amount_cny)",
        "compared_adjusted_amount_cny": "sum(adjusted_amount_cny)",
        "compared_executed_amount_cny": "sum(executed_amount_cny)",
        "execution_ratio": "sum(executed_amount_cny) / sum(adjusted_amount_cny)",
    },
    OUTTURNS: {
        "outturn_amount_cny": "sum(total_amount_cny)",
        "basic_outturn_amount_cny": "sum(basic_amount_cny)",
        "project_outturn_amount_cny": "sum(project_amount_cny)",
    },
}


STAFFING = (
    "(select region_code, max(value) filter (measure = 'posts') as posts, max(value) filter (measure = 'staff') as staff,"
    " max(value) filter (measure = 'operating_expense') as operating, any_value(personnel) as personnel"
    " from marts.fct_agency_measures left join (select document_id, sum(personnel_amount_cny) as personnel"
    " from marts.fct_economic_expenditures group by document_id) using (document_id) group by region_code, document_id)"
)
FACTS[STAFFING] = {
    "posts_count": "sum(posts)",
    "staff_count": "sum(staff)",
    "agency_operating_amount_cny": "sum(operating)",
    "paid_posts_count": "sum(posts)",
    "posted_personnel_amount_cny": "sum(personnel)",
    "personnel_per_post_amount_cny": "sum(personnel) / sum(posts)",
}
# The report of programme funding is made from other tables.
PROGRAMS = (
    "program_funding_amount_cny",
    "shared_program_funding_amount_cny",
    "unmatched_funding_amount_cny",
    "program_funding_ratio",
)


@pytest.fixture(scope="module", autouse=True)
def unchanged() -> None:
    """While somebody else reads the file too: no byte, no name beside it and no time of it changes."""
    before = (hashlib.sha256(WAREHOUSE.read_bytes()).hexdigest(), WAREHOUSE.stat().st_mtime_ns)
    beside = sorted(WAREHOUSE.parent.glob(f"{WAREHOUSE.name}*"))
    with duckdb.connect(str(WAREHOUSE), read_only=True):
        yield
    assert (hashlib.sha256(WAREHOUSE.read_bytes()).hexdigest(), WAREHOUSE.stat().st_mtime_ns) == before
    assert sorted(WAREHOUSE.parent.glob(f"{WAREHOUSE.name}*")) == beside


def run_mf(*arguments: str, warehouse: Path = WAREHOUSE, folder: Path = ROOT) -> subprocess.CompletedProcess:
    environment = os.environ | {"XIANZHANG_WAREHOUSE": str(warehouse)}
    return subprocess.run([str(MF), *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False)


def ask(arguments: list[str], folder: Path, warehouse: Path = WAREHOUSE) -> list[list[str]]:
    """Rows of an answer: what it is grouped by, then the metrics, in the order they were asked for."""
    answer = run_mf(*arguments, "--quiet", "--csv", "answer.csv", warehouse=warehouse, folder=folder)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    with (folder / "answer.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = [name for option in ("--group-by", "--metrics") for name in arguments[arguments.index(option) + 1].split(",")]
    return [[row[name] for name in names] for row in rows]


def select(sql: str, warehouse: Path = WAREHOUSE) -> list[tuple]:
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"attach '{warehouse}' as warehouse (read_only)")
        connection.execute("use warehouse")
        return connection.execute(sql).fetchall()


def read_rows(rows: list[list[str]], expected: list) -> list[list]:
    """Cells of an answer as what is expected in their place: text, a number nearly equal to it, or nothing."""
    return [[read_cell(*pair) for pair in zip(*both, strict=True)] for both in zip(rows, expected, strict=True)]


def read_cell(cell: str, expected: object) -> object:
    if cell == "" or expected is None or isinstance(expected, str):
        return cell or None
    return expected if float(cell) == pytest.approx(float(expected)) else float(cell)


def by_region(relation: str, aggregates: str) -> str:
    """The aggregates of each region, over a relation of the facts."""
    return (
        f"select region_name, {aggregates} from (select * from {relation})"
        " join marts.dim_regions using (region_code) group by region_name order by region_name"
    )


# The answer to each documented command, worked out by hand from the forms: 弋阳 has 129 targets a year, 52 of them figures, and
# 23 of these are the project's own money, which leaves 29 of 106; 寻乌 expects 20000 三公 after 36000.
ANSWERS = {
    "project_funding_amount_cny,quantified_target_ratio": [
        ["六安市", 900000.0, 16 / 33],
        ["寻乌县", 21418600.0, 50 / 57],
        ["库尔勒市", 152512100.0, 62 / 71],
        ["弋阳县", 33885200.0, 52 / 129],
    ],
    "project_funding_amount_cny,project_count": [
        ["库尔勒市", "2023-01-01 00:00:00", 152512100.0, 9.0],
        ["弋阳县", "2023-01-01 00:00:00", 33885200.0, 13.0],
        ["寻乌县", "2023-01-01 00:00:00", 21418600.0, 7.0],
        ["六安市", "2021-01-01 00:00:00", 900000.0, 2.0],
    ],
    # 库尔勒 hands on 288000 for those retired before 1995 and 520000 for April 2023 to March 2024.
    "program_funding_amount_cny": [
        ["1995年前退休人员生活补助", "库尔勒市", 808000.0],
        ["未参保城镇大集体(手工业联社)人员生活补助", "弋阳县", 616200.0],
        ["离休与建老人员生活补助", "弋阳县", 430000.0],
        ["返城未安置就业知青生活补助", "弋阳县", 205000.0],
        ["国企职教幼教退休教师补助", "弋阳县", 200000.0],
        ["离休与建老人员生活补助", "寻乌县", 139100.0],
        ["1953年前参军退伍军人生活补助", "弋阳县", 109000.0],
        ["退休人员待遇补差", "库尔勒市", 50000.0],
        ["个人储蓄性养老保险待遇", "寻乌县", 8400.0],
    ],
    # 寻乌 pays collective workers and returned youth out of one sum, 弋阳 incentives and running costs.
    "program_funding_amount_cny,shared_program_funding_amount_cny,unmatched_funding_amount_cny,program_funding_ratio": [
        ["六安市", 900000.0, None, None, 1.0],
        ["寻乌县", 19675200.0, 1743400.0, None, 19675200 / 21418600],
        ["库尔勒市", 152512100.0, None, None, 1.0],
        ["弋阳县", 32285200.0, 1600000.0, None, 32285200 / 33885200],
    ],
    # Social security: all but medical care 150900 and housing 234700. Personnel 2941500 for 26 posts.
    "social_security_expenditure_ratio,pension_subsidy_ratio,personnel_per_post_amount_cny": [
        ["寻乌县", 24570000 / 24955600, 492700 / 24955600, 2941500 / 26],
    ],
    "quantified_target_ratio,substantive_quantified_target_ratio": [
        ["六安市", 16 / 33, 15 / 32],
        ["寻乌县", 50 / 57, 49 / 56],
        ["库尔勒市", 62 / 71, 62 / 71],
        ["弋阳县", 52 / 129, 29 / 106],
    ],
    "satisfaction_target_ratio,satisfaction_target_count": [
        ["六安市", 1.0, 2.0],
        ["寻乌县", 0.9, 7.0],
        ["库尔勒市", 0.98, 9.0],
        ["弋阳县", 0.97, 13.0],
    ],
    # 20801 and 20805 pay the agency itself but for the occupational pension (12000000 of 12312600).
    "expenditure_amount_cny,project_expenditure_ratio": [
        ["20801", 2838800.0, 0.0],
        ["20805", 12312600.0, 12000000 / 12312600],
        ["20808", 4214900.0, 1.0],
        ["20826", 492700.0, 1.0],
        ["20830", 2959200.0, 1.0],
        ["20899", 1751800.0, 1.0],
        ["21011", 150900.0, 0.0],
        ["22102", 234700.0, 0.0],
    ],
    "three_public_amount_cny,prior_year_three_public_amount_cny,three_public_change_ratio": [
        ["寻乌县", 20000.0, 36000.0, -16 / 36]
    ],
    "pass_ratio,findings_per_document": (
        "select region_name, avg(if(outcome = 'pass', 1, 0)), count(*) filter (outcome = 'fail') / count(distinct document_id)"
        " from marts.fct_checks join marts.dim_documents using (document_id) join marts.dim_regions using (region_code)"
        " where outcome != 'not_applicable' and fiscal_year = 2023 group by 1 order by 2 desc"
    ),
    "project_funding_amount_cny": (
        "select project_name, region_name, sum(total_amount_cny) from marts.fct_project_budgets"
        " join marts.dim_projects using (project_id, region_code) join marts.dim_regions using (region_code)"
        " where horizon = 'annual' group by 1, 2 order by 1, 2"
    ),
    "basic_expenditure_ratio": "select '寻乌县', 3537000 / 24955600",
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_documented_command_gives_the_known_answer(command: str, tmp_path: Path) -> None:
    _, *arguments = shlex.split(command)
    expected = ANSWERS[arguments[arguments.index("--metrics") + 1]]
    expected = select(expected) if isinstance(expected, str) else expected
    if "--explain" in arguments:
        answer = run_mf(*arguments, "--quiet")
        rows = [[str(cell) for cell in row] for row in select(answer.stdout)]
    else:
        written = arguments.index("--csv") if "--csv" in arguments else len(arguments)
        rows = ask(arguments[:written] + arguments[written + 2 :], tmp_path)
    rows = rows if "--order" in command else sorted(rows)
    assert read_rows(rows, expected) == [list(row) for row in expected]


def test_every_metric_says_what_the_facts_say(tmp_path: Path) -> None:
    told = [name for aggregates in FACTS.values() for name in aggregates]
    defined = [
        metric["name"]
        for path in sorted((ROOT / "metrics" / "definitions").glob("*.yml"))
        for metric in yaml.safe_load(path.read_text(encoding="utf-8")).get("metrics", [])
    ]
    assert sorted([*told, *PROGRAMS]) == sorted(defined)
    rows = ask(["query", "--metrics", ",".join(told), "--group-by", "region__region_name"], tmp_path)
    facts: dict[str, dict[str, object]] = {}
    for relation, aggregates in FACTS.items():
        for region, *values in select(by_region(relation, ", ".join(aggregates.values()))):
            facts.setdefault(region, {}).update(zip(aggregates, values, strict=True))
    expected = [[region, *(facts[region].get(name) for name in told)] for region in sorted(facts)]
    assert read_rows(sorted(rows), expected) == expected


def test_money_is_in_one_programme_in_several_or_in_none(tmp_path: Path) -> None:
    rows = ask(
        ["query", "--metrics", ",".join([*PROGRAMS, "project_funding_amount_cny"]), "--group-by", "region__region_name"],
        tmp_path,
    )
    parts = [[float(part or 0) for part in row[1:4]] + [float(row[5])] for row in rows]
    assert len(rows) == 4
    assert [sum(amounts[:3]) for amounts in parts] == pytest.approx([amounts[3] for amounts in parts])
    assert [float(row[4]) for row in rows] == pytest.approx([amounts[0] / amounts[3] for amounts in parts])


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of a name that no database may have, with rows that a careless ratio or sum falls for."""
    file = tmp_path_factory.mktemp("made up") / "某县 2023.work.duckdb"
    amounts = "total_amount_cny, basic_amount_cny, project_amount_cny"
    tables = {
        "sum_project_executions"
        " (project_id, region_code, fiscal_year, initial_amount_cny, adjusted_amount_cny, executed_amount_cny)": [
            "('a', '1', 2023, 90, 100, 80), ('b', '1', 2023, 150, 200, null)",
            "('c', '1', 2023, 40, null, 50), ('d', '1', 2022, 9, 10, 1)",
        ],
        f"sum_functional_expenditures (budget_line_id, functional_code, region_code, fiscal_year, {amounts})": [
            "('a', '2080101', '1', 2023, 100, 40, 60), ('b', '2082601', '1', 2023, 50, null, null)",
            "('c', '2100101', '1', 2023, 20, 20, null)",
        ],
        f"sum_functional_outturns (budget_line_id, region_code, fiscal_year, {amounts})": ["('a', '1', 2023, 95, null, 95)"],
        "sum_three_public_expenses (budget_line_id, region_code, fiscal_year, total_amount_cny, prior_year_total_amount_cny)": [
            "('a', '1', 2023, 2, 3), ('b', '1', 2023, 5, null), ('c', '1', 2023, null, 7)",
        ],
        "sum_project_budgets (project_id, program_id, region_code, fiscal_year, total_amount_cny)": [
            "('whole', 'p', '1', 2023, 100), ('shared', null, '1', 2023, 200)",
            "('none', null, '1', 2023, 50), ('blank', null, '1', 2023, null)",
        ],
        "dim_projects (project_id, program_id)": ["('whole', 'p'), ('shared', null), ('none', null), ('blank', null)"],
        "rpt_unmatched_projects (project_id, nearest_reason)": ["('none', 'no_candidate'), ('blank', 'excluded')"],
    }
    with duckdb.connect(str(file)) as connection:
        connection.execute("create schema marts")
        for table, rows in tables.items():
            name, columns = table.split(" ", 1)
            values = ", ".join(rows)
            connection.execute(f"create table marts.{name} as select * from (values {values}) as made_up {columns}")
    return file


@pytest.mark.parametrize(
    ("metrics", "expected"),
    [
        # Only project a prints both sides; d is of another year.
        ("execution_ratio,executed_amount_cny,initial_amount_cny", [0.8, 130.0, 280.0]),
        # Item b prints no parts, so it is in neither side; item c prints basic alone, so its project expenditure is 0.
        ("project_expenditure_ratio,basic_expenditure_ratio,pension_subsidy_ratio", [60 / 120, 60 / 120, 50 / 170]),
        ("three_public_change_ratio,three_public_amount_cny", [-1 / 3, 7.0]),
        (",".join(PROGRAMS), [100.0, 200.0, 50.0, 100 / 350]),
        ("average_project_funding_amount_cny,project_count", [350 / 3, 4.0]),
        ("outturn_amount_cny,expenditure_amount_cny,basic_outturn_amount_cny", [95.0, 170.0, 0.0]),
    ],
)
def test_a_ratio_divides_only_what_prints_both_sides(metrics: str, expected: list, made_up: Path, tmp_path: Path) -> None:
    arguments = [
        "query",
        "--metrics",
        metrics,
        "--group-by",
        "metric_time__year",
        "--start-time",
        "2023-01-01",
        "--end-time",
        "2023-12-31",
    ]
    rows = ask(arguments, tmp_path, made_up)
    assert read_rows(rows, [["2023-01-01 00:00:00", *expected]]) == [["2023-01-01 00:00:00", *expected]]


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    answer = run_mf("list", "metrics", warehouse=tmp_path / "none.duckdb")
    assert (answer.returncode, "none.duckdb is missing: run `make warehouse`" in answer.stderr) == (2, True)
