"""What a document says of itself, from titles of many shapes."""

import pytest

from ingest.forms.document_identity import describe_document
from ingest.records import ProjectFormRecord, Recognition
from tests.ingest.grids import document_of


@pytest.mark.parametrize(
    ("lines", "title", "publisher", "year", "scope"),
    [
        (
            "首页 > 政务公开 > 财政信息\n部门预算\n平湖市水利局2024年度部门预算",
            "平湖市水利局2024年度部门预算", "平湖市水利局", "2024年度", None,
        ),
        ("恩施州民政局\n二〇二二年\n部门决算", "恩施州民政局二〇二二年部门决算", "恩施州民政局", "二〇二二年", None),
        ("2021年商城县司法局(本级)预算", "2021年商城县司法局(本级)预算", "商城县司法局", "2021年", "department_own"),
        ("2020年某县教育局部门决算汇总", "2020年某县教育局部门决算汇总", "某县教育局", "2020年", "department_total"),
        ("某县第一小学单位预算(2024)\n2021-2023年规划", "某县第一小学单位预算(2024)", "某县第一小学", "2024", "unit"),
        ("某县审计局部门预算\n发布时间：2023年2月1日\n2023年2月1日", "某县审计局部门预算", "某县审计局", None, None),
        ("某县动物疫病防治站2024年部门预算", "某县动物疫病防治站2024年部门预算", "某县动物疫病防治站", "2024年", None),
        ("某市国有林场2023年单位决算", "某市国有林场2023年单位决算", "某市国有林场", "2023年", "unit"),
        ("2024年某县提灌泵站项目绩效目标", "2024年某县提灌泵站项目绩效目标", None, "2024年", None),
        ("中长期绩效目标表\n实施期2021年-2023年", "中长期绩效目标表", None, None, None),
    ],
)  # fmt: skip
def test_titles(lines: str, title: str, publisher: str | None, year: str | None, scope: str | None) -> None:
    found = describe_document(document_of(lines), Recognition())
    assert (found.title_text, found.publisher_text, found.fiscal_year_text, found.reporting_scope) == (
        title, publisher, year, scope,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("title", "publisher"),
    [("某县林业局2023年部门预算（汇总）", "某县林业局"), ("2023年项目支出绩效目标表", "某县林场")],
)
def test_a_total_is_its_departments_whatever_units_its_forms_name(title: str, publisher: str) -> None:
    form = ProjectFormRecord(
        "d", 1, None, 1, 9, None, None, "project_targets", None, None, "造林", "某县林业局", "某县林场", *[None] * 6
    )
    assert describe_document(document_of(title), Recognition(forms=(form, form))).publisher_text == publisher
