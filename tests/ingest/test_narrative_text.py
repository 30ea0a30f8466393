"""Which lines of a document are prose, where a paragraph ends, and the headings it stands under."""

from __future__ import annotations

from ingest.forms.narrative_text import Role, read_paragraphs
from ingest.readers.text import read_text

HEADING = "（十）重点项目：退休、转移人员单位部分职业年金及记账利息项目情况说明"


def prose_of(text: str) -> list[tuple[tuple[str, ...], str]]:
    paragraphs = read_paragraphs(read_text(text.encode()), frozenset())
    return [(paragraph.section, paragraph.text) for paragraph in paragraphs if paragraph.role is Role.PROSE]


def test_wrapped_lines_and_a_wrapped_heading() -> None:
    assert prose_of(
        "第三部分 预算说明\n"
        "（十）重点项目：退休、转移人员单位部分职业年金\n\n及记账利息项目情况说明\n\n"
        "⑴项目概述：为建立机关事业单位及其工作人员补充\n\n养老保险制度，个人缴费实行实账积累。\n\n"
        "⑵实施周期：2023 年 1 月 1 日至 12 月 31 日\n\n"
        "⑶本年度预算安排：1200 万元\n"
    ) == [
        (("第三部分预算说明", HEADING), "⑴项目概述：为建立机关事业单位及其工作人员补充养老保险制度，个人缴费实行实账积累。"),
        (("第三部分预算说明", HEADING), "⑵实施周期：2023年1月1日至12月31日"),
        (("第三部分预算说明", HEADING), "⑶本年度预算安排：1200万元"),
    ]


def test_rows_of_a_table_between_prose() -> None:
    assert prose_of(
        "一、收入情况\n本年收入2495.56万元。\n"
        "收支预算总表\n填报单位:[202002]某中心 单位：万元\n项目 预算数 项目 预算数\n"
        "一、财政拨款收入 2,495.56 社会保障和就业支出 2,457.00\n（三）国有资本经营预算收入\n"
        "283.88 283.88 283.88\n合计 2,495.56\n注：若为空表，则无“三公”经费支出。\n"
        "二、支出情况\n本年支出2495.56万元。\n"
    ) == [
        (("一、收入情况",), "本年收入2495.56万元。"),
        (("二、支出情况",), "本年支出2495.56万元。"),
    ]


def test_a_form_in_a_text_flow_lasts_until_the_next_part() -> None:
    assert prose_of(
        "项目支出绩效目标表\n（2023年度）\n项目名称 生活补助\n年度绩效目标\n"
        "目标1、领取退休人员待遇补差3人，发放补助次数12次。\n一级指标 二级指标 三级指标 指标值\n数量指标 人数 ≥3人\n"
        "第四部分 名词解释\n财政拨款：指县级财政当年拨付的资金。\n"
    ) == [(("第四部分名词解释",), "财政拨款：指县级财政当年拨付的资金。")]


def test_an_unnumbered_part_follows_a_form() -> None:
    form = "项目支出绩效目标表\n项目名称 甲\n一级指标 二级指标 三级指标 指标值\n满意度指标 服务对象满意度 满意度 90%\n"
    glossary = "名词解释\n1.财政拨款收入：指财政当年拨付的资金。\n"
    assert [text for _, text in prose_of(form + glossary)] == ["1.财政拨款收入：指财政当年拨付的资金。"]
    assert prose_of(form + "备注说明\n1.完成改造30公里。\n") == []


def test_a_page_number_does_not_break_a_sentence() -> None:
    assert prose_of("二、支出情况\n2024年支出预算为3,000.00元，主要用于\n- 3 -\n保障机构运转。\n") == [
        (("二、支出情况",), "2024年支出预算为3,000.00元，主要用于保障机构运转。")
    ]


def test_contents_and_title_are_furniture() -> None:
    paragraphs = read_paragraphs(
        read_text("某局2024年部门预算\n目录\n一、部门职能 ……………… 3\n第一部分 概况\n本局负责财政工作。\n".encode()), frozenset()
    )
    assert [(paragraph.role, paragraph.text) for paragraph in paragraphs] == [
        (Role.FURNITURE, "某局2024年部门预算"),
        (Role.HEADING, "目录"),
        (Role.FURNITURE, "一、部门职能………………3"),
        (Role.HEADING, "第一部分概况"),
        (Role.PROSE, "本局负责财政工作。"),
    ]
