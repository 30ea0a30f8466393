"""Reading documents in the executors of a Spark cluster.

The files are named, not sent: every worker must see the folders of the documents and of the work file (shared storage). Each
partition reads its files as a local run does, in a process that can be killed, and writes rows to Parquet; Spark runs the tasks
of a lost worker again. What comes back is counted against what was read before anything is loaded.
"""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from ingest.errors import RunStopped
from ingest.manifest import ManifestEntry
from ingest.readers.limits import Limits
from ingest.sources import SourceFile
from ingest.spark.rows import COLUMNS, OutcomeRow, outcome_rows, outcomes_of
from ingest.spark.session import spark_session, watching_workers
from ingest.workers import Outcome, read_files

if TYPE_CHECKING:
    import pandas

# A task reads this many files, unless that leaves a core without one; a lost worker costs a task.
FILES_A_TASK = 200
ROWS_A_BATCH = 20_000
# What is no regular file, or may not be read, is rejected in the executor, as in a local run.
NO_FILE = -1
WRONG_FILES = """
with sent as (select unnest(range(?)) as source_number),
found as (
    select source_number, count(*) as found, count(distinct row_number) as differing, max(row_count) as row_count
    from rows group by source_number
)
select source_number, found, row_count from sent full join found using (source_number)
where sent.source_number is null or found is distinct from row_count or found is distinct from differing or found is null
order by source_number limit 1
"""
SOURCE_SCHEMA = "source_number int, path binary, file_name string, byte_count long, leads_outside boolean, entry_json string"
SOURCE_FIELDS = ("path", "file_name", "byte_count", "leads_outside", "entry_json")
ROW_SCHEMA = "source_number int, row_number int, row_count int, table_name string, record_json string"


def read_files_on_spark(sources: Sequence[SourceFile], limits: Limits, folder: Path) -> Iterator[Outcome]:
    """The outcome of every source, in their order. `folder` is for the rows under way and goes again."""
    shutil.rmtree(folder, ignore_errors=True)
    try:
        with spark_session() as session:
            tasks = min(len(sources), max(session.sparkContext.defaultParallelism, -(-len(sources) // FILES_A_TASK)))
            frame = session.createDataFrame([_described(*item) for item in enumerate(sources)], SOURCE_SCHEMA)
            read = frame.repartition(tasks, "source_number").mapInPandas(_reader(limits), ROW_SCHEMA)
            with watching_workers(session):
                read.write.parquet(folder.as_uri())
        with duckdb.connect() as connection:
            connection.read_parquet(f"{folder}/*.parquet").create_view("rows")
            require_every_row(connection, len(sources))
            yield from outcomes_of(_rows(connection))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def require_every_row(connection: duckdb.DuckDBPyConnection, source_count: int) -> None:
    """Raises RunStopped unless table `rows` holds every file from 0 on, and as many rows of each as were read."""
    wrong = connection.execute(WRONG_FILES, [source_count]).fetchone()
    if wrong:
        number, found, row_count = wrong
        raise RunStopped(
            reason=f"Spark did not return every row: file {number + 1} of {source_count} had {row_count or 'some'} rows,"
            f" {found or 'none'} came back; nothing was loaded",
            reason_zh="Spark 返回的数据不完整，未导入",
            remedy="look into the logs of its workers and run the command again",
            remedy_zh="请查看 Spark 工作节点日志后重新运行",
        )


def _described(number: int, source: SourceFile) -> tuple[int, bytes, str, int, bool, str]:
    path = source.path.absolute()
    byte_count = path.stat().st_size if path.is_file() and not source.leads_outside else NO_FILE
    entry_json = json.dumps(dataclasses.asdict(source.entry))
    return number, os.fsencode(path), source.file_name, byte_count, source.leads_outside, entry_json


def _reader(limits: Limits) -> Callable[[Iterator[pandas.DataFrame]], Iterator[pandas.DataFrame]]:
    """The function that runs in the executors."""

    def read(frames: Iterator[pandas.DataFrame]) -> Iterator[pandas.DataFrame]:
        import pandas

        for frame in frames:
            numbers = [int(number) for number in frame.source_number]
            sources = [_source(*item) for item in zip(*(frame[field] for field in SOURCE_FIELDS), strict=True)]
            for number, outcome in zip(numbers, read_files(sources, limits, 1), strict=True):
                rows = map(dataclasses.astuple, outcome_rows(number, outcome))
                while batch := list(islice(rows, ROWS_A_BATCH)):
                    yield pandas.DataFrame(batch, columns=list(COLUMNS))

    return read


def _source(path_bytes: bytes, file_name: str, byte_count: int, leads_outside: bool, entry_json: str) -> SourceFile:
    """A file that the driver sees and a worker does not would be rejected, though nothing is wrong with it."""
    path = Path(os.fsdecode(path_bytes))
    if byte_count != NO_FILE and (not path.is_file() or path.stat().st_size != byte_count):
        raise FileNotFoundError(
            f"{path} is not what it is for the driver: documents must lie on storage that every worker shares"
        )
    return SourceFile(path, file_name, ManifestEntry(**json.loads(entry_json)), bool(leads_outside))


def _rows(connection: duckdb.DuckDBPyConnection) -> Iterator[OutcomeRow]:
    found = connection.execute(f"select {', '.join(COLUMNS)} from rows order by source_number, row_number")
    while rows := found.fetchmany(ROWS_A_BATCH):
        yield from (OutcomeRow(*row) for row in rows)
