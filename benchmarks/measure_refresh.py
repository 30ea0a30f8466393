"""Measure what a changed document costs in a large warehouse: `python -m benchmarks.measure_refresh --targets 100000`.

Builds a generated country, then replaces one document after another, each of another region, and makes their rows again as
a run does. Prints the seconds of each step, those of the slowest tables, how much the file has grown, and whether the tables
equal those of a full build.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.country_indicators import INDICATORS_A_PROJECT
from benchmarks.generate import Country, generate, load_country
from benchmarks.measured_process import measure
from ingest import refreshing
from ingest.compiled_nodes import TABLE, TEXTS_ADDED, read_compiled
from ingest.incremental import build_changes
from ingest.transform import parse_project
from ingest.workfile import WarehouseFiles, open_work_file

MISMATCHES = "flag"
STEPS = ("read_inputs", "find_scope", "make_changed", "_replace", "remember_documents", "write_state")
SLOWEST = 5
# What a full build knows, and a refresh adds to.
NOT_COMPARED = ("dim_releases",)


def run(country: Country, folder: Path, replacements: int) -> None:
    """Generate, build, replace, compare, print."""
    files = WarehouseFiles(folder / "refresh.duckdb")
    files.work_folder.mkdir(parents=True, exist_ok=True)
    measure(generate, country, folder / "raw")
    measure(load_country, folder / "raw", files.work_file)
    built = measure(build_everything, files)
    before = files.work_file.stat().st_size
    print(
        f"{country.projects * INDICATORS_A_PROJECT:,} targets, full build {built.seconds:.1f} s, {before / 1e6:.0f} MB",
        flush=True,
    )
    with open_work_file(files) as connection:
        query = (
            "select min(document_id) from intermediate.int_documents_identified"
            " where document_id in (select document_id from raw.indicator_rows) group by region_code order by hash(region_code)"
        )
        documents = [document for (document,) in connection.execute(query).fetchmany(replacements)]
    steps, tables = _follow()
    seconds = [_replace(files, document, number) for number, document in enumerate(documents)]
    growth = files.work_file.stat().st_size / before - 1
    print(f"one document replaced, median of {len(seconds)}: {statistics.median(seconds):.1f} s; slowest {max(seconds):.1f} s")
    for step in STEPS:
        print(f"  {step:45} {sum(steps[step]) / len(seconds):9.3f}")
    for name, times in sorted(tables.items(), key=lambda table: -statistics.median(table[1]))[:SLOWEST]:
        print(f"  rows of {name:37} {statistics.median(times):9.3f}")
    print(f"  median table {' ' * 32} {statistics.median(map(statistics.median, tables.values())):9.3f}")
    print(f"the file has grown by {growth:.1%} after {len(seconds)} replacements")
    tables_found = _hashes(files)
    measure(build_everything, files)
    differing = {name for name, value in _hashes(files).items() if value != tables_found[name]}
    print(f"{len(tables_found)} tables compared with a full build, {len(differing)} differ {sorted(differing)}")


def build_everything(files: WarehouseFiles) -> None:
    """As `xianzhang build --full` does, without a release."""
    build_changes(parse_project(files, MISMATCHES), MISMATCHES, True, lambda done, total: None)


def _replace(files: WarehouseFiles, document: str, number: int) -> float:
    """Another edition of a document: the first target of each form differs. Gives the seconds until the tables are right."""
    with open_work_file(files) as connection:
        connection.execute("update raw.documents set loaded_at = now() where document_id = ?", [document])
        connection.execute(
            "update raw.indicator_rows set target_text = target_text || ? where document_id = ? and indicator_number = 1",
            [f"（第{number}次）", document],
        )
    begun = time.perf_counter()
    if refreshing.refresh(files, MISMATCHES, lambda done, total: None) is None:
        raise RuntimeError("the document was not refreshed")
    return time.perf_counter() - begun


def _follow() -> tuple[dict[str, list[float]], dict[str, list[float]]]:
    """Seconds of each step, and of the rows of each table, as they come."""
    steps: defaultdict[str, list[float]] = defaultdict(list)
    tables: defaultdict[str, list[float]] = defaultdict(list)

    def timed(step: str, done: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            begun = time.perf_counter()
            try:
                return done(*arguments)
            finally:
                steps[step].append(time.perf_counter() - begun)
                if step == "_replace" and arguments[2].kind == TABLE and arguments[2].node in arguments[3].changed:
                    tables[arguments[2].table_name].append(steps[step][-1])

        return call

    for step in STEPS:
        setattr(refreshing, step, timed(step, getattr(refreshing, step)))
    return steps, tables


def _hashes(files: WarehouseFiles) -> dict[str, Any]:
    """The rows of every table, in whatever order. Texts that nobody prints any more may stay in the tables of texts."""
    with duckdb.connect(str(files.work_file), read_only=True) as connection:
        nodes = [node for node in read_compiled(connection) if node.kind == TABLE and node.refresh != TEXTS_ADDED]
        return {
            node.table_name: connection.execute(
                f"select count(*), sum(hash(listed)), bit_xor(hash(listed, 1)) from {node.place} as listed"
            ).fetchall()
            for node in nodes
            if node.table_name not in NOT_COMPARED
        }


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description="Measure what a changed document costs in a large warehouse.")
    parser.add_argument("--targets", type=int, default=100_000)
    parser.add_argument("--replacements", type=int, default=20)
    parser.add_argument("--folder", type=Path, help="where to work; a temporary folder otherwise")
    chosen = parser.parse_args()
    folder = chosen.folder or Path(tempfile.mkdtemp())
    try:
        run(Country(projects=-(-chosen.targets // INDICATORS_A_PROJECT)), folder, chosen.replacements)
    finally:
        if not chosen.folder:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
