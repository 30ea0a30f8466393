"""The commands as functions: run, load and build. Each holds the work folder from its first step to its last.

files -> read -> load (one transaction a document) -> gate -> dbt build and tests -> publish. The gate and dbt's parsing go on
side by side; nothing that failed either is published.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from ingest.errors import RunStopped
from ingest.gate import apply_result, changed_documents, read_tables, validating
from ingest.publish import publish
from ingest.reading import ReadFile, read_source
from ingest.records import RejectionRecord
from ingest.sources import Sources, find_sources
from ingest.summary import LoadSummary, RunSummary, count_warehouse
from ingest.transform import PROJECT_FOLDER, Project, build_project, parse_project
from ingest.warehouse import Loading, create_raw_schema, keep_only, load_document, reject_file
from ingest.workfile import WarehouseFiles, hold_work_folder, open_work_file

SHIPPED_DOCUMENTS = PROJECT_FOLDER / "data" / "documents"

# Called with the phase, how much of it is done and how much there is.
Report = Callable[[str, int, int], None]


class Stopwatch:
    """Seconds by phase, in the order the phases began."""

    def __init__(self) -> None:
        self.phases: dict[str, float] = {}

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        begun = time.perf_counter()
        try:
            yield
        finally:
            self.phases[name] = self.phases.get(name, 0.0) + time.perf_counter() - begun


def run(files: WarehouseFiles, paths: Sequence[Path], mismatches: str, report: Report) -> RunSummary:
    """Read the files, make the warehouse hold exactly them, build, test and publish."""
    sources = find_sources(paths)
    watch = Stopwatch()
    with hold_work_folder(files):
        loadings, rejections = _load(files, sources, True, report, watch)
        if not loadings:
            raise _nothing_loaded(rejections)
        return _build(files, mismatches, sources.warnings, report, watch)


def load(files: WarehouseFiles, paths: Sequence[Path], report: Report) -> LoadSummary:
    """Add files to the raw tables and pass them through the gate; nothing is built."""
    sources = find_sources(paths)
    watch = Stopwatch()
    with hold_work_folder(files):
        loadings, rejections = _load(files, sources, False, report, watch)
        _, set_aside = _gate(files, None, report, watch)
    return LoadSummary(
        added=loadings.count(Loading.ADDED),
        replaced=loadings.count(Loading.REPLACED),
        unchanged=loadings.count(Loading.UNCHANGED),
        rejections=(*rejections, *set_aside),
        warnings=sources.warnings,
        phases=tuple(watch.phases.items()),
    )


def build(files: WarehouseFiles, mismatches: str, report: Report) -> RunSummary:
    """Build, test and publish what is loaded."""
    with hold_work_folder(files):
        return _build(files, mismatches, (), report, Stopwatch())


def _load(
    files: WarehouseFiles, sources: Sources, is_exact: bool, report: Report, watch: Stopwatch
) -> tuple[list[Loading], list[RejectionRecord]]:
    """Read every file, then load. With `is_exact`, what is not among the files goes, if at least one of them was read."""
    read: list[ReadFile] = []
    rejections: list[RejectionRecord] = []
    with watch.phase("read"):
        for number, source in enumerate(sources.files, start=1):
            outcome = read_source(source)
            (read if isinstance(outcome, ReadFile) else rejections).append(outcome)  # type: ignore[arg-type]
            report("read", number, len(sources.files))
    with watch.phase("load"), open_work_file(files) as connection:
        create_raw_schema(connection)
        now = datetime.now(UTC).replace(tzinfo=None)
        loadings = []
        for number, document in enumerate(read, start=1):
            loadings.append(load_document(connection, document.file, document.records, now))
            report("load", number, len(read))
        for rejection in rejections:
            reject_file(connection, rejection)
        if is_exact and read:
            names = {(document.file.document_id, document.file.file_name) for document in read}
            keep_only(connection, names, {rejection.file_name for rejection in rejections})
    return loadings, rejections


def _gate(
    files: WarehouseFiles, mismatches: str | None, report: Report, watch: Stopwatch
) -> tuple[Project | None, tuple[RejectionRecord, ...]]:
    """Pass changed documents through the gate; meanwhile parse the dbt project where a build is to follow."""
    with watch.phase("gate"):
        with open_work_file(files) as connection:
            create_raw_schema(connection)
            changed = changed_documents(connection)
            tables = read_tables(connection, list(changed))
        if changed:
            report("gate", 0, len(changed))
        with validating(tables, files.data_docs) as future:
            project = parse_project(files, mismatches) if mismatches is not None else None
            result = future.result()
        with open_work_file(files) as connection:
            set_aside = apply_result(connection, changed, result)
        report("gate", len(changed), len(changed))
    return project, set_aside


def _build(files: WarehouseFiles, mismatches: str, warnings: tuple[str, ...], report: Report, watch: Stopwatch) -> RunSummary:
    _require_documents(files)
    project, _ = _gate(files, mismatches, report, watch)
    rejections = _require_documents(files)
    with watch.phase("build"):
        built = build_project(project, lambda done, total: report("build", done, total))
    with open_work_file(files) as connection:
        held = _held(connection)
    with watch.phase("publish"):
        report("publish", 0, 1)
        published = publish(files)
        report("publish", 1, 1)
    return RunSummary(
        published=files.published,
        byte_count=published.byte_count,
        counts=count_warehouse(files.published),
        models=built.models,
        tests=built.tests,
        rejections=rejections,
        held=held,
        warnings=warnings,
        phases=tuple(watch.phases.items()),
    )


def _held(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """Documents that the build kept out of the facts."""
    rows = connection.execute(
        "select file_name from intermediate.int_documents_identified where document_id not in"
        " (select document_id from intermediate.int_documents_published) order by file_name"
    ).fetchall()
    return tuple(file_name for (file_name,) in rows)


def _require_documents(files: WarehouseFiles) -> tuple[RejectionRecord, ...]:
    """The rejected files. Raises RunStopped where no document is loaded."""
    with open_work_file(files) as connection:
        create_raw_schema(connection)
        rows = connection.execute("select * from raw.rejections order by file_name, sha256").fetchall()
        is_empty = not connection.execute("select 1 from raw.documents limit 1").fetchone()
    rejections = tuple(RejectionRecord(*row) for row in rows)
    if is_empty:
        raise _nothing_loaded(rejections)
    return rejections


def _nothing_loaded(rejections: Sequence[RejectionRecord]) -> RunStopped:
    return RunStopped(
        reason="no document could be read; nothing was published",
        reason_zh="没有可用的公开文件，未发布新文件",
        remedy="load at least one disclosure that is read; each rejected file says why it was not",
        remedy_zh="请至少导入一份可识别的公开文件，未导入的原因见下",
        details=tuple(
            f"{item.file_name}: {item.reason_zh} {item.reason}; {item.remedy_zh} {item.remedy}" for item in rejections
        ),
    )
