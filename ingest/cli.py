"""The command line: a thin skin over `ingest.pipeline`. Commands that only read are in `ingest.query_cli`.

Exit status: 0 every document read and published; 3 published, but some documents rejected or held; 1 nothing published;
2 wrong usage; 4 another run holds the work file.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from ingest import query_cli, review_cli
from ingest.command_line import (
    Engine,
    EngineOption,
    FullOption,
    GlobalWarehouseOption,
    KeepDaysOption,
    KeepOption,
    Mismatches,
    MismatchesOption,
    PathsArgument,
    ReviewsOption,
    WarehouseOption,
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
    warehouse: WarehouseOption = None,
) -> None:
    """Load, check, build, test and publish: the warehouse then holds exactly these files or folders."""
    with stopping():
        from ingest import display, pipeline

        mode = mismatches or (Mismatches.flag if paths else Mismatches.fail)
        options = options_of(mode, full, keep, keep_days)
        with display.progress() as report:
            summary = pipeline.run(
                files_of(context, warehouse, reviews), paths or [pipeline.SHIPPED_DOCUMENTS], options, report
            )
        display.show_run(summary)
    raise typer.Exit(summary.exit_status)


@app.command()
def load(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(help="Files or folders to add.")],
    engine: EngineOption = Engine.local,
    warehouse: WarehouseOption = None,
) -> None:
    """Add documents to the raw tables; `build` publishes them."""
    with stopping():
        from ingest import display, pipeline

        files = files_of(context, warehouse)
        with display.progress() as report:
            summary = pipeline.load(files, paths, report, reader_of(engine, files))
        display.show_load(summary)
    raise typer.Exit(summary.exit_status)


@app.command()
def build(
    context: typer.Context,
    mismatches: MismatchesOption = None,
    reviews: ReviewsOption = None,
    full: FullOption = False,
    keep: KeepOption = None,
    keep_days: KeepDaysOption = None,
    warehouse: WarehouseOption = None,
) -> None:
    """Build, test and publish what is loaded."""
    with stopping():
        from ingest import display, pipeline

        options = options_of(mismatches or Mismatches.flag, full, keep, keep_days)
        with display.progress() as report:
            summary = pipeline.build(files_of(context, warehouse, reviews), options, report)
        display.show_run(summary)
    raise typer.Exit(summary.exit_status)


for command in (*query_cli.COMMANDS, *release_commands.COMMANDS):
    app.command()(command)


if __name__ == "__main__":
    app()
