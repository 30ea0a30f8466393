"""Project target forms: cut-down real pages, each with its oddity, and invented layouts that differ from them."""

from __future__ import annotations

from ingest.forms.project_records import FormRecords
from ingest.forms.project_targets import read_target_forms
from ingest.readers.text import read_text


def forms_of(text: str) -> tuple[FormRecords, ...]:
    return read_target_forms(read_text(text.encode()))[0]


def rows_of(form: FormRecords) -> list[tuple[str | None, ...]]:
    return [(row.horizon, row.level1_text, row.level2_text, row.indicator_name, row.target_text) for row in form.indicators]


def amounts_of(form: FormRecords) -> list[tuple[str, str, str | None]]:
    return [(funding.horizon, funding.funding_source, funding.amount_text) for funding in form.fundings]


def test_value_glued_to_its_label_in_one_cell() -> None:
    (form,) = forms_of(
        "# 项目支出绩效目标表\n\n(2023年度)\n\n"
        "项目名称\t\t退伍军人生活补助\t\n"
        "主管部门及代码\t\t601-某县人力资源和社会保障局\t实施单位 某县社会保险管理中心\n"
        "项目资金 (万元)\t\t年度资金总额\t109,000\n"
        "\t\t其中：财政拨款\t109,000\n"
        "\t\t上年结转\t0\n"
        "<b>年度绩效目标</b>\t\t\t\n"
        "确保按时足额发放\n"
        "<b>一级指标</b>\t<b>二级指标</b>\t<b>三级指标</b>\t<b>指标值</b>\n"
        "成本指标\t经济成本指标\t县级配套补助\t≥109000元\n"
        "\t社会成本指标\t改善生活\t有改善\n"
    )
    assert form.form.project_name == "退伍军人生活补助"
    assert form.form.department_text == "601-某县人力资源和社会保障局"
    assert form.form.implementing_unit_text == "某县社会保险管理中心"
    assert form.form.declared_unit_text == "万元"
    assert form.form.fiscal_year_text == "(2023年度)"
    assert amounts_of(form) == [
        ("annual", "total", "109,000"),
        ("annual", "fiscal_appropriation", "109,000"),
        ("annual", "carryover", "0"),
    ]
    assert [goal.goal_text for goal in form.goals] == ["确保按时足额发放"]
    assert rows_of(form) == [
        ("annual", "成本指标", "经济成本指标", "县级配套补助", "≥109000元"),
        ("annual", "成本指标", "社会成本指标", "改善生活", "有改善"),
    ]


def test_halves_side_by_side_with_shifted_rows() -> None:
    (form,) = forms_of(
        "项目名称\t\t退休人员管理服务\n"
        "项目资金 (万元)\t\t中期资金总额:\t294.00\t年度资金总额:\t\n"
        "\t\t其中:财政拨款\t294.00\t其中:财政拨款\t90.00\n"
        "总体目标\t中期目标(2020-2022)\t\t\t年度目标\t\t\n"
        "\t三年做完。\t\t\t一年做完。\t\t\n"
        "绩效指标\t一级指标\t二级指标\t三级指标\t指标值\t二级指标\t三级指标\t指标值\n"
        "\t产出指标\t数量指标\t培训场次\t举办3次\t数量指标\t培训场次\t举办1次\n"
        "\t\t质量指标\t认证率\t90%以上\t质量指标\t认证率\t达90%以上\n"
        "\t成本指标\t项目总成本\t294万元\t成本指标\t项目总成本\t90万元\t\n"
        "\t\t设备成本\t约15万元\t\t设备成本\t约5万元\t\n"
        "\t效益指标\t社会效益指标\t影响程度\t较高\t社会效益指标\t影响程度\t影响程度较高\n"
        "持续影响程度\t\t\t较高\t持续影响程度\t\t影响程度较高\t\n"
        "满意度指标\t\t服务对象满意度指标\t满意度\t100%\t服务对象满意度指标\t满意度\t100%\n"
    )
    assert form.form.midterm_period_text == "2020-2022"
    assert amounts_of(form) == [
        ("midterm", "total", "294.00"),
        ("annual", "total", None),
        ("midterm", "fiscal_appropriation", "294.00"),
        ("annual", "fiscal_appropriation", "90.00"),
    ]
    assert [(goal.horizon, goal.goal_text) for goal in form.goals] == [("midterm", "三年做完。"), ("annual", "一年做完。")]
    assert [row for row in rows_of(form) if row[0] == "annual"] == [
        ("annual", "产出指标", "数量指标", "培训场次", "举办1次"),
        ("annual", "产出指标", "质量指标", "认证率", "达90%以上"),
        ("annual", "产出指标", "成本指标", "项目总成本", "90万元"),
        ("annual", "产出指标", "成本指标", "设备成本", "约5万元"),
        ("annual", "效益指标", "社会效益指标", "影响程度", "影响程度较高"),
        ("annual", "效益指标", "社会效益指标", "持续影响程度", "影响程度较高"),
        ("annual", "满意度指标", "服务对象满意度指标", "满意度", "100%"),
    ]
    assert [row.was_shifted for row in form.indicators if row.horizon == "midterm"] == [
        False, False, True, True, False, True, True,
    ]  # fmt: skip


def test_missing_name_stays_missing_and_shift_keeps_the_category() -> None:
    (form,) = forms_of(
        "预算单位\t\t某市社会保险中心\t\t\t\t\t\t\n"
        "项目名称\t\t养老补助\t\t\t项目负责人\t\t张某\t\n"
        "项目资金(万元)\t\t年度预算总额:\t52\t其中:财政拨款\t52.00\t其他资金:\t0.00\t\n"
        "项目总体目标\t\t目标1、补助973人。\t\t\t\t\t\t\n"
        "一级指标\t二级指标\t三级指标\t指标值\t指标值设置依据\t上年完成值\t指标分值权重\t指标赋分规则\t佐证资料\n"
        "产出指标\t数量指标\t补助人数\t=973人\t历史标准\t1023人\t10\t按照正常比例赋分\t工作资料\n"
        "\t质量指标\t及时率\t>=98%\t历史标准\t\t10\t按照正常比例赋分\t工作资料\n"
        "\t\t时效指标\t\t=100%\t历史标准\t100%\t10\t直接赋分\n"
        "时效指标\t支付及时性\t=100%\t历史标准\t100%\t8\t直接赋分\t工作资料\t\n"
        "成本指标\t经济成本指标\t发放标准\t=45.5元/人/月\t预算支出标准\t120元/人/月\t20\t按照正常比例赋分\t原始凭证\n"
    )
    assert rows_of(form) == [
        ("annual", "产出指标", "数量指标", "补助人数", "=973人"),
        ("annual", "产出指标", "质量指标", "及时率", ">=98%"),
        ("annual", "产出指标", "时效指标", None, "=100%"),
        ("annual", "产出指标", "时效指标", "支付及时性", "=100%"),
        ("annual", "成本指标", "经济成本指标", "发放标准", "=45.5元/人/月"),
    ]
    assert [row.was_shifted for row in form.indicators] == [False, False, True, True, False]
    shifted = form.indicators[2]
    assert (shifted.basis_text, shifted.baseline_text, shifted.weight_text) == ("历史标准", "100%", "10")
    assert (shifted.scoring_rule_text, shifted.evidence_text) == ("直接赋分", None)
    assert form.indicators[1].baseline_text is None
    assert form.form.manager_text == "张某"


def test_a_header_without_a_row_below_it() -> None:
    (form,) = forms_of(
        "项目支出绩效目标表\n(2024年度)\n项目名称 农村公路养护\n主管部门 某县财政局 实施单位 某县财政局\n"
        "项目资金(万元) 年度资金总额 10.00\n其中：财政拨款 10.00\n年度总体目标 完成养护\n一级指标 二级指标 三级指标 指标值"
    )
    assert (form.form.project_name, rows_of(form)) == ("农村公路养护", [])


def test_flow_of_words_wrapped_over_lines() -> None:
    (form,) = forms_of(
        "项目支出绩效目标表\n（2023年度）\n\n项目名称\n退休、转移人员单位部分职业年金;在职人\n\n员补记部分\n"
        "主管部门及代码\n202-某县人力资源和社会\n\n保障局\n实施单位\n\n某县社会保\n险服务中心\n\n项目资金\n（万元）\n\n"
        "年度资金总额 1,200\n\n其中：财政拨款 1,200\n\n其他资金 0\n\n年度绩效目标\n\n确保退\n休后的生活水平。\n\n"
        "一级指标 二级指标 三级指标 指标值\n\n成本指标\n社会成本指\n\n标\n资金成本浪费率 ≤1%\n\n产出指标\n\n"
        "数量指标\n参加养老保险的贫困居民和\n\n低保人员的缴费补贴人数\n≤29592人\n\n质量指标 资金使用合规性 符合规定\n\n"
        "时效指标\n\n资金到位及时率 ≥98%\n\n资金拨付进度率 ≥98%\n\n满意度指\n标\n服务对象满\n\n意度\n服务对象满意度 ≥90%\n\n"
    )
    assert form.form.project_name == "退休、转移人员单位部分职业年金;在职人员补记部分"
    assert form.form.department_text == "202-某县人力资源和社会保障局"
    assert form.form.implementing_unit_text == "某县社会保险服务中心"
    assert form.goals[0].goal_text == "确保退休后的生活水平。"
    assert rows_of(form) == [
        ("annual", "成本指标", "社会成本指标", "资金成本浪费率", "≤1%"),
        ("annual", "产出指标", "数量指标", "参加养老保险的贫困居民和低保人员的缴费补贴人数", "≤29592人"),
        ("annual", "产出指标", "质量指标", "资金使用合规性", "符合规定"),
        ("annual", "产出指标", "时效指标", "资金到位及时率", "≥98%"),
        ("annual", "产出指标", "时效指标", "资金拨付进度率", "≥98%"),
        ("annual", "满意度指标", "服务对象满意度", "服务对象满意度", "≥90%"),
    ]


def test_relation_value_and_unit_in_three_columns_of_a_pipe_table() -> None:
    (form,) = forms_of(
        "财政项目支出绩效目标填报表\n（2024年度）\n单位：元\n"
        "|项目名称|文化下乡|单位名称|某区文化馆|\n"
        "|年度资金总额|500000|其中：一般公共预算|300000|\n"
        "|政府性基金|200000|单位资金||\n"
        "|年度总体目标|开展演出|||\n"
        "|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|权重|备注|\n"
        "|---|---|---|---|---|---|---|---|\n"
        "|产出指标|数量指标|演出场次|≥|120|场|20|含巡演|\n"
        "|||观众人次|≥|30000|人次|20||\n"
        "||质量指标|节目合格率|＝|100|%|10||\n"
    )
    assert form.form.declared_unit_text == "元"
    assert form.form.implementing_unit_text == "某区文化馆"
    assert amounts_of(form) == [
        ("annual", "total", "500000"),
        ("annual", "general_public_budget", "300000"),
        ("annual", "government_fund", "200000"),
        ("annual", "unit_funds", None),
    ]
    assert [
        (row.indicator_name, row.comparator_text, row.target_text, row.unit_text, row.weight_text, row.note_text)
        for row in form.indicators
    ] == [
        ("演出场次", "≥", "120", "场", "20", "含巡演"),
        ("观众人次", "≥", "30000", "人次", "20", None),
        ("节目合格率", "＝", "100", "%", "10", None),
    ]


def test_unit_in_the_label_and_amount_as_prose() -> None:
    first, second = forms_of(
        "项目名称：甲项目\n项目资金\n年度资金总额（万元） 50\n一级指标 二级指标 三级指标 指标值\n产出指标 数量指标 人数 ≥3人\n"
        "项目名称：乙项目\n年度资金总额:854万(省级)\n一级指标 二级指标 三级指标 指标值\n产出指标 数量指标 人数 ≥4人\n"
    )
    assert (first.form.project_name, first.form.declared_unit_text) == ("甲项目", "万元")
    assert amounts_of(first) == [("annual", "total", "50")]
    assert (second.form.project_name, second.form.declared_unit_text) == ("乙项目", None)
    assert amounts_of(second) == [("annual", "total", "854万(省级)")]


def test_form_cut_off_in_the_middle_keeps_what_it_has() -> None:
    whole, cut = forms_of(
        "项目支出绩效目标表\n项目名称\t甲\n年度资金总额\t10\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t人数\t3人\n"
        "项目支出绩效目标表\n项目名称\t乙\n年度资金总额\t20\n"
    )
    assert len(whole.indicators) == 1
    assert (cut.form.project_name, amounts_of(cut), cut.indicators) == ("乙", [("annual", "total", "20")], ())


def test_text_below_the_table_is_no_indicator() -> None:
    (form,) = forms_of(
        "项目支出绩效目标表\n项目名称\t甲\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t人数\t3人\n"
        "注：本表由单位填报 共 2 份\n"
    )
    assert rows_of(form) == [("annual", "产出指标", "数量指标", "人数", "3人")]
    assert 5 not in {capture.line_number for capture in form.captures}


def test_mention_of_a_form_in_prose_is_no_form() -> None:
    assert forms_of("本部门项目支出绩效目标表详见附件。\n我单位主管部门为人社局，项目名称见附表。\n") == ()
