"""Building and publishing what is loaded: gate and dbt side by side, then a release; or nothing, where nothing has changed.

The gate works in a second process while dbt builds what it most likely lets pass; its verdict comes before dbt's, and what it
sets aside is built without. Nothing that failed either is published. The site's charts are drawn in a process that gets ready.
"""

from __future__ import annotations

import json
from pathlib import Path

from ingest.build_state import holds, read_inputs, read_state
from ingest.code_state import hash_texts, project_code, publishing_code
from ingest.errors import BuildFailed
from ingest.expectations import GateResult, RawTable
from ingest.gate import apply_result, changed_documents, read_tables, validating
from ingest.incremental import build_changes
from ingest.loaded import require_documents
from ingest.options import RunOptions
from ingest.publication_warnings import publication_warnings, read_publishers
from ingest.records import RejectionRecord
from ingest.refreshing import refresh
from ingest.releases.disk import link_tree
from ingest.releases.history import recall_releases
from ingest.releases.manifest import Made, read_manifest
from ingest.releases.publishing import publish_release
from ingest.releases.retention import expire
from ingest.releases.store import number_in_use, release_numbers
from ingest.reviews_table import load_reviews
from ingest.run_events import tell_published, tell_rejection
from ingest.run_log import tell
from ingest.site.drawing import drawing
from ingest.site.publishing import write_published_site
from ingest.stopwatch import Report, Stopwatch
from ingest.summary import RunSummary, count_warehouse
from ingest.transform import BuildCounts, Project, parse_project, write_docs
from ingest.warehouse import create_raw_schema
from ingest.workfile import WarehouseFiles, open_work_file


def build_and_publish(
    files: WarehouseFiles, options: RunOptions, warnings: tuple[str, ...], report: Report, watch: Stopwatch
) -> RunSummary:
    """Build what depends on what has changed, test it, and publish; without any change the newest release goes on serving."""
    rejections = require_documents(files)
    warnings = (*warnings, *load_reviews(files))
    with watch.phase("gate"):
        changed, tables = unjudged_documents(files, report)
    with watch.phase("compare"):
        made, is_new = _compare(files, options)
    if not changed and not is_new and not options.is_full:
        return _unchanged(files, rejections, (*warnings, *expire(files, options.retention)), watch)
    with drawing() as draw:
        with validating(tables, files.data_docs) as verdict:
            built, project = _try_build(files, options, options.is_full, report, watch, is_scanned=True)
            with watch.phase("gate"):
                set_aside = judge(files, changed, verdict.result(), report)
        rejections = require_documents(files)
        if set_aside:
            built, project = _try_build(files, options, False, report, watch, is_scanned=False)
        if isinstance(built, BuildFailed):
            raise built
        if changed:
            made, _ = _compare(files, options)
        report("publish", 0, 1)
        publishers = read_publishers(files.published)
        release = publish_release(
            files,
            lambda published, folder: write_published_site(published, folder, draw),
            lambda folder, earlier: _write_docs(files, options, project, folder, earlier),
            made,
            watch,
        )
        tell_published(files, release)
        kept = expire(files, options.retention)
        report("publish", 1, 1)
    return RunSummary(
        published=files.published,
        release_number=release.number,
        byte_count=release.published.byte_count,
        counts=count_warehouse(files.published),
        models=built.models,
        tests=built.tests,
        rejections=rejections,
        held=_held(files),
        warnings=(*warnings, *publication_warnings(files.published, publishers), *release.warnings, *kept),
        phases=tuple(watch.phases.items()),
    )


def unjudged_documents(files: WarehouseFiles, report: Report) -> tuple[dict[str, str], list[RawTable]]:
    """Documents that the gate has not seen as they are now, and their rows. Scans the raw rows for the whole run."""
    with open_work_file(files) as connection:
        create_raw_schema(connection)
        recall_releases(connection, files)
        changed = changed_documents(connection)
        if changed:
            report("gate", 0, len(changed))
        return changed, read_tables(connection, list(changed))


def judge(files: WarehouseFiles, changed: dict[str, str], verdict: GateResult, report: Report) -> tuple[RejectionRecord, ...]:
    """Take out what failed the gate, and remember what passed."""
    with open_work_file(files) as connection:
        set_aside = apply_result(connection, changed, verdict)
    report("gate", len(changed), len(changed))
    tell("gate", checked=len(changed), set_aside=len(set_aside))
    for rejection in set_aside:
        tell_rejection(rejection)
    return set_aside


def _compare(files: WarehouseFiles, options: RunOptions) -> tuple[Made, bool]:
    """What a release made now would be made from, and whether that is not what the newest one was made from."""
    with open_work_file(files) as connection:
        inputs, state = read_inputs(connection, options.mismatches, is_scanned=True), read_state(connection)
    settings = {**options.settings(), "leaves_out_personal_names": files.leaves_out_names}
    parts = [json.dumps([sorted(inputs.items()), settings], sort_keys=True), publishing_code()]
    made = Made(hash_texts(parts), project_code(), settings)
    numbers = release_numbers(files)
    known = numbers and read_manifest(files, numbers[-1]).get("fingerprint") == made.fingerprint
    return made, not (known and holds(state, inputs))


def _unchanged(
    files: WarehouseFiles, rejections: tuple[RejectionRecord, ...], warnings: tuple[str, ...], watch: Stopwatch
) -> RunSummary:
    number, newest = number_in_use(files), release_numbers(files)[-1]
    if number != newest:
        warnings = (
            *warnings,
            f"无变化，在用的是较早的版本 {number}，最新为 {newest}; nothing changed, and release {number} serves since a"
            f" rollback: `xianzhang rollback {newest}` puts the newest to use",
        )
    else:
        # A publisher that is late is late on every night until it publishes.
        warnings = (*warnings, *publication_warnings(files.published, frozenset()))
    return RunSummary(
        published=files.published,
        release_number=number or newest,
        byte_count=files.published.stat().st_size,
        counts=count_warehouse(files.published),
        models=0,
        tests=0,
        rejections=rejections,
        held=_held(files),
        warnings=warnings,
        phases=tuple(watch.phases.items()),
        is_unchanged=True,
    )


def _try_build(
    files: WarehouseFiles, options: RunOptions, is_full: bool, report: Report, watch: Stopwatch, is_scanned: bool
) -> tuple[BuildCounts | BuildFailed, Project | None]:
    """Make the rows that follow from changed documents, or else what dbt has to; with its project where dbt did.

    A failure waits until the gate has spoken.
    """

    def on_node(done: int, total: int) -> None:
        report("build", done, total)

    built = project = None
    if not is_full:
        with watch.phase("refresh"):
            built = refresh(files, options.mismatches, on_node, is_scanned)
    if built is None:
        with watch.phase("parse"):
            project = parse_project(files, options.mismatches)
        with watch.phase("build"):
            try:
                built = build_changes(project, options.mismatches, is_full, on_node, is_scanned)
            except BuildFailed as error:
                return error, project
    tell("build", models=built.models, tests=built.tests)
    return built, project


def _write_docs(
    files: WarehouseFiles, options: RunOptions, project: Project | None, folder: Path, earlier: Path | None
) -> tuple[str, ...]:
    """The docs of the release before, while the project is the same; they take dbt some seconds."""
    numbers = release_numbers(files)
    if earlier and earlier.is_dir() and read_manifest(files, numbers[-1]).get("dbt_manifest_hash") == project_code():
        link_tree(earlier, folder)
        return ()
    return write_docs(project or parse_project(files, options.mismatches), folder)


def _held(files: WarehouseFiles) -> tuple[str, ...]:
    """Documents that the build kept out of the facts."""
    with open_work_file(files) as connection:
        rows = connection.execute(
            "select file_name from intermediate.int_documents_identified"
            " inner join intermediate.int_document_editions_compared using (document_id)"
            " where is_current and document_id not in (select document_id from intermediate.int_documents_published)"
            " order by file_name"
        ).fetchall()
    return tuple(file_name for (file_name,) in rows)
