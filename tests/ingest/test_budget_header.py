"""Headers of budget tables as a text flow prints them, and the columns they make."""

from __future__ import annotations

import pytest

from ingest.forms.budget_header import TableKind, side_variants
from ingest.forms.budget_header_words import Numbering, read_numbering, read_words, unknown_words
from ingest.forms.budget_text import Token, split_tokens
from ingest.records import Line


def tokens_of(text: str) -> list[Token]:
    lines = [Line(number, line, (line,)) for number, line in enumerate(text.splitlines(), start=1)]
    return [token for line in lines for token in split_tokens(line)]


def columns_of(text: str, statement: str = "general_public_budget", numbering: Numbering | None = None) -> list[list[str]]:
    """The column paths of every variant, both sides in a row."""
    return [
        [column.path for side in sides for column in side.columns]
        for words in read_words(tokens_of(text))
        for sides in side_variants(words, TableKind(statement, "budget", 2023), numbering)
    ]


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("科目编码 科目名称 合计 基本支出 项目支出", ["合计", "基本支出", "项目支出"]),
        (
            "科目编码 科目名称 合计 基本支出 项目支出\n小计 人员经费 公用经费",
            ["合计", "基本支出/小计", "基本支出/人员经费", "基本支出/公用经费", "项目支出"],
        ),
        (
            "科目编码 科目名称 合计 财政拨款 小计 一般公共预算 政府性基金预算 事业收入",
            ["合计", "财政拨款/小计", "财政拨款/一般公共预算", "财政拨款/政府性基金预算", "事业收入"],
        ),
        ("科目编码 科目名称 合计 使用非财政拨\n款结余上年结转", ["合计", "使用非财政拨款结余", "上年结转"]),
        (
            "科目编码 科目名称 合计 一般公共预 政府性基金预\n算拨款收入 算拨款收入",
            ["合计", "一般公共预算拨款收入", "政府性基金预算拨款收入"],
        ),
        (
            "单位名称 “三公”经费合计 因公出国（境）费 公务用车购置及运行费 公务接待费\n小计 购置费 运行费",
            [
                "“三公”经费合计",
                "因公出国（境）费",
                "公务用车购置及运行费/小计",
                "公务用车购置及运行费/购置费",
                "公务用车购置及运行费/运行费",
                "公务接待费",
            ],
        ),
    ],
)
def test_words_become_ordered_columns(text: str, columns: list[str]) -> None:
    assert columns_of(text) == [columns]


def test_numbering_decides_whether_a_word_is_a_group() -> None:
    header = "科目名称 财政拨款 一般公共预算支出 政府性基金预算支出"
    assert len(columns_of(header)) > 1
    assert columns_of(header, numbering=Numbering(3, is_marked=True)) == [
        ["财政拨款", "一般公共预算支出", "政府性基金预算支出"]
    ]


def test_numbering_that_disagrees_leaves_no_reading() -> None:
    assert columns_of("科目编码 科目名称 合计 基本支出 项目支出", numbering=Numbering(4, is_marked=True)) == []


def test_two_sides_and_prior_year() -> None:
    words = read_words(tokens_of("收 入 支 出\n项目 2022年预算数 2023年预算数 项目 合计 一般公共预算"))[0]
    (sides,) = side_variants(words, TableKind("fiscal_appropriation_summary", "budget", 2023), None)
    assert [[(c.concept, c.phase) for c in side.columns] for side in sides] == [
        [("amount", "prior_year"), ("amount", "budget")],
        [("total", "budget"), ("general_public_budget", "budget")],
    ]


def test_parts_of_a_carry_over_have_no_concept_of_their_own() -> None:
    text = "科目编码 科目名称 合计 本年收入 上年结转\n小计 一般公共预算 事业收入 小计 一般公共预算 政府性基金预算"
    words = read_words(tokens_of(text))[0]
    ((side,),) = side_variants(words, TableKind("department_revenue", "budget", 2023), None)
    assert [column.concept for column in side.columns] == [
        "total",
        None,
        "general_public_budget",
        "business_income",
        "prior_carryover",
        None,
        None,
    ]


def test_unknown_word_is_named() -> None:
    tokens = tokens_of("科目编码 科目名称 合计 专项业务费")
    assert read_words(tokens) == []
    assert unknown_words(tokens) == ("专项业务费",)


@pytest.mark.parametrize(
    ("line", "numbering"),
    [
        ("** ** 1 2 3", Numbering(3, True)),
        ("** ** 1 2 3 4 5 2 3 4", Numbering(8, True)),
        ("栏次 1 栏次 2", Numbering(2, True)),
        ("1 2 3=4+5 4 5", Numbering(5, False)),
        ("1 2", None),
        ("合计 1 2 3", None),
        ("2080109 1 2", None),
    ],
)
def test_numbering_lines(line: str, numbering: Numbering | None) -> None:
    assert read_numbering(line.split()) == numbering
