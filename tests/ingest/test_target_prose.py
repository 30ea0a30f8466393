"""Target forms that give indicators or amounts as prose."""

from __future__ import annotations

import pytest

from ingest.forms.project_records import FormRecords
from ingest.forms.project_targets import read_target_forms
from tests.ingest.grids import ABOVE, LEFT, document_of

TITLE = ["项目支出绩效目标表", LEFT, LEFT, LEFT]
NAME = ["项目名称", "甲", "", ""]
TABLE = [["一级指标", "二级指标", "三级指标", "指标值"], ["产出指标", "数量指标", "人数", "3人"]]


def read(*parts: object) -> tuple[FormRecords, list[tuple[str, str]]]:
    (form,), notes = read_target_forms(document_of(*parts))
    return form, [(note.kind, note.text) for note in notes]


def rows_of(form: FormRecords) -> list[tuple[str | None, ...]]:
    return [(row.level1_text, row.level2_text, row.indicator_name, row.target_text) for row in form.indicators]


def test_indicators_in_one_cell() -> None:
    prose = "产出指标：1.数量指标：培训人次≥300人次，发放资料2000份；2.质量指标：合格率≥95%；"
    form, notes = read([["项目绩效目标表", LEFT], ["项目名称", "甲"], ["绩效指标", prose]])
    assert rows_of(form) == [
        ("产出指标", "数量指标", "培训人次", "≥300人次"),
        ("产出指标", "数量指标", "发放资料", "2000份"),
        ("产出指标", "质量指标", "合格率", "≥95%"),
    ]
    assert [(row.column_number, row.line_number) for row in form.indicators] == [(2, 3)] * 3
    assert notes == []


def test_one_line_an_indicator_below_the_form() -> None:
    form, notes = read(
        "项目支出绩效目标表\n项目名称：农技推广\n年度资金总额：50万元\n年度目标：推广新技术。\n绩效指标：\n"
        "一、产出指标\n（一）数量指标\n1.补助人数不少于1,200人；\n2.补助标准：100元/人\n（二）时效指标\n按时发放\n"
        "二、效益指标\n社会效益指标：生活水平有效提高。\n三、满意度指标：服务对象满意度指标：群众满\n意度达到90%以上\n填报人：张三"
    )
    assert rows_of(form) == [
        ("产出指标", "数量指标", "补助人数", "不少于1,200人"),
        ("产出指标", "数量指标", "补助标准", "100元/人"),
        ("效益指标", "社会效益指标", "生活水平", "有效提高"),
        ("满意度指标", "服务对象满意度指标", "群众满意度", "90%以上"),
    ]
    assert [goal.goal_text for goal in form.goals] == ["推广新技术。"]
    assert notes == [("unread_table", "按时发放")]


def test_a_deadline_is_no_name() -> None:
    form, notes = read([TITLE[:2], NAME[:2], ["绩效指标", "产出指标：数量指标：新建2个站点；时效指标：2024年12月底前完成"]])
    assert rows_of(form) == [("产出指标", "数量指标", "新建", "2个站点")]
    assert notes == [("unread_table", "2024年12月底前完成")]


def test_level_names_in_cells_of_their_own_beside_lists() -> None:
    form, notes = read(
        [
            TITLE[:3],
            NAME[:3],
            ["产出指标", "数量指标", "1、修路≥3.5公里 2、桥梁2座"],
            [ABOVE, "质量指标", "验收合格率100%"],
            ["满意度指标", LEFT, "群众满意度≥90%"],
        ]
    )
    assert rows_of(form) == [
        ("产出指标", "数量指标", "修路", "≥3.5公里"),
        ("产出指标", "数量指标", "桥梁", "2座"),
        ("产出指标", "质量指标", "验收合格率", "100%"),
        ("满意度指标", None, "群众满意度", "≥90%"),
    ]
    assert notes == []


def test_columns_without_a_known_header_are_no_prose() -> None:
    rows = [["一级指标", "二级指标", "三级指标", "拟达水平"], ["产出指标", "数量指标", "人数", "≥3人"]]
    form, notes = read([TITLE, NAME, *rows])
    assert rows_of(form) == []
    assert ("unread_table", "项目支出绩效目标表") in notes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "资金总额（万元）：120.5 其中：财政拨款 100 其他资金 20.5",
            ["total 120.5", "fiscal_appropriation 100", "other_funds 20.5"],
        ),
        ("年度资金总额：854万(其中：财政拨款800万，自有54万)", ["total 854万", "fiscal_appropriation 800万", "own_funds 54万"]),
        (
            "年度预算总额：1,200.5万元，其中：一般公共预算1,000.5万元。",
            ["total 1,200.5万元", "general_public_budget 1,000.5万元"],
        ),
        ("项目资金：共50万元", ["total 50万元"]),
        ("年度资金总额:50万", ["total 50万"]),
    ],
)
def test_amounts_in_prose(text: str, expected: list[str]) -> None:
    form, notes = read([TITLE, NAME, [text, LEFT, LEFT, LEFT], *TABLE])
    assert [f"{funding.funding_source} {funding.amount_text}" for funding in form.fundings] == expected
    assert notes == []


@pytest.mark.parametrize(
    "text", ["854万元（其中：中央直达800万元，县级54万元）", "854万（其中：财政拨款800，自有资金54）", "854（财政拨款800万元）"]
)
def test_parts_that_are_not_known_leave_the_amount_whole(text: str) -> None:
    form, notes = read([TITLE, NAME, [f"资金总额：{text}", LEFT, LEFT, LEFT], *TABLE])
    assert [(funding.funding_source, funding.amount_text) for funding in form.fundings] == [("total", text)]
    assert notes == [("unread_table", text)]
