"""Every figure of one real budget's prose, read by hand from its pages (寻乌县社会保险服务中心 2023), in print order."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.forms.narrative import NarrativeFound, recognise_narrative
from ingest.ledger import count_numbers
from ingest.readers.text import read_text

DOCUMENTS = Path(__file__).parents[2] / "data" / "documents"
BUDGET = DOCUMENTS / "xunwu_social_insurance_2023_budget.txt"
FORMS_ONLY = (
    "yiyang_social_insurance_2023_targets.txt",
    "luan_pension_fund_2021_targets.txt",
    "korla_social_insurance_2023_targets.txt",
)
# The prose ends where the tables of its annex begin.
LAST_PROSE_LINE = 391

PART_1 = "第一部分县社保中心概况"
PART_3 = "第三部分县社保中心2023年部门预算情况说明"
CHAPTER = f"{PART_3}/一、2023年部门预算收支情况说明"
STAFF = f"{PART_1}/二、机构设置及人员情况"
REVENUE = f"{CHAPTER}/（一）收入预算情况"
EXPENDITURE = f"{CHAPTER}/（二）支出预算情况"
APPROPRIATION = f"{CHAPTER}/（三）财政拨款支出情况"
OPERATION = f"{CHAPTER}/（六）机关运行经费等重要事项的说明"
PROCUREMENT = f"{CHAPTER}/（七）政府采购情况"
ASSETS = f"{CHAPTER}/（八）国有资产占有使用情况"
TARGETS = f"{CHAPTER}/（九）绩效目标设置情况"
KEY_PROJECT = f"{CHAPTER}/（十）重点项目：退休、转移人员单位部分职业年金及记账利息项目情况说明"
THREE_PUBLIC = f"{PART_3}/二、2023年“三公”经费预算情况说明"
OF_APPROPRIATION = "占财政拨款支出"

# section, then: line, kind, subject, figure, unit, direction, compared with
EXPECTED = {
    STAFF: [
        (62, "count", "预算单位", "1", "个", None, None),
        (62, "count", "编制人数", "26", "人", None, None),
        (64, "count", "全部补助事业编制人数", "26", "人", None, None),
        (64, "count", "实有人数", "30", "人", None, None),
        (66, "count", "在职人数", "25", "人", None, None),
        (66, "count", "全部补助事业人员", "25", "人", None, None),
        (68, "count", "临聘人员", "5", "人", None, None),
    ],
    REVENUE: [
        (79, "amount", "收入预算总额", "2495.56", "万元", None, None),
        (81, "change", "收入预算总额", "83", "%", "decrease", "同比"),
        (85, "count", "事项", "3", "项", None, None),
        (87, "amount", "财政拨款收入", "2495.56", "万元", None, None),
        (89, "share", "财政拨款收入", "100", "%", None, "占收入预算总额"),
    ],
    EXPENDITURE: [
        (93, "amount", "支出预算总额", "2495.56", "万元", None, None),
        (95, "change", "支出预算总额", "83", "%", "decrease", "同比"),
        (97, "amount", "基本支出", "353.7", "万元", None, None),
        (99, "amount", "工资福利支出", "294.15", "万元", None, None),
        (99, "amount", "商品和服务支出", "55.95", "万元", None, None),
        (99, "amount", "资本性支出", "3.6", "万元", None, None),
        (101, "amount", "项目支出", "2141.86", "万元", None, None),
        (101, "amount", "工资福利支出", "1200", "万元", None, None),
        (103, "amount", "对个人和家庭补助", "905.66", "万元", None, None),
        (103, "amount", "其他相关支出", "36.2", "万元", None, None),
        (107, "amount", "社会保险经办机构", "282.9", "万元", None, None),
        (109, "amount", "其他人力资源和社会保障管理事务支出", "0.98", "万元", None, None),
        (111, "amount", "机关事业单位基本养老保险缴费支出", "31.26", "万元", None, None),
        (113, "amount", "对机关事业单位职业年金的补助", "1200", "万元", None, None),
        (113, "amount", "死亡抚恤", "421.49", "万元", None, None),
        (115, "amount", "财政对企业职工基本养老保险基金的补助", "49.27", "万元", None, None),
        (117, "amount", "财政代缴城乡居民基本养老保险费支出", "295.92", "万元", None, None),
        (119, "amount", "其他社会保障和就业支出", "175.18", "万元", None, None),
        (119, "amount", "事业单位医疗", "15.09", "万元", None, None),
        (120, "amount", "住房公积金", "23.47", "万元", None, None),
    ],
    APPROPRIATION: [
        (126, "amount", "财政拨款支出预算", "2495.56", "万元", None, None),
        (126, "amount", "社会保险经办机构", "282.9", "万元", None, None),
        (128, "share", "社会保险经办机构", "11.34", "%", None, OF_APPROPRIATION),
        (130, "amount", "其他人力资源和社会保障管理事务支出", "0.98", "万元", None, None),
        (130, "share", "其他人力资源和社会保障管理事务支出", "0.04", "%", None, OF_APPROPRIATION),
        (132, "amount", "机关事业单位基本养老保险缴费支出", "31.26", "万元", None, None),
        (134, "share", "机关事业单位基本养老保险缴费支出", "1.26", "%", None, OF_APPROPRIATION),
        (134, "amount", "对机关事业单位职业年金的补助", "1200", "万元", None, None),
        (136, "share", "对机关事业单位职业年金的补助", "48.08", "%", None, OF_APPROPRIATION),
        (136, "amount", "死亡抚恤", "421.49", "万元", None, None),
        (138, "share", "死亡抚恤", "16.89", "%", None, OF_APPROPRIATION),
        (140, "amount", "财政对企业职工基本养老保险基金的补助", "49.27", "万元", None, None),
        (140, "share", "财政对企业职工基本养老保险基金的补助", "1.97", "%", None, OF_APPROPRIATION),
        (142, "amount", "财政代缴城乡居民基本养老保险费支出", "295.92", "万元", None, None),
        (144, "share", "财政代缴城乡居民基本养老保险费支出", "11.86", "%", None, OF_APPROPRIATION),
        (144, "amount", "其他社会保障和就业支出", "175.18", "万元", None, None),
        (146, "share", "其他社会保障和就业支出", "7.02", "%", None, OF_APPROPRIATION),
        (146, "amount", "事业单位医疗", "15.09", "万元", None, None),
        (148, "share", "事业单位医疗", "0.6", "%", None, OF_APPROPRIATION),
        (148, "amount", "住房公积金", "23.47", "万元", None, None),
        (150, "share", "住房公积金", "0.94", "%", None, OF_APPROPRIATION),
    ],
    OPERATION: [
        (165, "amount", "机关运行经费预算", "55.95", "万元", None, None),
        (167, "change", "机关运行经费预算", "23.22", "%", "decrease", "比上年"),
    ],
    PROCUREMENT: [
        (171, "amount", "政府采购总额", "3.6", "万元", None, None),
        (173, "amount", "政府采购货物预算", "3.6", "万元", None, None),
        (173, "amount", "政府采购工程预算", "0", "万元", None, None),
        (175, "amount", "政府采购服务预算", "0", "万元", None, None),
    ],
    ASSETS: [
        (179, "count", "车辆", "0", "辆", None, None),
        (181, "count", "一般公务用车", "0", "辆", None, None),
        (181, "count", "执法执勤用车", "0", "辆", None, None),
        (183, "count", "购置车辆", "0", "辆", None, None),
        (185, "amount", "单位价值…以上", "200", "万元", None, "以上"),
    ],
    TARGETS: [
        (189, "count", "项目", "7", "个", None, None),
        (191, "amount", "项目预算金额合计", "2141.86", "万元", None, None),
        (
            195,
            "amount",
            "退休、转移人员单位部分职业年金及记账利息;在职人员调出、辞职等单位补记部分",
            "1200",
            "万元",
            None,
            None,
        ),
        (197, "amount", "死亡抚恤金补贴", "421.49", "万元", None, None),
        (199, "amount", "企业离休人员生活补贴县级配套资金", "13.91", "万元", None, None),
        (201, "amount", "代发个人储蓄性养老保险待遇", "0.84", "万元", None, None),
        (203, "amount", "助保贷款贴息资金", "35.36", "万元", None, None),
        (205, "amount", "城乡居民基本养老保险城镇、农村贫困居民、低保人员代缴补贴", "295.92", "万元", None, None),
        (207, "amount", "未参保城镇大集体及返城知青生活补助", "174.34", "万元", None, None),
    ],
    KEY_PROJECT: [
        (256, "amount", "本年度预算安排", "1200", "万元", None, None),
        (259, "count", "本年度做实", "240", "人", None, None),
        (259, "amount", "预算资金安排", "1200", "万元", None, None),
    ],
    THREE_PUBLIC: [
        (267, "amount", "“三公”经费支出", "2", "万元", None, None),
        (269, "change", "“三公”经费支出", "1.6", "万元", "decrease", "同比"),
        (269, "change", "“三公”经费支出", "45", "%", "decrease", "同比"),
        (271, "amount", "因公出国（境）支出", "0", "万元", None, None),
        (273, "amount", "公务接待费支出", "2", "万元", None, None),
        (275, "change", "公务接待费支出", "45", "%", "decrease", "较上年"),
        (279, "amount", "公务用车购置及运行维护费支出", "0", "万元", None, None),
        (281, "change", "公务用车购置及运行维护费支出", "0", "万元", "increase", "比上年"),
        (281, "change", "公务用车购置及运行维护费支出", "保持一致", None, "unchanged", "与上年安排"),
    ],
}


@pytest.fixture(scope="module")
def found() -> NarrativeFound:
    return recognise_narrative(read_text(BUDGET.read_bytes()))


def test_every_figure_of_the_prose(found: NarrativeFound) -> None:
    read: dict[str | None, list[tuple[object, ...]]] = {}
    for claim in found.claims:
        row = (
            claim.line_number,
            claim.kind,
            claim.subject_text,
            claim.value_text,
            claim.unit_text,
            claim.direction,
            claim.comparison_text,
        )
        read.setdefault(claim.section_text, []).append(row)
    assert read == EXPECTED


def test_claims_are_numbered_in_print_order(found: NarrativeFound) -> None:
    assert [claim.claim_number for claim in found.claims] == list(range(1, 86))


def test_a_sentence_is_joined_from_its_lines(found: NarrativeFound) -> None:
    sentences = {claim.line_number: claim.sentence_text for claim in found.claims}
    assert sentences[167] == "2023年部门机关运行经费预算55.95万元，比上年下降23.22%。"
    assert sentences[183] == "2023年部门预算安排购置车辆0辆，未安排购置单位价值200万元以上大型设备。"


def test_no_number_of_the_prose_is_lost(found: NarrativeFound) -> None:
    lines = [line for line in read_text(BUDGET.read_bytes()).lines if line.line_number <= LAST_PROSE_LINE]
    lost = {}
    for line in lines:
        kept = count_numbers(capture.text for capture in found.captures if capture.line_number == line.line_number)
        if count_numbers([line.text]) != kept:
            lost[line.line_number] = line.text
    assert lost == {}


def test_dates_and_document_numbers_are_furniture(found: NarrativeFound) -> None:
    furniture = [(capture.line_number, capture.text) for capture in found.captures if capture.is_furniture]
    assert [text for number, text in furniture if number in (179, 232, 236, 254)] == [
        "2022年12月31日",
        "〔2015〕79号",
        "〔2018〕37号",
        "2023年1月1日",
        "2023年12月31日",
    ]


def test_a_line_without_figures_is_kept_whole(found: NarrativeFound) -> None:
    assert [capture.text for capture in found.captures if capture.line_number == 83] == [
        "金的补助、财政对城乡居民基本养老保险基金的补助、财"
    ]


def test_tables_and_forms_are_left_to_their_own_modules(found: NarrativeFound) -> None:
    assert [capture for capture in found.captures if capture.line_number > LAST_PROSE_LINE] == []


def test_paragraphs_stand_under_their_headings_with_lines_joined(found: NarrativeFound) -> None:
    passages = [passage for passage in found.passages if 265 <= passage.line_number <= 271]
    assert [(p.line_number, p.last_line_number, p.role, p.section_text, p.passage_text) for p in passages] == [
        (265, 265, "heading", None, "二、2023年“三公”经费预算情况说明"),
        (267, 269, "prose", THREE_PUBLIC, "本部门2023年度“三公”经费支出预算数为2万元，同比减少1.6万元，下降45%其中："),
        (271, 271, "prose", THREE_PUBLIC, "（一）因公出国（境）支出预算数为0万元。"),
    ]


@pytest.mark.parametrize("file_name", FORMS_ONLY)
def test_a_document_of_forms_has_no_prose(file_name: str) -> None:
    assert recognise_narrative(read_text((DOCUMENTS / file_name).read_bytes())) == NarrativeFound((), ())
