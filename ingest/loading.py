"""Files into the raw tables: each is read in a worker, then loaded, or recorded with the reason why not.

A content that today's code has read before is not read again: only the name it comes under is recorded.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

from ingest.batches import Batch, write_rejections
from ingest.readers.limits import Limits, limits_from_environment
from ingest.reading import ReadFile, sha256_of
from ingest.readings import Readings, read_readings
from ingest.records import DocumentFileRecord, RejectionRecord
from ingest.removing import keep_only
from ingest.run_events import tell_document, tell_rejection
from ingest.run_log import tell_phase
from ingest.sources import SourceFile, Sources
from ingest.stopwatch import Report, Stopwatch
from ingest.warehouse import Loading, create_raw_schema
from ingest.workers import Outcome, read_files, worker_count
from ingest.workfile import WarehouseFiles, open_work_file

# Gives the outcome of every file, in their order.
Reader = Callable[[Sequence[SourceFile], Limits], Iterator[Outcome]]


def read_here(sources: Sequence[SourceFile], limits: Limits) -> Iterator[Outcome]:
    """Read in workers on this machine."""
    return read_files(sources, limits, worker_count())


def load_files(
    files: WarehouseFiles,
    sources: Sources,
    is_exact: bool,
    report: Report,
    watch: Stopwatch,
    is_full: bool = False,
    reader: Reader = read_here,
) -> tuple[list[Loading], list[RejectionRecord]]:
    """Read what is new or changed (with `is_full` everything), then load.

    With `is_exact`, what is not among the files goes, if at least one of them was read.
    """
    limits = limits_from_environment()
    rejections: list[RejectionRecord] = []
    names: set[tuple[str, str]] = set()
    now = datetime.now(UTC).replace(tzinfo=None)
    with open_work_file(files) as connection:
        create_raw_schema(connection)
        readings = read_readings(connection, limits, is_full)
        batch = Batch(connection, now, readings.version)
        with contextlib.closing(_outcomes(sources.files, readings, limits, reader)) as outcomes:
            for number in range(1, len(sources.files) + 1):
                with watch.phase("read"):
                    outcome = next(outcomes)
                report("read", number, len(sources.files))
                with watch.phase("load"):
                    if isinstance(outcome, RejectionRecord):
                        tell_rejection(outcome)
                        rejections.append(outcome)
                        continue
                    file = outcome.file if isinstance(outcome, ReadFile) else outcome
                    batch.add(outcome)
                    names.add((file.document_id, file.file_name))
        with watch.phase("load"):
            batch.write()
            # After all that is loaded: what comes under the name of a rejected file takes its earlier rejections away.
            write_rejections(connection, rejections, readings.version)
        if is_exact and batch.loadings:
            rejected = {(rejection.file_name, rejection.sha256) for rejection in rejections}
            for document_id, file_name in keep_only(connection, names, rejected):
                tell_document("removed", file_name, document_id=document_id)
    for phase in ("read", "load"):
        tell_phase(phase)
    return batch.loadings, rejections


def _outcomes(
    sources: Sequence[SourceFile], readings: Readings, limits: Limits, reader: Reader
) -> Iterator[Outcome | DocumentFileRecord]:
    """The outcome of every source, in their order; those that are not known come from the reader, each content once.

    Read twice, a content might be loaded under one name and rejected for its time under the other.
    """
    hashes = [sha256_of(source, limits) for source in sources]
    known = [readings.outcome(source, sha256) for source, sha256 in zip(sources, hashes, strict=True)]
    unknown = [number for number, outcome in enumerate(known) if outcome is None]
    firsts = {hashes[number] or number: number for number in reversed(unknown)}
    asked = sorted(firsts.values())
    loaded: set[str] = set()
    rejected: dict[str, RejectionRecord] = {}
    with contextlib.closing(reader([sources[number] for number in asked], limits)) as read:
        for number, source in enumerate(sources):
            outcome, sha256 = known[number], hashes[number]
            if outcome is None and firsts[sha256 or number] != number:
                outcome = Readings("", loaded, rejected).outcome(source, sha256)
                if outcome is None:  # the first one was changed meanwhile
                    outcome = next(reader([source], limits))
            elif outcome is None:
                outcome = next(read)
                if isinstance(outcome, RejectionRecord):
                    rejected[outcome.sha256 or ""] = outcome
                elif sha256 and sha256.startswith(outcome.file.document_id):
                    loaded.add(sha256)
            yield outcome
