"""The dbt models between the raw rows of targets and their fact, and how long they take: data tests aside."""

from __future__ import annotations

from pathlib import Path

import duckdb

from benchmarks.dbt_process import Build, build

FACT = "fct_indicator_targets"
# What lies between the raw rows of targets and their fact: targets also tell a form's money unit, and one edition from another.
# The rest of the fact's parents is the checks of every subject.
PATH = (
    *("stg_indicator_rows", "int_indicator_targets_categorised", "int_target_values_parsed", "int_indicator_targets_valued"),
    *("int_project_units_resolved", "int_project_fundings_converted", "int_project_budgets_summed"),
    *("int_baseline_values_parsed", "int_indicator_targets_parsed", "int_indicator_names_conformed"),
    *("int_document_items_listed", "int_document_publishers_united", "int_document_editions_compared"),
    *("int_documents_published", FACT),
)
# The one parent of the fact that no other model of the path has.
PROJECTS = "int_projects_identified"
# In place of the checks: an outcome for every target, so that the fact's join is as large as it is with them.
PASSED = f"""
    create or replace table intermediate.int_checks_outcomes as
    select '{FACT}' as fact_table, indicator_target_id as fact_id, 'pass' as check_outcome from staging.stg_indicator_rows
"""
MODELS = ("--resource-type", "model", "--resource-type", "seed")


def build_parents(work_file: Path) -> Build:
    """Build what the path stands on, once; every target is taken to have passed its checks."""
    waited = [*(name for name in PATH if name != FACT), PROJECTS]
    built = build(work_file, ["--select", *(f"+{name}" for name in waited), *MODELS])
    with duckdb.connect(str(work_file)) as connection:
        connection.execute(PASSED)
    return built


def build_path(work_file: Path, rounds: int) -> list[Build]:
    """Build the path alone, round by round, each in a process of its own."""
    return [build(work_file, ["--select", *PATH, *MODELS]) for _ in range(rounds)]
