"""Defects of a budget's prose, titles and codes, one at a time, and the rules that must say so."""

from __future__ import annotations

from tests.clean.defects import BudgetDefect

EXCLUDED = "机关事业单位基本养老保险缴费支出由财政代编，不编入本部门预算。"

NARRATIVE_DEFECTS = (
    BudgetDefect(
        "an operating expense beyond the operating column",
        frozenset({"R18"}),
        r"(机关运行经费预算)([0-9.]+)",
        lambda found: f"{found[1]}{float(found[2]) + 70:.2f}",
    ),
    BudgetDefect(
        "hired staff do not make the staff, and too many are in post",
        frozenset({"R20"}),
        r"编制人数[0-9]+人，实有人数[0-9]+人，均为在职人员",
        lambda _: "编制人数20人，实有人数30人，其中：在职人数25人，临聘人员4人",
    ),
    BudgetDefect(
        "a heading of another year",
        frozenset({"R32"}),
        r"二、收支预算情况说明",
        lambda _: "二、2016年收支预算情况说明",
    ),
    BudgetDefect(
        "an item said to be left out is printed",
        frozenset({"R33"}),
        r"(三、其他重要事项说明\n)",
        lambda found: f"{EXCLUDED}\n{found[1]}",
    ),
    BudgetDefect(
        "the glossary explains a name that ended in 2019",
        frozenset({"R34"}),
        r"(1\.)财政拨款收入：指财政当年拨付的资金",
        lambda found: f"{found[1]}其他行政事业单位离退休支出：指取暖费",
    ),
    BudgetDefect(
        "a code with the name of another",
        frozenset({"R120"}),
        r"(2210201\t)住房公积金",
        lambda found: f"{found[1]}购房补贴",
    ),
    BudgetDefect(
        "a class above is left out",
        frozenset({"R122"}),
        r"(部门收入总表(?:\n.*)*?)\n22102\t[^\n]*",
        lambda found: found[1],
    ),
    BudgetDefect(
        "basic expenditure in yuan among 万元",
        frozenset({"R30", "R127"}),
        r"(支出预算总额为[0-9.]+万元。其中：基本支出[0-9.]+)万元",
        lambda found: f"{found[1]}元",
    ),
    BudgetDefect(
        "a table in yuan says that it is, its figures do not",
        frozenset({"R128"}),
        r"(一般公共预算支出表\n单位：)万元",
        lambda found: f"{found[1]}元",
    ),
    BudgetDefect(
        "more projects are counted than named",
        frozenset({"R129"}),
        r"(本部门安排项目)([0-9]+)个",
        lambda found: f"{found[1]}{int(found[2]) + 1}个",
    ),
    BudgetDefect(
        "a paragraph is printed twice",
        frozenset({"R130"}),
        r"\n([0-9]+年财政拨款支出预算[^\n]*)\n",
        lambda found: f"\n{found[1]}\n{found[1]}\n",
    ),
)
