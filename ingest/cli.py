"""The command line: a thin skin over `ingest.pipeline`. Commands that only read are in `ingest.query_cli`.

Exit status: 0 every document read and published; 3 published, but some documents rejected or held; 1 nothing published;
2 wrong usage; 4 another run holds the work file.
"""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path
from typing import Annotated

import typer

from ingest import query_cli, review_cli, watch_cli
from ingest.command_line import (
    Engine,
    EngineOption,
    FullOption,
    GlobalWarehouseOption,
    KeepDaysOption,
    KeepOption,
    LeaveOutOption,
    LogOption,
    Mismatches,
    MismatchesOption,
    PathsArgument,
    QuietOption,
    ReviewsOption,
    WaitOption,
    WarehouseOption,
    WithoutNamesOption,
    files_of,
    options_of,
    reader_of,
    stopping,
)
from ingest.releases import commands as release_commands

# Read before any library that would report usage is imported.
os.environ["DO_NOT_TRACK"] = "1"

app = typer.Typer(
    help="Xianzhang 县账: from county budget disclosures to a tested warehouse.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(review_cli.app, name="review")


@app.callback()
def main(context: typer.Context, warehouse: GlobalWarehouseOption = None) -> None:
    """Xianzhang 县账: from county budget disclosures to a tested warehouse."""
    context.obj = warehouse


@app.command()
def run(
    context: typer.Context,
    paths: PathsArgument = None,
    mismatches: MismatchesOption = None,
    reviews: ReviewsOption = None,
    full: FullOption = False,
    keep: KeepOption = None,
    keep_days: KeepDaysOption = None,
    without_names: WithoutNamesOption = False,
    leave_out: LeaveOutOption = None,
    quiet: QuietOption = False,
    log: LogOption = None,
    wait: WaitOption = 0,
    warehouse: WarehouseOption = None,
) -> None:
    """Load, check, build, test and publish: the warehouse then holds exactly these files or folders."""
    with stopping():
        from ingest import pipeline, recording

        files = files_of(context, warehouse, reviews, without_names, wait)
        mode = mismatches or (Mismatches.flag if paths else Mismatches.fail)
        options = options_of(mode, full, keep, keep_days, leave_out)
        given = paths or [pipeline.SHIPPED_DOCUMENTS]
        recording.perform(
            files,
            "run",
            {"paths": given, **dataclasses.asdict(options), "leaves_out_names": files.leaves_out_names},
            recording.Manner(quiet, log),
            lambda report: pipeline.run(files, given, options, report),
        )


@app.command()
def load(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(help="Files or folders to add.")],
    engine: EngineOption = Engine.local,
    quiet: QuietOption = False,
    log: LogOption = None,
    wait: WaitOption = 0,
    warehouse: WarehouseOption = None,
) -> None:
    """Add documents to the raw tables; `build` publishes them."""
    with stopping():
        from ingest import pipeline, recording

        files = files_of(context, warehouse, wait_seconds=wait)
        reader = reader_of(engine, files)
        given = {"paths": paths, "engine": engine.value}
        manner = recording.Manner(quiet, log)
        recording.perform(files, "load", given, manner, lambda report: pipeline.load(files, paths, report, reader))


@app.command()
def build(
    context: typer.Context,
    mismatches: MismatchesOption = None,
    reviews: ReviewsOption = None,
    full: FullOption = False,
    keep: KeepOption = None,
    keep_days: KeepDaysOption = None,
    without_names: WithoutNamesOption = False,
    quiet: QuietOption = False,
    log: LogOption = None,
    wait: WaitOption = 0,
    warehouse: WarehouseOption = None,
) -> None:
    """Build, test and publish what is loaded."""
    with stopping():
        from ingest import pipeline, recording

        files = files_of(context, warehouse, reviews, without_names, wait)
        options = options_of(mismatches or Mismatches.flag, full, keep, keep_days)
        recording.perform(
            files,
            "build",
            {**dataclasses.asdict(options), "leaves_out_names": files.leaves_out_names},
            recording.Manner(quiet, log),
            lambda report: pipeline.build(files, options, report),
        )


for command in (*query_cli.COMMANDS, *release_commands.COMMANDS, watch_cli.watch):
    app.command()(command)


if __name__ == "__main__":
    app()
