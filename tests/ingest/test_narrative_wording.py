"""Amounts, years and changes as prose words them; every sentence invented."""

from __future__ import annotations

import pytest

from ingest.forms.narrative import recognise_narrative
from tests.ingest.grids import document_of


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "公务接待费由上年的5万元减少到3万元，减少2万元，下降40%。",
            [
                ("公务接待费", "amount", "5", None, "由上年"),
                ("公务接待费", "amount", "3", None, None),
                ("公务接待费", "change", "2", "decrease", None),
                ("公务接待费", "change", "40", "decrease", None),
            ],
        ),
        (
            "2023年教育支出100万元，2022年为90万元，增长11.11%。",
            [
                ("教育支出", "amount", "100", None, None),
                ("教育支出", "amount", "90", None, "2022年"),
                ("教育支出", "change", "11.11", "increase", None),
            ],
        ),
        (
            "三公经费预算10万元，上年为8万元，比2022年上浮25%，比去年多2万元。",
            [
                ("三公经费预算", "amount", "10", None, None),
                ("三公经费预算", "amount", "8", None, "上年"),
                ("三公经费预算", "change", "25", "increase", "比2022年"),
                ("三公经费预算", "change", "2", "increase", "比去年"),
            ],
        ),
        (
            "社会保障和就业支出（208类）2023年预算数为100万元，占总支出的20%，占比提高2个百分点。",
            [
                ("社会保障和就业支出（208类）", "amount", "100", None, None),
                ("社会保障和就业支出（208类）", "share", "20", None, "占总支出"),
                ("占比", "change", "2", "increase", None),
            ],
        ),
        ("会议费最多5万元。", [("会议费最多", "amount", "5", None, None)]),
    ],
)
def test_amounts_of_other_years_and_changes_in_many_words(sentence: str, expected: list[tuple[object, ...]]) -> None:
    claims = recognise_narrative(document_of("一、收支说明\n" + sentence)).claims
    found = [(c.subject_text, c.kind, c.value_text, c.direction, c.comparison_text) for c in claims]
    assert found == expected
