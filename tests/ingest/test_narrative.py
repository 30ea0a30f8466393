"""Figures in prose: invented paragraphs, each in a style of its own."""

from __future__ import annotations

from ingest.forms.narrative import recognise_narrative
from ingest.readers.text import read_text


def claims_of(text: str) -> list[tuple[str | None, ...]]:
    return [
        (claim.kind, claim.subject_text, claim.value_text, claim.unit_text, claim.direction, claim.comparison_text)
        for claim in recognise_narrative(read_text(text.encode())).claims
    ]


def furniture_of(text: str) -> list[str]:
    return [capture.text for capture in recognise_narrative(read_text(text.encode())).captures if capture.is_furniture]


def test_thousands_shares_without_a_whole_and_words_for_no_change() -> None:
    assert claims_of(
        "一、收入预算情况\n"
        "2024年收入预算1,234.5万元，较上年增加12.3万元，增长1.01%，主要原因是人员经费增加10.2万元。"
        "其中：一般公共预算拨款收入1,200万元，占比97.21%；事业收入34.5万元，占比2.79%，与上年持平。\n"
    ) == [
        ("amount", "收入预算", "1,234.5", "万元", None, None),
        ("change", "收入预算", "12.3", "万元", "increase", "较上年"),
        ("change", "收入预算", "1.01", "%", "increase", "较上年"),
        ("change", "人员经费", "10.2", "万元", "increase", None),
        ("amount", "一般公共预算拨款收入", "1,200", "万元", None, None),
        ("share", "一般公共预算拨款收入", "97.21", "%", None, "占比"),
        ("amount", "事业收入", "34.5", "万元", None, None),
        ("share", "事业收入", "2.79", "%", None, "占比"),
        ("change", "事业收入", "持平", None, "unchanged", "与上年"),
    ]


def test_full_width_digits_amounts_in_yuan_and_a_year_as_basis() -> None:
    assert claims_of(
        "支出总预算１２６７６６２０．２９元，同比增加５５５０４６．７元，增长４．５８％。"
        "其中：基本支出1133753.33元，比2022年预算数减少1.2万元，下降5.3%，主要原因是调整社保基数。\n"
    ) == [
        ("amount", "支出总预算", "１２６７６６２０．２９", "元", None, None),
        ("change", "支出总预算", "５５５０４６．７", "元", "increase", "同比"),
        ("change", "支出总预算", "４．５８", "％", "increase", "同比"),
        ("amount", "基本支出", "1133753.33", "元", None, None),
        ("change", "基本支出", "1.2", "万元", "decrease", "比2022年预算数"),
        ("change", "基本支出", "5.3", "%", "decrease", "比2022年预算数"),
    ]


def test_staff_in_a_run_of_clauses() -> None:
    assert claims_of("下设预算单位1个，编制26名，其中行政编制10名；实有在职人员25人，退休人员12人。\n") == [
        ("count", "预算单位", "1", "个", None, None),
        ("count", "编制", "26", "名", None, None),
        ("count", "行政编制", "10", "名", None, None),
        ("count", "实有在职人员", "25", "人", None, None),
        ("count", "退休人员", "12", "人", None, None),
    ]


def test_a_bracket_with_parts_leaves_the_subject_as_it_was() -> None:
    assert claims_of(
        "公务用车购置及运行费28万元（公务用车购置费0万元，公务用车运行维护费28万元），较上年无增减；"
        "公务接待费1万元，增长100 %。\n"
    ) == [
        ("amount", "公务用车购置及运行费", "28", "万元", None, None),
        ("amount", "公务用车购置费", "0", "万元", None, None),
        ("amount", "公务用车运行维护费", "28", "万元", None, None),
        ("change", "公务用车购置及运行费", "无增减", None, "unchanged", "较上年"),
        ("amount", "公务接待费", "1", "万元", None, None),
        ("change", "公务接待费", "100", "%", "increase", None),
    ]


def test_a_template_that_names_both_directions_has_none() -> None:
    assert claims_of("2023年部门预算收入比上年增加（减少）12.3万元，增长（下降）1.5%。\n") == [
        ("change", "收入", "12.3", "万元", None, "比上年"),
        ("change", "收入", "1.5", "%", None, "比上年"),
    ]


def test_figures_broken_over_lines() -> None:
    assert claims_of("（二）支出预算总额为\n2495.56\n\n万元，比上年减少\n83\n\n%。\n") == [
        ("amount", "支出预算总额", "2495.56", "万元", None, None),
        ("change", "支出预算总额", "83", "%", "decrease", "比上年"),
    ]


def test_a_number_broken_in_two_is_one_figure_captured_on_both_lines() -> None:
    found = recognise_narrative(read_text("本部门2024年财政拨款支出预算总计为人民币2495.\n56万元。\n".encode()))
    assert [(claim.value_text, claim.line_number) for claim in found.claims] == [("2495.56", 1)]
    assert [(capture.line_number, capture.text) for capture in found.captures if not capture.is_furniture] == [
        (1, "2495."),
        (2, "56"),
    ]


def test_last_years_amount_and_the_change_from_it() -> None:
    assert claims_of("本年预算100万元，比上年的80万元增加20万元；公用经费较去年下降约3.6个百分点。\n") == [
        ("amount", "本年预算", "100", "万元", None, None),
        ("amount", "本年预算", "80", "万元", None, "比上年"),
        ("change", "本年预算", "20", "万元", "increase", "比上年"),
        ("change", "公用经费", "3.6", "个百分点", "decrease", "较去年"),
    ]


def test_the_verb_may_stand_before_the_subject() -> None:
    assert claims_of("城乡社区支出12.5万元，主要是压减公用经费2.5万元，商品和服务支出比上年增加5万元。\n") == [
        ("amount", "城乡社区支出", "12.5", "万元", None, None),
        ("change", "公用经费", "2.5", "万元", "decrease", None),
        ("change", "商品和服务支出", "5", "万元", "increase", "比上年"),
    ]


def test_limits_are_kept_apart_from_the_figures_they_qualify() -> None:
    assert claims_of("单价100万元（含）以上专用设备0台（套）；发放率达到98%以上。\n") == [
        ("amount", "单价…以上", "100", "万元", None, "以上"),
        ("count", "单价100万元（含）以上专用设备", "0", "台（套）", None, None),
        ("share", "发放率…以上", "98", "%", None, "以上"),
    ]


def test_execution_rate_of_a_class_named_by_the_paragraph() -> None:
    text = (
        "三、支出决算情况说明\n"
        "1、一般公共服务支出（类）财政事务（款）行政运行（项）。年初预算为1560.05万元，支出决算为1511.89万元，"
        "完成年初预算的96.91%。决算数与预算数基本持平。\n"
    )
    assert claims_of(text) == [
        ("amount", "年初预算", "1560.05", "万元", None, None),
        ("amount", "支出决算", "1511.89", "万元", None, None),
        ("share", "支出决算", "96.91", "%", None, "完成年初预算"),
        ("change", "决算数", "基本持平", None, "unchanged", "与预算数"),
    ]
    sections = {claim.section_text for claim in recognise_narrative(read_text(text.encode())).claims}
    assert sections == {"三、支出决算情况说明/1、一般公共服务支出（类）财政事务（款）行政运行（项）"}


def test_list_numbers_codes_and_telephones_are_furniture() -> None:
    text = (
        "根据赣财预〔2021〕12号和第3次会议，涉及资金150万元：1.培训项目50万元；（2）2080109社会保险经办机构100万元。"
        "1-6月完成，联系电话：0797-2831234。\n"
    )
    assert claims_of(text) == [
        ("amount", "资金", "150", "万元", None, None),
        ("amount", "培训", "50", "万元", None, None),
        ("amount", "社会保险经办机构", "100", "万元", None, None),
    ]
    assert furniture_of(text) == ["〔2021〕12号", "第3", "1.", "（2）", "2080109", "1-6月", "0797-2831234"]


def test_prices_per_head_keep_their_compound_unit() -> None:
    assert claims_of("保障57560余名参保人员，补助标准为45.5元/人/月，培训人数100-150人。\n") == [
        ("count", "保障", "57560", "名", None, None),
        ("amount", "补助标准", "45.5", "元/人/月", None, None),
        ("count", "培训人数", "100-150", "人", None, None),
    ]


def test_blanks_of_justified_print_are_dropped() -> None:
    assert claims_of("其中：中介机构服务费418.80万\n元 ， 财 政 业 务 费 10.00 万 元 。\n") == [
        ("amount", "中介机构服务费", "418.80", "万元", None, None),
        ("amount", "财政业务费", "10.00", "万元", None, None),
    ]


def test_lines_of_another_form_are_left_alone() -> None:
    document = read_text("年度目标：补助3人。\n二、其他说明\n共有车辆2辆。\n".encode())
    assert [claim.subject_text for claim in recognise_narrative(document, frozenset({1})).claims] == ["车辆"]
