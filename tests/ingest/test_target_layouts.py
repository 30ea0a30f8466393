"""Invented layouts of target forms that differ from each other: every row is read right, or a note says what is not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ingest.forms.project_targets import read_target_forms
from tests.ingest.grids import ABOVE, LEFT, document_of

HEADER = ["一级指标", "二级指标", "三级指标", "指标值"]
FLOW_HEAD = "项目支出绩效目标表\n单位：元\n项目名称    残疾人补贴\n年度预算总额    1,234,500.00    财政资金    1,234,500.00\n"


def head(width: int) -> list[list[str]]:
    return [["项目支出绩效目标表", *[LEFT] * (width - 1)], ["项目名称", "甲", *[LEFT] * (width - 2)]]


def read(*parts: str | Sequence[Sequence[str]]) -> tuple[list[str], list[str]]:
    """Each indicator as one text, '-' for what is not printed, and the texts of the notes."""
    forms, notes = read_target_forms(document_of(*parts))
    rows = [
        " ".join(
            text or "-"
            for text in (
                row.level1_text,
                row.level2_text,
                row.indicator_name,
                row.comparator_text,
                row.target_text,
                row.unit_text,
                row.weight_text,
            )
        )
        for form in forms
        for row in form.indicators
    ]
    return rows, [note.text for note in notes]


LAYOUTS = {
    "row numbers are no weights": (
        [
            *head(9),
            ["序号", "分值", "一级指标", "二级指标", "三级指标", "计算符号", "指标值", "计量单位", "备注"],
            ["1", "10", "项目完成指标", "数量指标", "道路", "≥", "5", "公里", ""],
            ["2", "10", ABOVE, "质量指标", "合格率", "≥", "100", "%", "抽检"],
            ["3", "", "项目效益指标", "社会效益指标", "出行", "定性", "改善", "", ""],
        ],
        [
            "项目完成指标 数量指标 道路 ≥ 5 公里 10",
            "项目完成指标 质量指标 合格率 ≥ 100 % 10",
            "项目效益指标 社会效益指标 出行 定性 改善 - -",
        ],
        [],
    ),
    "the sum of weights is no indicator": (
        [
            *head(7),
            ["一级指标", "二级指标", "三级指标", "指标值", LEFT, LEFT, "权重"],
            [ABOVE, ABOVE, ABOVE, "符号", "值", "单位", ABOVE],
            ["产出指标", "数量指标", "开放", "≥", "300", "天", "30"],
            ["满意度指标", "", "满意度", "≥", "90", "%", "10"],
            ["合计", "", "", "", "", "", "40"],
        ],
        ["产出指标 数量指标 开放 ≥ 300 天 30", "满意度指标 - 满意度 ≥ 90 % 10"],
        [],
    ),
    "names and targets before the levels": (
        [
            *head(6),
            ["三级指标", "目标值", "权重(%)", "二级指标", "一级指标", "指标说明"],
            ["读者", "≥2万人次", "20", "数量指标", "产出指标", "x"],
            ["书籍", "500册", "20", "数量指标", "产出指标", ""],
        ],
        ["产出指标 数量指标 读者 - ≥2万人次 - 20", "产出指标 数量指标 书籍 - 500册 - 20"],
        [],
    ),
    "a note beside a blank target is no target": (
        [
            *head(6),
            ["一级指标", "二级指标", "三级指标", "指标值", "分值", "备注"],
            ["产出指标", "数量指标", "人数", "", "10", ""],
            ["产出指标", "质量指标", "", "≥95%", "10", ""],
            ["", "时效指标", "按时", "", "", "见方案"],
        ],
        ["产出指标 数量指标 人数 - - - 10", "产出指标 质量指标 - - ≥95% - 10", "产出指标 时效指标 按时 - - - -"],
        [],
    ),
    "four levels": (
        [
            *head(6),
            ["一级指标", "二级指标", "三级指标", "四级指标", "指标值", "分值"],
            ["产出指标", "数量指标", "建设", "建房数", "20套", "50"],
        ],
        ["产出指标 数量指标 建房数 - 20套 - 50"],
        ["三级指标"],
    ),
    "level 1 in a row of its own": (
        [*head(4), HEADER, ["产出指标", "", "", ""], ["", "数量指标", "人数", "3人"], ["", "质量指标", "合格率", "≥95%"]],
        ["产出指标 数量指标 人数 - 3人 - -", "产出指标 质量指标 合格率 - ≥95% - -"],
        [],
    ),
    "the header again above each block": (
        [*head(4), HEADER, ["产出指标", "数量指标", "a数", "3个"], HEADER, ["效益指标", "社会效益指标", "b率", "≥5%"]],
        ["产出指标 数量指标 a数 - 3个 - -", "效益指标 社会效益指标 b率 - ≥5% - -"],
        [],
    ),
    "signatures and notes inside the table": (
        [
            *head(4),
            HEADER,
            ["产出指标", "数量指标", "a数", "3个"],
            ["", "", "b数", "4个"],
            ["填表人：张三", LEFT, "联系电话：1380000", LEFT],
            ["注：分值合计100", LEFT, LEFT, LEFT],
        ],
        ["产出指标 数量指标 a数 - 3个 - -", "产出指标 数量指标 b数 - 4个 - -"],
        [],
    ),
    "years as columns are not read": (
        [
            *head(5),
            ["一级指标", "二级指标", "三级指标", "2023年值", "2024年值"],
            ["产出指标", "数量指标", "人数", "3人", "4人"],
        ],
        [],
        ["2023年值", "2024年值", "项目支出绩效目标表"],
    ),
    "one cell a line with a sum": (
        "项目支出绩效目标表\n项目名称\n戊\n主管部门\n某局\n年度资金总额\n12万元\n一级指标\n二级指标\n三级指标\n指标值\n权重\n"
        "产出指标\n数量指标\n人数\n≥3人\n20\n次数\n4次\n30\n质量指标\n合格率\n≥95%\n10\n合计\n60",
        ["产出指标 数量指标 人数 - ≥3人 - 20", "产出指标 数量指标 次数 - 4次 - 30", "产出指标 质量指标 合格率 - ≥95% - 10"],
        [],
    ),
    "a level 2 that wraps beside its row": (
        FLOW_HEAD + "一级指标    二级指标    三级指标    绩效指标性质    绩效指标值    绩效度量单位    本年权重\n"
        "产出指标    数量指标    补贴人数    ≥    1029    人    15\n            质量指标    准确率    ＝    100    %    15\n"
        "            时效指标    按月发放    定性    及时        10\n效益指标    社会效益\n"
        "指标    生活保障    定性    有效保障        30\n满意度指标    服务对象满意度指标    满意度    ≥    95    %    10",
        [
            "产出指标 数量指标 补贴人数 ≥ 1029 人 15",
            "产出指标 质量指标 准确率 ＝ 100 % 15",
            "产出指标 时效指标 按月发放 定性 及时 - 10",
            "满意度指标 服务对象满意度指标 满意度 ≥ 95 % 10",
        ],
        ["指标 生活保障 定性 有效保障 30"],
    ),
    "halves side by side with other widths": (
        [
            *head(8),
            ["总体目标", "中期目标", LEFT, LEFT, "年度目标", LEFT, LEFT, LEFT],
            [ABOVE, "三年900人", LEFT, LEFT, "本年300人", LEFT, LEFT, LEFT],
            ["一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", LEFT, "指标值"],
            ["产出指标", "数量指标", "移民", "900人", "数量指标", "移民", LEFT, "300人"],
        ],
        ["产出指标 数量指标 移民 - 900人 - -", "产出指标 数量指标 移民 - 300人 - -"],
        [],
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_layouts(name: str) -> None:
    part, rows, notes = LAYOUTS[name]
    assert read(part) == (rows, notes)


def test_sources_under_two_headings_and_the_unit_of_money_in_the_first() -> None:
    forms, _ = read_target_forms(
        document_of(
            [
                *head(7),
                ["资金来源（万元）", "资金总额", "财政拨款", LEFT, LEFT, "单位资金", "其他资金"],
                [ABOVE, ABOVE, "小计", "一般公共预算", "政府性基金", ABOVE, ABOVE],
                [ABOVE, "100", "80", "60", "20", "15", "5"],
                [*HEADER, LEFT, LEFT, LEFT],
                ["产出指标", "数量指标", "次数", "2次", LEFT, LEFT, LEFT],
            ]
        )
    )
    (form,) = forms
    assert form.form.declared_unit_text == "万元"
    assert {funding.funding_source: funding.amount_text for funding in form.fundings} == {
        "total": "100",
        "fiscal_appropriation": "80",
        "general_public_budget": "60",
        "government_fund": "20",
        "unit_funds": "15",
        "other_funds": "5",
    }
