"""A folder of generated disclosures: clean ones, and copies with one defect each."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass
from pathlib import Path

from tests.clean.accounts import accounts_document
from tests.clean.budget_text import budget_document
from tests.clean.budgets import Budget, draw_budget
from tests.clean.defects import BUDGET_DEFECTS, FORM_DEFECTS
from tests.clean.forms import Form, draw_form
from tests.clean.layouts import LAYOUTS
from tests.clean.narrative_defects import NARRATIVE_DEFECTS
from tests.clean.suspicious import suspicious_documents

SEEDS = Path(__file__).parents[2] / "seeds"
CLEAN_FORMS = 60
CLEAN_BUDGETS = 45
COPIES = 3
ALL_BUDGET_DEFECTS = BUDGET_DEFECTS + NARRATIVE_DEFECTS


def counties() -> list[tuple[str, str]]:
    """Code and name of the counties whose name is theirs alone."""
    with (SEEDS / "regions.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["status"] == "current" and row["code_kind"] == "gbt2260"]
    names = [row["region_name"] for row in rows]
    return [
        (row["region_code"], row["region_name"])
        for row in rows
        if row["level"] == "county" and names.count(row["region_name"]) == 1
    ]


@dataclass(frozen=True, slots=True)
class Written:
    """By file name: the rules that it must fail, and what the clean ones say."""

    rules: dict[str, frozenset[str]]
    forms: dict[str, list[Form]]
    budgets: dict[str, Budget]


def write_folder(folder: Path) -> Written:
    """Write the disclosures."""
    chance = random.Random(20)
    places = iter(
        chance.sample(counties(), CLEAN_FORMS + CLEAN_BUDGETS + 3 + COPIES * (len(FORM_DEFECTS) + len(ALL_BUDGET_DEFECTS)))
    )
    written = Written({}, {}, {})

    def write(name: str, content: str, rules: frozenset[str]) -> None:
        (folder / name).write_text(content, encoding="utf-8")
        written.rules[name] = rules

    endings = list(LAYOUTS)
    for number in range(CLEAN_FORMS):
        ending = endings[number % len(endings)]
        name = f"clean_forms_{number:02}.{ending}"
        written.forms[name] = _forms(chance, next(places)[1])
        write(name, LAYOUTS[ending](written.forms[name]), frozenset())
    for number in range(CLEAN_BUDGETS):
        name = f"clean_budget_{number:02}.txt"
        written.budgets[name] = draw_budget(chance, next(places)[1], _year(chance))
        write(name, budget_document(written.budgets[name]), frozenset())
    for number, text in enumerate(suspicious_documents((next(places)[1], next(places)[1]))):
        write(f"clean_suspicious_{number}.txt", text, frozenset())
    write("clean_accounts.html", accounts_document(next(places)[1]), frozenset())
    for place, defect in enumerate(FORM_DEFECTS):
        for copy in range(COPIES):
            ending = endings[(place + copy) % len(endings)]
            region = next(places)[1]
            spoilt = None
            while spoilt is None:
                forms = _forms(chance, region)
                spoilt = defect.change(forms[0])
            write(f"form_defect_{place:02}_{copy}.{ending}", LAYOUTS[ending]([spoilt, *forms[1:]]), defect.rules)
    for place, defect in enumerate(ALL_BUDGET_DEFECTS):
        for copy in range(COPIES):
            text = budget_document(draw_budget(chance, next(places)[1], _year(chance)))
            write(f"budget_defect_{place:02}_{copy}.txt", defect.spoil(text), defect.rules)
    return written


def _year(chance: random.Random) -> int:
    return chance.randint(2021, 2024)


def _forms(chance: random.Random, region: str) -> list[Form]:
    department = f"{region}人力资源和社会保障局"
    unit = chance.choice((department, f"{region}社会保险中心"))
    year = _year(chance)
    return [draw_form(chance, number, department, unit, year) for number in chance.sample(range(20), chance.randint(2, 5))]
