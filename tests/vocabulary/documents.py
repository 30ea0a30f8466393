"""One warehouse of the shipped documents and of invented ones: the names of the lists beside this file, and rarer forms."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

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

# A self-evaluation form, so that its tables hold rows too.
SELF_EVALUATION = """项目支出绩效自评表
(2023年度)
项目名称\t农村公路养护
主管部门\t某县交通运输局\t实施单位\t某县公路中心
项目资金(万元)\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分
\t年度资金总额\t100\t100\t90\t10\t90%\t9
\t其中：财政拨款\t100\t100\t90\t-\t90%\t-
一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施
产出指标\t数量指标\t养护里程\t≥120公里\t118公里\t50\t49\t天气影响
效益指标\t社会效益指标\t通行条件\t改善\t改善\t30\t30\t
满意度指标\t服务对象满意度指标\t群众满意度\t≥90%\t95%\t10\t10\t
总分\t\t\t\t\t100\t98\t
"""

# A department's money by source and by use, and its tasks: uses are no sources.
DEPARTMENT_TARGETS = """部门整体支出绩效目标表
(2023年度)
部门名称\t某县林业局
预算情况(万元)\t收入预算\t1000.00\t支出预算\t1000.00
\t其中：财政拨款\t900.00\t基本支出\t600.00
\t其他资金\t100.00\t项目支出\t400.00
年度总体目标\t造林护林
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t造林面积\t≥5000亩
效益指标\t生态效益指标\t森林覆盖率\t≥60%
满意度指标\t服务对象满意度指标\t群众满意度\t≥90%
"""

RARER_FORMS = {"self_evaluation.txt": SELF_EVALUATION, "department_targets.txt": DEPARTMENT_TARGETS}
IS_SHIPPED = f"file_name not in {(INVENTED, *RARER_FORMS)}"


def made_documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published file; beside it lies the work folder of the run. Only read it."""
    return made_once(tmp_path_factory, "documents", _run_in) / "warehouse.duckdb"


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


def _run_in(folder: Path) -> None:
    documents = shutil.copytree(SHIPPED_DOCUMENTS, folder / "documents")
    for name, text in {INVENTED: disclosure(), **RARER_FORMS}.items():
        (documents / name).write_text(text, encoding="utf-8")
    done = xianzhang(folder, "run", "documents", "--mismatches", "flag")
    assert done.returncode == 0, done.stdout + done.stderr
