"""A county's disclosures of one year that repeat each other: a department's total, its own and its units', editions and stages.

Amounts are in 万元; each is a round figure of its own, so that a sum shows what was added.
"""

from __future__ import annotations

import html
from pathlib import Path

Rows = list[list[str]]

COUNTY = "寻乌县"
FORESTRY = "寻乌县林业局"
FARM = "寻乌县国有林场服务中心"
STATION = "寻乌县森林病虫害防治站"
NURSERY = "寻乌县林木种苗服务站"
AGRICULTURE = "寻乌县农业农村局"
TECHNIQUE = "寻乌县农业技术推广中心"
ITEMS = {
    "2130201": "行政运行",
    "2130205": "森林资源培育",
    "2130234": "林业草原防灾减灾",
    "2130101": "行政运行",
    "2130106": "科技转化与推广服务",
    "2120801": "征地和拆迁补偿支出",
}
SECTIONS = {"21302": "林业和草原", "21301": "农业农村", "21208": "国有土地使用权出让收入安排的支出"}
CLASSES = {"213": "农林水支出", "212": "城乡社区支出"}


def functional(title: str, items: dict[str, int]) -> tuple[str, Rows]:
    """A table of classes, sections and items under a total; all of it basic spending."""
    sums = {code[:length]: 0 for code in items for length in (3, 5, 7)}
    for code, amount in items.items():
        for length in (3, 5, 7):
            sums[code[:length]] += amount
    names = CLASSES | SECTIONS | ITEMS
    rows = [["科目编码", "科目名称", "合计", "基本支出", "项目支出"]]
    rows += [["", "合计", *_figures(sum(items.values()))]]
    rows += [[code, names[code], *_figures(sums[code])] for code in sorted(sums)]
    return title, rows


def revenue(amount: int, business: int = 0) -> tuple[str, Rows]:
    """部门收入总表 with its sources as columns."""
    whole = [f"{amount + business:.2f}", f"{amount:.2f}", f"{business:.2f}" if business else ""]
    heads = ["科目编码", "科目名称", "合计", "一般公共预算拨款收入", "事业收入"]
    return "部门收入总表", [heads, ["", "合计", *whole], ["213", "农林水支出", *whole]]


def basic(amounts: dict[str, int]) -> tuple[str, Rows]:
    """一般公共预算基本支出表: wages (30101) and office costs (30201)."""
    names = {"30101": "基本工资", "30201": "办公费", "301": "工资福利支出", "302": "商品和服务支出"}
    total = f"{sum(amounts.values()):.2f}"
    wages, office = amounts.get("30101", 0), amounts.get("30201", 0)
    rows = [["科目编码", "科目名称", "合计", "人员经费", "公用经费"], ["", "合计", total, f"{wages:.2f}", f"{office:.2f}"]]
    for code, amount in amounts.items():
        place = [f"{amount:.2f}", ""] if code.startswith("301") else ["", f"{amount:.2f}"]
        rows += [[printed, names[printed], f"{amount:.2f}", *place] for printed in (code[:3], code)]
    return "一般公共预算基本支出表", rows


def three_public(agencies: dict[str, int]) -> tuple[str, Rows]:
    """A row an agency, all of it receptions."""
    heads = ["单位名称", "合计", "因公出国（境）费", "公务接待费", "公务用车运行维护费", "公务用车购置费"]
    rows = [[name, f"{amount:.2f}", "", f"{amount:.2f}", "", ""] for name, amount in agencies.items()]
    return "财政拨款“三公”经费支出表", [heads, *rows]


def project(name: str, department: str, unit: str, amount: float, people: int, year: int = 2023) -> tuple[str, Rows]:
    """A target form; the count of people tells it from another of the same name."""
    total = f"{amount:.2f}"
    return f"项目支出绩效目标表\n（{year}年度）", [
        ["项目名称", name, "", ""],
        ["主管部门", department, "实施单位", unit],
        ["项目资金（万元）", "年度资金总额", total],
        ["", "其中：财政拨款", total],
        ["", "其他资金", "0.00"],
        ["", "上年结转", "0.00"],
        ["年度绩效目标", "", "", ""],
        [f"为{people}人提供服务。", "", "", ""],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "服务人数", f"={people}人"],
        ["效益指标", "社会效益指标", "服务水平", "提升"],
        ["满意度指标", "服务对象满意度指标", "群众满意度", "≥90%"],
    ]


def evaluation(name: str, department: str, unit: str, plan: int, spent: int, year: int) -> tuple[str, Rows]:
    """A self-evaluation form."""
    amounts = [f"{plan:.2f}", f"{plan:.2f}", f"{spent:.2f}", "10", f"{spent / plan:.2%}", "9"]
    return "项目支出绩效自评表", [
        [f"({year}年度)"],
        ["项目名称", name],
        ["主管部门", department, "实施单位", unit],
        ["项目资金(万元)", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        ["", "年度资金总额", *amounts],
        ["", "其中：财政拨款", *amounts[:3], "-", amounts[4], "-"],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"],
        ["产出指标", "数量指标", "服务人数", "≥120人", "120人", "50", "50", ""],
        ["效益指标", "社会效益指标", "服务水平", "提升", "提升", "30", "30", ""],
        ["满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "95%", "10", "10", ""],
        ["总分", "", "", "", "", "100", "99", ""],
    ]


def prose(heading: str, *sentences: str) -> tuple[str, Rows]:
    """A chapter without a table."""
    return heading, [[sentence] for sentence in sentences]


def text(title: str, tables: list[tuple[str, Rows]]) -> str:
    """The disclosure as tab-separated text."""
    parts = [title, ""]
    for heading, rows in tables:
        unit = ["单位：万元"] if heading.endswith("表") else []
        parts += [heading, *unit, *("\t".join(row) for row in rows), ""]
    return "\n".join(parts)


def page(title: str, tables: list[tuple[str, Rows]]) -> str:
    """The same as a web page."""
    body = f"<h1>{title}</h1>"
    for heading, rows in tables:
        unit = "<p>单位：万元</p>" if heading.endswith("表") else ""
        width = max(map(len, rows))
        lines = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row + [""] * (width - len(row))) for row in rows)
        body += f"<h2>{heading}</h2>{unit}<table border='1'>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>{body}</body></html>"


def write_disclosures(folder: Path) -> None:
    """Every document of the county."""
    for name, (title, tables) in _documents().items():
        (folder / f"{name}.txt").write_text(text(title, tables), encoding="utf-8")
    title, tables = _documents()["forestry_farm"]
    (folder / "forestry_farm_again.html").write_text(page(title, tables), encoding="utf-8")


def _documents() -> dict[str, tuple[str, list[tuple[str, Rows]]]]:
    farm_forms = [project("运转经费", FORESTRY, FARM, 10, 11), project("2023年造林补助", FORESTRY, FARM, 20, 12)]
    station_forms = [project("运转经费", FORESTRY, STATION, 10, 13)]
    own_forms = [project("运转经费", FORESTRY, FORESTRY, 5, 14)]
    total_items = {"2130201": 60, "2130205": 40, "2130234": 30}
    whole, general, fund = "部门支出总表", "一般公共预算支出表", "政府性基金预算支出表"
    return {
        # The total prints no 政府性基金; the station's is the only print of it, but 部门支出总表 stands for all money.
        "forestry_total": (
            f"{FORESTRY}2023年部门预算（汇总）",
            [
                prose(
                    "一、部门预算单位构成",
                    f"纳入{FORESTRY}2023年部门预算编制范围的二级预算单位包括：",
                    f"1.{FARM}",
                    f"2.{STATION}",
                    f"3.{NURSERY}",
                ),
                revenue(125, 5),
                functional(whole, total_items),
                functional(general, {**total_items, "2130234": 25}),
                basic({"30101": 70, "30201": 20}),
                *own_forms,
                *farm_forms,
                *station_forms,
            ],
        ),
        "forestry_own": (
            f"{FORESTRY}（本级）2023年部门预算",
            [
                revenue(60),
                functional(whole, {"2130201": 60}),
                functional(general, {"2130201": 60}),
                basic({"30101": 40, "30201": 10}),
                three_public({FORESTRY: 3}),
                *own_forms,
            ],
        ),
        "forestry_farm": (
            f"{FARM}2023年单位预算",
            [
                revenue(40),
                functional(whole, {"2130205": 40}),
                functional(general, {"2130205": 40}),
                basic({"30101": 20}),
                three_public({FARM: 1}),
                *farm_forms,
                project("护林员补助", FORESTRY, FARM, 7, 15),
            ],
        ),
        "forestry_station": (
            f"{STATION}2023年单位预算",
            [functional(whole, {"2130234": 30}), basic({"30101": 10, "30201": 10}), *station_forms],
        ),
        # Only the total's prose says whose unit it is.
        "forestry_nursery": (f"{NURSERY}2023年单位预算", [functional(whole, {"2130201": 15})]),
        # Neither prints 部门支出总表: the two budgets are different money.
        "agriculture_own": (
            f"{AGRICULTURE}（本级）2023年部门预算",
            [functional(general, {"2130101": 45}), functional(fund, {"2120801": 6}), basic({"30101": 35})],
        ),
        "agriculture_technique": (
            f"{TECHNIQUE}2023年单位预算",
            [functional(general, {"2130106": 25}), project("试验示范", AGRICULTURE, TECHNIQUE, 8, 16)],
        ),
        "forestry_evaluation": (
            f"{FARM}2022年度项目支出绩效自评",
            [evaluation("2022年造林补助", FORESTRY, FARM, 18, 15, 2022)],
        ),
        "forestry_accounts": (
            f"{FARM}2023年度单位决算",
            [functional("支出决算表", {"2130205": 39}), functional("一般公共预算财政拨款支出决算表", {"2130205": 38})],
        ),
        # A notice's two batches are two projects however alike their names; one name was cut off, its form names no unit.
        "notices": (
            f"{AGRICULTURE}2023年项目支出绩效目标公开",
            [
                project("赣财农[2023]80号关于下达2023年农业生产发展补助资", AGRICULTURE, TECHNIQUE, 31, 17),
                project("赣财农[2023]81号关于下达2023年农业生产发展补助资", AGRICULTURE, TECHNIQUE, 31, 18),
                project("赣财农[2023]80号关于下达2023年农业生产发展补助资金", AGRICULTURE, TECHNIQUE, 31, 17),
                project("专项经费", AGRICULTURE, TECHNIQUE, 2, 19),
                project("专项经费", AGRICULTURE, TECHNIQUE, 3, 20),
            ],
        ),
    }


def _figures(amount: int) -> list[str]:
    return [f"{amount:.2f}", f"{amount:.2f}", ""]
