"""The commands as functions: run, load and build. Each holds the work folder from its first step to its last.

files -> read what is new -> load (some hundred documents a transaction) -> gate, dbt build and tests -> publish a release.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ingest.building import build_and_publish, judge, unjudged_documents
from ingest.gate import validating
from ingest.loaded import nothing_loaded
from ingest.loading import Reader, load_files, read_here
from ingest.options import RunOptions
from ingest.releases.recovery import holding
from ingest.releases.restoring import on_sound_work_file
from ingest.sources import find_sources
from ingest.stopwatch import Report, Stopwatch
from ingest.summary import LoadSummary, RunSummary
from ingest.transform import PROJECT_FOLDER
from ingest.warehouse import Loading
from ingest.workfile import WarehouseFiles

SHIPPED_DOCUMENTS = PROJECT_FOLDER / "data" / "documents"


def run(files: WarehouseFiles, paths: Sequence[Path], options: RunOptions, report: Report) -> RunSummary:
    """Read the files, make the warehouse hold exactly them, build, test and publish."""
    sources = find_sources(paths, options.leave_out)
    watch = Stopwatch()

    def load_and_build(warnings: tuple[str, ...]) -> RunSummary:
        loadings, rejections = load_files(files, sources, True, report, watch, options.is_full)
        if not loadings:
            raise nothing_loaded(rejections)
        return build_and_publish(files, options, (*warnings, *sources.warnings), report, watch)

    with holding(files) as warnings:
        return on_sound_work_file(files, load_and_build, warnings)


def load(files: WarehouseFiles, paths: Sequence[Path], report: Report, reader: Reader = read_here) -> LoadSummary:
    """Add files to the raw tables and pass them through the gate; nothing is built."""
    sources = find_sources(paths)
    watch = Stopwatch()

    def load_and_judge(warnings: tuple[str, ...]) -> LoadSummary:
        loadings, rejections = load_files(files, sources, False, report, watch, reader=reader)
        with watch.phase("gate"):
            changed, tables = unjudged_documents(files, report)
            with validating(tables, files.data_docs) as verdict:
                set_aside = judge(files, changed, verdict.result(), report)
        return LoadSummary(
            added=loadings.count(Loading.ADDED),
            replaced=loadings.count(Loading.REPLACED),
            unchanged=loadings.count(Loading.UNCHANGED),
            rejections=(*rejections, *set_aside),
            warnings=(*warnings, *sources.warnings),
            phases=tuple(watch.phases.items()),
        )

    with holding(files) as warnings:
        return on_sound_work_file(files, load_and_judge, warnings)


def build(files: WarehouseFiles, options: RunOptions, report: Report) -> RunSummary:
    """Build, test and publish what is loaded."""
    with holding(files) as warnings:
        return on_sound_work_file(files, lambda found: build_and_publish(files, options, found, report, Stopwatch()), warnings)
