"""Invented target forms of whole departments, in three layouts that differ in tasks and money."""

from __future__ import annotations

from ingest.forms import recognise
from ingest.records import Recognition
from tests.ingest.grids import ABOVE, LEFT, document_of

HEADER = ["一级指标", "二级指标", "三级指标", "指标值"]
ROW = ["产出指标", "数量指标", "人数", "3人"]


def amounts_of(found: Recognition) -> list[tuple[str, str | None]]:
    return [(funding.funding_source, funding.amount_text) for funding in found.fundings]


def tasks_of(found: Recognition) -> list[tuple[str | None, ...]]:
    return [
        (task.task_name, task.content_text, task.total_text, task.fiscal_appropriation_text, task.other_funds_text)
        for task in found.tasks
    ]


def test_tasks_with_amounts_in_three_columns_and_a_row_that_sums_them() -> None:
    found = recognise(
        document_of(
            "部门整体支出绩效目标表",
            "（2024年度）",
            [
                ["部门（单位）名称", LEFT, "某县林业局", *[LEFT] * 4],
                ["年度主要任务", "任务名称", "主要内容", LEFT, "预算金额（万元）", LEFT, LEFT],
                [ABOVE, ABOVE, ABOVE, ABOVE, "总额", "财政拨款", "其他资金"],
                [ABOVE, "造林", "造林2000亩", LEFT, "120.5", "100.5", "20"],
                [ABOVE, "防火", "防火巡护", LEFT, "30", "30", ""],
                [ABOVE, "金额合计", LEFT, LEFT, "150.5", "130.5", "20"],
                ["年度总体目标", "完成造林，无重大火灾。", *[LEFT] * 5],
                ["年度绩效指标", "一级指标", "二级指标", LEFT, "三级指标", "指标值", LEFT],
                [ABOVE, "产出指标", "数量指标", LEFT, "造林面积", "≥2000亩", LEFT],
                [ABOVE, "效益指标", "生态效益指标", LEFT, "火灾次数", "0次", LEFT],
            ],
        )
    )
    (form,) = found.forms
    assert (form.form_type, form.project_name, form.fiscal_year_text) == ("department_targets", "某县林业局", "（2024年度）")
    assert tasks_of(found) == [
        ("造林", "造林2000亩", "120.5", "100.5", "20"),
        ("防火", "防火巡护", "30", "30", None),
        ("金额合计", None, "150.5", "130.5", "20"),
    ]
    assert [task.is_total for task in found.tasks] == [False, False, True]
    assert {task.declared_unit_text for task in found.tasks} == {"万元"}
    assert [goal.goal_text for goal in found.goals] == ["完成造林，无重大火灾。"]
    assert [(row.level1_text, row.indicator_name, row.target_text) for row in found.indicators] == [
        ("产出指标", "造林面积", "≥2000亩"),
        ("效益指标", "火灾次数", "0次"),
    ]
    assert (amounts_of(found), found.notes) == ([], ())


def test_money_by_source_beside_money_by_use() -> None:
    found = recognise(
        document_of(
            [
                ["整体绩效目标申报表", *[LEFT] * 4],
                ["单位名称", "某镇人民政府", LEFT, LEFT, LEFT],
                ["年度预算申请（万元）", "资金总额：900", LEFT, LEFT, LEFT],
                [ABOVE, "按收入性质分", LEFT, "按支出性质分", LEFT],
                [ABOVE, "其中：一般公共预算", "800", "其中：基本支出", "600"],
                [ABOVE, "其他资金", "100", "项目支出", "300"],
                ["整体绩效目标", "保障运转。", LEFT, LEFT, LEFT],
                ["一级指标", "二级指标", "三级指标", "指标值", "备注"],
                ["产出指标", "数量指标", "会议", "12次", ""],
            ]
        )
    )
    assert [(form.project_name, form.declared_unit_text) for form in found.forms] == [("某镇人民政府", "万元")]
    assert amounts_of(found) == [
        ("total", "900"),
        ("general_public_budget", "800"),
        ("basic_expenditure", "600"),
        ("other_funds", "100"),
        ("project_expenditure", "300"),
    ]
    assert found.notes == ()


def test_revenue_and_expenditure_of_the_year_beside_facts_about_the_department() -> None:
    found = recognise(
        document_of(
            "2023年部门整体支出绩效目标申报表",
            [
                ["部门名称", "某县统计局", "联系人", "张三"],
                ["部门所属领域", "政务", "直属单位包括", "普查中心"],
                ["编制控制数", "20", "在职人员总数", "18"],
                ["当年预算情况（万元）", LEFT, LEFT, LEFT],
                ["收入预算合计", "310", "其中：上级财政拨款", "10"],
                ["本级财政安排", "300", "其他资金", "0"],
                ["支出预算合计", "310", "其中：人员经费", "200"],
                ["公用经费", "50", "项目经费", "60"],
                ["年度主要任务", "完成第五次经济普查。", LEFT, LEFT],
                ["年度总体绩效目标", "数据质量提高。", LEFT, LEFT],
                HEADER,
                ROW,
            ],
        )
    )
    assert amounts_of(found) == [
        ("revenue_total", "310"),
        ("superior_appropriation", "10"),
        ("local_appropriation", "300"),
        ("other_funds", "0"),
        ("total", "310"),
        ("personnel_expenditure", "200"),
        ("operating_expenditure", "50"),
        ("project_expenditure", "60"),
    ]
    assert tasks_of(found) == [(None, "完成第五次经济普查。", None, None, None)]
    assert [row.target_text for row in found.indicators] == ["3人"]
    assert found.notes == ()


def test_a_department_beside_its_project_and_one_without_a_name() -> None:
    overall = [["部门整体支出绩效目标表", *[LEFT] * 3], ["部门名称", "某局", LEFT, LEFT], HEADER, ROW]
    project = [["项目支出绩效目标表", *[LEFT] * 3], ["项目名称", "甲", "", ""], HEADER, ROW]
    found = recognise(document_of(overall, project))
    assert [(form.form_type, form.project_name) for form in found.forms] == [
        ("department_targets", "某局"),
        ("project_targets", "甲"),
    ]
    nameless = [["部门整体支出绩效目标表", *[LEFT] * 3], ["项目期", "1年", "负责人", "张三"], HEADER, ROW]
    notes = recognise(document_of(nameless, project)).notes
    assert [(note.kind, note.text, note.reason) for note in notes] == [
        ("unread_table", "部门整体支出绩效目标表", "the form names no department that can be read")
    ]
