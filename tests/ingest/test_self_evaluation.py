"""Self-evaluation forms: funding rows, results, totals, and what is noted instead of guessed."""

from __future__ import annotations

import pytest

from ingest.errors import UnreadableDocument
from ingest.forms import recognise
from ingest.forms.document_identity import describe_document
from tests.ingest.grids import document_of

TITLE = "2023年度项目支出绩效自评表"
FORM = [
    ["项目名称", "<", "农村饮水安全", "<", "<", "<", "<", "<", "<"],
    ["主管部门", "<", "县水利局", "<", "实施单位", "<", "县供水站", "<", "<"],
    ["项目资金（万元）", "<", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    ["^", "^", "年度资金总额", "120.00", "100.00", "98.50", "10", "98.5%", "9.85"],
    ["^", "^", "其中：当年财政拨款", "100.00", "80.00", "78.50", "-", "", "-"],
    ["^", "^", "上年结转资金", "20.00", "20.00", "20.00", "—", "", "—"],
    ["年度总体目标", "预期目标", "<", "<", "<", "实际完成情况", "<", "<", "<"],
    ["^", "建成供水点12处", "<", "<", "<", "已建成11处", "<", "<", "<"],
    ["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"],
    ["^", "产出指标", "数量指标", "新建供水点", "≥12处", "11处", "50", "45", "征地推迟1个月"],
    ["^", "^", "质量指标", "验收合格率", "≥95%", "≥95%", "20", "20", ""],
    ["^", "效益指标", "社会效益指标", "饮水条件", "明显改善", "达成预期指标", "20", "20", ""],
    ["总分", "<", "<", "<", "<", "<", "100", "94.85", ""],
]


def test_reads_both_halves():
    found = recognise(document_of(TITLE, FORM))
    (form,) = found.forms
    assert (form.form_type, form.project_name, form.implementing_unit_text) == ("self_evaluation", "农村饮水安全", "县供水站")
    assert form.declared_unit_text == "万元"
    assert [
        (
            row.funding_source,
            row.initial_text,
            row.adjusted_text,
            row.executed_text,
            row.weight_text,
            row.ratio_text,
            row.score_text,
        )
        for row in found.executions
    ] == [
        ("total", "120.00", "100.00", "98.50", "10", "98.5%", "9.85"),
        ("fiscal_appropriation", "100.00", "80.00", "78.50", "-", None, "-"),
        ("carryover", "20.00", "20.00", "20.00", "—", None, "—"),
    ]
    assert [(row.level1_text, row.level2_text, row.indicator_name, row.target_text) for row in found.indicators] == [
        ("产出指标", "数量指标", "新建供水点", "≥12处"),
        ("产出指标", "质量指标", "验收合格率", "≥95%"),
        ("效益指标", "社会效益指标", "饮水条件", "明显改善"),
    ]
    assert [(row.actual_text, row.weight_text, row.score_text, row.deviation_text) for row in found.results] == [
        ("11处", "50", "45", "征地推迟1个月"),
        ("≥95%", "20", "20", None),
        ("达成预期指标", "20", "20", None),
    ]
    (whole,) = found.evaluations
    assert (whole.total_weight_text, whole.total_score_text) == ("100", "94.85")
    assert (whole.expected_goal_text, whole.achieved_goal_text) == ("建成供水点12处", "已建成11处")
    assert not found.fundings
    assert not found.notes


def test_columns_in_another_order():
    order = [0, 1, 2, 5, 3, 8, 4, 7, 6]
    head, body = FORM[:2], FORM[2:6]
    funding = [[row[at] for at in order] for row in body]
    table = [["一级指标", "二级指标", "三级指标", "分值", "自评得分", "全年完成值", "指标值", "未完成原因", "<"]]
    table += [["产出指标", "数量指标", "新建供水点", "90", "85", "11处", "12处", "", "<"]]
    found = recognise(document_of(TITLE, [*head, *funding, *table]))
    first = found.executions[0]
    assert (first.executed_text, first.initial_text, first.adjusted_text) == ("98.50", "120.00", "100.00")
    (result,) = found.results
    assert (result.actual_text, result.weight_text, result.score_text) == ("11处", "90", "85")
    assert found.indicators[0].target_text == "12处"


def test_several_forms_and_document_type():
    document = document_of(TITLE, FORM, TITLE, [["项目名称", "<", "道路养护", *["<"] * 6], *FORM[1:]])
    found = recognise(document)
    assert [form.project_name for form in found.forms] == ["农村饮水安全", "道路养护"]
    assert [row.form_number for row in found.executions] == [1, 1, 1, 2, 2, 2]
    assert describe_document(document, found).document_type == "self_evaluation"


def test_an_amount_under_no_heading_is_noted():
    rows = [list(row) for row in FORM]
    rows[2][4] = ""
    found = recognise(document_of(TITLE, rows))
    assert not found.executions
    assert {(note.kind, note.text) for note in found.notes} >= {("unread_table", "年度资金总额")}


def test_two_columns_of_one_heading_are_not_read():
    rows = [list(row) for row in FORM]
    rows[2][3] = "全年预算数"
    found = recognise(document_of(TITLE, rows))
    assert not found.executions
    assert len(found.results) == 3
    assert "two columns have the same heading" in [note.reason for note in found.notes]


def test_an_unknown_source_is_noted_and_the_rest_read():
    rows = [list(row) for row in FORM]
    rows[4][2] = "乡镇配套经费"
    found = recognise(document_of(TITLE, rows))
    assert [row.funding_source for row in found.executions] == ["total", "carryover"]
    assert [note.kind for note in found.notes] == ["unknown_header_word"]


def test_units_that_differ_leave_the_unit_open():
    rows = [list(row) for row in FORM]
    rows[2][3] = "年初预算数（元）"
    assert recognise(document_of(TITLE, rows)).forms[0].declared_unit_text is None


def test_whole_agency_forms_are_declined():
    with pytest.raises(UnreadableDocument):
        recognise(document_of("2023年度部门整体支出绩效自评表", FORM))


FLOW = """2023年度项目支出绩效自评表
项目名称    农村饮水安全
主管部门    县水利局    实施单位    县供水站
项目资金（万元）    年初预算数    全年预算数    全年执行数    分值    执行率    得分
年度资金总额    120.00    100.00    98.50    10    98.5%    9.85
其中：当年财政拨款    100.00    80.00    78.50
上年结转资金    20.00    20.00    20.00
年度总体目标    预期目标    实际完成情况
建成供水点12处    已建成11处
一级指标    二级指标    三级指标    年度指标值    实际完成值    分值    得分    偏差原因分析及改进措施
产出指标    数量指标    新建供水点    ≥12处    11处    50    45    征地推迟1个月
质量指标    验收合格率    ≥95%    ≥95%    20    20
效益指标    社会效益指标    饮水条件    明显改善    达成预期指标    20    20
总分    100    94.85
自评等级    优"""


@pytest.mark.parametrize("text", [FLOW, FLOW.replace("    ", "\n")], ids=["aligned", "one cell a line"])
def test_flow_without_cells(text):
    found = recognise(document_of(text))
    assert found.forms[0].declared_unit_text == "万元"
    amounts = [(row.funding_source, row.initial_text, row.adjusted_text, row.executed_text) for row in found.executions]
    assert amounts == [
        ("total", "120.00", "100.00", "98.50"),
        ("fiscal_appropriation", "100.00", "80.00", "78.50"),
        ("carryover", "20.00", "20.00", "20.00"),
    ]
    rows = zip(found.indicators, found.results, strict=True)
    assert [
        (plan.level2_text, plan.target_text, row.actual_text, row.score_text, row.deviation_text) for plan, row in rows
    ] == [
        ("数量指标", "≥12处", "11处", "45", "征地推迟1个月"),
        ("质量指标", "≥95%", "≥95%", "20", None),
        ("社会效益指标", "明显改善", "达成预期指标", "20", None),
    ]
    (whole,) = found.evaluations
    assert (whole.expected_goal_text, whole.total_weight_text, whole.total_score_text, whole.grade_text) == (
        "建成供水点12处",
        "100",
        "94.85",
        "优",
    )
    assert found.notes == ()


def test_flow_rows_that_do_not_add_up_or_miss_a_figure_are_noted():
    text = FLOW.replace("100.00    80.00    78.50", "80.00    78.50    98.1").replace(
        "≥95%    ≥95%    20    20", "≥95%    20    20"
    )
    found = recognise(document_of(text))
    assert [row.funding_source for row in found.executions] == ["total"]
    assert [row.indicator_name for row in found.indicators] == ["新建供水点", "饮水条件"]
    assert {note.text for note in found.notes} == {
        "其中：当年财政拨款",
        "上年结转资金",
        "质量指标    验收合格率    ≥95%    20    20",
    }


def test_rows_on_the_next_page_are_read_by_counting_printed_cells():
    head, rows = FORM[:10], FORM[10:]
    wide = [["绩效指标", "<", "产出指标", "质量指标", "<", "验收合格率", "≥95%", "≥95%", "<", "20", "20", "", "<"]]
    found = recognise(document_of(TITLE, head, wide))
    assert [(row.actual_text, row.weight_text, row.score_text) for row in found.results] == [
        ("11处", "50", "45"),
        ("≥95%", "20", "20"),
    ]
    assert [row.level2_text for row in found.indicators] == ["数量指标", "质量指标"]
    narrow = [[cell for cell in rows[1][1:] if cell]]
    found = recognise(document_of(TITLE, head, narrow))
    assert [row.actual_text for row in found.results] == ["11处"]
    assert "效益指标 社会效益指标 饮水条件 明显改善 达成预期指标 20 20" in [note.text for note in found.notes]


def test_goals_beside_their_labels_and_a_score_beside_its_own():
    beside = ["年度总体目标", "年初设定目标", "建成12处", "<", "<", "目标完成情况", "建成11处", "<", "<"]
    score = ["自评总分", "<", "94.85分", "<", "<", "自评等级", "优", "<", "<"]
    (whole,) = recognise(document_of(TITLE, [*FORM[:6], beside, score, *FORM[8:-1]])).evaluations
    assert (whole.expected_goal_text, whole.achieved_goal_text) == ("建成12处", "建成11处")
    assert (whole.total_score_text, whole.grade_text) == ("94.85分", "优")
