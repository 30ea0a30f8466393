"""The layouts in which clean forms are printed, as tab-separated text or HTML."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence

from tests.clean.forms import Form, Indicator

Row = list[str]


def tabbed_document(forms: Sequence[Form]) -> str:
    """Forms one under the other, one row a line, level names printed once, target in one cell."""
    parts = []
    for form in forms:
        rows = [*_header(form), *_one_cell_targets(form)]
        parts.append("\n".join(["项目支出绩效目标表", "", f"（{form.year}年度）", "", *("\t".join(row) for row in rows)]))
    return "\n\n".join(parts) + "\n"


def three_cell_document(forms: Sequence[Form]) -> str:
    """As tabbed, with the weight before a target in three cells, and the level names in every row."""
    parts = []
    for form in forms:
        rows = [*_other_header(form), *_three_cell_targets(form)]
        parts.append("\n".join(["项目支出绩效目标申报表", f"（{form.year}年度）", *("\t".join(row) for row in rows)]))
    return "\n\n".join(parts) + "\n"


def html_document(forms: Sequence[Form]) -> str:
    """A web page with one table a form; level names merged over their rows."""
    tables = "".join(
        f"<h2>项目支出绩效目标表</h2><p>（{form.year}年度）</p><table border='1'>{_table(form)}</table>" for form in forms
    )
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>绩效目标公开</title></head><body>{tables}</body></html>"


LAYOUTS: dict[str, Callable[[Sequence[Form]], str]] = {
    "txt": tabbed_document,
    "tsv": three_cell_document,
    "html": html_document,
}


def _header(form: Form) -> list[Row]:
    return [
        ["项目名称", form.name, "", ""],
        ["主管部门及代码", form.department, "实施单位", form.unit],
        [f"项目资金（{form.declared_unit}）", "年度资金总额", form.total],
        ["", "其中：财政拨款", form.fiscal],
        ["", "其他资金", form.other],
        ["", "上年结转", form.carryover],
        ["年度绩效目标", "", "", ""],
        [form.goal, "", "", ""],
    ]


def _other_header(form: Form) -> list[Row]:
    return [
        ["项目名称", form.name],
        ["主管部门", form.department, "预算单位", form.unit],
        [f"资金情况（{form.declared_unit}）", "年度资金总额：", form.total, "其中：财政拨款", form.fiscal],
        ["", "其他资金", form.other, "上年结转", form.carryover],
        ["年度总体目标", form.goal],
    ]


def _has_weights(form: Form) -> bool:
    return any(indicator.weight for indicator in form.indicators)


def _one_cell_targets(form: Form) -> list[Row]:
    weighted = _has_weights(form)
    rows = [["一级指标", "二级指标", "三级指标", "指标值", *(["权重"] if weighted else [])]]
    before = ("", "")
    for indicator in form.indicators:
        level1 = "" if indicator.level1 == before[0] else indicator.level1
        level2 = "" if (indicator.level1, indicator.level2) == before else indicator.level2
        rows.append([level1, level2, indicator.name, _target(indicator), *([indicator.weight] if weighted else [])])
        before = (indicator.level1, indicator.level2)
    return rows


def _three_cell_targets(form: Form) -> list[Row]:
    weighted = _has_weights(form)
    weight_head = ["分值"] if weighted else []
    rows = [["一级指标", "二级指标", "三级指标", *weight_head, "指标性质", "指标值", "度量单位"]]
    for indicator in form.indicators:
        weight = [indicator.weight] if weighted else []
        cells = [indicator.comparator or "定性", indicator.value, indicator.unit]
        rows.append([indicator.level1, indicator.level2, indicator.name, *weight, *cells])
    return rows


def _target(indicator: Indicator) -> str:
    return indicator.comparator + indicator.value + indicator.unit


def _table(form: Form) -> str:
    weighted = _has_weights(form)
    width = 5 if weighted else 4
    rows = [_cells(row, width) for row in _header(form)]
    rows.append("".join(f"<th>{word}</th>" for word in _one_cell_targets(form)[0]))
    for place, indicator in enumerate(form.indicators):
        cells = ""
        if place == 0 or form.indicators[place - 1].level1 != indicator.level1:
            same = sum(other.level1 == indicator.level1 for other in form.indicators)
            cells += f"<td rowspan='{same}'>{indicator.level1}</td>"
        levels = (indicator.level1, indicator.level2)
        if place == 0 or (form.indicators[place - 1].level1, form.indicators[place - 1].level2) != levels:
            same = sum((other.level1, other.level2) == levels for other in form.indicators)
            cells += f"<td rowspan='{same}'>{indicator.level2}</td>"
        texts = [indicator.name, _target(indicator), *([indicator.weight] if weighted else [])]
        rows.append(cells + "".join(f"<td>{html.escape(text)}</td>" for text in texts))
    return "".join(f"<tr>{row}</tr>" for row in rows)


def _cells(row: Row, width: int) -> str:
    texts = row + [""] * (width - len(row))
    return "".join(f"<td>{html.escape(text)}</td>" for text in texts)
