"""Measure indicator targets from raw to fact on one machine: `python -m benchmarks.measure_scale --targets 1000000`.

On the same generated country, each round in a process of its own: the floor (DuckDB reads and re-writes the raw rows), one
hand-written statement that parses every row, pandas and polars doing the same, and `dbt build` of the models between
raw.indicator_rows and fct_indicator_targets, tests aside. Prints medians, peak memory and ratios to the floor, then the slowest
models; for several sizes also whether cost grows with the rows.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.country_indicators import INDICATORS_A_PROJECT
from benchmarks.dbt_process import Build
from benchmarks.frame_rewrites import parse_with_pandas, parse_with_polars
from benchmarks.generate import Country, generate, load_country
from benchmarks.measured_process import Measured, measure
from benchmarks.target_path import build_parents, build_path
from benchmarks.target_rewrites import parse_with_duckdb, rewrite_with_duckdb

ROUNDS = 3
SLOWEST = 12
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


@dataclass(frozen=True, slots=True)
class Size:
    """What a country of a size took: the floor and the models of the path."""

    targets: int
    floor: float
    path: float


def measure_by_hand(work_file: Path, folder: Path, rounds: int) -> list[Row]:
    """The floor and what one would write without this project; the ways take turns, so that a busy moment hits all."""
    taken: dict[str, list[Measured]] = {name: [] for name in BY_HAND}
    for _ in range(rounds):
        for name, rewrite in BY_HAND.items():
            written = folder / "rewritten.duckdb"
            written.unlink(missing_ok=True)
            taken[name].append(measure(rewrite, work_file, written))
    (folder / "rewritten.duckdb").unlink()
    return [_median(name, measured) for name, measured in taken.items()]


def measure_dbt(work_file: Path, rounds: int) -> tuple[list[Row], Build, list[Build]]:
    """The dbt path as rows of the table: the run, its models alone, and once what they stand on; then the builds themselves."""
    parents = build_parents(work_file)
    path = build_path(work_file, rounds)
    peak = max(one.peak_bytes for one in path)
    rows = [
        Row("dbt build of the target path", statistics.median(one.seconds for one in path), peak),
        Row("  its models alone", statistics.median(sum(one.nodes.values()) for one in path), peak),
        Row("all that it stands on, once", parents.seconds, parents.peak_bytes),
    ]
    return rows, parents, path


def _median(name: str, measured: list[Measured]) -> Row:
    return Row(name, statistics.median(one.seconds for one in measured), max(one.peak_bytes for one in measured))


def _print_rows(rows: Sequence[Row], floor: float) -> None:
    for row in rows:
        print(f"{row.name:36} {row.seconds:8.2f} {row.seconds / floor:18.1f} {row.peak_bytes / 1e6:9.0f}", flush=True)


def _print_slowest(title: str, nodes: dict[str, float]) -> None:
    print(f"\n{title}")
    for name, seconds in sorted(nodes.items(), key=lambda node: -node[1])[:SLOWEST]:
        print(f"{name:45} {seconds:8.2f}")


def run(country: Country, rounds: int, folder: Path) -> Size:
    """Generate, measure, print."""
    work_file = folder / "scale.work.duckdb"
    work_file.unlink(missing_ok=True)
    # In processes of their own: this one stays small, or the builds it starts would seem as large.
    measure(generate, country, folder / "raw")
    measure(load_country, folder / "raw", work_file)
    targets = country.projects * INDICATORS_A_PROJECT
    print(f"{targets:,} targets".ljust(36), f"{'s':>8} {'times the floor':>18} {'peak MB':>9}")
    by_hand = measure_by_hand(work_file, folder, rounds)
    floor = by_hand[0].seconds
    _print_rows(by_hand, floor)
    rows, parents, path = measure_dbt(work_file, rounds)
    _print_rows(rows, floor)
    _print_slowest(
        "models of the target path, seconds (medians)",
        {name: statistics.median(one.nodes[name] for one in path) for name in path[0].nodes},
    )
    _print_slowest("slowest of all that it stands on, seconds", parents.nodes)
    return Size(targets, floor, rows[1].seconds)


def _print_sizes(sizes: Sequence[Size]) -> None:
    print(f"\n{'targets':>12} {'floor, s':>9} {'models, s':>10} {'models, µs a target':>20}")
    for size in sizes:
        print(f"{size.targets:12,} {size.floor:9.2f} {size.path:10.2f} {size.path / size.targets * 1e6:20.1f}")


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description="Measure indicator targets from raw to fact.")
    parser.add_argument("--targets", type=int, nargs="+", default=[100_000], help="one size or several")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--distinct", action="store_true", help="no two targets share their wording")
    parser.add_argument("--skewed", action="store_true", help="one county has half of all documents")
    parser.add_argument("--folder", type=Path, help="where to work; a temporary folder otherwise")
    chosen = parser.parse_args()
    folder = chosen.folder or Path(tempfile.mkdtemp())
    try:
        sizes = []
        for targets in chosen.targets:
            projects = -(-targets // INDICATORS_A_PROJECT)
            country = Country(projects=projects, is_distinct=chosen.distinct, is_skewed=chosen.skewed)
            sizes.append(run(country, chosen.rounds, folder))
        if len(sizes) > 1:
            _print_sizes(sizes)
    finally:
        if not chosen.folder:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
