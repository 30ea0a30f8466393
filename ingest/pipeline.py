"""The commands as functions: run, load and build. Each holds the work folder from its first step to its last.

files -> read -> load (one transaction a document) -> gate, dbt build and tests -> publish -> site. The gate works in a second
process while dbt builds what it most likely lets pass; its verdict comes before dbt's, and what it sets aside is built without.
Nothing that failed either is published. The site's charts are drawn in a process that gets ready meanwhile.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from ingest.errors import BuildFailed, RunStopped
from ingest.expectations import GateResult, RawTable
from ingest.gate import apply_result, changed_documents, read_tables, validating
from ingest.loading import Reader, load_files, read_here
from ingest.options import RunOptions
from ingest.records import RejectionRecord
from ingest.releases.history import recall_releases
from ingest.releases.manifest import Made
from ingest.releases.publishing import publish_release
from ingest.releases.recovery import holding
from ingest.releases.retention import remove_expired
from ingest.reviews_table import load_reviews
from ingest.site.drawing import drawing
from ingest.site.publishing import write_published_site
from ingest.sources import find_sources
from ingest.stopwatch import Report, Stopwatch
from ingest.summary import LoadSummary, RunSummary, count_warehouse
from ingest.transform import PROJECT_FOLDER, BuildCounts, Project, build_project, parse_project, write_docs
from ingest.warehouse import Loading, create_raw_schema
from ingest.workfile import WarehouseFiles, open_work_file

SHIPPED_DOCUMENTS = PROJECT_FOLDER / "data" / "documents"


def run(files: WarehouseFiles, paths: Sequence[Path], options: RunOptions, report: Report) -> RunSummary:
    """Read the files, make the warehouse hold exactly them, build, test and publish."""
    sources = find_sources(paths)
    watch = Stopwatch()
    with holding(files) as warnings:
        loadings, rejections = load_files(files, sources, True, report, watch)
        if not loadings:
            raise _nothing_loaded(rejections)
        return _build(files, options, (*warnings, *sources.warnings), report, watch)


def load(files: WarehouseFiles, paths: Sequence[Path], report: Report, reader: Reader = read_here) -> LoadSummary:
    """Add files to the raw tables and pass them through the gate; nothing is built."""
    sources = find_sources(paths)
    watch = Stopwatch()
    with holding(files) as warnings:
        loadings, rejections = load_files(files, sources, False, report, watch, reader)
        with watch.phase("gate"):
            changed, tables = _changed(files, report)
            with validating(tables, files.data_docs) as verdict:
                set_aside = _judge(files, changed, verdict.result(), report)
    return LoadSummary(
        added=loadings.count(Loading.ADDED),
        replaced=loadings.count(Loading.REPLACED),
        unchanged=loadings.count(Loading.UNCHANGED),
        rejections=(*rejections, *set_aside),
        warnings=(*warnings, *sources.warnings),
        phases=tuple(watch.phases.items()),
    )


def build(files: WarehouseFiles, options: RunOptions, report: Report) -> RunSummary:
    """Build, test and publish what is loaded."""
    with holding(files) as warnings:
        return _build(files, options, warnings, report, Stopwatch())


def _changed(files: WarehouseFiles, report: Report) -> tuple[dict[str, str], list[RawTable]]:
    """Documents that the gate has not seen as they are now, and their rows."""
    with open_work_file(files) as connection:
        create_raw_schema(connection)
        recall_releases(connection, files)
        changed = changed_documents(connection)
        if changed:
            report("gate", 0, len(changed))
        return changed, read_tables(connection, list(changed))


def _judge(files: WarehouseFiles, changed: dict[str, str], verdict: GateResult, report: Report) -> tuple[RejectionRecord, ...]:
    with open_work_file(files) as connection:
        set_aside = apply_result(connection, changed, verdict)
    report("gate", len(changed), len(changed))
    return set_aside


def _build(
    files: WarehouseFiles, options: RunOptions, warnings: tuple[str, ...], report: Report, watch: Stopwatch
) -> RunSummary:
    _require_documents(files)
    warnings = (*warnings, *load_reviews(files))
    with watch.phase("gate"):
        changed, tables = _changed(files, report)
    with drawing() as draw:
        with validating(tables, files.data_docs) as verdict:
            with watch.phase("parse"):
                project = parse_project(files, options.mismatches)
            built = _try_build(project, report, watch)
            with watch.phase("gate"):
                set_aside = _judge(files, changed, verdict.result(), report)
        rejections = _require_documents(files)
        if set_aside:
            built = _try_build(project, report, watch)
        if isinstance(built, BuildFailed):
            raise built
        with open_work_file(files) as connection:
            held = _held(connection)
        report("publish", 0, 1)
        release = publish_release(
            files,
            lambda published, folder: write_published_site(published, folder, draw),
            lambda folder, earlier: write_docs(project, folder, earlier),
            Made(settings={"mismatches": options.mismatches}),
            watch,
        )
        remove_expired(files, options.retention)
        report("publish", 1, 1)
    return RunSummary(
        published=files.published,
        release_number=release.number,
        byte_count=release.published.byte_count,
        counts=count_warehouse(files.published),
        models=built.models,
        tests=built.tests,
        rejections=rejections,
        held=held,
        warnings=(*warnings, *release.warnings),
        phases=tuple(watch.phases.items()),
    )


def _try_build(project: Project, report: Report, watch: Stopwatch) -> BuildCounts | BuildFailed:
    """Build; a failure waits until the gate has spoken."""
    with watch.phase("build"):
        try:
            return build_project(project, lambda done, total: report("build", done, total))
        except BuildFailed as error:
            return error


def _held(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """Documents that the build kept out of the facts."""
    rows = connection.execute(
        "select file_name from intermediate.int_documents_identified"
        " inner join intermediate.int_document_editions_compared using (document_id)"
        " where is_current and document_id not in (select document_id from intermediate.int_documents_published)"
        " order by file_name"
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
    if not rejections:
        return RunStopped(
            reason="no document is loaded; nothing was published",
            reason_zh="尚未导入公开文件，未发布新文件",
            remedy="run `xianzhang load PATH` first",
            remedy_zh="请先运行 xianzhang load 导入文件",
        )
    return RunStopped(
        reason="no document could be read; nothing was published",
        reason_zh="没有可用的公开文件，未发布新文件",
        remedy="load at least one disclosure that is read; each rejected file says why it was not",
        remedy_zh="请至少导入一份可识别的公开文件，未导入的原因见上",
        details=tuple(
            f"{item.file_name}: {item.reason_zh} {item.reason}; {item.remedy_zh} {item.remedy}" for item in rejections
        ),
    )
