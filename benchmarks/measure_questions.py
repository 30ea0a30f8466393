"""Measure a whole warehouse of a generated country: `python -m benchmarks.measure_questions --targets 1000000`.

Builds every model, runs the data tests of the target path and publishes the file that users read; there it asks the
questions of analyses/, and for the targets of one county and of one document. Cold is the first answer of a fresh connection,
warm the median of the next ones; an answer stays in DuckDB's columns, since what a client makes of it is its own time. Prints
seconds, what misses its aim, and the plan of every question that does.
"""

from __future__ import annotations

import argparse
import itertools
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from benchmarks.country_indicators import INDICATORS_A_PROJECT
from benchmarks.dbt_process import build
from benchmarks.generate import Country, generate, load_country
from benchmarks.measured_process import measure
from benchmarks.model_paths import MODELS, TARGETS
from ingest.publish import write_published
from ingest.workfile import WarehouseFiles
from tests.questions.statements import names, read, statement

REPEATS = 5
SLOWEST = 20
THREADS = 2
MEMORY_LIMIT = "4GB"
COLD_SECONDS, WARM_SECONDS, POINT_SECONDS, TEST_SECONDS = 1.0, 0.3, 0.02, 60.0
POINTS = {"county": "region_code", "document": "document_id"}
# So many counties and documents, each at another place of the file.
PLACES = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """Seconds of a question's first answer, and of a later one, and the seconds it aims at."""

    name: str
    query: str
    cold: float
    warm: float
    aim: float

    @property
    def misses(self) -> bool:
        return self.warm > self.aim or self.cold > COLD_SECONDS


def ask(published: Path) -> list[Answer]:
    """Every question, each on a connection of its own."""
    questions = [(name, [statement(read(name))], WARM_SECONDS) for name in names()]
    questions += [(name, queries, POINT_SECONDS) for name, queries in _points(published)]
    return [_answer(published, *question) for question in questions]


def _points(published: Path) -> Iterator[tuple[str, list[str]]]:
    """The targets of counties and of documents here and there in the file, as they are and with the names of their projects."""
    with _connect(published) as connection:
        for place, key in POINTS.items():
            told = f"select {key} from marts.{TARGETS.fact} where {key} is not null group by {key} order by {key}"
            values = [value for (value,) in connection.execute(told).fetchall()]
            chosen = [values[len(values) * number // (PLACES + 1)] for number in range(1, PLACES + 1)]
            for table in (TARGETS.fact, "sum_indicator_targets"):
                queries = [f"select * from marts.{table} where {key} = '{value}'" for value in chosen]
                yield f"one {place} of {table}", queries


def _answer(published: Path, name: str, queries: Sequence[str], aim: float) -> Answer:
    """Of a question with several places: the first answer of all, and the median of the later ones."""
    with _connect(published) as connection:
        rounds = [[_seconds(connection, query) for query in queries] for _ in range(REPEATS + 1)]
    warm = statistics.median(itertools.chain.from_iterable(rounds[1:]))
    return Answer(name, queries[0], rounds[0][0], warm, aim)


def _seconds(connection: duckdb.DuckDBPyConnection, query: str) -> float:
    """Until the last row is there, in DuckDB's columns."""
    begun = time.perf_counter()
    connection.execute(query).complete()
    return time.perf_counter() - begun


def _plan(published: Path, query: str) -> str:
    with _connect(published) as connection:
        return connection.execute(f"explain analyze {query}").fetchall()[0][1]


def _connect(published: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(published), read_only=True, config={"threads": THREADS})


def run(country: Country, folder: Path) -> None:
    """Generate, build, test, publish, ask, print."""
    files = WarehouseFiles(folder / "questions.duckdb")
    work_file = files.work_file
    measure(generate, country, folder / "raw")
    measure(load_country, folder / "raw", work_file)
    print(f"{country.projects * INDICATORS_A_PROJECT:,} targets", flush=True)
    built = build(work_file, [*MODELS], MEMORY_LIMIT)
    print(f"every model: {built.seconds:.1f} s, {len(built.nodes)} nodes, {built.peak_bytes / 1e6:.0f} MB", flush=True)
    for name, seconds in sorted(built.nodes.items(), key=lambda node: -node[1])[:SLOWEST]:
        print(f"  {name:43} {seconds:9.1f}", flush=True)
    tested = build(work_file, ["--select", *TARGETS.models(), "--exclude", "test_type:unit"], MEMORY_LIMIT, command="test")
    in_tests = sum(tested.nodes.values())
    verdict = "" if in_tests <= TEST_SECONDS else f", more than {TEST_SECONDS:.0f} s"
    print(f"data tests of the target path: {in_tests:.1f} s of {len(tested.nodes)} tests, run {tested.seconds:.1f} s{verdict}")
    written = measure(write_published, files, files.published)
    megabytes, memory = files.published.stat().st_size / 1e6, written.peak_bytes / 1e6
    print(f"publishing: {written.seconds:.1f} s, a file of {megabytes:.0f} MB, {memory:.0f} MB of memory")
    print(f"\n{'question':45} {'cold, ms':>9} {'warm, ms':>9}")
    answers = ask(files.published)
    for answer in sorted(answers, key=lambda one: -one.warm):
        print(f"{answer.name:45} {answer.cold * 1000:9.0f} {answer.warm * 1000:9.0f} {'misses' if answer.misses else ''}")
    for answer in answers:
        if answer.misses:
            print(f"\n{answer.name}\n{_plan(files.published, answer.query)}")


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description="Measure the build, the tests and the questions of a country.")
    parser.add_argument("--targets", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, help="where to work; a temporary folder otherwise")
    chosen = parser.parse_args()
    folder = chosen.folder or Path(tempfile.mkdtemp())
    try:
        run(Country(projects=-(-chosen.targets // INDICATORS_A_PROJECT)), folder)
    finally:
        if not chosen.folder:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
