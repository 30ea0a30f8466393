"""One defect at a time: what is changed in a clean disclosure, and the rules that must say so, no others."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from tests.clean.forms import Form, Indicator, money


@dataclass(frozen=True, slots=True)
class FormDefect:
    """A change to one form; `change` gives None where the form has nothing to spoil that way."""

    name: str
    rules: frozenset[str]
    change: Callable[[Form], Form | None]


@dataclass(frozen=True, slots=True)
class BudgetDefect:
    """A change to the text of a budget: the first match of `pattern` becomes what `change` makes of it."""

    name: str
    rules: frozenset[str]
    pattern: str
    change: Callable[[re.Match[str]], str]

    def spoil(self, text: str) -> str:
        spoilt, count = re.subn(self.pattern, self.change, text, count=1)
        assert count == 1, f"{self.name}: nothing to change"
        return spoilt


def _more(figure: str, by: str) -> str:
    """A printed figure with something added, in the same places."""
    value = Decimal(figure.replace(",", "")) + Decimal(by)
    return f"{value:,.2f}" if "," in figure else f"{value:.2f}"


def _spoil_indicator(chosen: Callable[[Indicator], bool], **changes: str) -> Callable[[Form], Form | None]:
    """Change the first indicator that is chosen."""

    def change(form: Form) -> Form | None:
        place = next((place for place, indicator in enumerate(form.indicators) if chosen(indicator)), None)
        if place is None:
            return None
        spoilt = replace(form.indicators[place], **changes)
        return replace(form, indicators=(*form.indicators[:place], spoilt, *form.indicators[place + 1 :]))

    return change


def _in_yuan(form: Form) -> Form | None:
    if not any(indicator.unit == "万元" for indicator in form.indicators):
        return None
    amounts = {name: f"{Decimal(getattr(form, name)) * 10_000:.0f}" for name in ("total", "fiscal", "other", "carryover")}
    return replace(form, **amounts)


def _heavier(form: Form) -> Form | None:
    first = form.indicators[0]
    return _spoil_indicator(lambda _: True, weight=str(int(first.weight) + 3))(form) if first.weight else None


def _dearer(form: Form) -> Form | None:
    """The year's cost ceiling above the funding."""
    more = money(Decimal(form.total) * 2)
    return _spoil_indicator(lambda indicator: indicator.name == "项目总成本", value=more)(form)


def _twice(form: Form) -> Form | None:
    """The quality indicator under the name of the one before it, of the same category."""
    place = next((place for place, indicator in enumerate(form.indicators) if indicator.level2 == "质量指标"), None)
    if place is None:
        return None
    named = replace(form.indicators[place - 1], weight=form.indicators[place].weight)
    return replace(form, indicators=(*form.indicators[:place], named, *form.indicators[place + 1 :]))


FORM_DEFECTS = (
    FormDefect(
        "a part of the funding is wrong", frozenset({"R01"}), lambda form: replace(form, other=_more(form.other, "1.5"))
    ),
    FormDefect("amounts in yuan under a header of 万元", frozenset({"R03"}), _in_yuan),
    FormDefect("weights make 103", frozenset({"R40"}), _heavier),
    FormDefect(
        "a cost target is a floor",
        frozenset({"R44"}),
        _spoil_indicator(lambda indicator: indicator.level1 == "成本指标", comparator="≥"),
    ),
    FormDefect("a cost ceiling above the funding", frozenset({"R60"}), _dearer),
    FormDefect(
        "a target is missing",
        frozenset({"R64"}),
        _spoil_indicator(lambda indicator: indicator.level2 == "质量指标", comparator="", value="", unit=""),
    ),
    FormDefect(
        "more persons than the money pays for",
        frozenset({"R42", "R50"}),
        _spoil_indicator(lambda indicator: indicator.name.endswith("补贴人数"), value="5000"),
    ),
    FormDefect(
        "persons for a number of times",
        frozenset({"R46"}),
        _spoil_indicator(lambda indicator: indicator.name == "系统巡检次数", unit="人"),
    ),
    FormDefect(
        "a satisfaction of 980 %",
        frozenset({"R47"}),
        _spoil_indicator(lambda indicator: indicator.level1 == "满意度指标", value="980"),
    ),
    FormDefect(
        "a name is cut off",
        frozenset({"R56"}),
        _spoil_indicator(lambda indicator: indicator.level2 == "质量指标", name="补贴发放（含代发的准确率"),
    ),
    FormDefect(
        "a goal breaks off", frozenset({"R109"}), lambda form: replace(form, goal=form.goal[: form.goal.index("，") + 1])
    ),
    FormDefect(
        "a rate answered in words",
        frozenset({"R102"}),
        _spoil_indicator(lambda indicator: indicator.name == "补贴发放及时率", comparator="", value="及时拨付", unit=""),
    ),
    FormDefect(
        "a length without a unit",
        frozenset({"R103"}),
        _spoil_indicator(lambda indicator: indicator.name.endswith("改造里程"), unit=""),
    ),
    FormDefect("an indicator twice", frozenset({"R104"}), _twice),
    FormDefect("an amount is no number", frozenset({"R61"}), lambda form: replace(form, carryover="见附件")),
)

BUDGET_DEFECTS = (
    BudgetDefect(
        "a rate of change is wrong",
        frozenset({"R31"}),
        r"(收入预算总额为[^。]*?(?:增长|下降))([0-9.]+)",
        lambda found: found[1] + _more(found[2], "3.1"),
    ),
    BudgetDefect(
        "goods are not the procurement total",
        frozenset({"R17"}),
        r"(政府采购服务预算)0",
        lambda found: found[1] + "12.5",
    ),
    BudgetDefect(
        "a named project has another amount",
        frozenset({"R05", "R63"}),
        r"(项目预算金额)([0-9.]+)(?=万元[；。])",
        lambda found: found[1] + _more(found[2], "7.07"),
    ),
    BudgetDefect(
        "an amount in the prose is not that of the table",
        frozenset({"R30", "R63"}),
        r"(支出预算总额为[0-9.]+万元。其中：基本支出)([0-9.]+)",
        lambda found: found[1] + _more(found[2], "0.9"),
    ),
    BudgetDefect(
        "the 三公 total is wrong",
        frozenset({"R16"}),
        r"(公务用车购置费\n[^\t]+\t)([0-9.,]+)",
        lambda found: found[1] + _more(found[2], "2"),
    ),
    BudgetDefect(
        "expenditure is more than revenue",
        frozenset({"R10", "R14"}),
        r"(支出总计\t)([0-9.,]+)",
        lambda found: found[1] + _more(found[2], "5"),
    ),
    BudgetDefect(
        "an economic item is wrong",
        frozenset({"R10", "R12"}),
        r"(30101\t基本工资\t)([0-9.,]+)",
        lambda found: found[1] + _more(found[2], "0.3"),
    ),
    BudgetDefect(
        "basic and project do not make the total",
        frozenset({"R10", "R11"}),
        r"(一般公共预算支出表(?:\n.*)*?\n2080505\t[^\t]+\t)([0-9.,]+)",
        lambda found: found[1] + _more(found[2], "0.4"),
    ),
)
