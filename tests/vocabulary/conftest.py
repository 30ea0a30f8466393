"""One warehouse of the shipped documents and of an invented disclosure that prints the names of both lists beside this file."""

from __future__ import annotations

import csv
import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from ingest.pipeline import SHIPPED_DOCUMENTS
from tests.conftest import made_once
from tests.test_end_to_end import xianzhang

FOLDER = Path(__file__).parent
INVENTED = "invented.txt"
INDICATORS_A_FORM = 12
# Level 1 and level 2 as the form of 2021 prints them.
LEVELS = {
    "economic_cost": ("成本指标", "经济成本指标"),
    "social_cost": ("成本指标", "社会成本指标"),
    "quantity": ("产出指标", "数量指标"),
    "quality": ("产出指标", "质量指标"),
    "timeliness": ("产出指标", "时效指标"),
    "economic_benefit": ("效益指标", "经济效益指标"),
    "social_benefit": ("效益指标", "社会效益指标"),
    "ecological_benefit": ("效益指标", "生态效益指标"),
    "sustainable_impact": ("效益指标", "可持续影响指标"),
    "client_satisfaction": ("满意度指标", "服务对象满意度指标"),
}


def listed(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def form(name: str, goal: str, indicators: list[dict[str, str]]) -> str:
    lines = [
        "项目支出绩效目标表",
        "(2024年度)",
        f"项目名称\t{name}",
        "主管部门\t寻乌县财政局\t实施单位\t寻乌县财政局",
        "项目资金(万元)\t年度资金总额\t10.00",
        "\t其中：财政拨款\t10.00",
        f"年度总体目标\t{goal}",
        "一级指标\t二级指标\t三级指标\t指标值",
        *("\t".join((*LEVELS[row["level2_code"]], row["indicator_name"], row["target"])) for row in indicators),
    ]
    return "\n".join(lines) + "\n"


def disclosure() -> str:
    """Each listed project is a form; the listed indicators stand in the first ones."""
    indicators = listed("indicator_names.csv")
    forms = []
    for number, row in enumerate(listed("project_names.csv")):
        share = indicators[number * INDICATORS_A_FORM : (number + 1) * INDICATORS_A_FORM]
        forms.append(form(row["project_name"], row["goal"] or f"完成第{number + 1}项任务", share))
    return "\n".join(forms)


@dataclass(frozen=True, slots=True)
class Warehouse:
    """The published file."""

    file: Path

    def ask(self, query: str) -> list[tuple]:
        with duckdb.connect(str(self.file), read_only=True) as connection:
            return connection.execute(query).fetchall()


@pytest.fixture(scope="package")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    return Warehouse(made_once(tmp_path_factory, "vocabulary", _run_in) / "warehouse.duckdb")


def _run_in(folder: Path) -> None:
    shutil.copytree(SHIPPED_DOCUMENTS, folder / "documents")
    (folder / "documents" / INVENTED).write_text(disclosure(), encoding="utf-8")
    done = xianzhang(folder, "run", "documents", "--mismatches", "flag")
    assert done.returncode == 0, done.stdout + done.stderr
