"""A lost, doubled or altered row fails the build: each layer of a built work file is broken once, and the tests must see it."""

import shutil
from pathlib import Path

import duckdb
import pytest

from ingest.pipeline import SHIPPED_DOCUMENTS
from tests.test_end_to_end import xianzhang

TESTS = ("assert_row_counts_reconcile", "assert_printed_sums_reconcile", "assert_amounts_keep_their_print")

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

# Layer and, for what is altered, one column of it: what the documents print, and what was read from it.
RELATIONS = {
    "staging.stg_project_fundings": "amount_text",
    "staging.stg_project_goals": "goal_text",
    "staging.stg_indicator_rows": "row_text",
    "staging.stg_budget_cells": "value_text",
    "staging.stg_narrative_claims": "value_text",
    "staging.stg_self_evaluations": "total_score_text",
    "staging.stg_project_executions": "label_text",
    "staging.stg_indicator_results": "actual_text",
    "intermediate.int_project_fundings_converted": "printed_value",
    "intermediate.int_budget_cells_converted": "amount_cny",
    "marts.dim_projects": None,
    "marts.fct_project_budgets": "total_amount_cny",
    "marts.fct_project_fundings": "amount_cny",
    "marts.fct_project_goals": "goal_text",
    "marts.fct_indicator_targets": "target_low",
    "marts.fct_budget_lines": "total_amount_cny",
    "marts.fct_narrative_claims": "value",
    "marts.fct_project_executions": "executed_amount_cny",
    "marts.fct_indicator_results": "score",
}
BREAKS = [
    (relation, break_)
    for relation, column in RELATIONS.items()
    for break_ in ("lost", "doubled", "altered")
    if break_ != "altered" or column
]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A work file, and the tests as they were run on it."""
    folder = tmp_path_factory.mktemp("reconciliation")
    (folder / "in").mkdir()
    for name in ("xunwu_social_insurance_2023_budget.txt", "yiyang_social_insurance_2023_targets.txt"):
        shutil.copy(SHIPPED_DOCUMENTS / name, folder / "in")
    (folder / "in" / "self_evaluation.txt").write_text(SELF_EVALUATION, encoding="utf-8")
    (folder / "in" / "department_targets.txt").write_text(DEPARTMENT_TARGETS, encoding="utf-8")
    done = xianzhang(folder, "run", "in", "--mismatches", "flag")
    assert done.returncode == 0, done.stdout + done.stderr
    compiled = folder / "warehouse.work" / "target" / "compiled" / "xianzhang" / "tests" / "warehouse"
    return folder / "warehouse.work.duckdb", {name: (compiled / f"{name}.sql").read_text(encoding="utf-8") for name in TESTS}


def first_failure(file: Path, tests: dict[str, str]) -> str | None:
    """The first test that finds something."""
    with duckdb.connect(str(file)) as connection:
        found = (name for name, query in tests.items() if connection.execute(f"select 1 from ({query}) limit 1").fetchone())
        return next(found, None)


def break_rows(file: Path, relation: str, break_: str) -> None:
    """Put a table in the relation's place that lacks a row, has one twice, or holds one other value."""
    schema, name = relation.split(".")
    column = RELATIONS[relation]
    with duckdb.connect(str(file)) as connection:
        connection.execute(f"create table broken as select row_number() over () as place, * from {relation}")
        filled = f"where {column} is not null" if column else ""
        ((place,),) = connection.execute(f"select max(place) from broken {filled}").fetchall()
        assert place, f"{relation} is empty"
        if break_ == "lost":
            connection.execute("delete from broken where place = ?", [place])
        elif break_ == "doubled":
            connection.execute("insert into broken select * from broken where place = ?", [place])
        else:
            other = f"{column} || '0'" if column.endswith("_text") else f"{column} + 1"
            connection.execute(f"update broken set {column} = {other} where place = ?", [place])
        kind = connection.execute(
            "select 'view' from duckdb_views() where schema_name = ? and view_name = ?", [schema, name]
        ).fetchone()
        connection.execute(f"drop {'view' if kind else 'table'} {relation}")
        connection.execute(f"create table {relation} as select * exclude (place) from broken")
        connection.execute("drop table broken")


def test_an_unbroken_file_passes(built: tuple[Path, dict[str, str]]) -> None:
    assert first_failure(*built) is None


@pytest.mark.parametrize(("relation", "break_"), BREAKS)
def test_a_broken_layer_is_found(built: tuple[Path, dict[str, str]], tmp_path: Path, relation: str, break_: str) -> None:
    file, tests = built
    # Under its own name: that is what the tests call the database.
    copy = tmp_path / file.name
    shutil.copy(file, copy)
    break_rows(copy, relation, break_)
    assert first_failure(copy, tests), f"{relation}: a {break_} row was not seen"
