"""A department budget as tab-separated text: prose, the standard tables, the project forms."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from tests.clean.budgets import CLASS_NAMES, ECONOMIC_NAMES, SECTION_NAMES, Budget
from tests.clean.layouts import tabbed_document

Rows = list[list[str]]


def budget_document(budget: Budget) -> str:
    """The whole disclosure."""
    parts = [
        f"{budget.department}",
        f"{budget.year}年部门预算",
        *_prose(budget),
        *_tables(budget),
        tabbed_document(budget.forms),
        *_glossary(budget),
    ]
    return "\n".join(parts) + "\n"


def figure(amount: Decimal) -> str:
    """A table's figure; a zero is printed as a blank."""
    return f"{amount:,.2f}" if amount else ""


def percent(part: Decimal, whole: Decimal) -> str:
    """A share or change with two places."""
    return f"{(part / whole * 100).quantize(Decimal('0.01'), ROUND_HALF_UP)}%"


def change(now: Decimal, before: Decimal) -> str:
    """比上年增加…万元，增长…%."""
    if now == before:
        return "与上年持平"
    words = ("增加", "增长") if now > before else ("减少", "下降")
    return f"比上年{words[0]}{abs(now - before):.2f}万元，{words[1]}{percent(abs(now - before), before)}"


def _prose(budget: Budget) -> list[str]:
    year, total = budget.year, budget.total
    shares = "；".join(
        f"{name}{basic + project:.2f}万元，占财政拨款支出的{percent(basic + project, total)}"
        for name, basic, project in budget.items.values()
    )
    projects = "；".join(f"{form.name}项目预算金额{form.total}万元" for form in budget.forms)
    vehicles = budget.economic.get("30231", Decimal(0))
    reception = budget.economic["30217"]
    goods = budget.economic_class("310")
    return [
        "一、部门概况",
        f"本部门编制人数{budget.posts}人，实有人数{budget.staff}人，均为在职人员。",
        "二、收支预算情况说明",
        f"{year}年本部门收入预算总额为{total:.2f}万元，{change(total, budget.prior_total)}。"
        f"其中：财政拨款收入{total:.2f}万元，占收入预算总额的100%。",
        f"{year}年本部门支出预算总额为{total:.2f}万元。其中：基本支出{budget.basic:.2f}万元，"
        f"占支出预算总额的{percent(budget.basic, total)}；项目支出{budget.project:.2f}万元，"
        f"占支出预算总额的{percent(budget.project, total)}。",
        f"{year}年财政拨款支出预算{total:.2f}万元。具体支出情况是：{shares}。",
        "三、其他重要事项说明",
        f"{year}年机关运行经费预算{budget.operating:.2f}万元。",
        f"{year}年政府采购总额{goods:.2f}万元，其中：政府采购货物预算{goods:.2f}万元，"
        "政府采购工程预算0万元，政府采购服务预算0万元。",
        f"{year}年本部门安排项目{len(budget.forms)}个，项目预算金额合计{budget.project:.2f}万元，其中：{projects}。",
        f"{year}年“三公”经费预算情况：公务接待费{reception:.2f}万元，{change(reception, budget.prior_reception)}；"
        f"公务用车运行维护费{vehicles:.2f}万元；因公出国（境）费0万元。",
        "本部门没有使用政府性基金预算拨款安排的支出，也没有使用国有资本经营预算拨款安排的支出。",
    ]


def _tables(budget: Budget) -> list[str]:
    total = figure(budget.total)
    classes = _by_prefix(budget, 3)
    summary = [["收入", "", "支出", ""], ["项目", "预算数", "项目(按支出功能科目类级)", "预算数"]]
    revenues = [("一、财政拨款收入", total), ("（一）一般公共预算收入", total), ("（二）政府性基金预算收入", "")]
    spent = [(CLASS_NAMES[code], figure(basic + project)) for code, (basic, project) in classes.items()]
    for place in range(max(len(revenues), len(spent))):
        left = revenues[place] if place < len(revenues) else ("", "")
        right = spent[place] if place < len(spent) else ("", "")
        summary.append([*left, *right])
    summary.append(["本年收入合计", total, "本年支出合计", total])
    summary.append(["收入总计", total, "支出总计", total])
    spending = [["科目编码", "科目名称", "合计", "基本支出", "项目支出"], *_functional(budget)]
    income = [["科目编码", "科目名称", "合计", "一般公共预算拨款收入", "事业收入"]]
    income += [[code, name, whole, whole, ""] for code, name, whole, _, _ in _functional(budget)]
    three = [
        ["单位名称", "合计", "因公出国（境）费", "公务接待费", "公务用车运行维护费", "公务用车购置费"],
        _three_public(budget),
    ]
    empty = [["科目编码", "科目名称", "合计", "基本支出", "项目支出"]]
    return [
        *_table("收支预算总表", summary),
        *_table("部门收入总表", income),
        *_table("部门支出总表", spending),
        *_table("一般公共预算支出表", spending),
        *_table("一般公共预算基本支出表", _economic(budget)),
        *_table("财政拨款“三公”经费支出表", three),
        *_table("政府性基金预算支出表", empty),
        "注：本部门无政府性基金预算支出，故本表为空。",
        *_table("国有资本经营预算支出表", empty),
        "注：本部门无国有资本经营预算支出，故本表为空。",
    ]


def _table(title: str, rows: Rows) -> list[str]:
    return ["", title, "单位：万元", *("\t".join(row) for row in rows)]


def _by_prefix(budget: Budget, length: int) -> dict[str, tuple[Decimal, Decimal]]:
    sums: dict[str, tuple[Decimal, Decimal]] = {}
    for code, (_, basic, project) in budget.items.items():
        before = sums.get(code[:length], (Decimal(0), Decimal(0)))
        sums[code[:length]] = (before[0] + basic, before[1] + project)
    return sums


def _functional(budget: Budget) -> Rows:
    rows = [["", "合计", figure(budget.total), figure(budget.basic), figure(budget.project)]]
    sums = _by_prefix(budget, 3) | _by_prefix(budget, 5) | {code: row[1:] for code, row in budget.items.items()}
    names = CLASS_NAMES | SECTION_NAMES | {code: row[0] for code, row in budget.items.items()}
    for code in sorted(sums):
        basic, project = sums[code]
        rows.append([code, names[code], figure(basic + project), figure(basic), figure(project)])
    return rows


def _economic(budget: Budget) -> Rows:
    header = ["科目编码", "科目名称", "合计", "人员经费", "公用经费"]
    rows = [header, ["", "合计", figure(budget.basic), figure(budget.basic - budget.operating), figure(budget.operating)]]
    for code, name in ECONOMIC_NAMES.items():
        amount = budget.economic_class(code) if len(code) == 3 else budget.economic.get(code, Decimal(0))
        if amount:
            public = code[:3] in ("302", "310")
            rows.append([code, name, figure(amount), "" if public else figure(amount), figure(amount) if public else ""])
    return rows


def _three_public(budget: Budget) -> list[str]:
    reception, vehicles = budget.economic["30217"], budget.economic.get("30231", Decimal(0))
    return [budget.department, figure(reception + vehicles), "", figure(reception), figure(vehicles), ""]


def _glossary(budget: Budget) -> list[str]:
    named = {name: code for code, (name, _, _) in budget.items.items()}
    terms = ["财政拨款收入：指财政当年拨付的资金。"]
    terms += [f"{name}：指本部门用于{name}方面的支出。" for name in named]
    return ["名词解释", *(f"{place}.{term}" for place, term in enumerate(terms, start=1))]
