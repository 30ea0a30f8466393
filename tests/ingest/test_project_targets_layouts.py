"""Invented layouts of project target forms: what they print must come out right, and what is in doubt must stay unread."""

from __future__ import annotations

import pytest

from ingest.forms.project_records import FormRecords
from ingest.forms.project_targets import read_target_forms
from ingest.readers.text import read_text

HEADER = "一级指标\t二级指标\t三级指标\t指标值\n"
ROW = "产出指标\t数量指标\t人数\t3人\n"
PERSONS = ("产出指标", "数量指标", "人数", "3人")


def forms_of(text: str, encoding: str = "utf-8") -> tuple[FormRecords, ...]:
    return read_target_forms(read_text(text.encode(encoding)))[0]


def rows_of(form: FormRecords) -> list[tuple[str | None, ...]]:
    return [(row.level1_text, row.level2_text, row.indicator_name, row.target_text) for row in form.indicators]


def parts_of(form: FormRecords) -> list[tuple[str | None, ...]]:
    return [
        (row.indicator_name, row.comparator_text, row.target_text, row.unit_text, row.weight_text) for row in form.indicators
    ]


def amounts_of(form: FormRecords) -> list[tuple[str, str, str | None]]:
    return [(funding.horizon, funding.funding_source, funding.amount_text) for funding in form.fundings]


def captured_lines(form: FormRecords) -> set[int]:
    return {capture.line_number for capture in form.captures}


def test_unknown_labels_do_not_run_into_the_values_beside_them() -> None:
    (form,) = forms_of(
        "预算项目绩效目标表\n"
        "项目名称\t职工培训\t项目大类\t县级\n"
        "主管部门\t某县总工会\t热线\t0793-5551234\n"
        "资金总额\t50万元\t资金渠道\t本级资金\n"
        "其中：国有资本\t50万元\t其他\t一般\n"
        "绩效目标\t培训职工500人次。\t\t\n"
        "测算口径\t500人*1000元\t\t\n" + HEADER + ROW
    )
    assert (form.form.project_name, form.form.department_text) == ("职工培训", "某县总工会")
    assert amounts_of(form) == [("annual", "total", "50万元"), ("annual", "state_capital", "50万元")]
    assert [goal.goal_text for goal in form.goals] == ["培训职工500人次。"]
    assert 7 not in captured_lines(form)


def test_a_name_that_wraps_over_rows_of_the_grid() -> None:
    (form,) = forms_of(
        "项目名称\t某县高标准农田\t\t\n\t建设项目（二期）\t\t\n主管部门\t某局\t\t\n年度目标\t年度目标：建设1万亩；\t\t\n\t受益300户。\t\t\n"
        + HEADER
        + ROW
    )
    assert form.form.project_name == "某县高标准农田建设项目（二期）"
    assert [goal.goal_text for goal in form.goals] == ["年度目标：建设1万亩；受益300户。"]


def test_amounts_in_a_row_below_their_labels() -> None:
    (form,) = forms_of(
        "项目名称\t乡村教师补贴\t\t\t\n"
        "资金情况（万元）\t年度资金总额\t其中：财政拨款\t自有资金\t其他资金\n"
        "\t120.5\t100\t20.5\t０\n" + HEADER + ROW
    )
    assert amounts_of(form) == [
        ("annual", "total", "120.5"),
        ("annual", "fiscal_appropriation", "100"),
        ("annual", "own_funds", "20.5"),
        ("annual", "other_funds", "０"),
    ]


@pytest.mark.parametrize("blank", ["\t", " "])
def test_sources_belong_to_the_total_above_them(blank: str) -> None:
    (form,) = forms_of(
        "项目支出绩效目标申报表\n项目名称\t数字档案馆\n实施期资金总额\t900\n年度资金总额\t300\n其中：财政拨款\t300\n".replace(
            "\t", blank
        )
        + (HEADER + ROW).replace("\t", blank)
    )
    assert amounts_of(form) == [
        ("whole_project", "total", "900"),
        ("annual", "total", "300"),
        ("annual", "fiscal_appropriation", "300"),
    ]


def test_two_targets_share_name_levels_comparator_and_unit() -> None:
    (form,) = forms_of(
        "项目名称\t智慧校园\t\t\t\t\t\n"
        "一级指标\t二级指标\t三级指标\t指标性质\t实施期指标值\t年度指标值\t度量单位\n"
        "产出指标\t数量指标\t教室\t≥\t60\t20\t间\n"
        "\t质量指标\t合格率\t＝\t100\t98\t%\n"
    )
    assert [(row.horizon, row.level2_text) for row in form.indicators] == [
        ("whole_project", "数量指标"),
        ("annual", "数量指标"),
        ("whole_project", "质量指标"),
        ("annual", "质量指标"),
    ]
    assert parts_of(form) == [
        ("教室", "≥", "60", "间", None),
        ("教室", "≥", "20", "间", None),
        ("合格率", "＝", "100", "%", None),
        ("合格率", "＝", "98", "%", None),
    ]


def test_two_targets_of_unknown_horizon_stay_unread() -> None:
    (form,) = forms_of(
        "项目名称\t甲\t\t\t\n一级指标\t二级指标\t三级指标\t指标值\t目标值\n产出指标\t数量指标\t里程\t30公里\t10公里\n"
    )
    assert form.indicators == ()
    assert 3 not in captured_lines(form)


def test_second_header_row_splits_the_target() -> None:
    (form,) = forms_of(
        "项目名称\t甲\t\t\t\t\t\n"
        "一级指标\t二级指标\t三级指标\t指标值\t\t\t权重\n"
        "\t\t\t符号\t值\t单位\t\n"
        "产出指标\t数量指标\t培训人次\t≥\t500\t人次\t20\n"
    )
    assert parts_of(form) == [("培训人次", "≥", "500", "人次", "20")]


def test_fourth_level_names_the_indicator() -> None:
    (form,) = forms_of(
        "项目名称\t甲\t\t\t\n一级指标\t二级指标\t三级指标\t四级指标\t指标值（包含数字及文字描述）\n"
        "产出指标\t数量指标\t公路养护\t里程\t30公里\n\t\t\t桥梁\t5座\n"
    )
    assert rows_of(form) == [("产出指标", "数量指标", "里程", "30公里"), ("产出指标", "数量指标", "桥梁", "5座")]


def test_page_breaks_between_rows() -> None:
    (form,) = forms_of(
        "项目支出绩效目标表\n项目名称\t甲\t\t\n" + HEADER + ROW + "— 12 —\n\f项目支出绩效目标表\n（2024年度）\n" + HEADER
        + "\t质量指标\t合格率\t100%\n第13页 共20页\n\t时效指标\t完成时间\t12月底前\n"
    )  # fmt: skip
    assert rows_of(form) == [
        PERSONS,
        ("产出指标", "质量指标", "合格率", "100%"),
        ("产出指标", "时效指标", "完成时间", "12月底前"),
    ]


def test_a_row_left_unread_ends_the_levels_before_it() -> None:
    (form,) = forms_of(
        "项目名称\t甲\t\t\t\n" + HEADER + ROW
        + "效益指标\t社会效益指标\t影响\t较高\t20\t多\n\t生态效益指标\t空气\t良好\n"
        "管理效能\t制度建设\t制度\t完备\n\t质量指标\t合格率\t100%\n"
    )  # fmt: skip
    assert rows_of(form) == [PERSONS, ("效益指标", "生态效益指标", "空气", "良好"), (None, "质量指标", "合格率", "100%")]
    assert {4, 6}.isdisjoint(captured_lines(form))


def test_cells_torn_by_line_breaks() -> None:
    (form,) = forms_of(
        "项目名称\t甲\t\t\n"
        + HEADER
        + "产出指标\t数量指标\t培训\n人次\t≥500人次\n\t质量指标\t合格率\t≥\n95%\n\t时效指标\t及时率\t100%\n"
    )
    assert rows_of(form) == [("产出指标", "数量指标", "培训人次", "≥500人次"), ("产出指标", "时效指标", "及时率", "100%")]


def test_signatures_and_notes_in_the_grid_below_the_table() -> None:
    (form,) = forms_of(
        "项目名称\t甲\t\t\n"
        + HEADER
        + ROW
        + "备注\t1.金额以万元计\t2.共2份\t\n填报人：张三\t\t联系电话：13800000000\t\n审核意见\t同意\t2023年3月1日\t\n"
    )
    assert rows_of(form) == [PERSONS]
    assert {4, 5, 6}.isdisjoint(captured_lines(form))


def test_indicators_named_like_labels_begin_no_form() -> None:
    (form,) = forms_of("项目名称\t甲\t\t\n" + HEADER + ROW + "\t\t预算单位\t5家\n\t\t项目名称\t2个\n")
    assert rows_of(form) == [PERSONS, ("产出指标", "数量指标", "预算单位", "5家"), ("产出指标", "数量指标", "项目名称", "2个")]


def test_unit_above_a_form_of_unknown_title() -> None:
    page = (
        "某局2024年项目绩效公开表\n（2024年度）\t\t\t金额单位：元\n项目名称\t甲\t\t\n年度资金总额\t500000\t\t\n" + HEADER + ROW
    )
    assert [(form.form.declared_unit_text, form.form.fiscal_year_text is not None) for form in forms_of(page + page)] == [
        ("元", True),
        ("元", True),
    ]


def test_other_forms_are_no_project_target_forms() -> None:
    whole_agency = "部门整体支出绩效目标表\n部门名称\t某局\t\t\n项目名称\t合计\t\t\n年度资金总额\t3000\t\t\n" + HEADER + ROW
    evaluation = (
        "项目名称\t甲\t\t\t\t\n项目资金\t\t年初预算数\t全年预算数\t全年执行数\t得分\n\t年度资金总额\t100\t100\t90\t9\n"
        "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t得分\n产出指标\t数量指标\t人数\t3人\t3人\t10\n"
    )
    listing = "2024年项目支出绩效目标表\n单位名称\t项目名称\t资金总额\t一级指标\t二级指标\t三级指标\t指标值\n"
    listing += "某院\t设备\t120\t产出指标\t数量指标\t台数\t3台\n"
    target = "项目支出绩效目标表\n项目名称\t乙\t\t\n" + HEADER + ROW
    department, form = forms_of(whole_agency + listing + target + evaluation)
    assert (department.form.form_type, department.form.project_name) == ("department_targets", "某局")
    assert form.form.project_name == "乙"
    assert rows_of(form) == [PERSONS]


def test_flow_leaves_out_what_a_free_sentence_makes_doubtful() -> None:
    (form,) = forms_of(
        "项目名称 城市绿化\n年度资金总额 86.40\n一级指标 二级指标 三级指标 指标值\n"
        "产出指标 数量指标 管护面积 ≥ 12 万平方米\n"
        "质量指标 成活率 成活率达到98%以上\n"
        "成本指标 每平方米成本 ≤7.2元\n"
        "效益指标 生态效益指标 改善空气质量 城区空气质量\n持续向好\n"
        "社会效益指标 宜居程度 生活环境 更加宜居\n"
        "满意度指标 服务对象满意度指标 市民满意度 ≥92%\n"
    )
    assert rows_of(form) == [
        ("产出指标", "数量指标", "管护面积", "≥ 12 万平方米"),
        ("产出指标", "质量指标", "成活率", "成活率达到98%以上"),
        ("产出指标", "成本指标", "每平方米成本", "≤7.2元"),
        ("满意度指标", "服务对象满意度指标", "市民满意度", "≥92%"),
    ]
    assert {7, 8, 9}.isdisjoint(captured_lines(form))


def test_blanks_that_align_columns_keep_the_blanks_within_cells() -> None:
    (form,) = forms_of(
        "项目名称        春节慰问 困难群众\n"
        "项目资金（元）  年度资金总额      120000\n                其中：财政拨款    100000\n"
        "一级指标    二级指标      三级指标          指标值\n产出指标    数量指标      慰问 户数         400 户\n"
        "满意度指标  满意度指标    困难群众 满意度   ≥ 95%\n"
    )
    assert amounts_of(form) == [("annual", "total", "120000"), ("annual", "fiscal_appropriation", "100000")]
    assert rows_of(form) == [
        ("产出指标", "数量指标", "慰问 户数", "400 户"),
        ("满意度指标", "满意度指标", "困难群众 满意度", "≥ 95%"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_one_cell_a_line_is_read_by_counting(encoding: str) -> None:
    cells = (
        "绩效目标申报表 项目名称 社区养老 预算单位 某区民政局 年度资金总额 200 其他资金 年度目标 服务老人。 "
        "一级指标 二级指标 三级指标 指标性质 指标值 度量单位 权重 "
        "产出指标 数量指标 服务人次 ≥ 5,000 人次 20 床位数 ＝ 120 张 10 "
        "质量指标 服务达标率 ≥ 95 % 20 时效指标 及时性 定性 及时 10 "
        "效益指标 社会效益指标 幸福感 群众反映良好且稳定 30 满意度指标 服务对象满意度 服务对象满意度 ≥ 90 % 10"
    )
    (form,) = forms_of(cells.replace(" ", "\r\n"), encoding)
    assert (form.form.project_name, form.form.implementing_unit_text) == ("社区养老", "某区民政局")
    assert amounts_of(form) == [("annual", "total", "200"), ("annual", "other_funds", None)]
    assert parts_of(form) == [
        ("服务人次", "≥", "5,000", "人次", "20"),
        ("床位数", "＝", "120", "张", "10"),
        ("服务达标率", "≥", "95", "%", "20"),
        ("及时性", "定性", "及时", None, "10"),
        ("幸福感", None, "群众反映良好且稳定", None, "30"),
        ("服务对象满意度", "≥", "90", "%", "10"),
    ]


def test_one_cell_a_line_that_can_be_counted_in_two_ways_stays_unread() -> None:
    cells = (
        "项目名称 甲 一级指标 二级指标 三级指标 指标值 产出指标 数量指标 培训期数 全年举办培训班 培训人数 300人 "
        "质量指标 合格率 效益指标 社会效益指标 影响 较高"
    )
    (form,) = forms_of(cells.replace(" ", "\n"))
    assert rows_of(form) == [("效益指标", "社会效益指标", "影响", "较高")]


def test_a_weight_beside_a_blank_target_is_no_target() -> None:
    (form,) = forms_of(
        "项目支出绩效目标表\n项目名称\t甲\n一级指标\t二级指标\t三级指标\t指标值\t权重\n"
        "产出指标\t数量指标\t购置数量\t=13台\t15\n\t质量指标\t验收合格率\t\t15\n\t时效指标\t到位时间\t9月30日前\t15\n"
    )
    assert parts_of(form) == [
        ("购置数量", None, "=13台", None, "15"),
        ("验收合格率", None, None, None, "15"),
        ("到位时间", None, "9月30日前", None, "15"),
    ]


@pytest.mark.parametrize("gap", ["   ", "\n"])
def test_a_run_of_labels_before_a_run_of_amounts(gap: str) -> None:
    labels = gap.join(("年度资金总额", "其中：财政拨款", "其他资金", "上年结转"))
    table = "\n一级指标   二级指标   三级指标   指标值\n产出指标   数量指标   人数   3人\n"
    (form,) = forms_of(
        f"项目支出绩效目标表\n项目名称   甲\n项目资金（万元）\n{labels}\n{gap.join(('57.81', '43.36', '14.45', '0'))}{table}"
    )
    assert amounts_of(form) == [
        ("annual", "total", "57.81"),
        ("annual", "fiscal_appropriation", "43.36"),
        ("annual", "other_funds", "14.45"),
        ("annual", "carryover", "0"),
    ]


def test_amounts_fewer_than_the_labels_before_them_are_nobody_s() -> None:
    labels = "年度资金总额\n其中：财政拨款\n其他资金\n上年结转"
    table = "一级指标   二级指标   三级指标   指标值\n产出指标   数量指标   人数   3人\n"
    (form,) = forms_of(f"项目支出绩效目标表\n项目名称   甲\n项目资金（万元）\n{labels}\n57.81\n43.36\n{table}")
    assert {amount for _, _, amount in amounts_of(form)} == {None}


def test_a_lone_equals_sign_in_its_own_line_is_a_comparator() -> None:
    cells = (
        "一级指标",
        "二级指标",
        "三级指标",
        "指标性质",
        "指标值",
        "度量单位",
        "产出指标",
        "数量指标",
        "装机数量",
        "=",
        "13",
        "台",
    )
    (form,) = forms_of("\n".join(("项目支出绩效目标表", "项目名称", "甲", *cells)))
    assert parts_of(form) == [("装机数量", "=", "13", "台", None)]


ONE_CELL_HEAD = "项目支出绩效目标表 项目名称 甲 {number}一级指标 二级指标 三级指标 指标性质 指标值 度量单位 备注 "


@pytest.mark.parametrize("number", ["", "序号 "])
def test_one_cell_a_line_with_blank_cells_among_several_rows(number: str) -> None:
    rows = [
        "1 产出 数量指标 培训期数 ≥ 9 期 按实际完成情况填报",
        "2 培训人次 ≥ 540 人次",
        "3 时效指标 完成时间 定性 12月31日前 按实际完成情况填报",
        "4 效益指标 社会效益指标 就业率 ≥ 60 %",
    ]
    text = ONE_CELL_HEAD.format(number=number) + " ".join(row if number else row.split(" ", 1)[1] for row in rows)
    (form,) = forms_of(text.replace(" ", "\n"))
    assert rows_of(form)[:2] == [("产出", "数量指标", "培训期数", "9"), ("产出", "数量指标", "培训人次", "540")]
    assert [(row.indicator_name, row.target_text, row.unit_text, row.note_text) for row in form.indicators[2:]] == [
        ("完成时间", "12月31日前", None, "按实际完成情况填报"),
        ("就业率", "60", "%", None),
    ]


def test_one_cell_a_line_where_a_note_may_be_half_a_name_stays_unread() -> None:
    head = "项目支出绩效目标表 项目名称 甲 一级指标 二级指标 三级指标 指标值 备注 "
    table = "产出指标 数量指标 培训期数 9期 参加培训的农村 致富带头人人数 540人 效益指标 社会效益指标 就业率 60%"
    (form,) = forms_of((head + table).replace(" ", "\n"))
    assert rows_of(form) == [("效益指标", "社会效益指标", "就业率", "60%")]


def test_a_dash_on_a_line_of_its_own_is_the_amount_before_the_next_label() -> None:
    head = "项目支出绩效目标表 项目名称 甲 年度资金总额 5.00 财政拨款 - 其他资金 5.00 "
    (form,) = forms_of((head + "一级指标 二级指标 三级指标 指标值 产出指标 数量指标 期数 9期").replace(" ", "\n"))
    assert amounts_of(form)[1:] == [("annual", "fiscal_appropriation", "-"), ("annual", "other_funds", "5.00")]
