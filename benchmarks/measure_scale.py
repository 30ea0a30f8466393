"""Measure indicator targets from raw to fact on one machine: `python -m benchmarks.measure_scale --targets 1000000`.

On the same generated country, each round in a process of its own: the floor (DuckDB reads and re-writes the raw rows), one
hand-written statement that parses every row, pandas and polars doing the same, and `dbt build` of the models between
raw.indicator_rows and fct_indicator_targets, tests aside. Prints medians, peak memory and ratios to the floor, then the slowest
models. The checks of every subject, for which the fact waits, are left out unless asked for.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from benchmarks.country_indicators import INDICATORS_A_PROJECT
from benchmarks.dbt_process import Build, build
from benchmarks.frame_rewrites import parse_with_pandas, parse_with_polars
from benchmarks.generate import Country, generate, load_country
from benchmarks.measured_process import Measured, measure
from benchmarks.target_rewrites import parse_with_duckdb, rewrite_with_duckdb

ROUNDS = 3
SLOWEST = 12
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
BY_HAND: dict[str, Callable[[Path, Path], None]] = {
    "floor: rows re-written": rewrite_with_duckdb,
    "one hand-written statement": parse_with_duckdb,
    "pandas": parse_with_pandas,
    "polars": parse_with_polars,
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    name: str
    seconds: float
    peak_bytes: int


def measure_by_hand(work_file: Path, folder: Path, rounds: int) -> list[Row]:
    """The floor and what one would write without this project; the ways take turns, so that a busy moment hits all."""
    taken: dict[str, list[Measured]] = {name: [] for name in BY_HAND}
    for _ in range(rounds):
        for name, rewrite in BY_HAND.items():
            written = folder / "rewritten.duckdb"
            written.unlink(missing_ok=True)
            taken[name].append(measure(rewrite, work_file, written))
    return [_median(name, measured) for name, measured in taken.items()]


def measure_dbt(work_file: Path, rounds: int, has_checks: bool) -> tuple[Build, list[Build]]:
    """What the fact stands on, once; then its own path, round by round. Without checks every target is taken to have passed."""
    kinds = ["--resource-type", "model", "--resource-type", "seed"]
    waited = [FACT] if has_checks else [*(name for name in PATH if name != FACT), PROJECTS]
    before = build(work_file, ["--select", *(f"+{name}" for name in waited), *kinds])
    if not has_checks:
        with duckdb.connect(str(work_file)) as connection:
            connection.execute(PASSED)
    return before, [build(work_file, ["--select", *PATH, *kinds]) for _ in range(rounds)]


def _median(name: str, measured: list[Measured]) -> Row:
    return Row(name, statistics.median(one.seconds for one in measured), max(one.peak_bytes for one in measured))


def _print_rows(rows: Sequence[Row], floor: float) -> None:
    for row in rows:
        print(f"{row.name:36} {row.seconds:8.2f} {row.seconds / floor:18.1f} {row.peak_bytes / 1e6:9.0f}", flush=True)


def _print_slowest(title: str, nodes: dict[str, float]) -> None:
    print(f"\n{title}")
    for name, seconds in sorted(nodes.items(), key=lambda node: -node[1])[:SLOWEST]:
        print(f"{name:45} {seconds:8.2f}")


def run(country: Country, rounds: int, folder: Path, has_checks: bool) -> None:
    """Generate, measure, print."""
    work_file = folder / "scale.work.duckdb"
    # In processes of their own: this one stays small, or the builds it starts would seem as large.
    measure(generate, country, folder / "raw")
    measure(load_country, folder / "raw", work_file)
    print(f"{country.projects * INDICATORS_A_PROJECT:,} targets".ljust(36), f"{'s':>8} {'times the floor':>18} {'peak MB':>9}")
    by_hand = measure_by_hand(work_file, folder, rounds)
    floor = by_hand[0].seconds
    _print_rows(by_hand, floor)
    before, path = measure_dbt(work_file, rounds, has_checks)
    peak = max(one.peak_bytes for one in path)
    dbt = (
        Row("dbt build of the target path", statistics.median(one.seconds for one in path), peak),
        Row("  its models alone", statistics.median(sum(one.nodes.values()) for one in path), peak),
        Row("all that it stands on, once", before.seconds, before.peak_bytes),
    )
    _print_rows(dbt, floor)
    _print_slowest(
        "models of the target path, seconds (medians)",
        {name: statistics.median(one.nodes[name] for one in path) for name in path[0].nodes},
    )
    _print_slowest("slowest of all that it stands on, seconds", before.nodes)


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description="Measure indicator targets from raw to fact.")
    parser.add_argument("--targets", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--distinct", action="store_true", help="no two targets share their wording")
    parser.add_argument("--skewed", action="store_true", help="one county has half of all documents")
    parser.add_argument("--with-checks", action="store_true", help="also build every check, for which the fact waits")
    parser.add_argument("--folder", type=Path, help="where to work; a temporary folder otherwise")
    chosen = parser.parse_args()
    country = Country(projects=-(-chosen.targets // INDICATORS_A_PROJECT), is_distinct=chosen.distinct, is_skewed=chosen.skewed)
    folder = chosen.folder or Path(tempfile.mkdtemp())
    try:
        run(country, chosen.rounds, folder, chosen.with_checks)
    finally:
        if not chosen.folder:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
