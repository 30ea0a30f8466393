"""Measure bad input of great size: `python -m benchmarks.measure_extremes --rows 20000 80000`.

One document of so many indicators in one form, one of so many budget cells in one table, a country of which one county has
half, one of many documents of two targets each, and a folder of tiny files. Says which models cost more than the rows grow, and
fails where a row is missing.
"""

from __future__ import annotations

import argparse
import math
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from benchmarks.dbt_process import Build, build
from benchmarks.extremes import make_one_form, make_one_table
from benchmarks.generate import Country, generate, load_country
from benchmarks.measured_process import measure
from benchmarks.model_paths import MODELS
from ingest.loading import load_files
from ingest.sources import find_sources
from ingest.stopwatch import Stopwatch
from ingest.workfile import WarehouseFiles

MEMORY_LIMIT = "4GB"
# A model is named where it took so long and grew so much faster than the rows.
LEAST_SECONDS, MOST_EXPONENT = 1.0, 1.3
SLOWEST = 8
BUDGET_LINES = "select count(*) from (select distinct document_id, table_number, side, row_number from raw.budget_cells)"
# Every row of a raw table is one of this mart.
KEPT = {"documents": "dim_documents", "project_forms": "dim_projects", "indicator_rows": "fct_indicator_targets"}
TINY = """项目支出绩效目标表
（2023年度）
项目名称\t第{number}号道路养护
主管部门\t库尔勒市交通运输局\t实施单位\t库尔勒市公路养护中心
项目资金（万元）\t年度资金总额\t{number}.00
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t养护里程\t≥{number}公里
"""


@dataclass(frozen=True, slots=True)
class Shape:
    """One huge document: how it is made, the fact of its rows, and how many rows the fact must have."""

    make: Callable[[Path, Path, int], int]
    fact: str
    expected: str


SHAPES = {
    "indicators in one form": Shape(make_one_form, "fct_indicator_targets", "select count(*) from raw.indicator_rows"),
    "budget cells in one table": Shape(make_one_table, "fct_budget_lines", BUDGET_LINES),
}


def measure_shape(name: str, sizes: Sequence[int], folder: Path) -> None:
    """Build one document of each size."""
    shape, builds, made = SHAPES[name], [], []
    for size in sizes:
        work_file = folder / "extreme.work.duckdb"
        made.append(shape.make(folder / "raw", work_file, size))
        builds.append(build(work_file, MODELS, MEMORY_LIMIT))
        _require(work_file, shape.expected, f"select count(*) from marts.{shape.fact}")
        _print_build(f"{made[-1]:,} {name}", builds[-1])
    if len(sizes) > 1:
        _print_growth(builds[-2:], made[-1] / made[-2])


def measure_skewed(targets: int, folder: Path) -> None:
    """The same size of country, one county with its share and one with half of all."""
    for is_skewed in (False, True):
        work_file = folder / "country.work.duckdb"
        work_file.unlink(missing_ok=True)
        truth = generate(Country(projects=targets // 10, is_skewed=is_skewed), folder / "raw")
        load_country(folder / "raw", work_file)
        built = build(work_file, MODELS, MEMORY_LIMIT)
        for table, mart in KEPT.items():
            _require(work_file, f"select {truth.rows[table]}", f"select count(*) from marts.{mart}")
        _require(work_file, BUDGET_LINES, "select count(*) from marts.fct_budget_lines")
        _print_build(f"{truth.rows['indicator_rows']:,} targets, {'one county with half' if is_skewed else 'evenly'}", built)


def measure_many(count: int, folder: Path) -> None:
    """Build a country of so many documents, each of one form with two targets."""
    work_file = folder / "many.work.duckdb"
    truth = generate(Country(projects=count, projects_a_document=1, budgets=0), folder / "raw")
    load_country(folder / "raw", work_file)
    with duckdb.connect(str(work_file)) as connection:
        connection.execute("delete from raw.indicator_rows where indicator_number > 2")
        targets = connection.execute("select count(*) from raw.indicator_rows").fetchall()[0][0]
    built = build(work_file, MODELS, MEMORY_LIMIT)
    for table, mart in KEPT.items():
        rows = targets if table == "indicator_rows" else truth.rows[table]
        _require(work_file, f"select {rows}", f"select count(*) from marts.{mart}")
    _print_build(f"{count:,} documents, {targets:,} targets", built)


def measure_tiny(count: int, folder: Path) -> None:
    """Load so many files of one small form each, then the same again."""
    documents = folder / "tiny"
    documents.mkdir()
    for number in range(1, count + 1):
        (documents / f"{number:07}.txt").write_text(TINY.format(number=number), encoding="utf-8")
    files = WarehouseFiles(folder / "tiny.duckdb")
    files.work_folder.mkdir()
    for what in ("new", "again"):
        loaded = measure(_load, files, documents)
        _require(files.work_file, f"select {count}", "select count(*) from raw.indicator_rows")
        each = loaded.seconds / count * 1000
        print(
            f"{count:,} tiny files, {what}: {loaded.seconds:.1f} s, {each:.2f} ms each, {loaded.peak_bytes / 1e6:.0f} MB",
            flush=True,
        )


def _load(files: WarehouseFiles, documents: Path) -> None:
    begun = time.perf_counter()
    watch = Stopwatch()
    load_files(files, find_sources([documents]), True, lambda *report: None, watch)
    phases = ", ".join(f"{name} {seconds:.1f}" for name, seconds in watch.phases.items())
    print(f"  {phases}, all {time.perf_counter() - begun:.1f} s", flush=True)


def _require(work_file: Path, expected: str, found: str) -> None:
    with duckdb.connect(str(work_file), read_only=True) as connection:
        (wanted,), (counted,) = (connection.execute(query).fetchall()[0] for query in (expected, found))
    if wanted != counted:
        raise SystemExit(f"{found}: {counted} rows where {wanted} are expected")


def _print_build(title: str, built: Build) -> None:
    seconds = sum(built.nodes.values())
    print(f"\n{title}: models {seconds:.1f} s, peak {built.peak_bytes / 1e6:.0f} MB", flush=True)
    for name, taken in sorted(built.nodes.items(), key=lambda node: -node[1])[:SLOWEST]:
        print(f"  {name:45} {taken:8.2f}")


def _print_growth(builds: Sequence[Build], times: float) -> None:
    earlier, later = builds
    print(f"models that grew faster than {times:.0f} times the rows:")
    for name, taken in sorted(later.nodes.items(), key=lambda node: -node[1]):
        exponent = math.log(taken / max(earlier.nodes[name], 0.05)) / math.log(times)
        if taken >= LEAST_SECONDS and exponent > MOST_EXPONENT:
            print(f"  {name:45} {earlier.nodes[name]:8.2f} {taken:8.2f}  exponent {exponent:.1f}")


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description="Measure documents and folders of extreme size.")
    parser.add_argument("--rows", type=int, nargs="*", default=[20_000, 80_000], help="targets, or cells, of the one document")
    parser.add_argument("--skewed", type=int, default=300_000, help="targets of the skewed country; 0 leaves it out")
    parser.add_argument("--documents", type=int, default=100_000, help="documents of two targets each; 0 leaves them out")
    parser.add_argument("--tiny", type=int, default=20_000, help="tiny files; 0 leaves them out")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if chosen.tiny:
            measure_tiny(chosen.tiny, folder)
        for shape in SHAPES if chosen.rows else ():
            measure_shape(shape, chosen.rows, folder)
        if chosen.skewed:
            measure_skewed(chosen.skewed, folder)
        if chosen.documents:
            measure_many(chosen.documents, folder)


if __name__ == "__main__":
    main()
