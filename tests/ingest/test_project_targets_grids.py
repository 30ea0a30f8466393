"""Invented target forms in grids of merged cells, as Word, Excel, HTML and ruled PDF print them."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.forms.centred_levels import centred_names
from ingest.forms.project_records import FormRecords
from ingest.forms.project_targets import read_target_forms
from tests.ingest.grids import ABOVE, LEFT, document_of

HEADER = ["一级指标", "二级指标", "三级指标", "指标值"]
ROW = ["产出指标", "数量指标", "人数", "3人"]
PERSONS = ("annual", "产出指标", "数量指标", "人数", "3人")


def form_of(*parts: str | Sequence[Sequence[str]]) -> FormRecords:
    forms, notes = read_target_forms(document_of(*parts))
    assert (len(forms), notes) == (1, ())
    return forms[0]


def notes_of(*parts: str | Sequence[Sequence[str]]) -> list[tuple[str, str, int | None]]:
    return [(note.kind, note.text, note.line_number) for note in read_target_forms(document_of(*parts))[1]]


def rows_of(form: FormRecords) -> list[tuple[str | None, ...]]:
    return [(row.horizon, row.level1_text, row.level2_text, row.indicator_name, row.target_text) for row in form.indicators]


def parts_of(form: FormRecords) -> list[tuple[str | None, ...]]:
    return [
        (row.indicator_name, row.comparator_text, row.target_text, row.unit_text, row.weight_text, row.note_text)
        for row in form.indicators
    ]


def amounts_of(form: FormRecords) -> list[tuple[str, str, str | None]]:
    return [(funding.horizon, funding.funding_source, funding.amount_text) for funding in form.fundings]


def goals_of(form: FormRecords) -> list[tuple[str, str | None]]:
    return [(goal.horizon, goal.goal_text) for goal in form.goals]


def test_title_and_year_as_merged_rows_and_values_over_three_columns() -> None:
    form = form_of(
        [
            ["项目支出绩效目标表", *[LEFT] * 7],
            ["（2024年度）", *[LEFT] * 7],
            ["项目名称", LEFT, "农村公路养护", *[LEFT] * 5],
            ["主管部门及代码", LEFT, "[112]某县交通局", LEFT, "实施单位", LEFT, "某县公路站", LEFT],
            ["项目属性", LEFT, "延续项目", LEFT, "项目期", LEFT, "1年", LEFT],
            ["项目资金（万元）", LEFT, "年度资金总额：", LEFT, LEFT, "854", LEFT, LEFT],
            [ABOVE, LEFT, "其中：财政拨款", LEFT, LEFT, "800", LEFT, LEFT],
            [ABOVE, LEFT, "其他资金", LEFT, LEFT, "54", LEFT, LEFT],
            ["年度目标", LEFT, "目标1：养护公路120公里；目标2：优良率90%以上。", *[LEFT] * 5],
            ["绩效指标", "一级指标", "二级指标", "三级指标", LEFT, "指标值", LEFT, "备注"],
            [ABOVE, "产出指标", "数量指标", "养护里程", LEFT, "≥120公里", LEFT, ""],
            [ABOVE, ABOVE, "质量指标", "优良率", LEFT, "≥90%", LEFT, "抽检"],
            [ABOVE, ABOVE, ABOVE, "验收合格率", LEFT, "100%", LEFT, ""],
            [ABOVE, "满意度指标", "服务对象满意度指标", "群众满意度", LEFT, "≥95%", LEFT, ""],
        ]
    )
    head = form.form
    assert (head.title_text, head.fiscal_year_text, head.project_name) == ("项目支出绩效目标表", "（2024年度）", "农村公路养护")
    assert (head.department_text, head.implementing_unit_text) == ("[112]某县交通局", "某县公路站")
    assert (head.project_attribute_text, head.period_text, head.declared_unit_text) == ("延续项目", "1年", "万元")
    assert amounts_of(form) == [
        ("annual", "total", "854"),
        ("annual", "fiscal_appropriation", "800"),
        ("annual", "other_funds", "54"),
    ]
    assert goals_of(form) == [("annual", "目标1：养护公路120公里；目标2：优良率90%以上。")]
    assert rows_of(form) == [
        ("annual", "产出指标", "数量指标", "养护里程", "≥120公里"),
        ("annual", "产出指标", "质量指标", "优良率", "≥90%"),
        ("annual", "产出指标", "质量指标", "验收合格率", "100%"),
        ("annual", "满意度指标", "服务对象满意度指标", "群众满意度", "≥95%"),
    ]
    assert [row.note_text for row in form.indicators] == [None, "抽检", None, None]


def test_two_horizons_side_by_side_under_a_heading_of_level_1() -> None:
    form = form_of(
        "财政项目支出绩效目标填报表",
        "2024年度   单位：万元",
        [
            ["项目名称", "某河治理", LEFT, LEFT, "项目负责人", "张三", LEFT, LEFT],
            ["项目资金", "实施期资金总额", LEFT, "300", "年度资金总额", LEFT, "100", ""],
            [ABOVE, "其中：财政拨款", LEFT, "250", "其中：财政拨款", LEFT, "80", ""],
            ["总体目标", "实施期目标", LEFT, LEFT, "年度目标", LEFT, LEFT, LEFT],
            [ABOVE, "治理河道10公里。", LEFT, LEFT, "治理河道4公里。", LEFT, LEFT, LEFT],
            ["绩效指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", LEFT, "指标值"],
            ["产出指标", "数量指标", "治理长度", "10公里", "数量指标", "治理长度", LEFT, "4公里"],
            ["效益指标", "社会效益", "受益人口", "2万人", "社会效益", "受益人口", LEFT, "0.8万人"],
        ],
    )
    assert amounts_of(form) == [
        ("whole_project", "total", "300"),
        ("annual", "total", "100"),
        ("whole_project", "fiscal_appropriation", "250"),
        ("annual", "fiscal_appropriation", "80"),
    ]
    assert goals_of(form) == [("whole_project", "治理河道10公里。"), ("annual", "治理河道4公里。")]
    assert rows_of(form) == [
        ("whole_project", "产出指标", "数量指标", "治理长度", "10公里"),
        ("annual", "产出指标", "数量指标", "治理长度", "4公里"),
        ("whole_project", "效益指标", "社会效益", "受益人口", "2万人"),
        ("annual", "效益指标", "社会效益", "受益人口", "0.8万人"),
    ]


def test_centred_levels_without_spans_are_placed_only_where_one_division_fits() -> None:
    (form,), notes = read_target_forms(
        document_of(
            [
                ["项目支出绩效目标申报表", *[""] * 7],
                ["单位名称", "某县卫健委", "", "", "项目名称", "基本公卫", "", ""],
                ["预算金额（万元）", "50", *[""] * 6],
                ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "分值", "备注"],
                ["", "", "建档率", "≥", "90", "%", "10", ""],
                ["产出指标", "数量指标", "随访次数", "≥", "4", "次", "10", ""],
                ["", "", "培训次数", "=", "2", "次", "10", ""],
                ["", "质量指标", "合格率", "≥", "95", "%", "10", ""],
                ["效益指标", "社会效益指标", "知晓率", "≥", "80", "%", "10", ""],
            ]
        )
    )
    assert notes == ()
    assert [row[1:4] for row in rows_of(form)] == [
        ("产出指标", "数量指标", "建档率"),
        ("产出指标", "数量指标", "随访次数"),
        ("产出指标", None, "培训次数"),
        ("产出指标", "质量指标", "合格率"),
        ("效益指标", "社会效益指标", "知晓率"),
    ]
    assert parts_of(form)[2] == ("培训次数", "=", "2", "次", "10", None)


def test_centred_names_by_hand() -> None:
    assert centred_names([None, "a", None, None, "b", None]) == ["a", "a", None, None, "b", "b"]
    assert centred_names([None, None, "a", None, None]) == ["a"] * 5
    assert centred_names(["a", None, None, None, "b"]) == ["a", None, None, None, "b"]


def test_amounts_inside_one_cell() -> None:
    form = form_of(
        [
            ["绩效目标表", LEFT, LEFT, LEFT],
            ["预算单位", "某局", "项目名称", "扶贫车间"],
            ["年度资金总额:50万", LEFT, LEFT, LEFT],
            ["财政拨款：50万元 其他资金：0万元", LEFT, LEFT, LEFT],
            HEADER,
            ["项目完成指标", "数量指标", "车间数", "≥3个"],
            ["成本指标", "经济成本指标", "总成本", "≤50万元"],
        ]
    )
    assert amounts_of(form) == [
        ("annual", "total", "50万"),
        ("annual", "fiscal_appropriation", "50万元"),
        ("annual", "other_funds", "0万元"),
    ]
    assert rows_of(form) == [
        ("annual", "项目完成指标", "数量指标", "车间数", "≥3个"),
        ("annual", "成本指标", "经济成本指标", "总成本", "≤50万元"),
    ]


def test_an_amount_with_its_parts_in_brackets() -> None:
    form = form_of(
        [["项目名称", "甲", "", ""], ["项目资金", "年度预算总额：854万(其中财政拨款800万，自筹54万)", LEFT, LEFT], HEADER, ROW]
    )
    assert amounts_of(form) == [
        ("annual", "total", "854万"),
        ("annual", "fiscal_appropriation", "800万"),
        ("annual", "own_funds", "54万"),
    ]


def test_a_tree_of_funds_in_columns_and_weights_before_the_levels() -> None:
    form = form_of(
        [
            ["附件2", "", "", "", "", ""],
            ["2024年专项资金绩效目标表", *[LEFT] * 5],
            ["专项名称", "A", LEFT, "资金使用单位", "某校", LEFT],
            ["资金情况（万元）", "项目资金总额", LEFT, "120", LEFT, LEFT],
            [ABOVE, "其中：", "财政拨款", "100", LEFT, LEFT],
            [ABOVE, ABOVE, "一般公共预算", "80", LEFT, LEFT],
            [ABOVE, ABOVE, "政府性基金", "20", LEFT, LEFT],
            [ABOVE, "单位资金", LEFT, "20", LEFT, LEFT],
            [ABOVE, "其中：", "事业收入", "15", LEFT, LEFT],
            [ABOVE, ABOVE, "上年结转", "5", LEFT, LEFT],
            ["权重", "一级指标", "二级指标", "指标值", "三级指标", "备注"],
            ["10", "产出指标", "数量指标", "≥3人", "培训", ""],
            ["20", ABOVE, "质量指标", "≥95%", "合格", "x"],
        ]
    )
    assert [(source, amount) for _, source, amount in amounts_of(form)] == [
        ("total", "120"),
        ("fiscal_appropriation", "100"),
        ("general_public_budget", "80"),
        ("government_fund", "20"),
        ("unit_funds", "20"),
        ("business_income", "15"),
        ("carryover", "5"),
    ]
    assert parts_of(form) == [("培训", None, "≥3人", None, "10", None), ("合格", None, "≥95%", None, "20", "x")]


def test_sources_in_two_rows_of_labels_over_a_row_of_amounts() -> None:
    form = form_of(
        [
            ["项目支出绩效目标表", *[LEFT] * 5],
            ["项目名称", "B", *[LEFT] * 4],
            ["项目资金（元）", "合计", "财政拨款", LEFT, "自有资金", "其他资金"],
            [ABOVE, ABOVE, "一般公共预算", "政府性基金", ABOVE, ABOVE],
            [ABOVE, "100", "60", "20", "10", "10"],
            ["一级指标", "二级指标", "三级指标", "运算符号", "指标值", "计量单位"],
            ["产出指标", "数量指标", "人数", "≥", "30", "人"],
        ]
    )
    assert [(source, amount) for _, source, amount in amounts_of(form)] == [
        ("total", "100"),
        ("fiscal_appropriation", None),
        ("own_funds", "10"),
        ("other_funds", "10"),
        ("general_public_budget", "60"),
        ("government_fund", "20"),
    ]
    assert parts_of(form) == [("人数", "≥", "30", "人", None, None)]


def test_blank_amounts_stay_blank() -> None:
    form = form_of(
        [
            ["项目名称", "C", LEFT, LEFT],
            ["年度资金总额（万元）", "", "财政拨款", "5"],
            ["一般公共预算", "5", "政府性基金", ""],
            HEADER,
            ROW,
        ]
    )
    assert [amount for _, _, amount in amounts_of(form)] == [None, "5", "5", None]


def test_the_sum_of_a_list_of_costs_is_no_total() -> None:
    (form,), _ = read_target_forms(
        document_of([["项目名称", "甲", "", ""], ["资金总额", "9万元", "", ""], ["合计", "3万元", "", ""], HEADER, ROW])
    )
    assert amounts_of(form) == [("annual", "total", "9万元")]


def test_horizons_one_below_the_other() -> None:
    form = form_of(
        [
            ["项目名称", "D", LEFT, LEFT],
            ["实施期资金总额", "30万元", "其中：财政拨款", "30万元"],
            ["年度资金总额", "10万元", "其中：财政拨款", "8万元"],
            ["", "", "其他资金", "2万元"],
            ["实施期目标", "x", LEFT, LEFT],
            ["年度目标", "y", LEFT, LEFT],
            HEADER,
            ROW,
        ]
    )
    assert [(horizon, amount) for horizon, _, amount in amounts_of(form)] == [
        ("whole_project", "30万元"),
        ("whole_project", "30万元"),
        ("annual", "10万元"),
        ("annual", "8万元"),
        ("annual", "2万元"),
    ]
    assert goals_of(form) == [("whole_project", "x"), ("annual", "y")]


def test_a_level_1_merged_over_the_level_2_column() -> None:
    form = form_of(
        [
            ["项目名称", LEFT, "E", *[LEFT] * 4],
            ["一级指标", "二级指标", LEFT, "三级指标", "指标值", LEFT, "说明"],
            ["产出指标", "成本指标", LEFT, "人均", "30元", LEFT, "x"],
            ["满意度指标", LEFT, LEFT, "满意度", "≥95%", LEFT, ""],
        ]
    )
    assert rows_of(form) == [
        ("annual", "产出指标", "成本指标", "人均", "30元"),
        ("annual", "满意度指标", None, "满意度", "≥95%"),
    ]


def test_a_target_heading_over_two_horizons() -> None:
    form = form_of(
        [
            ["项目名称", "F", *[LEFT] * 4],
            ["一级指标", "二级指标", "三级指标", "指标值", LEFT, "权重"],
            [ABOVE, ABOVE, ABOVE, "实施期", "年度", ABOVE],
            ["产出指标", "数量指标", "人数", "30人", "10人", "10"],
        ]
    )
    assert [(row[0], row[4]) for row in rows_of(form)] == [("whole_project", "30人"), ("annual", "10人")]


def test_a_name_heading_over_name_and_content() -> None:
    parts = [
        ["项目名称", "G", *[LEFT] * 5],
        ["一级指标", "二级指标", "三级指标", LEFT, "指标值", LEFT, LEFT],
        [ABOVE, ABOVE, "指标名称", "指标内容", "符号", "值", "单位"],
        ["产出指标", "数量指标", "培训", "培训人次", "≥", "300", "人次"],
    ]
    (form,), _ = read_target_forms(document_of(parts))
    assert parts_of(form) == [("培训", "≥", "300", "人次", None, None)]
    assert notes_of(parts) == [("unknown_header_word", "指标内容", 3)]


def test_a_form_that_goes_on_in_another_table() -> None:
    head = [["项目支出绩效目标表", LEFT, LEFT, LEFT], ["项目名称", "H", "主管部门", "某局"], HEADER, ROW]
    more = ["", "质量指标", "合格率", "≥95%"]
    rows = [PERSONS, ("annual", "产出指标", "质量指标", "合格率", "≥95%")]
    assert rows_of(form_of(head, [HEADER, more])) == rows
    assert rows_of(form_of(head, [["产出指标", *more[1:]]])) == rows
    assert rows_of(form_of(head[:2], [HEADER, ROW, more], "注：以上", [["单位", "人数"], ["某局", "30"]])) == rows


def test_several_forms_in_one_table_and_a_word_that_no_list_has() -> None:
    title, blank = ["项目支出绩效目标表", LEFT, LEFT, LEFT], ["", "", "", ""]
    sheet = [title, ["项目名称", "甲", "项目大类", "x"], HEADER, ROW, blank, title, ["项目名称", "乙", "", ""], HEADER, ROW]
    forms, _ = read_target_forms(document_of(sheet))
    assert [(form.form.project_name, rows_of(form)) for form in forms] == [("甲", [PERSONS]), ("乙", [PERSONS])]
    assert notes_of(sheet) == [("unknown_header_word", "项目大类", 2)]


def test_an_unknown_target_heading_is_named() -> None:
    assert notes_of(
        [["绩效目标表", LEFT, LEFT, LEFT], ["项目名称", "甲", "", ""], ["一级指标", "二级指标", "三级指标", "拟达水平"], ROW]
    ) == [("unknown_header_word", "拟达水平", 3), ("unread_table", "绩效目标表", 1)]


SPLIT = ["一级指标", "二级指标", "三级指标", "分值", "指标性质", "指标值", "度量单位"]


def continued(*rows: Sequence[str]) -> tuple[FormRecords, list[tuple[str, str, int | None]]]:
    """A form whose rows go on in a second table, with the notes on it."""
    first = [
        ["项目支出绩效目标表", *[LEFT] * 6],
        ["项目名称", LEFT, "甲", *[LEFT] * 4],
        SPLIT,
        ["产出指标", "数量指标", "人数", "10", "=", "3", "人"],
    ]
    (form,), notes = read_target_forms(document_of(first, rows))
    return form, [(note.kind, note.text, note.line_number) for note in notes]


def test_rows_that_go_on_in_a_table_of_other_columns_are_read_by_counting_printed_cells() -> None:
    form, notes = continued(
        ["效益指标", LEFT, "社会效益指标", LEFT, "生活水平", LEFT, "10", LEFT, "", "有效提高", ""],
        [ABOVE, LEFT, "生态效益指标", LEFT, "绿化", LEFT, "10", LEFT, "≥", "5", "亩"],
        [ABOVE, LEFT, ABOVE, LEFT, "植树", LEFT, "20", LEFT, "≥", "9", "棵"],
    )
    assert parts_of(form)[1:] == [
        ("生活水平", None, "有效提高", None, "10", None),
        ("绿化", "≥", "5", "亩", "10", None),
        ("植树", "≥", "9", "棵", "20", None),
    ]
    assert [row[1:3] for row in rows_of(form)][1:] == [
        ("效益指标", "社会效益指标"),
        ("效益指标", "生态效益指标"),
        ("效益指标", "生态效益指标"),
    ]
    assert notes == []


def test_rows_that_go_on_with_another_number_of_cells_are_reported() -> None:
    form, notes = continued(["效益指标", "社会效益指标", "生活水平", "10", "有效提高", ""])
    assert [row[3] for row in rows_of(form)] == ["人数"]
    assert notes == [("unread_table", "效益指标 社会效益指标 生活水平 10 有效提高", 5)]


def test_a_row_that_cannot_be_read_is_reported() -> None:
    head = [["项目支出绩效目标表", *[LEFT] * 3], ["项目名称", "甲", LEFT, LEFT], HEADER, ROW]
    assert notes_of([*head, ["95%", "10", "", "3人"]]) == [("unread_table", "95% 10 3人", 5)]
    assert notes_of([*head, ["", "质量指标", "", ""], ["填表人：张三", "", "", ""]]) == []


def test_indicators_below_a_line_that_ends_the_table_are_reported() -> None:
    head = [["项目支出绩效目标表", *[LEFT] * 3], ["项目名称", "甲", LEFT, LEFT], HEADER, ROW]
    more = [["效益指标", "社会效益指标", "受益人数", "9人"]]
    assert notes_of(head, "注：以上为年度指标", more) == [("unread_table", "效益指标 社会效益指标 受益人数 9人", 6)]
    other = [["一级指标", "二级指标", "三级指标", "分值", "指标值"], ["产出指标", "数量指标", "a", "10", "3人"]]
    assert [note[1:] for note in notes_of(head, other)] == [("一级指标 二级指标 三级指标 分值 指标值", 5)]


def test_centred_levels_whose_first_block_is_one_row_high() -> None:
    names = [["", "数量指标"], ["产出指标", ""], ["", "质量指标"], ["效益指标", "社会效益指标"]]
    head = [["项目支出绩效目标表", "", "", ""], ["项目名称", "甲", "", ""], HEADER]
    form = form_of([*head, *([*levels, f"甲{at}", f"{at}人"] for at, levels in enumerate(names))])
    assert [row[1:3] for row in rows_of(form)] == [
        ("产出指标", "数量指标"),
        ("产出指标", None),
        ("产出指标", "质量指标"),
        ("效益指标", "社会效益指标"),
    ]


def test_centred_levels_below_a_level_1_that_has_one_row() -> None:
    names = [
        ["成本指标", "经济成本指标"],
        ["", ""],
        ["", "数量指标"],
        ["产出指标", ""],
        ["", "质量指标"],
        ["", "时效指标"],
        ["效益指标", "社会效益指标"],
    ]
    head = [["项目支出绩效目标表", "", "", ""], ["项目名称", "甲", "", ""], HEADER]
    grid = [*head, *([*levels, f"甲{at}", f"{at}人"] for at, levels in enumerate(names))]
    (form,), _ = read_target_forms(document_of(grid))
    assert [row[1:3] for row in rows_of(form)] == [
        ("成本指标", "经济成本指标"),
        (None, None),
        ("产出指标", "数量指标"),
        ("产出指标", None),
        ("产出指标", "质量指标"),
        ("产出指标", "时效指标"),
        ("效益指标", "社会效益指标"),
    ]
    assert notes_of(grid) == [("unread_table", "甲1 1人", 5)]


def test_tables_of_two_horizons_one_below_the_other() -> None:
    form = form_of(
        [
            ["项目支出绩效目标表", LEFT, LEFT, LEFT],
            ["项目名称", "某河治理", LEFT, LEFT],
            ["实施期目标", "治理河道10公里。", LEFT, LEFT],
            ["年度目标", "治理河道4公里。", LEFT, LEFT],
            ["实施期绩效指标", LEFT, LEFT, LEFT],
            HEADER,
            ["产出指标", "数量指标", "治理长度", "10公里"],
            ["年度绩效指标", LEFT, LEFT, LEFT],
            HEADER,
            ["产出指标", "数量指标", "治理长度", "4公里"],
        ]
    )
    assert goals_of(form) == [("whole_project", "治理河道10公里。"), ("annual", "治理河道4公里。")]
    assert rows_of(form) == [
        ("whole_project", "产出指标", "数量指标", "治理长度", "10公里"),
        ("annual", "产出指标", "数量指标", "治理长度", "4公里"),
    ]


def test_a_heading_of_the_horizon_merged_beside_each_table() -> None:
    form = form_of(
        [
            ["项目名称", "某河治理", *[LEFT] * 4],
            ["年度绩效指标", *[LEFT] * 5],
            ["年度绩效指标", "序号", *HEADER],
            [ABOVE, "1", *ROW],
            ["中期绩效指标", "序号", *HEADER],
            [ABOVE, "1", "产出指标", "数量指标", "人数", "9人"],
        ]
    )
    assert rows_of(form) == [PERSONS, ("midterm", "产出指标", "数量指标", "人数", "9人")]


def test_short_second_levels_below_first_levels_with_their_ending() -> None:
    form = form_of(
        [
            ["项目名称", "甲", LEFT, LEFT],
            HEADER,
            ["产出指标", "数量", "人数", "3人"],
            [ABOVE, "质量", "合格率", "95%"],
            ["满意度指标", "服务对象满意度", "群众满意度", "90%"],
        ]
    )
    assert rows_of(form)[1] == ("annual", "产出指标", "质量", "合格率", "95%")
