"""Files into the raw tables: each is read in a worker, then loaded, or recorded with the reason why not."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

from ingest.readers.limits import Limits, limits_from_environment
from ingest.reading import ReadFile
from ingest.records import RejectionRecord
from ingest.sources import SourceFile, Sources
from ingest.stopwatch import Report, Stopwatch
from ingest.warehouse import Loading, create_raw_schema, keep_only, load_document, reject_file
from ingest.workers import Outcome, read_files, worker_count
from ingest.workfile import WarehouseFiles, open_work_file

# Gives the outcome of every file, in their order.
Reader = Callable[[Sequence[SourceFile], Limits], Iterator[Outcome]]


def read_here(sources: Sequence[SourceFile], limits: Limits) -> Iterator[Outcome]:
    """Read in workers on this machine."""
    return read_files(sources, limits, worker_count())


def load_files(
    files: WarehouseFiles, sources: Sources, is_exact: bool, report: Report, watch: Stopwatch, reader: Reader = read_here
) -> tuple[list[Loading], list[RejectionRecord]]:
    """Read every file, then load. With `is_exact`, what is not among the files goes, if at least one of them was read."""
    outcomes = reader(sources.files, limits_from_environment())
    rejections: list[RejectionRecord] = []
    loadings: list[Loading] = []
    names: set[tuple[str, str]] = set()
    now = datetime.now(UTC).replace(tzinfo=None)
    with open_work_file(files) as connection, contextlib.closing(outcomes):
        create_raw_schema(connection)
        for number in range(1, len(sources.files) + 1):
            with watch.phase("read"):
                outcome = next(outcomes)
            report("read", number, len(sources.files))
            with watch.phase("load"):
                if isinstance(outcome, ReadFile):
                    loadings.append(load_document(connection, outcome.file, outcome.records, now))
                    names.add((outcome.file.document_id, outcome.file.file_name))
                else:
                    reject_file(connection, outcome)
                    rejections.append(outcome)
        if is_exact and loadings:
            keep_only(connection, names, {rejection.file_name for rejection in rejections})
    return loadings, rejections
