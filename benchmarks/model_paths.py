"""The dbt models between raw rows and their fact, as the models' references tell, and how long they take: data tests aside."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb

from benchmarks.dbt_process import MEMORY_LIMIT, Build, build
from ingest.workfile import PROJECT_FOLDER

REFERENCE = re.compile(r"ref\('(\w+)'\)")
# The checks of every subject, for which each fact waits: no part of its path.
CHECKS = "int_checks_outcomes"
# In place of the checks: as many outcomes as they give, so that the fact's join is as large as it is with them.
PASSED = """
    create or replace table intermediate.int_checks_outcomes as
    select '{fact}' as fact_table, {key} as fact_id, 'pass' as check_outcome from {rows}
"""
MODELS = ("--resource-type", "model", "--resource-type", "seed")


@dataclass(frozen=True, slots=True)
class ModelPath:
    """From a raw table, by way of its staging model, to a fact; `rows` has the keys of those that checks give an outcome."""

    raw_table: str
    first: str
    fact: str
    key: str
    rows: str

    def models(self) -> tuple[str, ...]:
        """Every model that leads from the first to the fact: both, and what lies between them."""
        return tuple(sorted(model for model in _above(self.fact) if self.first in _above(model)))


# With all checks 6 percent of a generated country's targets have an outcome, and every budget line.
TARGETS = ModelPath(
    "indicator_rows",
    "stg_indicator_rows",
    "fct_indicator_targets",
    "indicator_target_id",
    "staging.stg_indicator_rows where hash(indicator_target_id) % 16 = 0",
)
BUDGETS = ModelPath(
    "budget_cells", "stg_budget_cells", "fct_budget_lines", "budget_line_id", "intermediate.int_budget_lines_classified"
)
PATHS = {"targets": TARGETS, "budgets": BUDGETS}


def build_parents(work_file: Path, path: ModelPath, memory_limit: str = MEMORY_LIMIT) -> Build:
    """Build what the path stands on, once; no check has failed. For another limit dbt would parse the project again."""
    waited = _parents()[path.fact] - {CHECKS}
    built = build(work_file, ["--select", *(f"+{name}" for name in sorted(waited)), *MODELS], memory_limit)
    with duckdb.connect(str(work_file)) as connection:
        connection.execute("set enable_progress_bar = false")
        connection.execute(PASSED.format(fact=path.fact, key=path.key, rows=path.rows))
    return built


def build_path(work_file: Path, path: ModelPath, rounds: int, memory_limit: str = MEMORY_LIMIT) -> list[Build]:
    """Build the path alone, round by round, each in a process of its own."""
    return [build(work_file, ["--select", *path.models(), *MODELS], memory_limit) for _ in range(rounds)]


def build_first(work_file: Path, path: ModelPath, memory_limit: str = MEMORY_LIMIT) -> Build:
    """Build the first model of the path alone, a view."""
    return build(work_file, ["--select", path.first, *MODELS], memory_limit)


@cache
def _parents() -> dict[str, set[str]]:
    """By model: the models and seeds that it refers to."""
    files = (PROJECT_FOLDER / "models").glob("**/*.sql")
    return {file.stem: set(REFERENCE.findall(file.read_text(encoding="utf-8"))) for file in files}


@cache
def _above(model: str) -> frozenset[str]:
    """A model and all that it stands on, the checks aside."""
    found, waiting = set(), [model]
    while waiting:
        name = waiting.pop()
        if name not in found and name != CHECKS:
            found.add(name)
            waiting += _parents().get(name, ())
    return frozenset(found)
