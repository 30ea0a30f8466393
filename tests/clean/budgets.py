"""Department budgets without a defect: every table, share and change derived from the economic lines and the projects."""

from __future__ import annotations

import random
from dataclasses import dataclass
from decimal import Decimal

from tests.clean.forms import Form, draw_form

CLASS_NAMES = {
    "201": "一般公共服务支出",
    "205": "教育支出",
    "208": "社会保障和就业支出",
    "210": "卫生健康支出",
    "213": "农林水支出",
    "221": "住房保障支出",
}
SECTION_NAMES = {
    "20103": "政府办公厅（室）及相关机构事务",
    "20501": "教育管理事务",
    "20801": "人力资源和社会保障管理事务",
    "20805": "行政事业单位养老支出",
    "21011": "行政事业单位医疗",
    "21301": "农业农村",
    "22102": "住房改革支出",
}
# The section of a department's own tasks, with the kind of department.
TASKS = {"20103": "人民政府办公室", "20501": "教育体育局", "20801": "人力资源和社会保障局", "21301": "农业农村局"}
ITEM_NAMES = {"2080505": "机关事业单位基本养老保险缴费支出", "2101101": "行政单位医疗", "2210201": "住房公积金"}
ECONOMIC_NAMES = {
    "301": "工资福利支出",
    "30101": "基本工资",
    "30102": "津贴补贴",
    "30103": "奖金",
    "30108": "机关事业单位基本养老保险缴费",
    "30110": "职工基本医疗保险缴费",
    "30113": "住房公积金",
    "302": "商品和服务支出",
    "30201": "办公费",
    "30207": "邮电费",
    "30211": "差旅费",
    "30217": "公务接待费",
    "30228": "工会经费",
    "30231": "公务用车运行维护费",
    "30239": "其他交通费用",
    "303": "对个人和家庭的补助",
    "30302": "退休费",
    "310": "资本性支出",
    "31002": "办公设备购置",
}


@dataclass(frozen=True, slots=True)
class Budget:
    """A department's year in 万元: amounts by economic item, by functional item (basic, project), and its projects."""

    region: str
    department: str
    year: int
    economic: dict[str, Decimal]
    items: dict[str, tuple[str, Decimal, Decimal]]
    forms: tuple[Form, ...]
    prior_total: Decimal
    prior_reception: Decimal
    posts: int
    staff: int

    @property
    def basic(self) -> Decimal:
        return sum(self.economic.values(), Decimal(0))

    @property
    def project(self) -> Decimal:
        return sum((Decimal(form.total) for form in self.forms), Decimal(0))

    @property
    def total(self) -> Decimal:
        return self.basic + self.project

    def economic_class(self, code: str) -> Decimal:
        """The sum of a class's items."""
        return sum((amount for item, amount in self.economic.items() if item.startswith(code)), Decimal(0))

    @property
    def operating(self) -> Decimal:
        return self.economic_class("302") + self.economic_class("310")


def draw_budget(chance: random.Random, region: str, year: int) -> Budget:
    """A clean budget: 3 to 5 projects with forms, all money from the general public budget."""
    section, kind = chance.choice(list(TASKS.items()))
    department = f"{region}{kind}"
    economic = {code: _cents(chance, 50, 40_000) for code in ECONOMIC_NAMES if len(code) == 5 and chance.random() < 0.85}
    economic |= {code: _cents(chance, 500, 9_000) for code in ("30101", "30108", "30110", "30113", "30217", "30201")}
    forms = tuple(
        draw_form(chance, number, department, department, year) for number in chance.sample(range(20), chance.randint(3, 5))
    )
    basic = sum(economic.values(), Decimal(0))
    tied = {"2080505": economic["30108"], "2101101": economic["30110"], "2210201": economic["30113"]}
    items = {f"{section}01": ("行政运行", basic - sum(tied.values()), Decimal(0))}
    items[f"{section}02"] = ("一般行政管理事务", Decimal(0), sum((Decimal(form.total) for form in forms), Decimal(0)))
    items |= {code: (ITEM_NAMES[code], amount, Decimal(0)) for code, amount in tied.items()}
    posts = chance.randint(12, 90)
    total = basic + items[f"{section}02"][2]
    return Budget(
        region,
        department,
        year,
        dict(sorted(economic.items())),
        dict(sorted(items.items())),
        forms,
        (total * chance.randint(70, 130) / 100).quantize(Decimal("0.01")),
        (economic["30217"] * chance.randint(101, 140) / 100).quantize(Decimal("0.01")),
        posts,
        posts - chance.randint(0, 6),
    )


def _cents(chance: random.Random, low: int, high: int) -> Decimal:
    return Decimal(chance.randint(low, high)) / 100
