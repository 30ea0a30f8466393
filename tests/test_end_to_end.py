"""The whole chain on the shipped documents, in a fresh folder, as a user runs it."""

import csv
import html
import json
import os
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from ingest.pipeline import SHIPPED_DOCUMENTS
from ingest.rendering import money, seen

NOT_COMPARED = ("loaded_at", "built_at", "release_number", "added_document_count", "removed_document_count", "file_name")


def xianzhang(folder: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ingest.cli", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(SHIPPED_DOCUMENTS.parents[1]), "COLUMNS": "200"}
    environment.pop("XIANZHANG_WAREHOUSE", None)
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def folder(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the shipped documents were run, strictly; files are linked as the run has linked them."""

    def link_published(source: str, target: str) -> None:
        shutil.copy(source, target) if "warehouse.work" in source else os.link(source, target)

    return shutil.copytree(
        shipped.parent, tmp_path_factory.mktemp("end_to_end") / "warehouse", copy_function=link_published, symlinks=True
    )


def ask(file: Path, query: str) -> list[tuple]:
    with duckdb.connect(str(file), read_only=True) as connection:
        return connection.execute(query).fetchall()


def contents(file: Path) -> dict[str, list[tuple]]:
    """Every published row, without times, numbers and history of releases, and the names of files."""
    with duckdb.connect(str(file), read_only=True) as connection:
        tables = connection.execute("select schema_name, table_name from duckdb_tables() order by all").fetchall()
        found = {}
        for schema, table in tables:
            columns = [row[0] for row in connection.execute(f'describe {schema}."{table}"').fetchall()]
            kept = ", ".join(f'"{name}"' for name in columns if name not in NOT_COMPARED)
            rows = "where is_current" if table == "dim_releases" else ""
            found[f"{schema}.{table}"] = connection.execute(
                f'select {kept} from {schema}."{table}" {rows} order by all'
            ).fetchall()
        return found


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("marts.dim_documents", 4),
        ("marts.dim_projects", 31),
        ("marts.fct_project_budgets", 33),
        ("marts.fct_indicator_targets", 323),
    ],
)
def test_every_printed_row_is_published(folder: Path, table: str, rows: int) -> None:
    assert ask(folder / "warehouse.duckdb", f"select count(*) from {table}") == [(rows,)]


def test_every_mart_has_a_chinese_twin(folder: Path) -> None:
    file = folder / "warehouse.duckdb"
    names = "select table_name from information_schema.tables where table_schema = '{}' order by 1"
    assert ask(file, names.format("zh")) == ask(file, names.format("marts"))
    assert ask(file, """select "目标期", sum("合计（元）") from zh.fct_project_budgets group by 1 order by 1""") == ask(
        file,
        "select case horizon when 'annual' then '年度' else '中期' end, sum(total_amount_cny)"
        " from marts.fct_project_budgets group by 1 order by 1",
    )


def test_only_what_users_read_is_published_and_all_of_it_described(folder: Path) -> None:
    schemas = "select distinct table_schema from information_schema.tables order by 1"
    assert ask(folder / "warehouse.duckdb", schemas) == [("marts",), ("raw",), ("zh",)]
    bare = (
        "select table_name, column_name from duckdb_columns()"
        " where schema_name = 'marts' and coalesce(comment, '') = '' union all"
        " select view_name, null from duckdb_views() where schema_name = 'zh' and coalesce(comment, '') = ''"
    )
    assert ask(folder / "warehouse.duckdb", bare) == []


def test_a_run_without_any_change_publishes_nothing(folder: Path) -> None:
    before = sorted((folder / "warehouse.releases").rglob("*"))
    again = xianzhang(folder, "run")
    assert (again.returncode, "nothing changed" in again.stdout) == (0, True), again.stdout + again.stderr
    assert sorted((folder / "warehouse.releases").rglob("*")) == before
    listed = json.loads(xianzhang(folder, "releases", "--format", "json").stdout)
    assert [(item["release_number"], item["documents"], item["in_use"]) for item in listed] == [(1, 4, True)]


def test_a_second_run_over_renamed_files_in_another_order_gives_the_same_rows(folder: Path, tmp_path: Path) -> None:
    renamed = tmp_path / "renamed"
    renamed.mkdir()
    names = {}
    for number, path in enumerate(sorted(SHIPPED_DOCUMENTS.glob("*.txt"), reverse=True)):
        names[path.name] = f"{number}.txt"
        shutil.copy(path, renamed / f"{number}.txt")
        shutil.copy(path, tmp_path / "twice.txt")
    header, *rows = (SHIPPED_DOCUMENTS / "documents.csv").read_text(encoding="utf-8").splitlines()
    rows = [",".join([names[row.split(",")[0]], *row.split(",")[1:]]) for row in rows]
    (renamed / "documents.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    assert xianzhang(tmp_path, "load", "twice.txt").returncode == 0
    again = xianzhang(tmp_path, "run", "renamed", "--mismatches", "fail")
    assert (again.returncode, "documents 文件" in again.stdout) == (0, True), again.stdout + again.stderr
    assert contents(tmp_path / "warehouse.duckdb") == contents(folder / "warehouse.duckdb")


def test_a_document_that_fails_the_gate_is_set_aside_and_the_others_are_published(tmp_path: Path) -> None:
    assert xianzhang(tmp_path, "load", SHIPPED_DOCUMENTS).returncode == 0
    with duckdb.connect(str(tmp_path / "warehouse.work.duckdb")) as connection:
        connection.execute(
            "update raw.indicator_rows set horizon = 'someday' where document_id in"
            " (select document_id from raw.document_files where file_name like 'luan%')"
        )
    built = xianzhang(tmp_path, "build")
    assert built.returncode == 3, built.stdout + built.stderr
    assert "rejected 未导入 luan_pension_fund_2021_targets.txt (raw.indicator_rows): 入库结构检查未通过" in built.stderr
    assert ask(tmp_path / "warehouse.duckdb", "select count(*) from marts.dim_documents") == [(3,)]
    assert ask(tmp_path / "warehouse.duckdb", "select reason_code from raw.rejections") == [("gate_failed",)]


def test_a_broken_raw_table_stops_the_build(folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / "warehouse.work.duckdb", tmp_path)
    with duckdb.connect(str(tmp_path / "warehouse.work.duckdb")) as connection:
        connection.execute("alter table raw.indicator_rows drop column basis_text")
    built = xianzhang(tmp_path, "build", "--mismatches", "fail")
    assert (built.returncode, "expect_table_columns_to_match_ordered_list" in built.stderr) == (1, True)
    assert not (tmp_path / "warehouse.duckdb").exists()


def test_findings_in_three_formats(folder: Path) -> None:
    expected = ask(folder / "warehouse.duckdb", "select count(*) from marts.fct_findings")[0][0]
    listed = json.loads(xianzhang(folder, "findings", "--format", "json").stdout)
    assert len(listed) == expected
    assert {item["review_status"] for item in listed} <= {"accepted", "rejected"}
    lines = xianzhang(folder, "findings", "--format", "csv").stdout.splitlines()
    assert lines[0].startswith("file_name,line_number,severity,rule_id")
    assert f"{expected} findings" in xianzhang(folder, "findings").stdout
    assert xianzhang(folder, "findings", "--document", "nowhere").returncode == 2


def test_a_row_is_traced_to_its_printed_line(folder: Path) -> None:
    ((key, name),) = ask(
        folder / "warehouse.duckdb",
        "select indicator_target_id, indicator_name from marts.fct_indicator_targets"
        " where indicator_name = '待遇人员满意度' limit 1",
    )
    traced = xianzhang(folder, "trace", "fct_indicator_targets", key)
    assert traced.returncode == 0
    source = traced.stdout.split("source lines 原文")[1]
    assert name in source
    assert xianzhang(folder, "trace", "fct_nothing", key).returncode == 2
    assert xianzhang(folder, "trace", "dim_projects", "nothing").returncode == 2


def test_a_check_is_traced_to_the_row_it_looked_at(folder: Path) -> None:
    checks = ask(folder / "warehouse.duckdb", "select fact_table, min(check_id) from marts.fct_checks group by fact_table")
    for fact_table, check_id in checks:
        traced = xianzhang(folder, "trace", "fct_checks", check_id)
        assert traced.returncode == 0
        assert f"\n{fact_table}\n" in traced.stdout


@pytest.mark.parametrize("table", ["fct_budget_lines", "fct_narrative_claims", "fct_checks", "dim_projects", "dim_regions"])
def test_any_mart_row_can_be_traced(folder: Path, table: str) -> None:
    (column,) = ask(
        folder / "warehouse.duckdb",
        f"select column_name from duckdb_columns() where table_name = '{table}' order by column_index limit 1",
    )[0]
    ((key,),) = ask(folder / "warehouse.duckdb", f'select "{column}" from marts.{table} limit 1')
    assert xianzhang(folder, "trace", table, key).returncode == 0


def test_unit_costs_worked_out_by_hand(folder: Path) -> None:
    # 95年前退休: 973人 × 45.5元 × 12月 = 531,258 against 52万元. 95年以前困难企业: 200 × 120 × 12 = 288,000 = 28.8万元.
    # 补差 for 3人: 12次 × 0.42万元 = 5.04万元 against 5. 死亡抚恤金: 421.49万元 for at most 2572人 is at least 1638.76元 each.
    found = ask(
        folder / "warehouse.duckdb",
        "select right(p.project_id, 2), numerator_amount_cny, coalesce(denominator_high_count, denominator_low_count),"
        " times_count, c.bound_type, unit_amount_cny, lower_amount_cny, upper_amount_cny, expected_amount_cny,"
        " difference_amount_cny, price_outcome, comparability"
        " from marts.fct_project_unit_costs c join marts.dim_projects p using (project_id)"
        " where (project_name like '%1995年前%' or project_name like '%困难企业%') and unit_cost_type = 'per_beneficiary_month'"
        " or project_name like '%水利水电%' and unit_cost_type = 'per_installment' or project_name = '死亡抚恤金补贴'"
        " order by 1, 2",
    )
    assert [tuple(str(value) if value is not None else None for value in row) for row in found] == [
        (
            *("p1", "50000.00", None, "12.00000000", "exact", "4166.67", "4166.67", "4166.67", "50400.00", "-400.00"),
            *("meets", "not_comparable"),
        ),
        (
            *("p2", "520000.00", "973.00000000", "12.00000000", "exact", "44.54", "44.54", "44.54", "531258.00", "-11258.00"),
            *("money_falls_short", "similar"),
        ),
        ("p2", "4214900.00", "2572.00000000", None, "at_least", None, "1638.76", None, None, None, None, "not_comparable"),
        (
            *("p6", "288000.00", "200.00000000", "12.00000000", "exact", "120.00", "120.00", "120.00", "288000.00", "0.00"),
            *("meets", "same_definition"),
        ),
    ]


def test_the_same_people_are_counted_once(folder: Path) -> None:
    # Three projects of 库尔勒 pay the same 57,560; with 3, 973, 200 and 6,079 others that makes 64,815, not 179,935.
    ((people, rows),) = ask(
        folder / "warehouse.duckdb",
        "select sum(low_count), count(*) from marts.fct_project_beneficiaries"
        " where is_distinct_count and region_code = '652801' and horizon = 'annual' and counted_unit = 'person'",
    )
    assert (people, rows) == (57560 + 3 + 973 + 200 + 6079, 5)


def test_projects_belong_to_functional_items_by_arithmetic_alone(folder: Path) -> None:
    # 寻乌 prints 项目支出 by item: 1200, 421.49, 49.27 = 13.91 + 35.36, 295.92 and 175.18 = 0.84 + 174.34.
    assert ask(
        folder / "warehouse.duckdb",
        "select functional_code, link_basis, confidence, sum(project_amount_cny)::varchar, count(*)"
        " from marts.bridge_project_functions group by all order by 1",
    ) == [
        ("2080508", "inferred_amount", "high", "12000000.00", 1),
        ("2080801", "inferred_amount", "high", "4214900.00", 1),
        ("2082601", "inferred_combination", "high", "492700.00", 2),
        ("2083001", "inferred_amount", "high", "2959200.00", 1),
        ("2089999", "inferred_combination", "high", "1751800.00", 2),
    ]
    assert ask(folder / "warehouse.duckdb", "select count(*) from marts.rpt_unproven_project_functions") == [(0,)]


def test_context_of_projects_and_agencies(folder: Path) -> None:
    file = folder / "warehouse.duckdb"
    assert ask(
        file,
        "select funding_document_number, funding_document_issuer_level, funding_origin_level, funding_origin_basis,"
        " covered_start_date::varchar, covered_months from marts.dim_projects"
        " where funding_document_number is not null order by 1",
    ) == [
        ("巴财企[2022]32号", "prefecture", "unknown", "issuer_only", "2023-04-01", 12),
        ("巴财企[2022]38号", "prefecture", "unknown", "issuer_only", None, None),
        ("巴财社[2022]119号", "prefecture", "province", "name_words", "2023-01-01", 12),
        ("巴财社[2022]80号", "prefecture", "central", "name_words", "2023-01-01", 12),
        ("巴财社[2022]81号", "prefecture", "province", "name_words", "2023-01-01", 12),
    ]
    # 人员经费 294.15 and 公用经费 59.55 (with 3.60 capital) against 机关运行经费 55.95; retirees are not printed.
    assert ask(
        file,
        "select posts_count::int, staff_count::int, staff_in_post_count::int, temporary_staff_count::int, retired_staff_count,"
        " vehicles_count::int, agency_operating_amount_cny::int, personnel_amount_cny::int, operating_amount_cny::int,"
        " not_printed_text from marts.rpt_agency_staffing",
    ) == [(26, 30, 25, 5, None, 0, 559500, 2941500, 595500, "离退休人员；")]
    assert ask(file, "select distinct is_available, availability_text from marts.rpt_funding_per_resident") == [
        (False, "not available: no population of this region and year is loaded")
    ]


def test_the_site_of_a_publish_shows_what_the_warehouse_holds(folder: Path, tmp_path: Path) -> None:
    file, site = folder / "warehouse.duckdb", folder / "warehouse.site"
    pages = {page.stem: html.unescape(page.read_text(encoding="utf-8")) for page in (site / "documents").glob("*.html")}
    assert set(pages) == {key for (key,) in ask(file, "select document_id from marts.dim_documents")}
    amounts = "select document_id, total_amount_cny from marts.{} where total_amount_cny is not null"
    for table in (
        "fct_project_budgets",
        "fct_functional_expenditures",
        "fct_economic_expenditures",
        "fct_three_public_expenses",
    ):
        for document, amount in ask(file, amounts.format(table)):
            assert f">{money(amount)}<" in pages[document]
    texts = (
        "select document_id, target_text from marts.fct_indicator_targets where target_text is not null"
        " union all select document_id, goal_text from marts.fct_project_goals"
        " union all select document_id, message_en from marts.fct_findings where severity <> 'info'"
    )
    for document, text in ask(file, texts):
        assert seen(text) in pages[document]
    for (name,) in ask(file, "select distinct manager_name from marts.dim_projects where manager_name is not null"):
        assert not any(name in page.read_text(encoding="utf-8") for page in site.rglob("*") if page.is_file())
    places = list(csv.DictReader((site / "data" / "places.csv").open(encoding="utf-8-sig")))
    shown = sum(Decimal(row["project_amount_cny"] or 0) for row in places)
    assert [(shown,)] == ask(file, "select sum(total_amount_cny) from marts.sum_project_budgets")
    written = xianzhang(folder, "report", folder / "again.site")
    assert written.returncode == 0, written.stderr
    names = sorted(page.relative_to(site) for page in site.rglob("*") if page.is_file())
    assert [name for name in names if (site / name).read_bytes() != (folder / "again.site" / name).read_bytes()] == []
