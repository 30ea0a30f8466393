"""Units of money wherever a table declares them, and figures however they are printed. All invented."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingest.forms.budget_text import figure_value
from tests.ingest.budget_rows import Grid, rows_of, tables_of
from tests.ingest.grids import ABOVE as A
from tests.ingest.grids import LEFT as L

HEAD = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
ROW = ["201", "一般公共服务支出", "3", "1", "2"]


@pytest.mark.parametrize(
    ("parts", "unit"),
    [
        (("部门支出总表（单位：万元）", [HEAD, ROW]), "万元"),
        (("部门支出总表（元）", [HEAD, ROW]), "元"),
        (("部门支出总表", "编制单位：甲局    货币单位：人民币元", [HEAD, ROW]), "元"),
        (("部门支出总表", [["部门：甲局", L, L, "单位 万元", L], HEAD, ROW]), "万元"),
        (("部门支出总表", [["科目编码", "科目名称", "合计（单位：千元）", "基本支出", "项目支出"], ROW]), "千元"),
        (("部门支出总表", [["科目编码", "科目名称", "合计（元）", "基本支出（元）", "项目支出（元）"], ROW]), "元"),
        (
            ("部门支出总表", [["科目编码", "科目名称", "支出预算（万元）", L, L], [A, A, "合计", "基本支出", "项目支出"], ROW]),
            "万元",
        ),
        (("部门支出总表", "单位：万元", [["科目编码", "科目名称", "合计（单位：万元）", "基本支出", "项目支出"], ROW]), "万元"),
        (("部门支出总表", [["科目编码", "科目名称", "合计（元）", "基本支出（万元）", "项目支出"], ROW]), None),
        (("部门支出总表", [HEAD, ROW]), None),
    ],
)
def test_where_a_table_declares_its_unit(parts: tuple[str | Grid, ...], unit: str | None) -> None:
    assert [table[2] for table in tables_of(*parts)] == [unit]
    assert rows_of(*parts) == [("function", "201", "一般公共服务支出", None, "total 3, basic 1, project 2")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234.50", "1234.50"),
        ("１，２３４．５０", "1234.50"),
        ("1 234 567.8", "1234567.8"),
        ("1\u00a0234.5", "1234.5"),
        ("△1 234,567.80", "-1234567.80"),
        ("▲3", "-3"),
        ("−3.5", "-3.5"),
        ("－3.5", "-3.5"),
        ("（3.50）", "-3.50"),
        ("¥12.00", "12.00"),
        ("12.5万元", "12.5"),
        ("（12.5元）", "-12.5"),
        ("—", "0"),
        ("12,34.5", None),
        ("12.5.6", None),
        ("约12", None),
        ("2024年", None),
    ],
)
def test_figures_as_they_are_printed(text: str, value: str | None) -> None:
    assert figure_value(text) == (None if value is None else Decimal(value))
