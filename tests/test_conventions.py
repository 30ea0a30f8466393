"""The naming rules of docs/naming.md, held by tests: each test lists the violations and expects none."""

import ast
import csv
import re
from pathlib import Path

import pytest
import typer
import yaml

from ingest.cli import app

ROOT = Path(__file__).parents[1]
MODELS = sorted(ROOT.glob("models/**/*.sql"))
PROPERTIES = sorted(path for path in ROOT.glob("models/**/*.yml") if not path.name.startswith("_"))
MACROS = sorted(ROOT.glob("macros/**/*.sql"))
MODULES = sorted(path for folder in ("ingest", "benchmarks", "metrics") for path in ROOT.glob(f"{folder}/**/*.py"))

PREFIXES = {
    "staging": ("stg_",),
    "intermediate": ("int_",),
    "reports": ("rpt_",),
    "defaults": ("sum_",),
    "marts": ("dim_", "fct_", "bridge_", "rpt_"),
}
LONGEST_MODULE = 200
LONGEST_MART = 120
LONGEST_MODEL = 180
LONG_FILES = {
    # One class a raw table: a list of columns, longer than code may be.
    "ingest/records.py",
    # Each spelling of a target is one step; cut in two, every distinct target would be written and read again.
    "models/intermediate/performance/int_target_values_parsed.sql",
}

# Two figures of one printed row whose columns are not decided are told apart by nothing.
KEYLESS_MODELS = {"stg_budget_cells", "int_budget_cells_phased", "int_budget_cells_converted"}
# Views that another one hands on row by row: a row that comes twice there does so here, where the key is tested.
HANDED_ON = {
    "int_indicator_targets_categorised": "int_indicators_described",
    "int_indicator_targets_valued": "int_indicators_described",
    "int_indicator_targets_parsed": "int_indicators_described",
    "int_budget_lines_labelled": "int_budget_lines_matched",
    "int_checks_unioned": "fct_checks",
    "int_projects_named": "dim_projects",
}

# SQL that one of the two engines does not know.
UNPORTABLE = re.compile(
    r"::|\bqualify\b|\bexclude\b|\bunnest\b|\bstring_agg\b|\bstrftime\b|\barg_(?:max|min)\b|\bwith\s+recursive\b|\bilike\b"
    r"|\blist_\w+\(|\bstruct_pack\b|\[[^\]]*\]\s*(?:as|,|\))",
    re.IGNORECASE,
)
# Folders of one machine.
MACHINE_PATHS = re.compile(r"(?<![\w.~}\"])/(?:work|tmp|root|home|Users)/")
PROVENANCE = (
    "region_code",
    "fiscal_year",
    "document_id",
    "page_number",
    "line_number",
    "table_number",
    "row_number",
    "check_outcome",
)
# What a column's suffix or prefix says of its type.
TYPES = (
    (re.compile(r"_amount_cny$"), "decimal(18,2)"),
    (re.compile(r"_(?:id|code|name|type|text|outcome)$"), "varchar"),
    (re.compile(r"^(?:is|has|was)_"), "boolean"),
    (re.compile(r"_date$"), "date"),
    (re.compile(r"_at$"), "timestamp"),
    (re.compile(r"^fiscal_year$"), "integer"),
)


def columns_of(path: Path) -> list[dict]:
    (model,) = yaml.safe_load(path.read_text(encoding="utf-8"))["models"]
    return model.get("columns", [])


def code_of(path: Path) -> str:
    """SQL without comments, Jinja and texts."""
    text = path.read_text(encoding="utf-8")
    for pattern in (r"\{#.*?#\}", r"\{\{.*?\}\}", r"\{%.*?%\}", r"--[^\n]*", r"'(?:[^']|'')*'"):
        text = re.sub(pattern, " ", text, flags=re.DOTALL)
    return text


def texts() -> list[Path]:
    folders = ("ingest", "models", "macros", "tests", "analyses", "benchmarks", "docs", "deploy", "seeds", "metrics")
    found = [path for folder in folders for path in ROOT.glob(f"{folder}/**/*") if path.is_file()]
    found += [path for path in ROOT.iterdir() if path.is_file()]
    kinds = {".py", ".sql", ".yml", ".md", ".csv", ".toml", ".in", ""}
    return sorted(path for path in found if path.suffix in kinds and "__pycache__" not in path.parts)


def test_there_is_something_to_check() -> None:
    assert all((MODELS, PROPERTIES, MACROS, MODULES))


def test_a_model_is_named_for_its_layer() -> None:
    wrong = []
    for path in MODELS:
        layer = next(name for name in PREFIXES if name in path.relative_to(ROOT / "models").parts)
        if not path.stem.startswith(PREFIXES[layer]):
            wrong.append(path.name)
    assert wrong == []


def test_a_model_and_its_properties_share_the_stem() -> None:
    assert {path.with_suffix("") for path in MODELS} ^ {path.with_suffix("") for path in PROPERTIES} == set()


def test_a_properties_file_describes_one_model() -> None:
    wrong = []
    for path in PROPERTIES:
        models = yaml.safe_load(path.read_text(encoding="utf-8"))["models"]
        if [model["name"] for model in models] != [path.stem] or not models[0]["description"].startswith("One row per "):
            wrong.append(path.name)
    assert wrong == []


def test_every_column_is_described() -> None:
    assert [
        f"{path.stem}.{column['name']}" for path in PROPERTIES for column in columns_of(path) if not column.get("description")
    ] == []


def test_every_mart_column_has_a_contract_type_that_fits_its_name() -> None:
    wrong = []
    for path in (path for path in PROPERTIES if "marts" in path.parts):
        for column in columns_of(path):
            expected = next((kind for pattern, kind in TYPES if pattern.search(column["name"])), None)
            if not column.get("data_type") or (expected and column["data_type"].replace(" ", "") != expected):
                wrong.append(f"{path.stem}.{column['name']}: {column.get('data_type')}, not {expected}")
    assert wrong == []


def test_every_model_has_a_tested_key() -> None:
    untested = []
    for path in PROPERTIES:
        (model,) = yaml.safe_load(path.read_text(encoding="utf-8"))["models"]
        tests = [name for test in model.get("data_tests", []) for name in ([test] if isinstance(test, str) else test)]
        if "is_key" not in tests:
            untested.append(path.stem)
    assert not set(HANDED_ON.values()) & set(untested)
    # The key of the checks is tested where they are united.
    united = (ROOT / "models" / "intermediate" / "quality" / "int_checks_unioned.sql").read_text(encoding="utf-8")
    assert set(untested) - KEYLESS_MODELS - HANDED_ON.keys() - set(re.findall(r"'(int_checks_[a-z_]+)'", united)) == set()


def test_a_key_that_is_counted_by_its_parts_is_made_of_these() -> None:
    written = "".join(path.read_text(encoding="utf-8") for path in MODELS)
    # document_id || '-p' || form_number as project_id
    joined: dict[str, set[str]] = {}
    for expression, name in re.findall(r"^ +(\w+ \|\| .+) as (\w+),?$", written, re.MULTILINE):
        joined.setdefault(name, set()).update(re.findall(r"[a-z_0-9]+", re.sub(r"'[^']*'", "", expression)))

    def parts_of(name: str) -> set[str]:
        return set().union(*map(parts_of, joined[name] - {name})) if name in joined else {name}

    found = {}
    for path in PROPERTIES:
        (model,) = yaml.safe_load(path.read_text(encoding="utf-8"))["models"]
        for test in model.get("data_tests", []):
            key = test["is_key"]["arguments"] if isinstance(test, dict) and "is_key" in test else {}
            if "made_of" in key:
                (name,), parts = key["columns"], key["made_of"]
                is_digest = f"{{{{ surrogate_key({parts!r}) }}}} as {name}," in written
                found[path.stem] = is_digest or set().union(*map(parts_of, parts)) <= parts_of(name)
    assert len(found) > 10
    assert all(found.values()), found


def test_every_fact_leads_back_to_its_place() -> None:
    wrong = []
    for path in (path for path in PROPERTIES if path.stem.startswith("fct_") and path.parent.name != "quality"):
        missing = [name for name in PROVENANCE if name not in {column["name"] for column in columns_of(path)}]
        if missing:
            wrong.append(f"{path.stem}: {', '.join(missing)}")
    assert wrong == []


def test_the_contract_names_every_mart_and_column() -> None:
    rows = (line.split(" | ") for line in (ROOT / "docs" / "contract.md").read_text(encoding="utf-8").splitlines())
    named = {cells[0].removeprefix("| "): set(re.findall(r"[a-z_0-9]+", cells[2])) for cells in rows if len(cells) == 3}
    missing = []
    for path in (path for path in PROPERTIES if "marts" in path.parts):
        columns = {column["name"] for column in columns_of(path)}
        told = named.get(path.stem, set())
        told |= set(PROVENANCE) if "place" in told else set()
        if told - {"place"} != columns:
            missing.append((path.stem, sorted((told - {"place"}) ^ columns)))
    assert missing == []


def test_the_page_of_rules_lists_every_rule() -> None:
    with (ROOT / "seeds" / "rules.csv").open(encoding="utf-8") as file:
        rules = [(rule["rule_id"], rule["severity"], rule["responsibility"]) for rule in csv.DictReader(file)]
    rows = (line.split(" | ") for line in (ROOT / "docs" / "rules.md").read_text(encoding="utf-8").splitlines())
    listed = [(cells[0].removeprefix("| "), cells[2], cells[3]) for cells in rows if re.fullmatch(r"\| R[0-9]+", cells[0])]
    assert listed == rules


def test_a_fact_with_phases_warns_of_adding_them() -> None:
    silent = []
    for path in (path for path in PROPERTIES if path.stem.startswith("fct_")):
        (model,) = yaml.safe_load(path.read_text(encoding="utf-8"))["models"]
        columns = model["columns"]
        has_amounts = any(column["name"].endswith("_amount_cny") for column in columns)
        shows_phases = has_amounts and any(column["name"] == "phase" for column in columns)
        warning = model.get("config", {}).get("meta", {}).get("usage_warning", "")
        if shows_phases and not re.search(r"phase|stage|form_type", warning):
            silent.append(path.stem)
    assert silent == []


def test_models_use_the_sql_both_engines_know() -> None:
    found = [f"{path.name}: {match.group()}" for path in MODELS for match in [UNPORTABLE.search(code_of(path))] if match]
    assert found == []


@pytest.mark.parametrize(
    "sql", ["a::int", "qualify row_number() = 1", "select * exclude (a)", "unnest(a)", "[1, 2] as a", "with recursive a as"]
)
def test_unportable_sql_is_seen(sql: str) -> None:
    assert UNPORTABLE.search(sql)


def test_a_macro_has_its_own_file() -> None:
    wrong = []
    for path in MACROS:
        names = re.findall(r"\{%-?\s*(?:macro|materialization)\s+(\w+)", path.read_text(encoding="utf-8"))
        if {name.split("__")[-1] for name in names} != {path.stem}:
            wrong.append(f"{path.name}: {names}")
    assert wrong == []


def test_what_engines_do_differently_has_examples_that_hold_on_both() -> None:
    examples = (ROOT / "tests/warehouse/assert_macros_mean_the_same.sql").read_text(encoding="utf-8")
    dispatched = {
        name for path in MACROS for name in re.findall(r"adapter\.dispatch\('(\w+)'\)", path.read_text(encoding="utf-8"))
    }
    written = {name for path in MACROS for name in re.findall(r"macro spark__(\w+)", path.read_text(encoding="utf-8"))}
    assert written
    assert written == dispatched
    assert [name for name in sorted(dispatched) if examples.count(f"['{name}'") < 2] == []
    assert "assert_macros_mean_the_same" in (ROOT / "deploy/spark/run.py").read_text(encoding="utf-8")


def test_tests_are_named_for_what_must_hold() -> None:
    singular = [path for path in ROOT.glob("tests/warehouse/**/*.sql") if path.parent.name != "generic"]
    assert [path.name for path in singular if not path.name.startswith("assert_")] == []


def test_modules_and_models_are_short() -> None:
    limits = [(path, LONGEST_MODULE) for path in MODULES]
    limits += [(path, LONGEST_MART if "marts" in path.parts else LONGEST_MODEL) for path in MODELS]
    long = {
        path.relative_to(ROOT).as_posix()
        for path, limit in limits
        if len(path.read_text(encoding="utf-8").splitlines()) > limit
    }
    assert long - LONG_FILES == set()


def test_a_module_opens_with_a_docstring() -> None:
    filled = [path for path in MODULES if path.stat().st_size]
    assert [path.name for path in filled if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))] == []


def test_nothing_names_a_folder_of_one_machine() -> None:
    found = [path.relative_to(ROOT).as_posix() for path in texts() if MACHINE_PATHS.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_every_command_and_option_has_help() -> None:
    missing = []
    commands = dict(typer.main.get_command(app).commands)
    for group in [command for command in commands.values() if hasattr(command, "commands")]:
        commands |= {f"{group.name} {name}": command for name, command in group.commands.items()}
    for name, command in commands.items():
        missing += [] if command.help else [name]
        missing += [f"{name} {option.name}" for option in command.params if not option.help]
    assert missing == []
