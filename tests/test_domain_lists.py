"""The shipped lists under `seeds/`: what must hold of their text before any database reads them."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from ingest.forms.words import fold

SEEDS_FOLDER = Path(__file__).parents[1] / "seeds"
CODE_LENGTHS = {"class": 3, "section": 5, "item": 7}
UNFOLDED = re.compile(r"[\s０-９．，％＋－（）［］：；／＝＞＜“”]")
# One word names a level-1 heading in one place and a level-2 category in another; the level column tells them apart.
WORDS_OF_BOTH_LEVELS = {"成本指标", "成本", "项目成本指标", "满意度指标", "服务对象满意度指标"}


def read(name: str) -> list[dict[str, str]]:
    with (SEEDS_FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def repeated(values: list[object]) -> list[object]:
    return [value for value, count in Counter(values).items() if count > 1]


@pytest.mark.parametrize(
    ("seed", "column", "levels"),
    [
        ("functional_classes.csv", "functional_code", {"class", "section", "item"}),
        ("economic_classes.csv", "economic_code", {"class", "section"}),
    ],
)
def test_codes_have_the_length_of_their_level(seed: str, column: str, levels: set[str]) -> None:
    rows = read(seed)
    assert {row["level"] for row in rows} == levels
    assert [row for row in rows if len(row[column]) != CODE_LENGTHS[row["level"]] or not row[column].isdecimal()] == []


@pytest.mark.parametrize(
    ("seed", "column"), [("functional_classes.csv", "functional_code"), ("economic_classes.csv", "economic_code")]
)
def test_codes_begin_with_their_parent(seed: str, column: str) -> None:
    rows = read(seed)
    assert [row for row in rows if row["parent_code"] != ("" if row["level"] == "class" else row[column][:-2])] == []


def test_division_codes_have_six_digits_and_nest() -> None:
    rows = read("regions.csv")
    levels = {row["region_code"]: row["level"] for row in rows}
    assert [row for row in rows if len(row["region_code"]) != 6 or not row["region_code"].isdecimal()] == []
    assert {(row["level"], levels.get(row["parent_code"])) for row in rows} == {
        ("province", None),
        ("prefecture", "province"),
        ("county", "prefecture"),
        ("county", "province"),
    }


def test_every_code_column_is_declared_text() -> None:
    declared = {}
    for path in sorted(SEEDS_FOLDER.glob("*.yml")):
        for seed in yaml.safe_load(path.read_text(encoding="utf-8"))["seeds"]:
            declared[seed["name"]] = seed["config"]["column_types"]
    undeclared = [
        f"{path.stem}.{column}"
        for path in sorted(SEEDS_FOLDER.glob("*.csv"))
        for column in (read(path.name) or [{}])[0]
        if column.endswith("_code") and declared.get(path.stem, {}).get(column) != "string"
    ]
    assert undeclared == []


@pytest.mark.parametrize(
    ("seed", "columns"),
    [
        ("qualitative_words.csv", ("word",)),
        ("indicator_category_aliases.csv", ("taxonomy_version", "level", "alias")),
    ],
)
def test_words_differ_after_folding(seed: str, columns: tuple[str, ...]) -> None:
    assert repeated([tuple(fold(row[column]) for column in columns) for row in read(seed)]) == []


def test_unit_aliases_are_unique() -> None:
    assert repeated([row["alias"] for row in read("unit_aliases.csv")]) == []


@pytest.mark.parametrize(
    ("seed", "column"),
    [("qualitative_words.csv", "word"), ("indicator_category_aliases.csv", "alias"), ("unit_aliases.csv", "alias")],
)
def test_spellings_stand_folded(seed: str, column: str) -> None:
    assert [row[column] for row in read(seed) if UNFOLDED.search(row[column])] == []


def test_only_known_words_stand_for_both_levels() -> None:
    rows = read("indicator_category_aliases.csv")
    by_level = {level: {row["alias"] for row in rows if row["level"] == level} for level in ("level1", "level2")}
    assert by_level["level1"] & by_level["level2"] == WORDS_OF_BOTH_LEVELS


def test_every_category_has_its_own_name_among_its_aliases() -> None:
    aliases = {(row["taxonomy_version"], row["alias"], row["code"]) for row in read("indicator_category_aliases.csv")}
    rows = read("indicator_taxonomy.csv")
    assert [row for row in rows if (row["taxonomy_version"], row["level2_name"], row["level2_code"]) not in aliases] == []


def test_every_unit_has_its_own_name_among_its_aliases_and_a_base_unit_of_factor_one() -> None:
    units = read("units.csv")
    aliases = {(row["alias"], row["unit_id"]) for row in read("unit_aliases.csv")}
    assert [unit for unit in units if (fold(unit["unit_name"]), unit["unit_id"]) not in aliases] == []
    base_units = {(unit["unit_name"], unit["dimension"]) for unit in units if unit["factor"] == "1"}
    assert [unit for unit in units if (unit["base_unit"], unit["dimension"]) not in base_units] == []


def test_each_additivity_group_has_one_default_statement() -> None:
    defaults = Counter(row["additivity_group"] for row in read("statements.csv") if row["is_default"] == "true")
    assert defaults == Counter({row["additivity_group"] for row in read("statements.csv")})
