"""Project target forms without a defect: drawn at random, every figure derived from the ones before it."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from decimal import Decimal

GROUPS = ("优抚对象", "困难老人", "残疾儿童", "离任村干部", "独生子女家庭", "退役士兵", "环卫职工", "乡村医生")
COURSES = ("护理人员", "农机手", "电商从业者", "安全管理员", "社区工作者", "家政服务员")
DEVICES = ("呼吸机", "监控终端", "图书自助借还机", "水质检测仪", "消防车载电台", "课桌投影仪")
ROADS = ("通村公路", "灌溉渠道", "污水管网", "城区步道")
SYSTEMS = ("档案管理系统", "视频会议系统", "不动产登记系统", "应急指挥系统")
QUALITY_RATES = ("95", "96", "98", "99", "100")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One target: level names, name, comparator, figure (or words), unit."""

    level1: str
    level2: str
    name: str
    comparator: str
    value: str
    unit: str = ""
    weight: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """One project of a year: total and parts in 万元, as printed."""

    name: str
    department: str
    unit: str
    year: int
    total: str
    fiscal: str
    other: str
    carryover: str
    goal: str
    indicators: tuple[Indicator, ...]
    declared_unit: str = "万元"


def money(amount: Decimal) -> str:
    """An amount in 万元 with two places, the way every amount of a clean form is printed."""
    return f"{amount:.2f}"


def draw_form(chance: random.Random, number: int, department: str, unit: str, year: int) -> Form:
    """A clean form of one of five kinds of project; `number` keeps the names of one document apart."""
    kind = KINDS[number % len(KINDS)]
    name, total, goal, indicators = kind(chance, number)
    other = (total * chance.choice((0, 0, 10, 25)) / 100).quantize(Decimal("0.01"))
    carryover = (total * chance.choice((0, 0, 5)) / 100).quantize(Decimal("0.01"))
    weighted = _weigh(chance, indicators)
    parts = (money(total), money(total - other - carryover), money(other), money(carryover))
    return Form(name, department, unit, year, *parts, goal, weighted)


def with_total(form: Form, total: Decimal) -> Form:
    """The form with another total, all of it fiscal appropriation."""
    return replace(form, total=money(total), fiscal=money(total), other="0.00", carryover="0.00")


def _subsidy(chance: random.Random, number: int) -> tuple[str, Decimal, str, list[Indicator]]:
    group = GROUPS[(number // len(KINDS)) % len(GROUPS)]
    people, rate = chance.randint(2, 90) * 10, chance.randint(1, 9) * 50
    total = Decimal(people * rate * 12) / 10_000
    goal = f"全年为{people}名{group}按月发放生活补贴，共发放12次，保障其基本生活。"
    return (
        f"{group}生活补贴",
        total,
        goal,
        [
            Indicator("产出指标", "数量指标", f"{group}补贴人数", "=", str(people), "人"),
            Indicator("产出指标", "数量指标", "补贴发放次数", "=", "12", "次"),
            Indicator("产出指标", "质量指标", "补贴发放准确率", "=", "100", "%"),
            Indicator("产出指标", "时效指标", "补贴发放及时率", "=", "100", "%"),
            Indicator("成本指标", "经济成本指标", "人均补贴标准", "≤", str(rate), "元/人/月"),
            Indicator("效益指标", "社会效益指标", f"{group}生活水平", "", "有效提高"),
            Indicator("满意度指标", "服务对象满意度指标", f"{group}满意度", "≥", chance.choice(QUALITY_RATES[:4]), "%"),
        ],
    )


def _training(chance: random.Random, number: int) -> tuple[str, Decimal, str, list[Indicator]]:
    course = COURSES[(number // len(KINDS)) % len(COURSES)]
    classes, people, price = chance.randint(2, 12), chance.randint(3, 12) * 10, Decimal(chance.randint(8, 60)) / 10
    goal = f"举办{course}培训班{classes}期，培训{classes * people}人次，提升其职业技能。"
    return (
        f"{course}职业技能培训",
        classes * price,
        goal,
        [
            Indicator("产出指标", "数量指标", "举办培训班期数", "≥", str(classes), "期"),
            Indicator("产出指标", "数量指标", f"培训{course}人次", "≥", str(classes * people), "人次"),
            Indicator("产出指标", "质量指标", "培训合格率", "≥", chance.choice(QUALITY_RATES[:4]), "%"),
            Indicator("产出指标", "时效指标", "培训任务完成时间", "", "12月31日前"),
            Indicator("成本指标", "经济成本指标", "每期培训成本", "≤", f"{price:f}", "万元/期"),
            Indicator("效益指标", "社会效益指标", "参训学员就业率", "≥", chance.choice(("60", "70.5", "80")), "%"),
            Indicator("满意度指标", "服务对象满意度指标", "参训学员满意度", "≥", chance.choice(QUALITY_RATES[:4]), "%"),
        ],
    )


def _purchase(chance: random.Random, number: int) -> tuple[str, Decimal, str, list[Indicator]]:
    device = DEVICES[(number // len(KINDS)) % len(DEVICES)]
    sets, price = chance.randint(2, 40), Decimal(chance.randint(50, 900)) / 100
    goal = f"购置{device}{sets}台，验收后全部投入使用，改善工作条件。"
    return (
        f"{device}购置",
        sets * price,
        goal,
        [
            Indicator("产出指标", "数量指标", f"购置{device}数量", "=", str(sets), "台"),
            Indicator("产出指标", "质量指标", "设备验收合格率", "=", "100", "%"),
            Indicator("产出指标", "时效指标", "设备到位时间", "", "9月30日前"),
            Indicator("成本指标", "经济成本指标", "设备购置单价", "≤", f"{price:.2f}", "万元/台"),
            Indicator("效益指标", "社会效益指标", "公共服务能力", "", "明显提升"),
            Indicator("满意度指标", "服务对象满意度指标", "设备使用人员满意度", "≥", chance.choice(QUALITY_RATES[:4]), "%"),
        ],
    )


def _works(chance: random.Random, number: int) -> tuple[str, Decimal, str, list[Indicator]]:
    road = ROADS[(number // len(KINDS)) % len(ROADS)]
    length, price = Decimal(chance.randint(12, 300)) / 10, Decimal(chance.randint(5, 90))
    goal = f"改造{road}{length:f}公里，工程质量全部达标，方便群众生产生活。"
    return (
        f"{road}改造工程",
        length * price,
        goal,
        [
            Indicator("产出指标", "数量指标", f"{road}改造里程", "≥", f"{length:f}", "公里"),
            Indicator("产出指标", "质量指标", "工程验收合格率", "=", "100", "%"),
            Indicator("产出指标", "时效指标", "工程完工及时率", "≥", chance.choice(QUALITY_RATES), "%"),
            Indicator("成本指标", "经济成本指标", "每公里改造成本", "≤", f"{price:f}", "万元/公里"),
            Indicator("效益指标", "社会效益指标", "受益群众人数", "≥", str(chance.randint(5, 400) * 100), "人"),
            Indicator("效益指标", "生态效益指标", "沿线生态环境", "", "持续改善"),
            Indicator("满意度指标", "服务对象满意度指标", "受益群众满意度", "≥", chance.choice(QUALITY_RATES[:4]), "%"),
        ],
    )


def _service(chance: random.Random, number: int) -> tuple[str, Decimal, str, list[Indicator]]:
    system = SYSTEMS[(number // len(KINDS)) % len(SYSTEMS)]
    total = Decimal(chance.randint(300, 9_000)) / 100
    visits = chance.randint(2, 12)
    goal = f"保障{system}全年稳定运行，开展巡检{visits}次，及时排除故障。"
    return (
        f"{system}运行维护",
        total,
        goal,
        [
            Indicator("产出指标", "数量指标", "系统巡检次数", "≥", str(visits), "次"),
            Indicator("产出指标", "质量指标", "系统正常运行率", "≥", chance.choice(("98", "99", "99.5")), "%"),
            Indicator("产出指标", "时效指标", "故障响应时间", "≤", str(chance.randint(1, 24)), "小时"),
            Indicator("成本指标", "经济成本指标", "项目总成本", "≤", money(total), "万元"),
            Indicator("效益指标", "经济效益指标", "业务办理量增长率", "≥", chance.choice(("5", "12", "120")), "%"),
            Indicator("效益指标", "可持续影响指标", "系统持续服务年限", "≥", str(chance.randint(3, 8)), "年"),
            Indicator("满意度指标", "服务对象满意度指标", "系统用户满意度", "≥", chance.choice(QUALITY_RATES[:4]), "%"),
        ],
    )


KINDS = (_subsidy, _training, _purchase, _works, _service)


def _weigh(chance: random.Random, indicators: list[Indicator]) -> tuple[Indicator, ...]:
    """Weights that make 90 or 100; one form in three has none."""
    if chance.random() < 0.34:
        return tuple(indicators)
    total = chance.choice((90, 100))
    share, rest = divmod(total, len(indicators))
    return tuple(
        replace(indicator, weight=str(share + (rest if place == 0 else 0))) for place, indicator in enumerate(indicators)
    )
