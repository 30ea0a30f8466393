"""Editions of one disclosure: one counts; parts of a disclosure all count."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from ingest.pipeline import SHIPPED_DOCUMENTS

HEADER = "file,publisher,region_code,fiscal_year,document_type,published_date"
YIYANG = "yiyang_social_insurance_2023_targets.txt"
KORLA = "korla_social_insurance_2023_targets.txt"
LUAN = "luan_pension_fund_2021_targets.txt"
# A small form; the counts make it enough to tell a publisher by.
SMALL = """项目支出绩效目标表
(2023年度)
项目名称\t{project}
主管部门及代码\t寻乌县人力资源和社会保障局\t实施单位\t{unit}
项目资金 (万元)\t年度资金总额\t43
\t其中：财政拨款\t43
一级指标\t二级指标\t三级指标\t指标值
"""
INDICATORS = "".join(f"产出指标\t数量指标\t第{number}批补助人数\t≥{number}人\n" for number in range(11, 21))


def small(unit: str, project: str = "某项补助") -> str:
    return SMALL.format(unit=unit, project=project) + INDICATORS


def shipped(name: str) -> str:
    return (SHIPPED_DOCUMENTS / name).read_text(encoding="utf-8")


def write_folder(folder: Path, manifest: list[str], contents: dict[str, str]) -> Path:
    folder.mkdir()
    (folder / "documents.csv").write_text("\n".join([HEADER, *manifest]) + "\n", encoding="utf-8")
    for name, content in contents.items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Dated editions; undated editions beside a file of the same publisher, year and type that holds other forms."""
    folder = tmp_path_factory.mktemp("identity")
    dated = write_folder(
        folder / "dated",
        [
            "early.txt,弋阳县社会保险管理中心,361126,2023,performance_targets,2023-02-01",
            "late.txt,弋阳县社会保险管理中心,361126,2023,performance_targets,2023-05-01",
        ],
        {"early.txt": shipped(YIYANG), "late.txt": shipped(YIYANG) + "\n更正后重新公开\n"},
    )
    undated = write_folder(
        folder / "undated",
        [f"{name},库尔勒市社会保险中心,652801,2023,performance_targets," for name in ("one.txt", "two.txt", "part.txt")],
        {"one.txt": shipped(KORLA), "two.txt": shipped(KORLA) + "\n重新公开\n", "part.txt": shipped(LUAN)},
    )
    spelt = write_folder(
        folder / "spelt",
        [
            "full.txt,,360734,2023,performance_targets,2023-02-01",
            "plain.txt,,360734,2023,performance_targets,2023-03-01",
            "short.txt,,360734,2023,performance_targets,2023-04-01",
            "own.txt,寻乌县社会保险服务中心（本级）,360734,2023,performance_targets,2023-05-01",
            "other.txt,,360734,2023,performance_targets,2023-06-01",
        ],
        {
            "full.txt": small("寻乌县社会保险服务中心"),
            "plain.txt": small("社会保险服务中心"),
            "short.txt": small("县社保中心"),
            "own.txt": small("寻乌县社会保险服务中心") + "\n更正后重新公开\n",
            "other.txt": small("寻乌县社会福利中心", "另一项补助"),
        },
    )
    environment = {**os.environ, "PYTHONPATH": str(SHIPPED_DOCUMENTS.parents[1])}
    environment.pop("XIANZHANG_WAREHOUSE", None)
    command = [sys.executable, "-m", "ingest.cli", "run", str(dated), str(undated), str(spelt)]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "warehouse.duckdb"


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
        " where rule_id in ('R81', 'R82')"
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
