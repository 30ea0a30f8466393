"""What the commands share: the options that name files, and how a stopped run ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.errors import RunStopped
from ingest.workfile import WarehouseFiles

if TYPE_CHECKING:
    from ingest.loading import Reader
    from ingest.options import RunOptions

DEFAULT_WAREHOUSE = Path("warehouse.duckdb")


class Mismatches(StrEnum):
    """What to do with a publisher's wrong sum."""

    flag = "flag"
    hold = "hold"
    fail = "fail"


class Engine(StrEnum):
    """What reads documents: processes on this machine, or a Spark cluster."""

    local = "local"
    spark = "spark"


class Format(StrEnum):
    """How findings are printed."""

    table = "table"
    csv = "csv"
    json = "json"
    html = "html"


WAREHOUSE_HELP = "The published file; the work file lies beside it."
GlobalWarehouseOption = Annotated[Path | None, typer.Option("--warehouse", envvar="XIANZHANG_WAREHOUSE", help=WAREHOUSE_HELP)]
# The same option after the command's name; there it counts before the environment and the global option.
WarehouseOption = Annotated[Path | None, typer.Option("--warehouse", help=WAREHOUSE_HELP)]
ReviewsOption = Annotated[
    Path | None,
    typer.Option(
        "--reviews",
        envvar="XIANZHANG_REVIEWS",
        help="The CSV file of reviewed findings. Default: beside the warehouse, for warehouse.duckdb warehouse.reviews.csv;"
        " for the project's own warehouse seeds/reviewed_findings.csv.",
    ),
]
DocumentOption = Annotated[
    str | None, typer.Option(help="Only this document: the beginning of its id, or a part of its file name.")
]
RuleOption = Annotated[str | None, typer.Option(help="Only this rule, such as R30.")]
SeverityOption = Annotated[str | None, typer.Option(help="Only this severity: error, warning or info.")]
MismatchesOption = Annotated[
    Mismatches | None,
    typer.Option(
        help="A publisher's wrong sum: flag it, hold its document out of the facts, or fail."
        " Default: fail over the shipped documents, flag over yours."
    ),
]
FullOption = Annotated[
    bool, typer.Option("--full", help="Read, build and publish everything again, also what has not changed.")
]
KeepOption = Annotated[
    int | None,
    typer.Option("--keep", help="Keep at most this many releases. Default: XIANZHANG_KEEP_RELEASES, or 10."),
]
KeepDaysOption = Annotated[
    int | None,
    typer.Option("--keep-days", help="Keep releases no longer than this. Default: XIANZHANG_KEEP_DAYS, or however old."),
]
EngineOption = Annotated[
    Engine, typer.Option(help="What reads the documents: processes here, or Spark (docs/scaling.md says when that pays).")
]
PathsArgument = Annotated[list[Path] | None, typer.Argument(help="Files or folders; default: the shipped documents.")]


def files_of(context: typer.Context, warehouse: Path | None, reviews: Path | None = None) -> WarehouseFiles:
    """The files a command works on."""
    return WarehouseFiles((warehouse or context.obj or DEFAULT_WAREHOUSE).absolute(), reviews.absolute() if reviews else None)


def options_of(mismatches: Mismatches, full: bool, keep: int | None, keep_days: int | None) -> RunOptions:
    """How a run is done."""
    from ingest.options import RunOptions
    from ingest.releases.retention import retention

    return RunOptions(mismatches.value, full, retention(keep, keep_days))


def reader_of(engine: Engine, files: WarehouseFiles) -> Reader:
    """What reads the documents of a load."""
    from ingest.loading import read_here

    if engine is Engine.local:
        return read_here
    from ingest.spark.reading import read_files_on_spark

    return lambda sources, limits: read_files_on_spark(sources, limits, files.work_folder / "spark_rows")


def split_names(text: str) -> list[str]:
    """The names between commas."""
    return [name.strip() for name in text.split(",") if name.strip()]


@contextmanager
def stopping() -> Iterator[None]:
    """Turn a stopped run into its message and its exit status."""
    try:
        yield
    except RunStopped as error:
        from ingest import display

        display.show_error(error)
        raise typer.Exit(error.exit_status) from None
