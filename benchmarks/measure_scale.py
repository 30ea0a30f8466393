"""Measure targets, or budget cells, from raw to fact on one machine: `python -m benchmarks.measure_scale --targets 1000000`.

On the same generated country, each round in a process of its own: the floor (DuckDB reads and re-writes the raw rows), one
hand-written statement that parses every target, pandas and polars doing the same, and `dbt build` of the models between the raw
rows and fct_indicator_targets, or fct_budget_lines, tests aside. Prints medians, peak memory and ratios to the floor, then the
slowest models; for several sizes also whether cost grows with the rows, with --plot as a drawing.
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
from benchmarks.dbt_process import MEMORY_LIMIT, Build
from benchmarks.frame_rewrites import parse_with_pandas, parse_with_polars
from benchmarks.generate import Country, generate, load_country
from benchmarks.growth_plot import draw_growth
from benchmarks.measured_process import Measured, measure
from benchmarks.model_paths import PATHS, TARGETS, ModelPath, build_first, build_parents, build_path
from benchmarks.target_rewrites import parse_with_duckdb, rewrite_with_duckdb

ROUNDS = 3
SLOWEST = 12
MODELS_ALONE = "  its models alone"
FLOOR = "floor: rows re-written"
Way = Callable[[Path, Path], None]
BY_STATEMENT: dict[str, Way] = {"one hand-written statement": parse_with_duckdb}
# These hold all rows in memory.
BY_FRAMES: dict[str, Way] = {"pandas": parse_with_pandas, "polars": parse_with_polars}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    name: str
    seconds: float
    processor_seconds: float
    peak_bytes: int


@dataclass(frozen=True, slots=True)
class Size:
    """What a country of a size took: the floor, and the models of the path."""

    rows: int
    floor: Row
    models: Row


def measure_by_hand(work_file: Path, folder: Path, by_hand: dict[str, Way], path: ModelPath, rounds: int) -> list[Row]:
    """The floor and what one would write without this project; the ways take turns, so that a busy moment hits all."""
    written = folder / "rewritten.duckdb"
    taken: dict[str, list[Measured]] = {name: [] for name in (FLOOR, *by_hand)}
    for _ in range(rounds):
        for name in taken:
            written.unlink(missing_ok=True)
            arguments = (rewrite_with_duckdb, work_file, written, f"work.raw.{path.raw_table}")
            taken[name].append(measure(*arguments) if name == FLOOR else measure(by_hand[name], work_file, written))
    written.unlink()
    return [_median(name, measured) for name, measured in taken.items()]


def measure_dbt(
    work_file: Path, path: ModelPath, rounds: int, memory_limit: str = MEMORY_LIMIT
) -> tuple[list[Row], Build, list[Build]]:
    """The dbt path as rows of the table: the run, its models alone, and once what they stand on; then the builds themselves."""
    parents = build_parents(work_file, path, memory_limit)
    builds = build_path(work_file, path, rounds, memory_limit)
    # dbt with one view to make: what starting, parsing and ending take of the processor.
    around = build_first(work_file, path, memory_limit)
    peak = max(one.peak_bytes for one in builds)
    processor = statistics.median(one.processor_seconds for one in builds)
    models = statistics.median(sum(one.nodes.values()) for one in builds)
    rows = [
        Row("dbt build of the path", statistics.median(one.seconds for one in builds), processor, peak),
        Row(MODELS_ALONE, models, processor - around.processor_seconds, peak),
        Row("all that it stands on, once", parents.seconds, parents.processor_seconds, parents.peak_bytes),
    ]
    return rows, parents, builds


def _median(name: str, measured: list[Measured]) -> Row:
    return Row(
        name,
        statistics.median(one.seconds for one in measured),
        statistics.median(one.processor_seconds for one in measured),
        max(one.peak_bytes for one in measured),
    )


def _print_rows(rows: Sequence[Row], floor: Row) -> None:
    for row in rows:
        times, processor_times = row.seconds / floor.seconds, row.processor_seconds / floor.processor_seconds
        print(
            f"{row.name:36} {row.seconds:8.2f} {times:8.1f} {row.processor_seconds:12.2f} {processor_times:8.1f}"
            f" {row.peak_bytes / 1e6:9.0f}",
            flush=True,
        )


def _print_slowest(title: str, nodes: dict[str, float]) -> None:
    print(f"\n{title}")
    for name, seconds in sorted(nodes.items(), key=lambda node: -node[1])[:SLOWEST]:
        print(f"{name:45} {seconds:8.2f}")


def run(country: Country, by_hand: dict[str, Way], path: ModelPath, rounds: int, memory_limit: str, folder: Path) -> Size:
    """Generate, measure, print."""
    work_file = folder / "scale.work.duckdb"
    work_file.unlink(missing_ok=True)
    # In processes of their own: this one stays small, or the builds it starts would seem as large.
    measure(generate, country, folder / "raw")
    measure(load_country, folder / "raw", work_file)
    with duckdb.connect(str(work_file), read_only=True) as connection:
        raw_rows = connection.execute(f"select count(*) from raw.{path.raw_table}").fetchall()[0][0]
    title = f"{raw_rows:,} rows of raw.{path.raw_table}"
    print(f"\n{title:36} {'s':>8} {'x floor':>8} {'processor s':>12} {'x floor':>8} {'peak MB':>9}", flush=True)
    rewritten = measure_by_hand(work_file, folder, by_hand, path, rounds)
    floor = rewritten[0]
    _print_rows(rewritten, floor)
    rows, parents, builds = measure_dbt(work_file, path, rounds, memory_limit)
    _print_rows(rows, floor)
    _print_slowest(
        "models of the path, seconds (medians)",
        {name: statistics.median(one.nodes[name] for one in builds) for name in builds[0].nodes},
    )
    _print_slowest("slowest of all that it stands on, seconds", parents.nodes)
    return Size(raw_rows, floor, rows[1])


def _print_sizes(sizes: Sequence[Size]) -> None:
    """Processor seconds: a shared machine's wall time says little about growth."""
    print(f"\n{'rows':>12} {'floor, s':>9} {'models, s':>10} {'x floor':>8} {'models, µs a row':>17}")
    for size in sizes:
        floor, models = size.floor.processor_seconds, size.models.processor_seconds
        print(f"{size.rows:12,} {floor:9.2f} {models:10.2f} {models / floor:8.1f} {models / size.rows * 1e6:17.1f}")


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description="Measure indicator targets, or budget cells, from raw to fact.")
    parser.add_argument("--targets", type=int, nargs="+", default=[100_000], help="one size or several")
    parser.add_argument("--path", choices=list(PATHS), default="targets", help="which rows to follow to their fact")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--distinct", action="store_true", help="no two targets share their wording")
    parser.add_argument("--skewed", action="store_true", help="one county has half of all documents")
    parser.add_argument("--no-frames", action="store_true", help="without pandas and polars, which hold all rows in memory")
    parser.add_argument("--memory", default=MEMORY_LIMIT, help="what DuckDB may take in dbt")
    parser.add_argument("--plot", type=Path, help="draw how the cost of several sizes grows, as an SVG file")
    parser.add_argument("--folder", type=Path, help="where to work; a temporary folder otherwise")
    chosen = parser.parse_args()
    by_hand = {} if PATHS[chosen.path] is not TARGETS else BY_STATEMENT | ({} if chosen.no_frames else BY_FRAMES)
    folder = chosen.folder or Path(tempfile.mkdtemp())
    try:
        sizes = []
        for targets in chosen.targets:
            projects = -(-targets // INDICATORS_A_PROJECT)
            country = Country(projects=projects, is_distinct=chosen.distinct, is_skewed=chosen.skewed)
            sizes.append(run(country, by_hand, PATHS[chosen.path], chosen.rounds, chosen.memory, folder))
        if len(sizes) > 1:
            _print_sizes(sizes)
        if chosen.plot:
            growth = {row: [(size.rows, getattr(size, row).processor_seconds) for size in sizes] for row in ("floor", "models")}
            draw_growth(growth, f"raw rows to {PATHS[chosen.path].fact}", chosen.plot)
    finally:
        if not chosen.folder:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
