"""Bad input of great size in a small variant: the same rows as the plain definition gives, and work that grows with them."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from benchmarks.extremes import make_one_form, make_one_table
from ingest.readers.limits import Limits
from ingest.reading import ReadFile, read_source
from ingest.records import IndicatorRowRecord, RejectionRecord
from ingest.sources import find_sources
from ingest.workers import read_files
from tests.values.macros import model

NESTED = "intermediate/budget/int_budget_lines_nested.sql"
LOCATED = "intermediate/quality/int_finding_texts_located.sql"
COLUMNS = (
    "budget_line_id varchar, budget_table_id varchar, side varchar, phase varchar, is_main_phase boolean, row_kind varchar,"
    " row_number integer, first_row_number integer, full_code varchar, class_code varchar, agency_key varchar,"
    " total_role varchar, total_rank integer, is_plain_total boolean, row_depth integer, revenue_source varchar,"
    " parent_source varchar, heading_source varchar, heading_row_number integer, row_label varchar"
)
NAMES = [column.split()[0] for column in COLUMNS.split(", ")]
RANKS = {"grand_total": 1, "total": 2, "year_total": 3}
SOURCES = ("general_public_budget", "government_fund", "prior_carryover", "fiscal_appropriation")
VEHICLES = ("公务用车购置及运行费", "公务用车购置费", "公务用车运行维护费", "公务接待费")
HEADER = "项目支出绩效目标表\n（2023年度）\n项目名称\t道路养护\n主管部门\t库尔勒市交通运输局\t实施单位\t库尔勒市公路养护中心\n"


def drawn_rows(chance: random.Random, count: int) -> list[dict]:
    """A table side no publisher would print: every kind of row, anywhere."""
    rows = []
    for number in range(1, count + 1):
        kind = chance.choice(("function", "function", "economic", "agency", "project", "revenue_source", "expenditure_name"))
        role = chance.choice((*RANKS, "subtotal")) if chance.random() < 0.15 else None
        code = None
        if kind in ("function", "economic", "agency", "project") and chance.random() < 0.8:
            code = chance.choice(("2010101", "2010201", "2020101"))[: chance.choice((3, 4, 5, 7))]
        rows.append(
            {
                "budget_line_id": f"t-e-r{number}",
                "budget_table_id": "t",
                "side": "e",
                "phase": "budget",
                "is_main_phase": True,
                "row_kind": kind,
                "row_number": number,
                "first_row_number": 1,
                "full_code": code,
                "class_code": code if chance.random() < 0.9 else None,
                "agency_key": chance.choice(("201", "202", None)),
                "total_role": role,
                "total_rank": RANKS.get(role),
                "is_plain_total": role in RANKS and chance.random() < 0.7,
                "row_depth": chance.randint(1, 4),
                "revenue_source": chance.choice((None, *SOURCES)),
                "parent_source": chance.choice((None, None, "fiscal_appropriation", "prior_carryover")),
                "heading_source": chance.choice((None, None, "prior_carryover")),
                "heading_row_number": chance.choice((None, max(1, number - 1), max(1, number - 5), 1)),
                "row_label": chance.choice(VEHICLES),
            }
        )
    return rows


def parent_of(child: dict, rows: list[dict]) -> int | None:
    """The row that a row is part of, found as one would say it: by looking at every other row."""
    number, kind = child["row_number"], child["row_kind"]
    above = [row for row in rows if row["row_number"] < number]
    totals = [row["row_number"] for row in rows if row["is_plain_total"]]
    if child["total_role"]:
        wider = [row for row in rows if row["is_plain_total"] and row["total_rank"] < (child["total_rank"] or 0)]
        return min((row["row_number"] for row in wider), default=None)
    parents = [row["row_number"] for row in above if _nests(child, row)]
    if parents:
        return max(parents)
    if child["agency_key"] and (kind == "project" or (kind in ("function", "economic") and child["full_code"])):
        agencies = [
            row["row_number"] for row in rows if row["row_kind"] == "agency" and row["agency_key"] == child["agency_key"]
        ]
        if agencies:
            return max((one for one in agencies if one < number), default=min(agencies))
    if kind == "expenditure_name" and child["row_label"] in VEHICLES[1:3]:
        vehicles = [row["row_number"] for row in above[-2:] if row["row_label"] == VEHICLES[0]]
        if vehicles:
            return max(vehicles)
    if kind in ("revenue_source", "expenditure_name"):
        plain = [row for row in above if not row["is_plain_total"]]
        named = [
            row["row_number"] for row in plain if row["revenue_source"] and row["revenue_source"] == child["parent_source"]
        ]
        heading = child["heading_row_number"]
        outer = [row["row_number"] for row in plain if heading and row["row_depth"] < child["row_depth"]]
        outer = [one for one in outer if one >= heading]
        first, second = (outer, named) if child["heading_source"] == "prior_carryover" else (named, outer)
        if first or second:
            return max(first or second)
    if kind in ("function", "economic") and not child["class_code"]:
        return None
    before, after = [one for one in totals if one < number], [one for one in totals if one > number]
    nearest = [max(before, default=None), min(after, default=None)]
    return next((one for one in (nearest if 1 in totals else nearest[::-1]) if one), None)


def _nests(child: dict, parent: dict) -> bool:
    code, outer = child["full_code"], parent["full_code"]
    if child["row_kind"] not in ("function", "economic", "agency") or not code or not outer or len(code) <= len(outer):
        return False
    is_agency = child["row_kind"] == "agency"
    if is_agency != (parent["row_kind"] == "agency") or not code.startswith(outer):
        return False
    return is_agency or parent["agency_key"] in (None, child["agency_key"])


def nested(rows: list[dict], profile: Path | None = None) -> list[tuple]:
    with duckdb.connect() as connection:
        connection.execute(f"create schema given; create table given.int_budget_lines_deepened ({COLUMNS})")
        lists = [[row[name] for row in rows] for name in NAMES]
        kinds = [column.split()[1] for column in COLUMNS.split(", ")]
        values = ", ".join(f"unnest(cast(? as {kind}[]))" for kind in kinds)
        connection.execute(f"insert into given.int_budget_lines_deepened select {values}", lists)
        if profile:
            connection.execute(f"set enable_profiling = 'json'; set profiling_output = '{profile}'")
        return connection.execute(model(NESTED)).fetchall()


def steps_of(profile: Path) -> Iterator[dict]:
    """Every step of a query's plan, with the rows that it gave."""
    waiting = list(json.loads(profile.read_text())["operator"])
    while waiting:
        step = waiting.pop()
        waiting += step.get("children", ())
        yield step


@pytest.mark.parametrize("seed", range(5))
def test_every_row_has_the_parent_that_looking_at_all_rows_gives(seed: int) -> None:
    rows = drawn_rows(random.Random(seed), 80)
    expected = {}
    for row in rows:
        parent = parent_of(row, rows)
        expected[row["budget_line_id"]] = parent and f"t-e-r{parent}"
    assert {line: parent for line, parent, _ in nested(rows)} == expected


def test_a_table_of_twice_the_rows_takes_twice_the_work(tmp_path: Path) -> None:
    handled = []
    for count in (2_500, 5_000):
        assert len(nested(drawn_rows(random.Random(1), count), tmp_path / "profile.json")) == count
        handled.append(sum(step["intermediate_rows"] for step in steps_of(tmp_path / "profile.json")))
    assert 5_000 < handled[1] < handled[0] * 2.2


def test_a_finding_is_looked_for_at_its_own_lines(tmp_path: Path) -> None:
    """A thousand findings in a document of a thousand forms: each meets the lines below it, not all."""
    with duckdb.connect() as connection:
        connection.execute("create schema given")
        connection.execute("""
            create table given.int_findings_keyed as
            select 'f' || range as finding_id, 'd' as document_id, 'R56' as rule_id, 'dim_projects' as fact_table,
                cast(range * 20 as integer) as line_number, null::varchar as goal_text, null::varchar as subject,
                null::varchar as horizon, null::varchar as name_key, null::varchar as folded_goal
            from range(1000);
            create table given.stg_document_lines as
            select 'd' as document_id, cast(range as integer) as line_number,
                case when range % 20 = 3 then '项目名称 甲' else '其他' end as line_text
            from range(20000);
            create table given.int_indicator_targets_parsed as
            select null::varchar as document_id, null::varchar as horizon, null::varchar as indicator_name, 0 as line_number,
                null::varchar as level2_text, null::varchar as comparator, null::varchar as unit_text,
                null::varchar as basis_text, null::varchar as scoring_rule_text, null::varchar as evidence_text,
                null::varchar as dimension, null::varchar as target_text, null::varchar as baseline_text
            where false;
            create table given.int_goals_described as
            select null::varchar as document_id, null::varchar as folded_goal, null::varchar as project_goal_id where false;
            create table given.stg_project_goals as select null::varchar as project_goal_id, 0 as line_number where false;
        """)
        profile = tmp_path / "profile.json"
        connection.execute(f"set enable_profiling = 'json'; set profiling_output = '{profile}'")
        found = connection.execute(model(LOCATED)).fetchall()
    assert sorted(found) == sorted((f"f{number}", "d", number * 20 + 3) for number in range(1000))
    joined = [step["extra_info"]["Conditions"] for step in steps_of(profile) if step["type"] == "HASH_JOIN"]
    by_document = [[one for one in conditions if " = " in one] for conditions in joined if isinstance(conditions, list)]
    assert by_document
    assert all(len(conditions) >= 2 for conditions in by_document)
    assert not any("document_id = document_id" in conditions for conditions in joined if isinstance(conditions, str))


def test_one_document_takes_all_rows_of_a_country(tmp_path: Path) -> None:
    assert make_one_form(tmp_path / "raw", tmp_path / "form.duckdb", 1000) == 1000
    cells = make_one_table(tmp_path / "raw", tmp_path / "table.duckdb", 600)
    with duckdb.connect(str(tmp_path / "form.duckdb")) as form, duckdb.connect(str(tmp_path / "table.duckdb")) as table:
        keys = "select count(distinct (document_id, form_number, horizon, indicator_number)) from raw.indicator_rows"
        assert form.execute(keys).fetchall() == [(1000,)]
        assert form.execute("select count(*) from raw.project_forms").fetchall() == [(1,)]
        keys = "select count(distinct (document_id, table_number, row_number, column_number)) from raw.budget_cells"
        assert table.execute(keys).fetchall() == [(cells,)]
        assert table.execute("select count(*) from raw.budget_tables").fetchall() == [(1,)]


def long_form(folder: Path, count: int) -> Path:
    rows = (f"产出指标\t数量指标\t第{number}号道路养护里程\t≥{number}公里" for number in range(1, count + 1))
    path = folder / "long.txt"
    path.write_text(HEADER + "一级指标\t二级指标\t三级指标\t指标值\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_a_long_document_is_read_whole(tmp_path: Path) -> None:
    read = read_source(find_sources([long_form(tmp_path, 3_000)]).files[0])
    assert isinstance(read, ReadFile)
    assert sum(isinstance(record, IndicatorRowRecord) for record in read.records) == 3_000


@pytest.mark.parametrize(
    ("limits", "codes"),
    [
        (Limits(seconds=1), {"timed_out"}),
        (Limits(cells=10_000), {"too_many_cells"}),
        (Limits(memory_mebibytes=60), {"out_of_memory", "worker_died"}),
    ],
)
def test_a_document_too_long_is_rejected_whole_with_a_reason_and_a_remedy(tmp_path: Path, limits: Limits, codes: set) -> None:
    sources = find_sources([long_form(tmp_path, 10_000)]).files
    (outcome,) = read_files(sources, limits, 1)
    assert isinstance(outcome, RejectionRecord)
    assert outcome.reason_code in codes
    assert outcome.file_name == "long.txt"
    assert "XIANZHANG_MAX_" in outcome.remedy
    assert outcome.reason_zh
    assert outcome.remedy_zh
